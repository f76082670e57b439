"""What activations cost: seconds per element, forward and backward, and as a ratio to ReLU's.

    python -m actviz.training.cost --out cost.csv
    python -m actviz.training.cost --layers --out layers.csv
    python -m actviz.training.cost --out assets/views/cost/stored.json

Each function is timed in turns with ReLU, so that what slows the machine slows both. With --layers
whole layers are, a matrix product and the function. A file that ends in .json is a whole result,
functions and layers, with the machine and the versions.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from typing import TypeVar

import torch

from actviz.training.cost import (
    ELEMENTS,
    PASSES,
    WIDTHS,
    Cost,
    LayerCost,
    columns,
    functions,
    measure,
    measure_layers,
)
from actviz.training.cost.layer import USUAL
from actviz.training.cost.stored import write_stored

_SIZES, _SECONDS = (2**10, 2**14, 2**18), 0.02
# Of the stored result: with them it takes some minutes.
_STORED_SECONDS = 0.002

Measured = TypeVar("Measured", Cost, LayerCost)


def write_csv(costs: Iterator[Measured], path: Path, kind: type[Measured]) -> int:
    """Write measurements as they come, a line each; the number of lines. OSError: not writable."""
    written = 0
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(columns(kind))
        file.flush()
        for cost in costs:
            table.writerow(astuple(cost))
            file.flush()
            written += 1
    return written


def _told(costs: Iterator[Measured], total: int) -> Iterator[Measured]:
    for number, cost in enumerate(costs, 1):
        size = f"{cost.elements} elements" if isinstance(cost, Cost) else f"{cost.width} units"
        print(
            f"{number}/{total} {cost.activation}, {size}, {cost.pass_}: "
            f"{cost.ratio_to_relu:.2f} of ReLU (spread {cost.spread:.2f})",
            file=sys.stderr,
        )
        yield cost


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m actviz.training.cost", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    parser.add_argument("--activation", nargs="+", metavar="NAME", help="these alone; usually all")
    parser.add_argument("--elements", nargs="+", type=int, metavar="N", help="sizes of the array")
    parser.add_argument("--layers", action="store_true", help="whole layers, by their width")
    parser.add_argument("--widths", nargs="+", type=int, metavar="N", help="sizes of the layer")
    parser.add_argument("--pass", nargs="+", default=PASSES, metavar="PASS", dest="passes")
    parser.add_argument("--seconds", type=float, help="for each of 9 rounds")
    parser.add_argument("--threads", type=int, default=1, help="of torch; usually 1")
    parser.add_argument("--device", default="cpu")
    return parser


def _run(chosen: argparse.Namespace, command: str) -> int:
    whole = chosen.out.suffix == ".json"
    usual = _STORED_SECONDS if whole else _SECONDS
    seconds = usual if chosen.seconds is None else chosen.seconds
    rest = (seconds, chosen.device, chosen.passes)
    widths = chosen.widths or WIDTHS

    def of_functions() -> tuple[Iterator[Cost], int]:
        names = chosen.activation or list(functions())
        sizes = chosen.elements or (ELEMENTS if whole else _SIZES)
        return measure(names, sizes, *rest), len(names) * len(sizes) * len(chosen.passes)

    def of_layers() -> tuple[Iterator[LayerCost], int]:
        names = chosen.activation or USUAL
        return measure_layers(names, widths, *rest), len(names) * len(widths) * len(chosen.passes)

    if whole:
        both = _told(*of_functions()), _told(*of_layers())
        return write_stored(*both, chosen.out, command, chosen.device)
    if chosen.layers:
        return write_csv(_told(*of_layers()), chosen.out, LayerCost)
    return write_csv(_told(*of_functions()), chosen.out, Cost)


def main(arguments: list[str]) -> int:
    """Measure and write; 0, or 2 where something that was asked for is not possible."""
    chosen = _parser().parse_args(arguments)
    try:
        most = os.cpu_count() or 1
        if not 1 <= chosen.threads <= most:
            raise ValueError(f"{chosen.threads} threads: this machine has 1 to {most}")
        torch.set_num_threads(chosen.threads)
        torch.empty(0, device=chosen.device)
        written = _run(chosen, " ".join(["python -m actviz.training.cost", *arguments]))
    except (ValueError, RuntimeError, OSError, AssertionError) as error:
        print(f"nothing was measured: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"stopped: {chosen.out} has what was measured so far", file=sys.stderr)
        return 130
    print(f"{chosen.out}: {written} measurements, torch {torch.__version__}, {chosen.device}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
