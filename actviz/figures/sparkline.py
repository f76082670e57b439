"""A curve as an SVG path small enough to send a hundred of them at once."""

from __future__ import annotations

import numpy as np

from actviz.maths import Activation, sample

WIDTH, HEIGHT = 160, 100  # user units of the view box
_LOW, _HIGH = -5.0, 5.0
_POINTS = 61


def sparkline(activation: Activation) -> dict[str, object]:
    """Paths of f and f′ at the defaults in a 160×100 view box, and where the axes run.

    Both share one vertical scale, at most as high as the view is wide.
    """
    curves = {
        what: sample(activation, what, _LOW, _HIGH, count=_POINTS)
        for what in ("value", "derivative")
    }
    heights = np.concatenate([y for _, y in curves.values()])
    heights = heights[np.isfinite(heights)]
    bottom = max(float(heights.min(initial=-0.25)), 0.5 * _LOW)
    top = min(float(heights.max(initial=1.0)), 0.5 * _HIGH)
    margin = 0.08 * (top - bottom)
    bottom, top = bottom - margin, top + margin

    def across(x: float) -> float:
        return (x - _LOW) / (_HIGH - _LOW) * WIDTH

    def down(y: float) -> float:
        return (top - y) / (top - bottom) * HEIGHT

    paths = {}
    for what, (xs, ys) in curves.items():
        commands, pen = [], "M"
        for x, y in zip(xs, ys, strict=True):
            # Points far outside are cut so that the path's numbers stay short.
            inside = np.isfinite(y) and -2 * HEIGHT < down(y) < 3 * HEIGHT
            if inside:
                commands.append(f"{pen}{across(x):.1f} {down(y):.1f}")
            pen = "L" if inside else "M"
        paths[what] = "".join(commands)
    return {**paths, "x_axis": round(down(0.0), 1), "y_axis": round(across(0.0), 1)}
