"""Points of a curve for drawing: a jump becomes a gap, never a slope."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from actviz.maths.activation import Activation

Array = NDArray[np.float64]


def sample(
    activation: Activation,
    what: Literal["value", "derivative"],
    low: float,
    high: float,
    parameters: Mapping[str, float] | None = None,
    *,
    count: int = 601,
) -> tuple[Array, Array]:
    """x and y of f or f′ over [low, high], both `(n,)`, NaN where the line is to be broken.

    A uniform grid of `count` points; at each breakpoint where the two sides differ, a point on
    either side with a gap between. `assets/views/explore/curves.js` follows the same rule.
    """
    parameters = parameters or {}
    function = activation.value if what == "value" else activation.derivative
    grid = np.linspace(low, high, count)
    offset = 1e-9 * (high - low)
    xs, ys = [grid], [function(grid, **parameters)]
    for point in activation.breakpoint_values(**parameters):
        if not low < point < high:
            continue
        sides = np.array([point - offset, point + offset])
        left, right = function(sides, **parameters)
        keep = np.abs(xs[0] - point) > offset
        xs[0], ys[0] = xs[0][keep], ys[0][keep]
        # Written so that a side that is not a number breaks the line too.
        tolerance = 1e-6 * (1 + abs(left) + abs(right))
        if not abs(left - right) <= tolerance:
            xs.append(np.array([sides[0], point, sides[1]]))
            ys.append(np.array([left, np.nan, right]))
        else:
            # Where only the kink's own convention differs, the curve passes it by.
            own = float(function(np.array(point), **parameters))
            xs.append(np.array([point]))
            ys.append(np.array([own if abs(own - left) <= tolerance else left]))
    x, y = np.concatenate(xs), np.concatenate(ys)
    order = np.argsort(x, kind="stable")
    y = y[order]
    return x[order], np.where(np.isfinite(y), y, np.nan)
