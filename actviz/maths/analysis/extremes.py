"""How far a function of one number goes: its limits, its bounds, whether it only rises."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Function = Callable[[Array], Array]
Monotonicity = Literal["increasing", "non-decreasing", "decreasing", "non-increasing", "no"]

SHAPE_SPAN = 40.0  # every shape in the catalogue happens within [-40, 40]
GRID = np.linspace(-SHAPE_SPAN, SHAPE_SPAN, 8001)
# Irregular multipliers, so that a periodic function cannot look constant.
_SCALES = (1e2, 1e3, 1e4, 1e6, 1e8, 1e16, 1e32, 1e64, 1e128, 1e300)
_MULTIPLIERS = np.array([1.0, 1.1234, 1.3717, 1.5239, 1.7813, 1.9031])
_MOST_ZEROS = 30  # that only touch 0 are looked for, nearest to 0 first
_PLATEAU = 0.02  # an interval this long on which a maximum is held is no point
_POLE = 1e6  # a maximum that refinement raises by this factor is a pole


def limit_of(function: Function, side: int) -> float | None:
    """Limit for x to -∞ (`side` -1) or +∞ (1), ±inf included; None where there is none."""
    levels = [function(side * scale * _MULTIPLIERS) for scale in _SCALES]
    usable = [level for level in levels if not np.isnan(level).any()]
    if len(usable) < 3:
        return None
    last, before = usable[-1], usable[-2]
    if np.isinf(last).all():
        return float(last[0]) if len({*np.sign(last)}) == 1 else None
    if np.isinf(last).any():
        return None
    if np.ptp(last) <= 1e-6 * (1 + np.abs(last).min()) and abs(last[0] - before[0]) <= 1e-6:
        return float(round(last[0], 12))
    growing = np.abs(last).min() > 1.02 * np.abs(before).max() and np.abs(last).min() > 10
    return math.copysign(math.inf, last[0]) if growing and np.ptp(np.sign(last)) == 0 else None


def _defined(values: Array) -> Array:
    """The values, with the undefined ones too low to be a maximum."""
    return np.where(np.isnan(values), -np.inf, values)


def _zoom(function: Function, grid: Array, index: int) -> tuple[float, float]:
    """Refine the maximum near `grid[index]`; (place, value)."""
    low, high = grid[max(index - 1, 0)], grid[min(index + 1, grid.size - 1)]
    place, best = grid[index], float(_defined(function(grid[index])))
    start = abs(best)
    for _ in range(8):
        fine = np.linspace(low, high, 41)
        values = _defined(function(fine))
        top = int(np.argmax(values))
        if values[top] > best:
            place, best = fine[top], float(values[top])
        low, high = fine[max(top - 1, 0)], fine[min(top + 1, 40)]
    return float(place), math.inf if best > _POLE * (1 + start) else best


def grows_without_bound(value: Function, grid: Array, index: int) -> float | None:
    """The pole of |f| near `grid[index]`, if there is one."""
    place, best = _zoom(lambda points: np.abs(value(points)), grid, index)
    return place if math.isinf(best) else None


def touching_zeros(slope: Function, grid: Array, slopes: Array) -> Array:
    """Zeros of `slope` between grid points where it does not change sign."""
    size = np.abs(slopes)
    low = (size[1:-1] <= size[:-2]) & (size[1:-1] <= size[2:]) & (size[1:-1] < 1e-3)
    found = []
    candidates = np.flatnonzero(low & (size[1:-1] > 0)) + 1
    nearest = np.argsort(np.abs(grid[candidates]), kind="stable")[:_MOST_ZEROS]
    for index in candidates[nearest]:
        # In a tail that rounds to nothing every point is as low as the next.
        if np.abs(slope(grid[index] + np.array([-0.05, 0.05]))).min() > 1e-5:
            place, best = _zoom(lambda points: -np.abs(slope(points)), grid, int(index))
            found += [place] if best > -1e-12 else []
    return np.array(found)


def supremum(slope: Function, grid: Array, slopes: Array) -> tuple[float, tuple[float, ...]]:
    """Supremum of |f′|, whose values on `grid` are `slopes`, and the single points where it is.

    It is infinite where there is none. No points: it is on a whole interval, or never reached.
    """

    def size(points: Array) -> Array:
        return np.abs(slope(points))

    finite = np.where(np.isfinite(slopes), np.abs(slopes), -np.inf)
    _, best = _zoom(size, grid, int(np.argmax(finite)))
    far = size(
        np.concatenate(
            [scale * side * _MULTIPLIERS for scale in (1e2, 1e3, 1e6) for side in (-1, 1)]
        )
    )
    far = np.where(np.isnan(far), 0.0, far)
    if far.max() > 10 * best + 1:
        return math.inf, ()
    most = max(best, float(far.max()))
    places = (
        () if most > best or best == 0 or math.isinf(best) else _places(size, grid, finite, best)
    )
    return float(round(most, 12)), places


def _places(size: Function, grid: Array, sizes: Array, best: float) -> tuple[float, ...]:
    """Where `size` has its maximum `best`; () if that is on an interval."""
    # Of a peak between two points of the grid, the grid itself knows only the foot.
    top = np.flatnonzero(sizes >= min(best, sizes.max()) * (1 - 1e-3))
    found = []
    for group in np.split(top, np.flatnonzero(np.diff(top) > 1) + 1):
        level = grid[group][sizes[group] >= best * (1 - 1e-12)]
        if level.size and np.ptp(level) > _PLATEAU:
            return ()
        place, most = _zoom(size, grid, int(group[np.argmax(sizes[group])]))
        point = round(place, 6) + 0.0
        # Beside a kink the maximum may be one that no point has.
        held = most >= best * (1 - 1e-9) and size(np.array(point)) >= best * (1 - 1e-6)
        found += [point] if held else []
    return tuple(found)


def range_of(
    value: Function,
    grid: Array,
    values: Array,
    limits: tuple[float | None, ...],
    flat: tuple[tuple[float, float], ...],
    domain: tuple[float, float],
) -> tuple[tuple[float, float], tuple[bool, bool]]:
    """Infimum and supremum of f, and whether f attains each; `values` are those on `grid`."""
    if not np.isfinite(values).any():
        return (math.nan, math.nan), (False, False)
    ends, attained = [], []
    for sign in (-1, 1):
        finite = np.where(np.isfinite(values), sign * values, -np.inf)
        signed = functools.partial(_times, sign, value)
        place, best = _zoom(signed, grid, int(np.argmax(finite)))
        tails = [sign * limit for limit in limits if limit is not None]
        oscillates = any(limit is None for limit in limits) and _grows(value, sign)
        tail = math.inf if oscillates else max(tails, default=-math.inf)
        on_flat = any(low <= place <= high for low, high in flat)
        interior = best > tail + 1e-9 * (1 + abs(tail)) if math.isfinite(tail) else tail < 0
        ends.append(sign * round(max(best, tail), 12))
        # A flat piece, or f(0), may lie at the bound although the way there never ends.
        reached = value(np.array([0.0, *(_inside(region) for region in flat)])) == ends[-1]
        attained.append(bool(math.isfinite(ends[-1]) and (interior or on_flat or reached.any())))
    return (ends[0], ends[1]), (attained[0], attained[1])


def _inside(region: tuple[float, float]) -> float:
    low, high = region
    if math.isinf(low) and math.isinf(high):
        return 0.0
    return high - 1 if math.isinf(low) else low + 1 if math.isinf(high) else (low + high) / 2


def _times(factor: float, function: Function, points: Array) -> Array:
    return factor * function(points)


def _grows(value: Function, sign: int) -> bool:
    near = _defined(sign * value(GRID)).max()
    far = _defined(sign * value(np.linspace(-1e4, 1e4, 4001))).max()
    return bool(far > 10 * abs(near) + 10)


def monotonicity(values: Array, has_flat: bool) -> Monotonicity:
    """Whether values in the order of x only rise or only fall, strictly where nothing is flat."""
    steps = np.diff(values)
    slack = 1e-12 * (1 + np.abs(values[1:]))
    if np.all(steps >= -slack):
        return "non-decreasing" if has_flat else "increasing"
    if np.all(steps <= slack):
        return "non-increasing" if has_flat else "decreasing"
    return "no"
