"""What a probe measures: one record a number, which is all that has to be written for it.

The probe, the history and its CSV, the page's message, table and list of definitions, and the tests
read `MEASURES`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Array = NDArray[np.float64]

DEAD_SLOPE = 1e-6
SATURATED_SHARE = 0.05


class Per(Enum):
    """What there is one number of, for each racer."""

    RACER = "(racers,)"
    LAYER = "(racers, hidden layers)"
    WEIGHTS = "(racers, hidden layers + 1)"
    UNIT = "for each hidden layer (racers, units)"

    def nothing(self, racers: int, widths: Sequence[int]) -> list[Array]:
        """Arrays of NaN, of this shape; for units one for each hidden layer, else a single one."""
        shapes: dict[Per, list[tuple[int, ...]]] = {
            Per.RACER: [(racers,)],
            Per.LAYER: [(racers, len(widths))],
            Per.WEIGHTS: [(racers, len(widths) + 1)],
            Per.UNIT: [(racers, width) for width in widths],
        }
        return [np.full(shape, math.nan) for shape in shapes[self]]


@dataclass
class Part:
    """One hidden layer on some of the examples: all (racers, examples, units)."""

    output: Tensor
    slopes: Tensor
    threshold: Tensor  # (racers, 1, 1): |f'| below it is saturated
    z: Tensor  # (racers, examples, units * pieces)

    @cached_property
    def sizes(self) -> Tensor:
        """|f'|."""
        return self.slopes.abs()

    @cached_property
    def alive(self) -> Tensor:
        """Whether a gradient can reach a unit, (racers, units)."""
        # The largest is NaN where an entry is, and NaN is not above anything.
        return self.sizes.amax(1) > DEAD_SLOPE

    @cached_property
    def awake(self) -> Tensor:
        """1 where a unit's pre-activation is once above 0, (racers, units); NaN for maxout."""
        if self.z.shape != self.output.shape:
            return torch.full_like(self.output[:, 0], math.nan)
        return (self.z > 0).any(1).to(self.z.dtype)


@dataclass
class Whole:
    """A stack on all examples: what is measured once, and how many there were.

    loss, accuracy, test_loss, test_accuracy  (racers,)
    bounded    (racers,): 1 where |f'| has a bound, else NaN
    gradients  for each layer (racers, weights and biases), of the mean loss over all examples
    """

    examples: int
    loss: Tensor
    accuracy: Tensor
    test_loss: Tensor
    test_accuracy: Tensor
    bounded: Tensor
    gradients: list[Tensor]


@dataclass(frozen=True)
class Measure:
    """One number of a probe, in float64.

    name     in the CSV and in messages
    per      what there is one of
    value    the number, from the sum of `part` over all examples and from the whole: (racers,) for
             a racer and for a layer, (racers, units) for units, (racers, layers) for weights
    part     of some of the examples of a hidden layer: what is summed, (racers, units)
    title    of its column in the page's table, where layers are taken together; "": none
    share    a fraction from 0 to 1, shown in percent
    meaning  what the page says of it, in Markdown
    """

    name: str
    per: Per
    value: Callable[[Any, Whole], Tensor]
    part: Callable[[Part], Tensor] | None = None
    title: str = ""
    share: bool = False
    meaning: str = ""


def _share(mask: Tensor) -> Tensor:
    """Share of units (racers, units) for which it is true, (racers,)."""
    return mask.double().mean(1)


MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure("loss", Per.RACER, lambda _, whole: whole.loss, title="Loss"),
        Measure("test_loss", Per.RACER, lambda _, whole: whole.test_loss, title="Test loss"),
        Measure(
            "accuracy", Per.RACER, lambda _, whole: whole.accuracy, title="Accuracy", share=True
        ),
        Measure(
            "test_accuracy",
            Per.RACER,
            lambda _, whole: whole.test_accuracy,
            title="Test accuracy",
            share=True,
        ),
        Measure(
            "dead",
            Per.LAYER,
            lambda alive, _: _share(alive == 0),
            part=lambda layer: layer.alive,
            title="Dead",
            share=True,
            meaning="**Dead unit**: f′(z) = 0 (|f′| ≤ 10⁻⁶) on *every* example of the training "
            "set, so that no gradient can reach it. A function whose f′ is 0 on no interval "
            "**cannot die**.",
        ),
        Measure(
            "silent",
            Per.LAYER,
            lambda heard, _: _share(heard == 0),
            part=lambda layer: layer.output.abs().amax(1) > 0,
            title="Silent",
            share=True,
            meaning="**Silent unit**: output 0 on every example of the training set.",
        ),
        Measure(
            "saturated",
            Per.LAYER,
            lambda count, whole: whole.bounded * count.double().mean(1) / whole.examples,
            part=lambda layer: (layer.sizes < layer.threshold).sum(1),
            title="Saturated",
            share=True,
            meaning="**Saturated**: the share of (unit, example) pairs with |f′(z)| below 5 % of "
            "the largest |f′| that the function has. Where |f′| has no bound, there is no such "
            "share (—).",
        ),
        Measure(
            "asleep",
            Per.LAYER,
            lambda awake, _: 1 - awake.double().clamp(max=1).mean(1),
            part=lambda layer: layer.awake,
            title="Asleep",
            share=True,
            meaning="**Asleep unit**: pre-activation at most 0 on every example of the training "
            "set. With a slope there it is alive, and on these examples merely linear. A maxout "
            "unit has several pre-activations, so that there is no such share (—).",
        ),
        Measure(
            "gradient_norm",
            Per.WEIGHTS,
            lambda _, whole: torch.stack([layer.norm(dim=1) for layer in whole.gradients], 1),
        ),
        Measure(
            "firing",
            Per.UNIT,
            lambda count, whole: count.double() / whole.examples,
            part=lambda layer: (layer.output > 0).sum(1),
        ),
        Measure(
            "dead_units",
            Per.UNIT,
            lambda alive, _: (alive == 0).double(),
            part=lambda layer: layer.alive,
        ),
    )
}
