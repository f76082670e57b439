"""Times functions in turns with ReLU, so that what slows the machine slows both.

ReLU itself is timed against ReLU as well: how far its ratio is from 1 is how far the others can be
trusted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import cache
from statistics import median, quantiles
from typing import Any

import torch
from torch import Tensor
from torch.utils.benchmark import Timer

from actviz.maths import CATALOGUE, Activation
from actviz.training.torch_activation import torch_activation

PASSES = ("forward", "forward and backward")
LARGEST = 2**22
ELEMENTS = tuple(2**power for power in range(6, 23, 2))
DERIVED = " (derived)"
RELU = "relu"
# Rounds of one measurement; the fewer where a single call takes longer than a round should.
_ROUNDS, _FEWEST_ROUNDS = 9, 5
_KEPT = 2**25 - 2**16  # bytes

Function = Callable[..., Tensor]
Act = Callable[[], object]


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


def columns(kind: type[Any]) -> tuple[str, ...]:
    """The columns of a file of such measurements."""
    return tuple(field.name.rstrip("_") for field in fields(kind))


@cache
def functions() -> Mapping[str, Function]:
    """Everything that can be timed, by name, at the parameters' defaults.

    A catalogue id alone is torch's own function, where torch has one; with " (derived)" it is ours,
    computed from the definition.
    """
    own = {each.id: _torch_own(each) for each in CATALOGUE.values() if each.torch is not None}
    derived = {f"{each.id}{DERIVED}": torch_activation(each) for each in CATALOGUE.values()}
    return {RELU: own[RELU], **own, **derived}


def _torch_own(activation: Activation) -> Function:
    assert activation.torch is not None
    call = activation.torch.format(
        **{name: repr(value) for name, value in activation.defaults.items()}
    )
    # The text is the catalogue's own.
    made: Function = eval(f"lambda x: {call}", {"torch": torch})
    return made


def check(
    names: Sequence[str],
    sizes: Sequence[int],
    size: str,
    most: int,
    passes: Sequence[str],
    seconds: float,
) -> None:
    """ValueError: a function, a size, a pass or a time that cannot be measured."""
    for name in names:
        if name not in functions():
            near = get_close_matches(name, functions(), 3)
            hint = f": did you mean {' or '.join(near)}?" if near else ""
            raise ValueError(f"there is no function {name!r} to time{hint}")
    for count in sizes:
        if not 1 <= count <= most:
            raise ValueError(f"{count} {size} cannot be timed: take 1 to {most:,}")
    for kind in passes:
        if kind not in PASSES:
            raise ValueError(f"there is no pass {kind!r}: take {' or '.join(map(repr, PASSES))}")
    if not 0 < seconds <= 60:
        raise ValueError(f"{seconds:g} seconds for a round: take more than 0, at most 60")


def measure(
    names: Sequence[str],
    elements: Sequence[int] = ELEMENTS,
    seconds: float = 0.02,
    device: str = "cpu",
    passes: Sequence[str] = PASSES,
) -> Iterator[Cost]:
    """Time functions by their names in `functions` on standard normal float32.

    `seconds` is the time for each of 9 rounds of one function; as much goes to ReLU. Yields as it
    goes. ValueError: a name that is not there, an array that is empty or larger than 2^22, no time,
    a pass or a device that there is not.
    """
    check(names, elements, "elements", LARGEST, passes, seconds)
    return _measured(names, elements, seconds, device, passes)


def _measured(
    names: Sequence[str],
    elements: Sequence[int],
    seconds: float,
    device: str,
    passes: Sequence[str],
) -> Iterator[Cost]:
    known = functions()
    keep_freed_memory()
    generator = torch.Generator().manual_seed(0)
    for count in elements:
        x = torch.randn(count, generator=generator).to(device)
        for name in names:
            for kind in passes:
                acts = (one_pass(kind, known[RELU], x), one_pass(kind, known[name], x))
                relus, owns = zip(*in_turns(acts, seconds), strict=True)
                yield Cost(name, count, kind, median(owns) / count, *ratio(relus, owns))


def keep_freed_memory() -> None:
    """Let the C library keep what results leave behind for the next ones.

    It gives large blocks back to the system and asks for them anew, where each page then costs more
    than ReLU of what is on it, or keeps them, by what it was last asked for: the same pass takes a
    time or four. Once a block just below its largest limit was freed, glibc keeps all up to that.
    """
    torch.empty(_KEPT, dtype=torch.uint8)


def one_pass(kind: str, function: Function, *inputs: Tensor) -> Act:
    """What is timed: the value, or the value and the gradients with respect to all inputs."""
    if kind == PASSES[0]:
        return lambda: function(*inputs)
    leaves = [each.clone().requires_grad_() for each in inputs]
    out = function(*leaves)
    if not out.requires_grad:
        return lambda: function(*leaves)  # constant for autograd: nothing comes back through it
    gradient = torch.ones_like(out)
    return lambda: torch.autograd.grad(function(*leaves), leaves, gradient)


def in_turns(acts: Sequence[Act], seconds: float) -> list[list[float]]:
    """Seconds of one call of each, a row for each round; a round of one takes about `seconds`."""
    threads = torch.get_num_threads()
    timers = [Timer("act()", globals={"act": act}, num_threads=threads) for act in acts]
    # A first call pays for what is made once, and one is too short to go by.
    first = [timer.timeit(1).median for timer in timers]
    once = [
        min(time, timer.timeit(20).median) if time < seconds / 20 else time
        for timer, time in zip(timers, first, strict=True)
    ]
    calls = [max(1, round(seconds / max(time, 1e-9))) for time in once]
    rounds = _ROUNDS if max(once) <= seconds else _FEWEST_ROUNDS
    return [
        [timer.timeit(number).median for timer, number in zip(timers, calls, strict=True)]
        for _ in range(rounds)
    ]


def ratio(relus: Sequence[float], owns: Sequence[float]) -> tuple[float, float]:
    """The median of the rounds' ratios, and the distance of their quartiles."""
    ratios = [own / relu for relu, own in zip(relus, owns, strict=True)]
    low, _, high = quantiles(ratios, n=4)
    return median(ratios), high - low
