"""Five thousand mutated links over all pages, every slider moved once: exception boxes."""

import asyncio
import collections
import sys
import time

from tests.benchmark.reporting import verdict
from tests.mutated_links import mutated_links, try_links
from tests.serving import streamlit_server

LINKS, SEED = 5000, 8
SHOWN = 20  # links with an exception box that are printed


def _report(links: int, moves: int, faults: int) -> None:
    if links % 250 == 0:
        print(f"{links} links, {moves} moves, {faults} faults", flush=True)


def run() -> None:
    """Print how many exception boxes there were, and the first of each kind."""
    started = time.perf_counter()
    with streamlit_server() as address:
        faults, moves = asyncio.run(try_links(address, mutated_links(LINKS, SEED), _report))
    kinds = collections.Counter(fault.split("\n")[-1] for fault in faults)
    for fault in faults[:SHOWN]:
        print(fault, file=sys.stderr)
    print(f"links: {LINKS} opened, {moves} sliders moved, {time.perf_counter() - started:.0f} s")
    print(verdict("links, exception boxes", len(faults), 0), *kinds.most_common(5))


if __name__ == "__main__":
    run()
