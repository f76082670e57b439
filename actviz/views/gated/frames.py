"""The figures of gated units: frames with fixed ranges, filled by the drawings."""

from __future__ import annotations

import math

import numpy as np
import plotly.graph_objects as go

from actviz.figures.live_figure import frame
from actviz.figures.panels import axis, live_bars, live_line, live_points, live_texts
from actviz.maths.gated import GatedUnit

HEIGHT = 430  # pixels
_GRID = 81


def level_of(unit: GatedUnit, reach: float) -> float:
    """The height that the axes of h show, at most what a bilinear unit has: a round number.

    Beyond that a gate like eˣ would flatten all others.
    """
    along = np.linspace(-reach, reach, _GRID)
    heights = np.abs(unit.value(along, along[:, np.newaxis]))
    highest = float(np.max(heights, where=np.isfinite(heights), initial=0.0))
    highest = min(max(highest, 1e-3), reach * reach)
    power = 10.0 ** math.floor(math.log10(highest))
    rounds = (1.0, 1.2, 1.6, 2.0, 2.4, 3.2, 4.0, 6.0, 8.0, 10.0)  # quarters of them are short
    return next(part * power for part in rounds if part * power >= highest * (1 - 1e-9))


@frame
def surface_figure(reach: float, level: float) -> go.Figure:
    """h over both inputs as a map, and the two slices through the point with their slopes."""
    span, heights = (-reach, reach), (-level, level)
    figure = go.Figure()
    figure.add_contour(
        x=[], y=[], z=[], meta={"live": "surface"}, name="h", colorscale="Cividis",
        zmin=-level, zmax=level, hoverinfo="skip", showlegend=False,
        contours={
            "start": -level, "end": level, "size": level / 8, "coloring": "heatmap",
            "showlines": True,
        },
        line={"color": "rgba(255, 255, 255, 0.45)", "width": 1},
        colorbar={
            "x": 0.455, "thickness": 14, "outlinewidth": 0, "tickfont": {"size": 14},
            "tick0": 0, "dtick": level / 4,
        },
    )  # fmt: skip
    for live in ("at-a", "at-b"):
        live_line(figure, live, None, live, width=2, dash="dot", showlegend=False)
    live_points(figure, "point", "probe", size=16)
    for letter, panel, dash in (("a", 2, "dash"), ("b", 3, "solid")):
        live_line(
            figure, f"h-{letter}", "f", "h", panel=panel, showlegend=panel == 2,
            meta={"fit": "zero"},
        )  # fmt: skip
        live_line(
            figure, f"slope-{letter}", "derivative", f"∂h/∂{letter}", panel=panel, dash=dash,
            meta={"fit": "zero"},
        )  # fmt: skip
        live_line(
            figure, f"on-{letter}", "probe", "point", panel=panel, mode="markers",
            marker={"size": 11}, showlegend=False,
        )  # fmt: skip
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 52, "r": 12, "t": 34, "b": 44},
        xaxis=axis("a", span, (0, 0.44)),
        yaxis=axis("b", span, (0, 1)),
        xaxis2=axis("a, at this b", span, (0.62, 1), anchor="y2"),
        yaxis2=axis("", heights, (0.6, 1), anchor="x2"),
        xaxis3=axis("b, at this a", span, (0.62, 1), anchor="y3"),
        yaxis3=axis("", heights, (0, 0.4), anchor="x3"),
    )
    return figure


@frame
def cost_figure() -> go.Figure:
    """The weights of a plain layer and of a gated one, matrix by matrix."""
    figure = go.Figure()
    for place, name in enumerate(("up", "down", "gate")):
        live_bars(figure, name, f"series-{place}", name, width=0.5)
    live_texts(figure, "totals", name="all", textfont={"size": 18})
    figure.update_layout(
        height=400,
        barmode="stack",
        margin={"l": 70, "r": 14, "t": 34, "b": 36},
        yaxis={"title": {"text": "weights"}, "tickformat": "~s"},
    )
    return figure
