"""Optimisers of one flat tensor that holds every parameter: a step is a handful of operations.

The updates are those of torch.optim with the same settings, to the last bit or two.
"""

from __future__ import annotations

from typing import Protocol

import torch
from torch import Tensor

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8


class Optimiser(Protocol):
    """Updates `weights` in place, using up `gradient`. `state` is kept from step to step, flat."""

    state: list[Tensor]

    def step(self, weights: Tensor, gradient: Tensor, learning_rate: float) -> None:
        """One update."""


class Descent:
    """Plain gradient descent."""

    def __init__(self) -> None:
        self.state: list[Tensor] = []

    def step(self, weights: Tensor, gradient: Tensor, learning_rate: float) -> None:
        """w ← w - rate·g."""
        # In two operations, each rounded once. add_ with alpha fuses them, but not for the last few
        # numbers of a tensor, so that a racer's rounding would depend on who races beside it.
        weights.sub_(gradient.mul_(learning_rate))


class Momentum:
    """v ← μ v + g, w ← w - rate·v."""

    def __init__(self, weights: Tensor, momentum: float) -> None:
        self.state = [torch.zeros_like(weights)]
        self.momentum = momentum

    def step(self, weights: Tensor, gradient: Tensor, learning_rate: float) -> None:
        """v ← μ v + g, w ← w - rate·v."""
        velocity = self.state[0].mul_(self.momentum).add_(gradient)
        weights.sub_(velocity * learning_rate)


class Adam:
    """Kingma & Ba 2015, with bias correction."""

    def __init__(self, weights: Tensor) -> None:
        self.state = [torch.zeros_like(weights), torch.zeros_like(weights)]
        self.steps = 0

    def step(self, weights: Tensor, gradient: Tensor, learning_rate: float) -> None:
        """w ← w - rate·m̂ / (√v̂ + ε)."""
        self.steps += 1
        mean, square = self.state
        mean.lerp_(gradient, 1 - BETA_1)
        square.mul_(BETA_2).addcmul_(gradient, gradient, value=1 - BETA_2)
        root = square.sqrt().div_((1 - BETA_2**self.steps) ** 0.5).add_(EPSILON)
        weights.addcdiv_(mean, root, value=-learning_rate / (1 - BETA_1**self.steps))


def make_optimiser(name: str, weights: Tensor, momentum: float) -> Optimiser:
    """The optimiser of a config: sgd, momentum or adam."""
    if name == "adam":
        return Adam(weights)
    return Momentum(weights, momentum) if name == "momentum" else Descent()
