"""What a hidden layer does to its pre-activations, for a stack of networks at once.

Racers that share an activation form a group and lie next to each other, so that each function is
called once on a contiguous slice: for networks this small the calls cost more than the arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from actviz.maths import CATALOGUE
from actviz.maths.primitives import x
from actviz.training.compile import compile_torch
from actviz.training.racer import Racer

Key = tuple[object, ...]
# Uniform numbers in [0, 1) for a hidden layer, one for each example and unit, shape given; or as
# many for each racer.
Sampler = Callable[[int, tuple[int, int]], Tensor]


@dataclass
class LayerOutput:
    """What a layer keeps from its forward pass.

    slopes      f'(z), (racers, examples, units)
    by_learned  for each group df/d(parameter) of its learned parameters, in their order
    """

    output: Tensor
    slopes: Tensor
    by_learned: list[tuple[Tensor, ...]]
    winners: Tensor | None = None


class Units(Protocol):
    """The non-linearity of every hidden layer of a stack."""

    def forward(self, layer: int, z: Tensor, sampler: Sampler | None) -> LayerOutput:
        """Apply to pre-activations (racers, examples, units * pieces)."""

    def backward(self, layer: int, gradient: Tensor, passed: LayerOutput) -> Tensor:
        """Gradient by the output to gradient by z; fills the learned parameters' gradients."""


def group_key(racer: Racer) -> tuple[str, tuple[str, ...]]:
    """Racers with the same key are computed together."""
    return racer.id, tuple(sorted(racer.learned))


@dataclass
class Group:
    """Neighbouring racers with one activation. `learned` keys name their parameters' blocks."""

    first: int
    racers: Sequence[Racer]

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """What the racers share."""
        return group_key(self.racers[0])

    @property
    def span(self) -> slice:
        """The racers' places in the stack."""
        return slice(self.first, self.first + len(self.racers))

    def start_values(self, layer: int, width: int, dtype: torch.dtype) -> dict[Key, Tensor]:
        """Learned parameters of a layer, (racers of the group, 1, width), by block key."""
        return {
            ("learned", layer, self.key, name): self._numbers(name, dtype).repeat(1, 1, width)
            for name in self.key[1]
        }

    def _numbers(self, name: str, dtype: torch.dtype) -> Tensor:
        values = [racer.parameters[name] for racer in self.racers]
        return torch.tensor(values, dtype=dtype).view(-1, 1, 1)

    def fixed(self, name: str, dtype: torch.dtype) -> Tensor:
        """A fixed parameter: one number where the racers agree, else (racers, 1, 1)."""
        numbers = self._numbers(name, dtype)
        # Tensors without dimensions spare the broadcast.
        return numbers[0, 0, 0].clone() if bool((numbers == numbers[0]).all()) else numbers


def grouped(racers: Sequence[Racer]) -> list[Group]:
    """Groups of neighbours that share a key."""
    groups: list[Group] = []
    for place, racer in enumerate(racers):
        if groups and groups[-1].key == group_key(racer):
            groups[-1] = Group(groups[-1].first, [*groups[-1].racers, racer])
        else:
            groups.append(Group(place, [racer]))
    return groups


class Elementwise:
    """Activations of the catalogue, each on its group's slice."""

    def __init__(
        self,
        groups: Sequence[Group],
        layers: int,
        values: dict[Key, Tensor],
        gradients: dict[Key, Tensor],
        dtype: torch.dtype,
    ) -> None:
        self.groups = groups
        self.sizes = [len(group.racers) for group in groups]
        self.gradients = [
            [
                [gradients["learned", layer, group.key, name] for name in group.key[1]]
                for group in groups
            ]
            for layer in range(layers)
        ]
        self.learns = any(group.key[1] for group in groups)
        self.samples = any(group.racers[0].sampled for group in groups)
        self.functions = [_compiled(group, dtype) for group in groups]
        self.arguments = [
            [_arguments(group, layer, values, dtype) for group in groups] for layer in range(layers)
        ]
        leaky = CATALOGUE["leaky_relu"]
        self.sampled = compile_torch((leaky.f, leaky.df), (x, *leaky.symbols), dtype)

    def forward(self, layer: int, z: Tensor, sampler: Sampler | None) -> LayerOutput:
        """Each group's f and f' on its slice; slopes are drawn where a sampler is given."""
        drawn = sampler(layer, (z.shape[1], z.shape[2])) if sampler and self.samples else None
        parts = (z,) if len(self.sizes) == 1 else z.split(self.sizes)
        results = [
            self._sample(arguments, part, drawn if drawn.dim() == 2 else drawn[group.span])
            if drawn is not None and group.racers[0].sampled
            else function(part, *arguments)
            for group, function, arguments, part in zip(
                self.groups, self.functions, self.arguments[layer], parts, strict=True
            )
        ]
        if len(results) == 1:
            output, slopes = results[0][:2]
        else:
            output = torch.cat([result[0] for result in results])
            slopes = torch.cat([result[1] for result in results])
        return LayerOutput(
            output, slopes, [result[2:] for result in results] if self.learns else []
        )

    def _sample(self, bounds: Sequence[Tensor], z: Tensor, drawn: Tensor) -> tuple[Tensor, ...]:
        low, high = bounds
        return self.sampled(z, low + (high - low) * drawn)

    def backward(self, layer: int, gradient: Tensor, passed: LayerOutput) -> Tensor:
        """Gradient times f'."""
        for group, slopes, targets in zip(
            self.groups, passed.by_learned, self.gradients[layer], strict=False
        ):
            for slope, target in zip(slopes, targets, strict=True):
                target.copy_((gradient[group.span] * slope).sum_to_size(target.shape))
        return gradient.mul_(passed.slopes)


def _compiled(group: Group, dtype: torch.dtype) -> Callable[..., tuple[Tensor, ...]]:
    activation = group.racers[0].activation
    wanted = (activation.f, activation.df, *(activation.df_by(name) for name in group.key[1]))
    return compile_torch(wanted, (x, *activation.symbols), dtype)


def _arguments(
    group: Group, layer: int, values: dict[Key, Tensor], dtype: torch.dtype
) -> list[Tensor]:
    activation = group.racers[0].activation
    return [
        values["learned", layer, group.key, parameter.name]
        if parameter.name in group.key[1]
        else group.fixed(parameter.name, dtype)
        for parameter in activation.parameters
    ]


class Maxout:
    """The largest of k linear pieces; its gradient goes to the piece that won."""

    def __init__(self, pieces: int) -> None:
        self.pieces = pieces

    def forward(self, layer: int, z: Tensor, sampler: Sampler | None) -> LayerOutput:
        """The largest piece of every unit."""
        output, winners = z.unflatten(2, (-1, self.pieces)).max(3, keepdim=True)
        output = output.squeeze(3)
        return LayerOutput(output, torch.ones_like(output), [], winners)

    def backward(self, layer: int, gradient: Tensor, passed: LayerOutput) -> Tensor:
        """The gradient where a piece won, 0 where it lost."""
        assert passed.winners is not None
        racers, examples, units = gradient.shape
        by_piece = gradient.new_zeros(racers, examples, units, self.pieces)
        by_piece.scatter_(3, passed.winners, gradient.unsqueeze(3))
        return by_piece.flatten(2)
