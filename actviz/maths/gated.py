"""Gated units: one input times an activation of another.

Dauphin, Fan, Auli & Grangier 2017, Language Modeling with Gated Convolutional Networks (GLU);
Shazeer 2020, GLU Variants Improve Transformer; the clamp is that of OpenAI's gpt-oss (2025).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sympy import Piecewise

from actviz.maths.activation import Activation
from actviz.maths.catalogue import CATALOGUE
from actviz.maths.parameter import Parameter

Array = NDArray[np.float64]

_TORCH = "PyTorch documentation, torch.clamp"
_LIMIT = Parameter("limit", 7.0, 0.5, 10.0, 0.1, "where both inputs are cut off")

# At the limit itself the slope is 1, as torch's clamp has it.
CLAMP = Activation(
    id="clamp",
    name="Clamp",
    year=2016,
    source=_TORCH,
    expression=lambda x, limit: Piecewise((limit, x > limit), (-limit, x < -limit), (x, True)),
    parameters=(_LIMIT,),
)
CAP = Activation(
    id="cap",
    name="Cap",
    year=2016,
    source=_TORCH,
    expression=lambda x, limit: Piecewise((limit, x > limit), (x, True)),
    parameters=(_LIMIT,),
)


@dataclass(frozen=True)
class GatedUnit:
    """h(a, b) = a · g(b), or with a limit h(a, b) = (clamp(a) + shift) · g(min(b, limit)).

    `gate` is g, any activation, `parameters` its own, defaults for the missing. Without a limit
    there is no shift. Raises TypeError for a parameter that the gate does not have, ValueError for
    a limit that is not positive and finite.
    """

    gate: Activation
    parameters: Mapping[str, float] = field(default_factory=dict)
    limit: float | None = None
    shift: float = 0.0

    def __post_init__(self) -> None:
        self.gate.resolve(self.parameters)
        if self.limit is not None and not (self.limit > 0 and math.isfinite(self.limit)):
            raise ValueError(f"limit: want a positive finite number, got {self.limit}")
        if self.limit is None and self.shift:
            raise ValueError(f"shift: only beside a limit, got {self.shift} without one")

    @property
    def cuts(self) -> tuple[Activation, Activation]:
        """What a and b go through first: the identity where there is no limit."""
        identity = CATALOGUE["identity"]
        return (identity, identity) if self.limit is None else (CLAMP, CAP)

    def value(self, a: ArrayLike, b: ArrayLike) -> Array:
        """h(a, b), of the shape to which `a` and `b` broadcast; NaN outside the gate's domain."""
        left, right, _, _ = self._factors(a, b)
        with np.errstate(invalid="ignore", over="ignore"):
            return left * right

    def gradient(self, a: ArrayLike, b: ArrayLike) -> tuple[Array, Array]:
        """∂h/∂a and ∂h/∂b, each of the shape to which `a` and `b` broadcast."""
        left, right, left_slope, right_slope = self._factors(a, b)
        with np.errstate(invalid="ignore", over="ignore"):
            return left_slope * right, left * right_slope

    def _factors(self, a: ArrayLike, b: ArrayLike) -> tuple[Array, Array, Array, Array]:
        """The factor of each input, then the slope of each."""
        up, cut = self.cuts
        known = {} if self.limit is None else {"limit": self.limit}
        kept = cut.value(b, **known)
        slope = self.gate.derivative(kept, **self.parameters) * cut.derivative(b, **known)
        return (
            up.value(a, **known) + self.shift,
            self.gate.value(kept, **self.parameters),
            up.derivative(a, **known),
            slope,
        )
