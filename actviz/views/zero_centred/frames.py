"""The figure of a unit's descent: fixed axes, filled by the drawing."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from actviz.figures.live_figure import frame
from actviz.figures.panels import COLOURS, axis, heading, live_line, live_points
from actviz.maths import CATALOGUE
from actviz.views.zero_centred.state import REACH

HEIGHT = 350  # pixels
UPDATES = 400  # of the networks
RACERS = {"sigmoid": "f", "tanh": "derivative", "relu": "probe"}  # with the roles of their colours


@frame
def descent_figure() -> go.Figure:
    """The path over the loss at the left, the gradients of single examples at the right."""
    figure = go.Figure()
    figure.add_contour(
        x=[], y=[], z=[], meta={"live": "loss"}, name="loss", hoverinfo="skip",
        showlegend=False, showscale=False,
        contours={"start": 0.1, "end": 4, "size": 0.2, "coloring": "none"},
        line={"color": COLOURS["ghost"], "width": 1},
    )  # fmt: skip
    live_line(figure, "path", "f", "path", mode="lines+markers", marker={"size": 6})
    live_points(figure, "start", "probe", size=16)
    live_line(
        figure, "arrows", "derivative", "gradients", panel=2, width=1.2,
        mode="lines+markers", marker={"size": 5},
    )  # fmt: skip
    live_line(figure, "step", "f", "next step's", panel=2, width=5, mode="lines")
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 52, "r": 12, "t": 48, "b": 44},
        showlegend=False,
        xaxis=axis("w₁ − best", (-REACH, REACH), (0, 0.46)),
        yaxis=axis("w₂ − best", (-REACH, REACH), (0, 1)),
        xaxis2=axis("along w₁", (-1.1, 1.1), (0.58, 1), anchor="y2", showticklabels=False),
        yaxis2=axis("along w₂", (-1.1, 1.1), (0, 1), anchor="x2", showticklabels=False),
        annotations=[
            {**heading("path over rings of equal loss", 0), "name": "path"},
            {
                **heading(
                    "gradients of single examples;<br>thick: the next step's", 0.58, align="left"
                ),
                "name": "gradients",
            },
            _one_sign("both up", 1.05, "right", "top"),
            _one_sign("both down", -1.05, "left", "bottom"),
        ],
    )
    for side in (-1.1, 1.1):
        figure.add_shape(
            type="rect", xref="x2", yref="y2", x0=0, y0=0, x1=side, y1=side,
            fillcolor="rgba(128, 128, 128, 0.16)", line={"width": 0}, layer="below",
        )  # fmt: skip
    return figure


def _one_sign(text: str, corner: float, xanchor: str, yanchor: str) -> dict[str, Any]:
    """What a shaded quadrant is, in its outer corner."""
    return {
        "text": text, "x": corner, "y": corner, "xref": "x2", "yref": "y2", "xanchor": xanchor,
        "yanchor": yanchor, "showarrow": False, "font": {"size": 14},
    }  # fmt: skip


@frame
def agreement_figure() -> go.Figure:
    """Shares of one sign by update above, of single batches and smoothed, and losses below."""
    figure = go.Figure()
    for name, role in RACERS.items():
        live_line(
            figure, f"{name}-batches", role, "batches", mode="markers", showlegend=False,
            marker={"size": 4, "opacity": 0.35},
        )  # fmt: skip
    for name, role in RACERS.items():
        label = CATALOGUE[name].name
        live_line(figure, name, role, label, width=3)
        live_line(figure, f"{name}-loss", role, f"{label}, loss", panel=2, showlegend=False)
    span = (0, UPDATES)
    return figure.update_layout(
        height=440,
        margin={"l": 60, "r": 14, "t": 60, "b": 44},
        legend={"y": 1.1, "yanchor": "bottom"},
        xaxis=axis("", span, (0, 1), showticklabels=False),
        yaxis=axis("% of units", (-3, 103), (0.42, 1)),
        xaxis2=axis("update", span, (0, 1), anchor="y2"),
        yaxis2=axis("nats", (0, 1), (0, 0.3), anchor="x2"),
        annotations=[heading("gradients of one sign", 0), heading("loss", 0, 0.3)],
    )
