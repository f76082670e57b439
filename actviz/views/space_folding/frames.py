"""The figures of the page, whose numbers the browser computes."""

from __future__ import annotations

import plotly.graph_objects as go

from actviz.figures.live_figure import frame
from actviz.figures.panels import axis, heading, live_line

HEIGHT = 560  # pixels
NARROW_HEIGHT = 400  # pixels, on a phone
FOLD_HEIGHT = 430  # pixels
QUARTERS = ("series-0", "series-4", "series-3", "series-6")  # colours of the first creases' sides


@frame
def plane_figure() -> go.Figure:
    """The axes of the plane, over what the browser paints."""
    figure = go.Figure()
    quiet = {"zeroline": False, "showgrid": False}
    return figure.update_layout(
        height=HEIGHT,
        margin={"l": 52, "r": 10, "t": 10, "b": 44},
        xaxis={"title": {"text": "x₁"}, "range": [-3, 3], **quiet},
        yaxis={"title": {"text": "x₂"}, "range": [-3, 3], **quiet},
    )


@frame
def fold_figure() -> go.Figure:
    """The square at the left, what the layers make of it at the right."""
    figure = go.Figure()
    for panel, side in ((1, "in"), (2, "out")):
        for quarter, role in enumerate(QUARTERS):
            live_line(
                figure, f"{side}-{quarter}", None, "", panel=panel, mode="markers",
                marker={"size": 5, "opacity": 0.75}, meta={"role": role},
            )  # fmt: skip
        live_line(figure, f"{side}-crease", "ghost", "crease", panel=panel, width=1.5)
        live_line(figure, f"{side}-cut", "derivative", "cut", panel=panel, width=4)
        live_line(
            figure, f"{side}-same", "probe", "same output", panel=panel, width=6,
            mode="lines+markers", marker={"size": 12, "symbol": "diamond"},
        )  # fmt: skip
    live_line(
        figure, "pointed", "mark", "pointed at", mode="markers",
        marker={"size": 16, "symbol": "circle-open", "line": {"width": 3}},
    )  # fmt: skip
    span = (-1.3, 1.3)
    return figure.update_layout(
        height=FOLD_HEIGHT,
        margin={"l": 44, "r": 12, "t": 44, "b": 44},
        showlegend=False,
        xaxis=axis("x₁", span, (0, 0.46)),
        yaxis=axis("x₂", span, (0, 1)),
        xaxis2=axis("h₁", span, (0.54, 1), anchor="y2"),
        yaxis2=axis("h₂", span, (0, 1), anchor="x2"),
        annotations=[
            {**heading("input", 0), "name": "in"},
            {**heading("output", 0.54), "name": "out"},
        ],
    )
