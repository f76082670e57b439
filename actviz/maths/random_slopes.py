"""The slopes of a randomized ReLU in its two published forms.

Xu, Wang, Chen & Li 2015 divide, x/a with a from U(l, u); PyTorch and others multiply, a x.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class RandomSlopes:
    """The left slope of a randomized ReLU: a, or 1/a with `divides`, where a is from U(l, u).

    Raises ValueError unless l <= u, both finite, and l > 0 where a divides.
    """

    l: float  # noqa: E741 (the papers' letter)
    u: float
    divides: bool = False

    def __post_init__(self) -> None:
        if not (math.isfinite(self.l) and math.isfinite(self.u) and self.l <= self.u):
            raise ValueError(f"want l <= u, both finite, got l = {self.l} and u = {self.u}")
        if self.divides and self.l <= 0:
            raise ValueError(f"l: a divisor must be positive, got {self.l}")

    def slopes(self, uniforms: ArrayLike) -> Array:
        """Slopes from numbers uniform in [0, 1), same shape."""
        drawn = self.l + (self.u - self.l) * np.asarray(uniforms, dtype=np.float64)
        return 1.0 / drawn if self.divides else drawn

    @property
    def mean_slope(self) -> float:
        """E[slope] in training: (l + u)/2, or ln(u/l)/(u - l) where a divides."""
        if not self.divides:
            return 0.5 * (self.l + self.u)
        if self.l == self.u:
            return 1.0 / self.l
        # log1p keeps the digits where u is close to l.
        return math.log1p((self.u - self.l) / self.l) / (self.u - self.l)

    @property
    def test_slope(self) -> float:
        """The slope of the test phase: (l + u)/2, or 1/((l + u)/2) where a divides."""
        middle = 0.5 * (self.l + self.u)
        return 1.0 / middle if self.divides else middle

    @property
    def range(self) -> tuple[float, float]:
        """Lowest and highest slope."""
        return (1.0 / self.u, 1.0 / self.l) if self.divides else (self.l, self.u)

    def density(self, slopes: ArrayLike) -> Array:
        """Probability density of the slope, same shape: even, or 1/((u - l) s²) for divisors."""
        s = np.asarray(slopes, dtype=np.float64)
        low, high = self.range
        inside = (s >= low) & (s <= high)
        if self.l == self.u:
            return np.where(inside, np.inf, 0.0)
        even = np.full(s.shape, 1.0 / (self.u - self.l))
        if self.divides:
            even = even / np.where(inside, s, 1.0) ** 2
        return np.where(inside, even, 0.0)
