"""A sweep as the browser's engine takes it: all its networks, and what they share only once."""

from __future__ import annotations

import json
from typing import Any

from actviz.training.browser_run import browser_run
from actviz.training.sweep.config import SweepConfig

_ITEM = 8  # bytes of a number


def browser_sweep(config: SweepConfig) -> bytes:
    """A line of JSON, then little-endian float64 numbers.

    The line has `common`, the header of a run as `browser_run` makes it, and `networks`, for each
    network in the config's order what of its header is another.
    """
    common: dict[str, Any] = {}
    networks = []
    places: dict[bytes, int] = {}
    parts: list[bytes] = []
    length = 0
    for number in range(config.networks):
        run = browser_run(config.network(number))

        def place(where: list[int], block: bytes = run.block) -> list[int]:
            nonlocal length
            start, count = where
            numbers = block[start * _ITEM : (start + count) * _ITEM]
            if numbers not in places:
                places[numbers] = length
                parts.append(numbers)
                length += count
            return [places[numbers], count]

        header = run.header | {
            "start": {pieces: place(where) for pieces, where in run.header["start"].items()},
            "train": {
                **run.header["train"],
                "features": place(run.header["train"]["features"]),
                "targets": place(run.header["train"]["targets"]),
            },
        }
        del header["test"]
        common = common or header
        networks.append({name: each for name, each in header.items() if each != common[name]})
    line = json.dumps({"common": common, "networks": networks})
    return b"\n".join([line.encode(), b"".join(parts)])
