"""What a probe sees: dead, silent and saturated units, gradients, loss, on a whole example set.

Definitions. Dead: |f'(z)| <= 1e-6 on every example, so that no gradient reaches the unit. Silent:
output 0 on every example. Saturated: the share of (unit, example) pairs where |f'(z)| is below 5 %
of the function's own supremum of |f'|. A network with a number that is not finite has none of
these: its values are NaN.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from torch import Tensor

from actviz.training.network.stack import BatchedNetworks, ForwardPass

Array = NDArray[np.float64]

DEAD_SLOPE = 1e-6
SATURATED_SHARE = 0.05
# Numbers in one layer's pre-activations at most; a deep network keeps some twenty such blocks.
_LARGEST_BLOCK = 1_000_000


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


@dataclass(frozen=True)
class Probe:
    """One measurement of every racer; NaN for a racer that diverged.

    loss, accuracy           (racers,), accuracy a fraction 0-1, NaN for a curve
    test_loss, test_accuracy (racers,), NaN without test examples
    dead, silent, saturated  (racers, hidden layers), fractions 0-1; saturated is NaN where |f'|
                             has no bound
    mean, variance           (racers, hidden layers), of the activations over units and examples
    gradient_norm            (racers, hidden layers + 1), of each layer's weights and biases, for
                             the mean loss over all training examples
    firing                   for each hidden layer (racers, units): share of examples on which the
                             output is above 0
    dead_units               for each hidden layer (racers, units): 1 dead, 0 alive
    """

    loss: Array
    accuracy: Array
    test_loss: Array
    test_accuracy: Array
    dead: Array
    silent: Array
    saturated: Array
    mean: Array
    variance: Array
    gradient_norm: Array
    firing: tuple[Array, ...]
    dead_units: tuple[Array, ...]


@dataclass
class Examples:
    """Features (examples, in) and targets (examples, outputs) as tensors."""

    features: Tensor
    targets: Tensor

    def chunks(self, size: int) -> list[Examples]:
        """The same examples in parts of at most `size`."""
        parts = zip(self.features.split(size), self.targets.split(size), strict=True)
        return [Examples(*part) for part in parts]

    def __len__(self) -> int:
        return len(self.features)


class _LayerTally:
    """Sums over examples of what the units of one hidden layer of a stack do."""

    def __init__(self, racers: int, units: int, threshold: Tensor) -> None:
        self.threshold = threshold
        self.alive = torch.zeros(racers, units, dtype=torch.bool)
        self.heard = torch.zeros(racers, units, dtype=torch.bool)
        self.firing = torch.zeros(racers, units, dtype=torch.float64)
        self.saturated = torch.zeros(racers, dtype=torch.float64)
        self.sum = torch.zeros(racers, dtype=torch.float64)
        self.squares = torch.zeros(racers, dtype=torch.float64)

    def add(self, output: Tensor, slopes: Tensor) -> None:
        """Count a chunk, (racers, examples, units) each."""
        sizes = slopes.abs()
        # The largest is NaN where an entry is, and NaN is not above anything.
        self.alive |= sizes.amax(1) > DEAD_SLOPE
        self.heard |= output.abs().amax(1) > 0
        self.firing += (output > 0).sum(1)
        self.saturated += (sizes < self.threshold).sum((1, 2))
        self.sum += output.sum((1, 2), dtype=torch.float64)
        self.squares += output.square().sum((1, 2), dtype=torch.float64)


def measure(stack: BatchedNetworks, train: Examples, test: Examples) -> tuple[Probe, Tensor]:
    """Probe every racer of a stack; also which of them are healthy, (racers,)."""
    racers, count, widths = len(stack.racers), len(train), stack.config.hidden
    slopes = torch.tensor([racer.largest_slope for racer in stack.racers], dtype=torch.float64)
    # Where f' is 0 everywhere, every pair is saturated; where it has no bound, there is no share.
    threshold = torch.where(slopes > 0, SATURATED_SHARE * slopes, math.inf).to(stack.dtype)
    threshold = threshold.view(-1, 1, 1)
    tallies = [_LayerTally(racers, width, threshold) for width in widths]
    gradient = torch.zeros_like(stack.parameters.values)
    loss, right = torch.zeros(racers, dtype=torch.float64), torch.zeros(racers)
    healthy = stack.finite()
    for part in train.chunks(_chunk(stack)):
        trace = stack.forward(part.features)
        healthy &= _finite_pass(trace)
        for tally, passed in zip(tallies, trace.passed, strict=True):
            tally.add(passed.output, passed.slopes)
        part_loss, part_right = _scores(stack, trace, part)
        loss, right = loss + part_loss, right + part_right
        stack.backward(trace, part.targets)
        gradient.add_(stack.parameters.gradients, alpha=len(part) / count)
    healthy &= loss.isfinite()
    test_loss, test_right = _evaluate(stack, test)
    tested = len(test) or math.nan
    bounded = torch.where(slopes.isfinite(), 1.0, math.nan)
    pairs = [count * width for width in widths]
    means = [tally.sum / n for tally, n in zip(tallies, pairs, strict=True)]
    probe = Probe(
        loss=_numpy(loss / count),
        accuracy=_numpy(right / count),
        test_loss=_numpy(test_loss / tested),
        test_accuracy=_numpy(test_right / tested),
        dead=_by_layer([_share(tally.alive) for tally in tallies]),
        silent=_by_layer([_share(tally.heard) for tally in tallies]),
        saturated=_by_layer(
            [bounded * tally.saturated / n for tally, n in zip(tallies, pairs, strict=True)]
        ),
        mean=_by_layer(means),
        variance=_by_layer(
            [
                (tally.squares / n - mean**2).clamp(min=0)
                for tally, mean, n in zip(tallies, means, pairs, strict=True)
            ]
        ),
        gradient_norm=_gradient_norms(stack, gradient),
        firing=tuple(_numpy(tally.firing / count) for tally in tallies),
        dead_units=tuple(_numpy((~tally.alive).double()) for tally in tallies),
    )
    return _blank(probe, ~healthy.numpy()), healthy


def _chunk(stack: BatchedNetworks) -> int:
    widest = max(weight.shape[2] for weight in stack.weights)
    return max(1, _LARGEST_BLOCK // (len(stack.racers) * widest))


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


def _gradient_norms(stack: BatchedNetworks, gradient: Tensor) -> Array:
    blocks = dict(zip(stack.keys, stack.parameters.views(gradient), strict=True))
    return _by_layer(
        [
            torch.cat([blocks["weight", layer], blocks["bias", layer]], 1).flatten(1).norm(dim=1)
            for layer in range(len(stack.weights))
        ]
    )


def _share(active: Tensor) -> Tensor:
    """Share of units (racers, units) that are not active, (racers,)."""
    return (~active).double().mean(1)


def _numpy(value: Tensor) -> Array:
    return value.double().numpy()


def _by_layer(values: list[Tensor]) -> Array:
    return np.stack([_numpy(value) for value in values], axis=1)


def _blank(probe: Probe, diverged: NDArray[np.bool_]) -> Probe:
    for field in fields(probe):
        values = getattr(probe, field.name)
        for array in values if isinstance(values, tuple) else (values,):
            array[diverged] = math.nan
    return probe


def scattered(parts: list[tuple[list[int], Probe]], template: Probe) -> Probe:
    """One probe of all racers from the probes of their stacks; NaN where no stack is left.

    `parts` has each stack's places among the racers; `template` has the shapes.
    """
    result: dict[str, Array | tuple[Array, ...]] = {}
    for field in fields(Probe):
        value = getattr(template, field.name)
        layers = [
            np.full_like(a, math.nan) for a in (value if isinstance(value, tuple) else (value,))
        ]
        for places, probe in parts:
            part = getattr(probe, field.name)
            for array, numbers in zip(
                layers, part if isinstance(part, tuple) else (part,), strict=True
            ):
                array[places] = numbers
        result[field.name] = tuple(layers) if isinstance(value, tuple) else layers[0]
    return Probe(**result)  # type: ignore[arg-type]


def empty_probe(racers: int, widths: tuple[int, ...]) -> Probe:
    """A probe of NaN, with the shapes of `racers` networks with hidden layers of `widths` units."""

    def nan(*shape: int) -> Array:
        return np.full(shape, math.nan)

    layers = len(widths)
    single = ("loss", "accuracy", "test_loss", "test_accuracy")
    layered = ("dead", "silent", "saturated", "mean", "variance")
    return Probe(
        **{name: nan(racers) for name in single},
        **{name: nan(racers, layers) for name in layered},
        gradient_norm=nan(racers, layers + 1),
        firing=tuple(nan(racers, width) for width in widths),
        dead_units=tuple(nan(racers, width) for width in widths),
    )
