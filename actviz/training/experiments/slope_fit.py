"""The slope of a parametric ReLU, learned by gradient descent in its two spellings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import torch
from numpy.typing import NDArray

from actviz.maths import CATALOGUE, Activation, parse_activation
from actviz.training.torch_activation import TorchActivation, torch_activation

Array = NDArray[np.float64]

REACH = 3.0  # the target is known on [-REACH, REACH]
POINTS = 41
DIVERGED = 1e3  # a slope of this size cannot come back: each step is larger than the last
_SETTLED = 1e-3  # net movement over `_WINDOW` steps that counts as standing still
_WINDOW = 20


@dataclass(frozen=True)
class Target:
    """A curve for the slope to fit."""

    name: str
    activation: Activation
    parameters: Mapping[str, float]

    def points(self) -> tuple[Array, Array]:
        """x and y, `(POINTS,)` each."""
        x = np.linspace(-REACH, REACH, POINTS)
        return x, self.activation.value(x, **self.parameters)


TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "gentle": Target("Slope 0.6", CATALOGUE["prelu"], {"alpha": 0.6}),
        "steep": Target("Slope 1.6", CATALOGUE["prelu"], {"alpha": 1.6}),
        "absolute": Target("|x|", parse_activation("abs(x)"), {}),
        "elu": Target("ELU", CATALOGUE["elu"], {}),
    }
)

PIECEWISE = CATALOGUE["prelu"]
MAXIMUM = parse_activation("max(x, alpha*x)")
SPELLINGS = (PIECEWISE, MAXIMUM)


class SlopeFit:
    """Gradient descent on the mean squared error, one slope for each of `SPELLINGS`.

    Both start at `start`, have the same `learning_rate` and see all points in each step. Raises
    KeyError for an unknown target.
    """

    def __init__(self, target: str, start: float, learning_rate: float) -> None:
        self.x, self.y = (torch.from_numpy(array) for array in TARGETS[target].points())
        self.slopes = [
            torch.tensor(start, dtype=torch.float64, requires_grad=True) for _ in SPELLINGS
        ]
        self.models = [
            torch_activation(spelling, alpha=slope)
            for spelling, slope in zip(SPELLINGS, self.slopes, strict=True)
        ]
        self.optimiser = torch.optim.SGD(self.slopes, lr=learning_rate)
        self.history: list[tuple[float, ...]] = [self._now()]

    @property
    def step(self) -> int:
        """Updates done."""
        return len(self.history) - 1

    @property
    def settled(self) -> bool:
        """Whether neither slope has gone anywhere over the last 20 steps."""
        if self.step < _WINDOW:
            return False
        now, before = np.array(self.history[-1]), np.array(self.history[-1 - _WINDOW])
        return bool(np.abs(now - before).max() < _SETTLED)

    @property
    def diverged(self) -> bool:
        """Whether a slope has run away: the learning rate is too high."""
        return not bool(np.abs(self.history[-1]).max() < DIVERGED)

    def losses(self) -> tuple[float, ...]:
        """Mean squared error of each spelling at its present slope."""
        with torch.no_grad():
            return tuple(float(self._loss(model)) for model in self.models)

    def advance(self, steps: int) -> int:
        """Do at most `steps` updates; returns how many. Stops early once settled or diverged."""
        done = 0
        while done < steps and not (self.settled or self.diverged):
            self.optimiser.zero_grad()
            # Each slope is in one term only, so the sum gives each its own gradient.
            sum(self._loss(model) for model in self.models).backward()
            self.optimiser.step()
            self.history.append(self._now())
            done += 1
        return done

    def _loss(self, model: TorchActivation) -> torch.Tensor:
        return ((model(self.x) - self.y) ** 2).mean()

    def _now(self) -> tuple[float, ...]:
        return tuple(slope.item() for slope in self.slopes)
