"""Optimisers of one flat tensor that holds every parameter: a step is a handful of operations.

Each is one class, which is its whole record: the config, the page, exported scripts and the tests
read it. The updates are those of torch.optim with the same settings, to the last bit or two.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, ClassVar, Self, TypeAlias

import torch
from torch import Tensor

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8

Rate: TypeAlias = float | Tensor

OPTIMISERS: dict[str, type[Optimiser]] = {}


class Optimiser:
    """Updates flat weights in place; a subclass is in `OPTIMISERS` by being defined.

    id        its name in configs and links
    label     its name on the page
    settings  the config's fields that are arguments of its own, by name: a number, or one for each
              weight, as the learning rate
    torch     the same optimiser of `parameters` in torch: what tests hold it against, and what an
              exported script uses
    script    lines that a script begins and steps with instead, where torch's own operations round
              otherwise
    """

    id: ClassVar[str]
    label: ClassVar[str]
    settings: ClassVar[tuple[str, ...]] = ()
    torch: ClassVar[str]
    script: ClassVar[tuple[str, str]] = (
        "optimiser = {torch}",
        'optimiser.param_groups[0]["lr"] = rate\noptimiser.step()',
    )

    def __init_subclass__(cls) -> None:
        OPTIMISERS[cls.id] = cls

    def __init__(self, weights: Tensor) -> None:
        """What is kept from step to step, for weights of this shape."""

    def step(self, weights: Tensor, gradient: Tensor, learning_rate: Rate) -> None:
        """One update, at one rate or one for each weight; it may use up `gradient`."""
        raise NotImplementedError

    def kept(self, index: Tensor) -> Self:
        """The same for the weights at `index` alone: all its tensors are as long as the weights."""
        smaller = copy.copy(self)
        for name, value in vars(self).items():
            if isinstance(value, Tensor):
                setattr(smaller, name, value[index])
        return smaller

    @classmethod
    def script_lines(cls, settings: Mapping[str, Any]) -> tuple[str, str]:
        """What an exported script begins with, and what each step does with `rate`."""
        form = cls.torch.format(**settings)
        begin, step = (lines.format(torch=form, **settings) for lines in cls.script)
        return begin, step


class Descent(Optimiser):
    """Plain gradient descent."""

    id = "sgd"
    label = "SGD"
    torch = "torch.optim.SGD(parameters)"
    script = (
        "# Plain gradient descent, written out.",
        """\
with torch.no_grad():
    for parameter in parameters:
        if parameter.grad is not None:
            parameter -= parameter.grad * rate""",
    )

    def step(self, weights: Tensor, gradient: Tensor, learning_rate: Rate) -> None:
        """w ← w - rate·g."""
        # In two operations, each rounded once. add_ with alpha fuses them, but not for the last few
        # numbers of a tensor, so that a racer's rounding would depend on who races beside it.
        weights.sub_(gradient.mul_(learning_rate))


class Momentum(Optimiser):
    """Descent with a velocity, as torch.optim.SGD has it."""

    id = "momentum"
    label = "SGD with momentum"
    settings = ("momentum",)
    torch = "torch.optim.SGD(parameters, momentum={momentum})"
    script = (
        "velocities = [torch.zeros_like(parameter) for parameter in parameters]",
        """\
with torch.no_grad():
    for parameter, velocity in zip(parameters, velocities):
        if parameter.grad is not None:
            velocity.mul_({momentum}).add_(parameter.grad)
            parameter -= velocity * rate""",
    )

    def __init__(self, weights: Tensor, momentum: Rate) -> None:
        self.velocity = torch.zeros_like(weights)
        self.momentum = momentum

    def step(self, weights: Tensor, gradient: Tensor, learning_rate: Rate) -> None:
        """v ← μ v + g, w ← w - rate·v."""
        self.velocity.mul_(self.momentum).add_(gradient)
        weights.sub_(self.velocity * learning_rate)


class Adam(Optimiser):
    """Kingma & Ba 2015, with bias correction."""

    id = "adam"
    label = "Adam"
    torch = "torch.optim.Adam(parameters)"

    def __init__(self, weights: Tensor) -> None:
        self.mean, self.square = torch.zeros_like(weights), torch.zeros_like(weights)
        self.steps = 0

    def step(self, weights: Tensor, gradient: Tensor, learning_rate: Rate) -> None:
        """w ← w - rate·m̂ / (√v̂ + ε)."""
        self.steps += 1
        self.mean.lerp_(gradient, 1 - BETA_1)
        self.square.mul_(BETA_2).addcmul_(gradient, gradient, value=1 - BETA_2)
        root = self.square.sqrt().div_((1 - BETA_2**self.steps) ** 0.5).add_(EPSILON)
        weights.sub_(self.mean.div(root).mul_(learning_rate / (1 - BETA_1**self.steps)))
