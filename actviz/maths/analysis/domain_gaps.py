"""Where inside its domain a function has no value: points, poles among them, or stretches."""

from __future__ import annotations

import numpy as np

from actviz.maths.analysis.extremes import Array, Function, grows_without_bound

_REACH = 10.0  # holes are listed within [-10, 10]
_MOST = 12  # candidates for poles that are looked at, nearest to 0 first
_NEAR = 1e-4 * np.pi  # no distance between points that are isolated for a reason


def without_isolated(value: Function) -> Function:
    """The function where it is defined around a point too: x^x, say, not at -2 alone."""

    def masked(points: Array) -> Array:
        alone = np.isnan(value(points - _NEAR)) & np.isnan(value(points + _NEAR))
        return np.where(alone, np.nan, value(points))

    return masked


def holes(value: Function, grid: Array, values: Array) -> tuple[float, ...]:
    """Points within [-10, 10] at which f has no finite value, although it has around them."""
    finite = np.isfinite(values)
    alone = ~finite[1:-1] & finite[:-2] & finite[2:]
    found = [float(point) for point in grid[1:-1][alone] if abs(point) <= _REACH]
    size = np.where(finite, np.abs(values), -np.inf)
    top = (size[1:-1] >= size[:-2]) & (size[1:-1] >= size[2:]) & (size[1:-1] > 10)
    peaks = np.flatnonzero(top) + 1
    peaks = peaks[np.abs(grid[peaks]) <= _REACH]
    for peak in peaks[np.argsort(np.abs(grid[peaks]), kind="stable")][:_MOST]:
        place = grows_without_bound(value, grid, int(peak))
        if place is not None and all(abs(place - known) > 1e-3 for known in found):
            found.append(place)
    return tuple(sorted(0.0 if abs(point) < 1e-9 else round(point, 9) for point in found))


def is_broken(values: Array) -> bool:
    """f is undefined on a stretch between points where it is defined."""
    defined = np.flatnonzero(~np.isnan(values))
    if defined.size == 0:
        return False
    missing = np.isnan(values[defined[0] : defined[-1] + 1])
    return bool(np.any(missing[1:] & missing[:-1]))


def has_mean_around(value: Function, hole: float) -> bool:
    """f grows slower than 1/|x - hole| there, so that its integral across is finite."""
    near, far = (h * np.nanmax(np.abs(value(hole + np.array([-h, h])))) for h in (1e-9, 1e-3))
    return bool(near < 0.1 * far)
