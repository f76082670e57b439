"""Two hundred visitors of the training lab come and leave: what stays in memory."""

import asyncio

from tests.benchmark.process import held_by, is_readable, process_on
from tests.benchmark.reporting import verdict
from tests.serving import streamlit_server
from tests.visitor import visitor

VISITORS = 200
# Streamlit keeps up to 128 sessions for two minutes, in case that a visitor comes back: only what
# comes on top of a full store is a leak.
STORE = 128
LIMIT = 40.0  # megabytes from the store's being full to the last visitor


def run() -> None:
    """Print the growth of the server's memory once Streamlit's store of sessions is full."""
    if not is_readable():
        print("lab memory: this system has no /proc to read it from")
        return
    with streamlit_server() as address:
        server = process_on(address)
        sizes = asyncio.run(_come_and_go(address, server))
    print(f"lab memory: {sizes[0]:.0f} MB at first, {sizes[STORE]:.0f} MB with a full store")
    print(verdict("lab memory, growth after that", sizes[-1] - sizes[STORE], LIMIT, " MB"))


async def _come_and_go(address: str, server: int) -> list[float]:
    sizes = [held_by(server).megabytes]
    for _ in range(VISITORS):
        async with visitor(address) as guest:
            await guest.open("training", "preset=race-16")
            await guest.tell()
            await guest.wait()
        sizes.append(held_by(server).megabytes)
    return sizes


if __name__ == "__main__":
    run()
