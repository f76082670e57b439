"""Sixty visitors open and leave, three hundred runs of the lab too: what the server still holds.

Twice: what a second round adds is a leak, what the first one adds may be caches that are full now.
"""

import asyncio
import time

from actviz.ui.pages import PAGES
from tests.benchmark.process import Held, held_by, is_readable, process_on
from tests.benchmark.reporting import verdict
from tests.serving import streamlit_server
from tests.visitor import visitor

VISITORS, RUNS = 60, 300
AT_ONCE = 10  # of the runs
TICKS = 3
LAB = "start=1&engine=torch"  # which keeps the run on the server
MARGIN = Held(threads=4, files=12, megabytes=60)
MARGIN_AGAIN = Held(threads=4, files=12, megabytes=20)  # what a second round may add
# Streamlit keeps a closed session for two minutes, and looks for such when somebody comes.
PATIENCE, PAUSE = 600.0, 10.0  # seconds


async def _look_in(address: str, page: str, query: str = "") -> None:
    async with visitor(address) as guest:
        await guest.open(page, query)
        for _ in range(TICKS if guest.clock else 0):
            await guest.tick()
            await guest.wait_for_run()


async def _load(address: str) -> None:
    """What is loaded once and stays."""
    for spec in PAGES:
        await _look_in(address, spec.url_path)
    await _look_in(address, "training", LAB)


async def _come_and_go(address: str, process: int) -> tuple[Held, Held, Held, float]:
    before = held_by(process)
    places = asyncio.Semaphore(AT_ONCE)

    async def run_lab(number: int) -> None:
        async with places:
            await _look_in(address, "training", f"{LAB}&stop=0&seed={number}")

    pages = [PAGES[number % len(PAGES)].url_path for number in range(VISITORS)]
    await asyncio.gather(*(_look_in(address, page) for page in pages))
    await asyncio.gather(*(run_lab(number) for number in range(RUNS)))
    full, left = held_by(process), time.monotonic()
    while not _is_back(after := held_by(process), before) and time.monotonic() < left + PATIENCE:
        await asyncio.sleep(PAUSE)
        await _look_in(address, "")
    return before, full, after, time.monotonic() - left


def _is_back(after: Held, before: Held) -> bool:
    return (
        after.threads <= before.threads + MARGIN.threads
        and after.files <= before.files + MARGIN.files
        and after.megabytes <= before.megabytes + MARGIN.megabytes
    )


def run() -> None:
    """Print threads, open files and memory before, at the last one's leaving, and afterwards."""
    if not is_readable():
        print("leaks: this system has no /proc to read them from")
        return
    with streamlit_server() as address:
        asyncio.run(_load(address))
        for number in (1, 2):
            before, full, after, seconds = asyncio.run(_come_and_go(address, process_on(address)))
            print(
                f"leaks, round {number}: {VISITORS} visitors and {RUNS} runs; "
                f"back {seconds:.0f} s after the last left"
            )
            for name, unit in (("threads", ""), ("files", ""), ("megabytes", " MB")):
                first, most, last = (getattr(held, name) for held in (before, full, after))
                print(f"leaks, {name}: {first:.0f} before, {most:.0f} at the end, {last:.0f} after")
                allowed = getattr(MARGIN if number == 1 else MARGIN_AGAIN, name)
                print(verdict(f"leaks, {name} that stay", last - first, allowed, unit))


if __name__ == "__main__":
    run()
