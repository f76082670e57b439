"""What an activation is like, computed from its definition: range, limits, slopes, kinks."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

import numpy as np

from actviz.maths.activation import Activation
from actviz.maths.analysis.domain_gaps import has_mean_around, holes, is_broken, without_isolated
from actviz.maths.analysis.extremes import (
    GRID,
    SHAPE_SPAN,
    Array,
    Function,
    Monotonicity,
    limit_of,
    monotonicity,
    range_of,
    supremum,
    touching_zeros,
)
from actviz.maths.analysis.flat_regions import flat_regions
from actviz.maths.custom_activation import CustomActivation

_FARTHEST = 1e4  # of breakpoints; what happens beyond is the limit's


@dataclass(frozen=True)
class Kink:
    """A point where f jumps or f′ does, with both one-sided slopes."""

    at: float
    jump: bool
    left_slope: float
    right_slope: float


@dataclass(frozen=True)
class Properties:
    """Facts about f at one setting of its parameters.

    Limits are None where there is none (f oscillates, or is not defined that far out). `mean` is
    the mean output for a standard normal input; f is zero-centred where that mean is 0. Flat
    regions are intervals on which f′ is identically 0: only they make a unit able to die.
    `max_slope` is the largest |f′|, `steepest` where it is, if at single points. Inside
    its domain a typed function may have `holes`, points without a value, or be `broken`, without
    one on a stretch.
    """

    range: tuple[float, float]
    attained: tuple[bool, bool]
    monotonic: Monotonicity
    mean: float
    limits: tuple[float | None, float | None]
    slope_limits: tuple[float | None, float | None]
    max_slope: float
    steepest: tuple[float, ...]
    stationary: tuple[float, ...]
    more_stationary: bool
    flat: tuple[tuple[float, float], ...]
    at_zero: float
    slope_at_zero: float
    kinks: tuple[Kink, ...]
    domain: tuple[float, float]
    holes: tuple[float, ...] = ()
    broken: bool = False

    @property
    def bounded(self) -> bool:
        """Both ends of the range are finite."""
        return all(math.isfinite(end) for end in self.range)

    @property
    def zero_centred(self) -> bool:
        """The mean output is 0 for a standard normal input."""
        return abs(self.mean) < 1e-6

    @property
    def smooth(self) -> bool:
        """f is differentiable wherever it is defined."""
        return not self.kinks

    @property
    def can_die(self) -> bool:
        """f′ is 0 on a whole interval, so a unit can be without gradient on every example."""
        return bool(self.flat)


def properties(activation: Activation, **parameters: float) -> Properties:
    """Compute the facts of `activation` at the given parameters, defaults for the missing."""
    known = activation.resolve(parameters)
    return _properties(activation, tuple((name, float(value)) for name, value in known.items()))


# Enough for the whole catalogue at its defaults and for what a class is dragging just now.
@functools.lru_cache(maxsize=1024)
def _properties(activation: Activation, known: tuple[tuple[str, float], ...]) -> Properties:
    # Overflow and undefined stretches are findings here, not accidents.
    with np.errstate(all="ignore"):
        return _analyse(activation, dict(known))


def _analyse(activation: Activation, known: dict[str, float]) -> Properties:
    plain_value, plain_slope = activation.at(known)
    may_have_gaps = isinstance(activation, CustomActivation)
    value: Function = without_isolated(plain_value) if may_have_gaps else plain_value

    def slope(points: Array) -> Array:
        slopes = plain_slope(points)
        return np.where(np.isnan(value(points)), np.nan, slopes) if may_have_gaps else slopes

    breaks = [b for b in activation.breakpoint_values(**known) if abs(b) <= _FARTHEST]
    grid = _grid(breaks)
    values, slopes = value(grid), slope(grid)
    defined = np.isfinite(values)
    domain = _domain(value, grid, ~np.isnan(values))
    limits = tuple(
        limit_of(value, side) if math.isinf(end) else None
        for side, end in zip((-1, 1), domain, strict=True)
    )
    missing = holes(value, grid, values) if may_have_gaps else ()
    integrable = all(has_mean_around(value, hole) for hole in missing)
    flat = flat_regions(activation, known, slope, breaks)
    kinks = tuple(k for k in (_kink(value, slope, b) for b in breaks) if k is not None)
    stationary = _stationary(slope, grid, slopes, flat, breaks)
    max_slope, steepest = supremum(slope, grid, slopes)
    bounds, attained = range_of(value, grid, values, limits, flat, domain)
    return Properties(
        range=bounds,
        attained=attained,
        monotonic=monotonicity(values[defined], bool(flat)),
        mean=_normal_mean(value, breaks) if integrable else math.nan,
        limits=(limits[0], limits[1]),
        slope_limits=(limit_of(slope, -1), limit_of(slope, 1)),
        max_slope=max_slope,
        steepest=steepest,
        stationary=tuple(float(p) for p in stationary if abs(p) <= 10),
        more_stationary=bool(np.any(np.abs(stationary) > 10)),
        flat=flat,
        at_zero=math.nan if 0.0 in missing else float(value(np.array(0.0))),
        slope_at_zero=math.nan if 0.0 in missing else float(slope(np.array(0.0))),
        kinks=kinks,
        domain=domain,
        holes=missing,
        broken=may_have_gaps and is_broken(values),
    )


def _grid(breaks: list[float]) -> Array:
    near = [b + side * offset for b in breaks for side in (-1, 1) for offset in (1e-9, 1e-6, 1e-3)]
    reach = max(map(abs, breaks), default=0.0)
    far = np.linspace(-2 * reach, 2 * reach, 2001 if reach > SHAPE_SPAN else 0)
    return np.unique(np.concatenate([GRID, breaks, near, far]))


def _domain(value: Function, grid: Array, defined: Array) -> tuple[float, float]:
    inside = np.flatnonzero(defined)
    if inside.size == 0:
        return (math.nan, math.nan)

    def edge(index: int, outside: int) -> float:
        good, bad = grid[index], grid[outside]
        for _ in range(60):
            middle = 0.5 * (good + bad)
            good, bad = (middle, bad) if ~np.isnan(value(middle)) else (good, middle)
        return float(good) if abs(good) > 1e-12 else 0.0

    first, last = int(inside[0]), int(inside[-1])
    low = -math.inf if first == 0 else edge(first, first - 1)
    high = math.inf if last == grid.size - 1 else edge(last, last + 1)
    return (low, high)


def _normal_mean(value: Function, breaks: list[float]) -> float:
    """Mean of f(X) for X ~ N(0, 1), by Gauss-Legendre on pieces without a break inside."""
    edges = np.unique(
        np.concatenate([np.linspace(-12, 12, 25), [b for b in breaks if abs(b) < 12]])
    )
    nodes, weights = np.polynomial.legendre.leggauss(24)
    half = 0.5 * np.diff(edges)[:, None]
    points = edges[:-1, None] + half * (nodes + 1)
    density = np.exp(-0.5 * points**2) / math.sqrt(2 * math.pi)
    return float(np.sum(half * weights * density * value(points)))


def _kink(value: Function, slope: Function, at: float) -> Kink | None:
    step = 1e-9 * (1 + abs(at))
    sides = np.array([at - step, at + step])
    (low, high), (left, right) = value(sides), slope(sides)
    scale = 1 + abs(left) + abs(right)
    jump = bool(abs(high - low) > 1e-6 * (1 + abs(low) + abs(high)))
    if jump or abs(left - right) > 1e-6 * scale:
        return Kink(at, jump, float(left), float(right))
    return None


def _turns(slope: Function, at: float) -> bool:
    """The slopes on the two sides of a breakpoint are not both 0."""
    return bool(np.abs(slope(at + np.array([-1e-7, 1e-7]))).max() > 1e-5)


def _stationary(
    slope: Function,
    grid: Array,
    slopes: Array,
    flat: tuple[tuple[float, float], ...],
    breaks: list[float],
) -> Array:
    """Isolated points where f′ = 0."""
    exact = np.flatnonzero(slopes == 0)
    crossing = np.flatnonzero(slopes[:-1] * slopes[1:] < 0)
    low, high = grid[crossing].copy(), grid[crossing + 1].copy()
    falling = np.sign(slopes[crossing])
    for _ in range(60):
        middle = 0.5 * (low + high)
        left = np.sign(slope(middle)) == falling
        low, high = np.where(left, middle, low), np.where(left, high, middle)
    points = np.concatenate([grid[exact], 0.5 * (low + high), touching_zeros(slope, grid, slopes)])
    beside = np.abs(slope(points[:, None] + np.array([-1e-3, 1e-3]))).min(axis=1)
    sharp = [b for b in breaks if _turns(slope, b)]
    keep = (beside > 0) & (np.abs(slope(points)) < 1e-6)
    keep &= ~np.array([any(a <= p <= b for a, b in flat) for p in points], dtype=bool)
    keep &= ~np.array([any(abs(p - b) < 1e-6 for b in sharp) for p in points], dtype=bool)
    found = np.sort(points[keep]) if points.size else points
    return found[np.diff(found, prepend=-np.inf) > 1e-6] + 0.0
