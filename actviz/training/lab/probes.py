"""What a probe sees of every racer, on a whole example set: the numbers of `MEASURES`.

A network with a number that is not finite has none of them: its values are NaN.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import ArrayLike
from torch import Tensor

from actviz.training.lab.measures import (
    DEAD_SLOPE,
    MEASURES,
    SATURATED_SHARE,
    Array,
    Part,
    Per,
    Whole,
)
from actviz.training.network.stack import BatchedNetworks, ForwardPass

# Numbers in one layer's pre-activations at most; a deep network keeps some twenty such blocks.
LARGEST_BLOCK = 1_000_000


def dead_fraction(derivatives: ArrayLike) -> float:
    """Share of dead units, a fraction 0-1, from f'(z) of shape (examples, units).

    A unit is dead when |f'| <= 1e-6 on every example. NaN if any entry is not finite: such a
    network has diverged, and its units are neither alive nor dead. ValueError: another shape, or
    no example or unit.
    """
    slopes = np.asarray(derivatives, dtype=np.float64)
    if slopes.ndim != 2 or slopes.size == 0:
        raise ValueError(
            f"derivatives have shape {slopes.shape}: want (examples, units), at least one of each"
        )
    if not np.isfinite(slopes).all():
        return math.nan
    return float((np.abs(slopes) <= DEAD_SLOPE).all(axis=0).mean())


class Probe:
    """One measurement of every racer; NaN for a racer that diverged.

    `probe["dead"]` is a measure by its name, in the shape of its `Per`; `probe.units("firing")` one
    that is per unit, an array for each hidden layer.
    """

    def __init__(self, racers: int, widths: Sequence[int]) -> None:
        """A probe of NaN, of `racers` networks with hidden layers of `widths` units."""
        self.racers, self.widths = racers, tuple(widths)
        self._arrays = {
            name: measure.per.nothing(racers, widths) for name, measure in MEASURES.items()
        }

    def __getitem__(self, name: str) -> Array:
        """Of a measure that is not per unit."""
        (array,) = self._arrays[name]
        return array

    def units(self, name: str) -> tuple[Array, ...]:
        """Of a measure that is per unit, (racers, units) for each hidden layer."""
        return tuple(self._arrays[name])

    def arrays(self) -> Iterator[Array]:
        """Every array, the first axis being the racers."""
        for arrays in self._arrays.values():
            yield from arrays

    def put(self, places: Sequence[int], part: Probe) -> None:
        """Take the numbers of some racers from a probe of theirs alone."""
        for mine, theirs in zip(self.arrays(), part.arrays(), strict=True):
            mine[places] = theirs


@dataclass
class Examples:
    """Features (examples, in) and targets (examples, outputs) as tensors.

    Both have the racers first where each has examples of its own.
    """

    features: Tensor
    targets: Tensor

    def chunks(self, size: int) -> list[Examples]:
        """The same examples in parts of at most `size`."""
        parts = zip(self.features.split(size, -2), self.targets.split(size, -2), strict=True)
        return [Examples(*part) for part in parts]

    def __len__(self) -> int:
        return self.features.shape[-2]


def measure(stack: BatchedNetworks, train: Examples, test: Examples) -> tuple[Probe, Tensor]:
    """Probe every racer of a stack; also which of them are healthy, (racers,)."""
    racers, count, widths = len(stack.racers), len(train), stack.config.hidden
    slopes = torch.tensor([racer.largest_slope for racer in stack.racers], dtype=torch.float64)
    # Where f' is 0 everywhere, every pair is saturated; where it has no bound, there is no share.
    threshold = torch.where(slopes > 0, SATURATED_SHARE * slopes, math.inf).to(stack.dtype)
    threshold = threshold.view(-1, 1, 1)
    summed = [(name, part) for name, measure in MEASURES.items() if (part := measure.part)]
    sums = [dict.fromkeys((name for name, _ in summed), torch.tensor(0)) for _ in widths]
    gradient = torch.zeros_like(stack.parameters.values)
    loss, right = torch.zeros(racers, dtype=torch.float64), torch.zeros(racers)
    healthy = stack.finite()
    for chunk in train.chunks(_chunk(stack)):
        trace = stack.forward(chunk.features)
        healthy &= _finite_pass(trace)
        for total, z, passed in zip(sums, trace.z, trace.passed, strict=True):
            layer = Part(passed.output, passed.slopes, threshold, z)
            for name, part in summed:
                total[name] = total[name] + part(layer)
        chunk_loss, chunk_right = _scores(stack, trace, chunk)
        loss, right = loss + chunk_loss, right + chunk_right
        stack.backward(trace, chunk.targets)
        gradient.add_(stack.parameters.gradients, alpha=len(chunk) / count)
    healthy &= loss.isfinite()
    test_loss, test_right = _evaluate(stack, test)
    tested = len(test) or math.nan
    whole = Whole(
        examples=count,
        loss=loss / count,
        accuracy=right / count,
        test_loss=test_loss / tested,
        test_accuracy=test_right / tested,
        bounded=torch.where(slopes.isfinite(), 1.0, math.nan),
        gradients=_gradients(stack, gradient),
    )
    probe = Probe(racers, widths)
    for name, measure in MEASURES.items():
        if measure.per is Per.UNIT:
            for array, total in zip(probe.units(name), sums, strict=True):
                array[:] = _numpy(measure.value(total[name], whole))
        elif measure.per is Per.LAYER:
            for place, total in enumerate(sums):
                probe[name][:, place] = _numpy(measure.value(total.get(name), whole))
        else:
            probe[name][:] = _numpy(measure.value(None, whole))
    for array in probe.arrays():
        array[~healthy.numpy()] = math.nan
    return probe, healthy


def alive_units(stack: BatchedNetworks, examples: Examples) -> list[Tensor]:
    """Of each hidden layer which units are not dead, (racers, units): a part of what is measured.

    A network with a number that is not finite has none.
    """
    alive = [torch.tensor(False)] * len(stack.config.hidden)
    for chunk in examples.chunks(_chunk(stack)):
        for layer, passed in enumerate(stack.forward(chunk.features).passed):
            part = Part(passed.output, passed.slopes, passed.slopes, passed.slopes)
            alive[layer] = alive[layer] | part.alive
    return alive


def _chunk(stack: BatchedNetworks) -> int:
    widest = max(weight.shape[2] for weight in stack.weights)
    return max(1, LARGEST_BLOCK // (len(stack.racers) * widest))


def _finite_pass(trace: ForwardPass) -> Tensor:
    tensors = [*trace.z, *(passed.output for passed in trace.passed), trace.output]
    # A sum is finite unless an entry is not, or the entries overflow together; one call each.
    sums = torch.stack([tensor.sum((1, 2), dtype=torch.float64) for tensor in tensors])
    return sums.isfinite().all(0)


def _scores(stack: BatchedNetworks, trace: ForwardPass, part: Examples) -> tuple[Tensor, Tensor]:
    loss = stack.head.loss(trace.output.double(), part.targets).sum(1)
    correct = stack.head.correct(trace.output, part.targets)
    right = torch.full_like(loss, math.nan) if correct is None else correct.double().sum(1)
    return loss, right


def _evaluate(stack: BatchedNetworks, examples: Examples) -> tuple[Tensor, Tensor]:
    loss = right = torch.zeros(len(stack.racers), dtype=torch.float64)
    for part in examples.chunks(_chunk(stack)) if len(examples) else []:
        part_loss, part_right = _scores(stack, stack.forward(part.features), part)
        loss, right = loss + part_loss, right + part_right
    return loss, right


def _gradients(stack: BatchedNetworks, gradient: Tensor) -> list[Tensor]:
    blocks = dict(zip(stack.keys, stack.parameters.views(gradient), strict=True))
    return [
        torch.cat([blocks["weight", layer], blocks["bias", layer]], 1).flatten(1)
        for layer in range(len(stack.weights))
    ]


def _numpy(value: Tensor) -> Array:
    return value.double().numpy()
