"""The stored result: what was measured once, with where, when and how, to show at once."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import torch

from actviz.training.cost.layer import BATCH, LayerCost
from actviz.training.cost.timing import Cost

STORED = Path(__file__).resolve().parents[3] / "assets" / "views" / "cost" / "stored.json"
_CPU_INFO = Path("/proc/cpuinfo")
_SIZES = {"functions": "elements", "layers": "widths"}
_DIGITS = 4

# The measured columns, a number for each size, None where it was not measured.
Columns = Mapping[str, list[float] | list[float | None]]
# The same by name and pass, where all was measured.
Table = Mapping[str, Mapping[str, Mapping[str, list[float]]]]


@dataclass(frozen=True)
class Stored:
    """A stored result: `about` how it came to be, and functions and layers by name and pass."""

    about: Mapping[str, Any]
    elements: list[int]
    widths: list[int]
    functions: Table
    layers: Table

    def ratio(self, name: str, elements: int, kind: str) -> float:
        """How many times ReLU's time a function takes."""
        place = self.elements.index(elements)
        return self.functions[name][kind]["ratio_to_relu"][place]

    def layer(self, name: str, width: int, kind: str, column: str) -> float:
        """A number of a layer: `ratio_to_relu`, `share`, …"""
        return self.layers[name][kind][column][self.widths.index(width)]


@cache
def stored() -> Stored:
    """The result in the file."""
    return Stored(**json.loads(STORED.read_text(encoding="utf-8")))


def machine(device: str = "cpu") -> dict[str, Any]:
    """What measures: processor, cores, torch's threads and the versions."""
    return {
        "processor": _processor() if device == "cpu" else device,
        "cores": os.cpu_count() or 1,
        "threads": torch.get_num_threads(),
        "system": platform.system(),
        "python": platform.python_version(),
        "torch": str(torch.__version__),
    }


@cache
def _processor() -> str:
    if _CPU_INFO.exists():
        for line in _CPU_INFO.read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return " ".join(value.split())
    return platform.processor() or platform.machine()


def write_stored(
    costs: Iterable[Cost],
    layers: Iterable[LayerCost],
    path: Path,
    command: str,
    device: str = "cpu",
) -> int:
    """Write a whole result; the number of measurements. OSError: not writable.

    The file is written at the end: half a result takes no whole one's place.
    """
    # A file that cannot be written is not to be found out after minutes.
    with path.open("a", encoding="utf-8"):
        pass
    started = datetime.now(UTC)
    tables: dict[str, dict[str, Any]] = {"functions": {}, "layers": {}}
    sizes: dict[str, dict[int, None]] = {"functions": {}, "layers": {}}
    written = 0
    for kind, found in (("functions", costs), ("layers", layers)):
        for each in found:
            fields: dict[str, Any] = dict(vars(each))
            name, size, which = (fields.pop(field) for field in list(fields)[:3])
            sizes[kind][size] = None
            row = tables[kind].setdefault(name, {}).setdefault(which, {})
            for column, number in fields.items():
                row.setdefault(column, []).append(float(f"{number:.{_DIGITS}g}"))
            written += 1
    about = {
        **machine(device),
        "batch": BATCH,
        "date": f"{started:%Y-%m-%d}",
        "took": round((datetime.now(UTC) - started).total_seconds()),
        "command": command,
    }
    parts = {"about": about, **{_SIZES[kind]: list(found) for kind, found in sizes.items()}}
    lines = [f"{json.dumps(name)}: {json.dumps(part)}" for name, part in parts.items()]
    for kind, table in tables.items():
        # A line for each function, so that a renewed file can be read beside the old one.
        rows = ",\n".join(f"{json.dumps(name)}: {_short(row)}" for name, row in table.items())
        lines.append(f"{json.dumps(kind)}: {{\n{rows}\n}}")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return written


def _short(part: Any) -> str:
    return json.dumps(part, separators=(",", ":"))
