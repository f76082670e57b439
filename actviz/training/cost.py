"""What activations cost: seconds per element, forward and backward, and as a ratio to ReLU's.

    python -m actviz.training.cost --out cost.csv

Each function is timed in turns with ReLU, so that what slows the machine slows both. ReLU itself is
timed against ReLU as well: how far its ratio is from 1 is how far the others can be trusted.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from statistics import median, quantiles

import torch
from torch import Tensor
from torch.utils.benchmark import Timer

from actviz.maths import CATALOGUE, Activation
from actviz.training.torch_activation import torch_activation

PASSES = ("forward", "forward and backward")
LARGEST = 2**22
_RELU = "relu"
_DERIVED = " (derived)"
_ELEMENTS = (2**10, 2**14, 2**18)
_ROUNDS = 9

Function = Callable[[Tensor], Tensor]


@dataclass(frozen=True)
class Cost:
    """One measurement of one function.

    `seconds` are those of one pass for each element, the median of all rounds. `ratio_to_relu` is
    the median of the rounds' ratios, `spread` the distance between their quartiles.
    """

    activation: str
    elements: int
    # The file's column has a name that Python keeps for itself.
    pass_: str
    seconds: float
    ratio_to_relu: float
    spread: float


COLUMNS = tuple(field.name.rstrip("_") for field in fields(Cost))


def functions() -> dict[str, Function]:
    """Everything that can be timed, by name, at the parameters' defaults.

    A catalogue id alone is torch's own function, where torch has one; with " (derived)" it is ours,
    computed from the definition.
    """
    own = {each.id: _torch_own(each) for each in CATALOGUE.values() if each.torch is not None}
    derived = {f"{each.id}{_DERIVED}": torch_activation(each) for each in CATALOGUE.values()}
    return {_RELU: own[_RELU], **own, **derived}


def _torch_own(activation: Activation) -> Function:
    assert activation.torch is not None
    call = activation.torch.format(
        **{name: repr(value) for name, value in activation.defaults.items()}
    )
    # The text is the catalogue's own.
    made: Function = eval(f"lambda x: {call}", {"torch": torch})
    return made


def measure(
    names: Sequence[str],
    elements: Sequence[int] = _ELEMENTS,
    seconds: float = 0.02,
    device: str = "cpu",
) -> Iterator[Cost]:
    """Time functions by their names in `functions`, both passes, on standard normal float32.

    `seconds` is the time for each of 9 rounds of one function; as much goes to ReLU. Yields as it
    goes. ValueError: a name that is not there, an array that is empty or larger than 2^22, no time,
    a device that torch does not have.
    """
    known = functions()
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 3)
            hint = f": did you mean {' or '.join(near)}?" if near else ""
            raise ValueError(f"there is no function {name!r} to time{hint}")
    for count in elements:
        if not 1 <= count <= LARGEST:
            raise ValueError(f"{count} elements cannot be timed: take 1 to {LARGEST:,}")
    if not 0 < seconds <= 60:
        raise ValueError(f"{seconds:g} seconds for a round: take more than 0, at most 60")
    return _measured({name: known[name] for name in names}, known[_RELU], elements, seconds, device)


def _measured(
    chosen: Mapping[str, Function],
    relu: Function,
    elements: Sequence[int],
    seconds: float,
    device: str,
) -> Iterator[Cost]:
    generator = torch.Generator().manual_seed(0)
    for count in elements:
        x = torch.randn(count, generator=generator).to(device)
        for name, function in chosen.items():
            for kind in PASSES:
                pair = (_pass(kind, relu, x), _pass(kind, function, x))
                yield Cost(name, count, kind, *_compared(*pair, seconds, count))


def _pass(kind: str, function: Function, x: Tensor) -> Callable[[], object]:
    if kind == PASSES[0]:
        return lambda: function(x)
    leaf, gradient = x.clone().requires_grad_(), torch.ones_like(x)
    if not function(leaf).requires_grad:
        return lambda: function(leaf)  # constant for autograd: nothing comes back through it
    return lambda: torch.autograd.grad(function(leaf), leaf, gradient)


def _compared(
    relu: Callable[[], object], function: Callable[[], object], seconds: float, elements: int
) -> tuple[float, float, float]:
    """Seconds per element, the ratio and its spread."""
    timers = [Timer("act()", globals={"act": act}) for act in (relu, function)]
    # So many calls that one round takes about its time; a first call pays for what is made once.
    calls = [max(1, round(seconds / max(each.timeit(3).median, 1e-9))) for each in timers]
    rounds = [
        [timer.timeit(number).median for timer, number in zip(timers, calls, strict=True)]
        for _ in range(_ROUNDS)
    ]
    ratios = [own / relus for relus, own in rounds]
    low, _, high = quantiles(ratios, n=4)
    return median(own for _, own in rounds) / elements, median(ratios), high - low


def write_csv(costs: Iterator[Cost], path: Path) -> int:
    """Write measurements as they come, a line each; the number of lines. OSError: not writable."""
    written = 0
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for cost in costs:
            table.writerow(asdict(cost).values())
            file.flush()
            written += 1
    return written


def _shown(costs: Iterator[Cost], total: int) -> Iterator[Cost]:
    for number, cost in enumerate(costs, 1):
        print(
            f"{number}/{total} {cost.activation}, {cost.elements} elements, {cost.pass_}: "
            f"{cost.ratio_to_relu:.2f} of ReLU (spread {cost.spread:.2f})",
            file=sys.stderr,
        )
        yield cost


def main(arguments: list[str]) -> int:
    """Measure and write; 0, or 2 where something that was asked for is not possible."""
    parser = argparse.ArgumentParser(prog="python -m actviz.training.cost", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--out", type=Path, required=True, help="the CSV file to write")
    parser.add_argument("--activation", nargs="+", metavar="NAME", help="these alone; usually all")
    parser.add_argument("--elements", nargs="+", type=int, default=_ELEMENTS, metavar="N")
    parser.add_argument("--seconds", type=float, default=0.02, help="for each of 9 rounds")
    parser.add_argument("--threads", type=int, default=1, help="of torch; usually 1")
    parser.add_argument("--device", default="cpu")
    chosen = parser.parse_args(arguments)
    names = chosen.activation or list(functions())
    try:
        most = os.cpu_count() or 1
        if not 1 <= chosen.threads <= most:
            raise ValueError(f"{chosen.threads} threads: this machine has 1 to {most}")
        torch.set_num_threads(chosen.threads)
        torch.empty(0, device=chosen.device)
        costs = measure(names, chosen.elements, chosen.seconds, chosen.device)
        total = len(names) * len(chosen.elements) * len(PASSES)
        written = write_csv(_shown(costs, total), chosen.out)
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
