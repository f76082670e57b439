"""The figures of maxout: frames with fixed ranges, filled by the drawings."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from actviz.figures.live_figure import frame
from actviz.figures.panels import COLOURS, axis, heading, live_bars, live_line, live_texts

Array = NDArray[np.float64]

HEIGHT = 400  # pixels
_TALL = 470  # pixels, where the sliders stand beside the chart
REACH = 3.0  # x of the unit with one input runs from -REACH to REACH
_DASHES = ("dash", "dot", "dashdot", "longdash", "longdashdot", "5px,2px")


@frame
def unit_figure(most: int) -> go.Figure:
    """Up to `most` pieces, their maximum above them, and a bar that says which one wins."""
    figure = go.Figure()
    live_line(figure, "model", "ghost", "compare", width=9, showlegend=False, opacity=0.6)
    for piece in range(most):
        live_line(
            figure, f"piece-{piece}", f"series-{piece}", f"piece {piece + 1}",
            dash=_DASHES[piece], width=2,
        )  # fmt: skip
    for piece in range(most):
        for live, panel, width in (("max", 1, 5), ("bar", 2, 14)):
            live_line(
                figure, f"{live}-{piece}", f"series-{piece}", f"{live} {piece + 1}",
                panel=panel, width=width, showlegend=False,
            )  # fmt: skip
    live_texts(
        figure, "bar-labels", "middle center", name="winner", textfont={"size": 16},
        xaxis="x2", yaxis="y2",
    )  # fmt: skip
    live_line(
        figure, "probe", "probe", "probe", mode="markers", marker={"size": 13}, showlegend=False
    )
    figure.update_layout(
        height=_TALL,
        margin={"l": 44, "r": 14, "t": 34, "b": 44},
        xaxis=axis("", (-REACH, REACH), (0, 1), anchor="y", showticklabels=False),
        yaxis=axis("", (-4, 6), (0.14, 1)),
        xaxis2=axis("x", (-REACH, REACH), (0, 1), anchor="y2", zeroline=False, showgrid=False),
        yaxis2={"range": [-0.6, 1.6], "domain": [0, 0.12], "visible": False},
    )
    return figure


@frame
def quadratic_figure() -> go.Figure:
    """x² under its tangents at the left, the error over their number at the right."""
    figure = go.Figure()
    live_line(figure, "square", "ghost", "x²", width=7, opacity=0.6)
    live_line(figure, "tangents", "ghost", "tangents", width=1.5, dash="dot")
    live_line(figure, "maximum", "f", "maxout", width=3.5)
    live_line(
        figure, "touching", "probe", "touching", mode="markers", marker={"size": 9},
        showlegend=False,
    )  # fmt: skip
    live_line(
        figure, "errors", "derivative", "largest error", panel=2, mode="lines+markers",
        marker={"size": 7}, showlegend=False,
    )  # fmt: skip
    live_line(
        figure, "error", "derivative", "now", panel=2, mode="markers",
        marker={"size": 17, "line": {"width": 2}}, showlegend=False,
    )  # fmt: skip
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 44, "r": 14, "t": 34, "b": 44},
        xaxis=axis("x", (-1, 1), (0, 0.5)),
        yaxis=axis("", (-0.5, 1.1), (0, 1)),
        xaxis2=axis(
            "largest error over k", (np.log10(0.9), np.log10(22)), (0.6, 1), anchor="y2",
            type="log", tickvals=[1, 2, 5, 10, 20],
        ),
        yaxis2=axis(
            "", (-3, 0.2), (0, 1), anchor="x2",
            type="log", tickvals=[0.001, 0.01, 0.1, 1],
        ),
    )  # fmt: skip
    return figure


@frame
def planes_figure(most: int) -> go.Figure:
    """The surface as a heat map at the left, the region of each piece at the right."""
    figure = go.Figure()
    figure.add_heatmap(
        x=[], y=[], z=[], meta={"live": "surface"}, colorscale="Cividis", zmin=-2, zmax=4,
        zsmooth="best", hovertemplate="h = %{z:.2f}<extra></extra>", name="h",
        colorbar={"x": 0.435, "thickness": 14, "outlinewidth": 0, "tickfont": {"size": 14}},
    )  # fmt: skip
    live_line(figure, "edges", None, "boundaries", width=2)
    for piece in range(most):
        live_line(
            figure, f"region-{piece}", f"series-{piece}", f"piece {piece + 1}",
            panel=2, fill="toself",
        )  # fmt: skip
    live_texts(
        figure, "labels", "middle center", name="winner", textfont={"size": 18},
        xaxis="x2", yaxis="y2",
    )  # fmt: skip
    figure.update_layout(
        height=HEIGHT,
        showlegend=False,
        margin={"l": 56, "r": 14, "t": 30, "b": 44},
        xaxis=axis("x₁", (-2, 2), (0, 0.42), dtick=1),
        yaxis=axis("x₂", (-2, 2), (0, 1), dtick=1),
        xaxis2=axis("x₁", (-2, 2), (0.58, 1), anchor="y2", dtick=1),
        yaxis2=axis("", (-2, 2), (0, 1), anchor="x2", dtick=1),
        annotations=[heading("h(x₁, x₂)", 0), heading("which piece wins", 0.58)],
    )
    return figure


@frame
def cost_figure() -> go.Figure:
    """Weights and biases of two layers of the same width, stacked."""
    figure = go.Figure()
    for live, role in (("weights", "series-0"), ("biases", "series-1")):
        live_bars(figure, live, role, live, width=0.5)
    live_texts(figure, "totals", name="all", textfont={"size": 18})
    figure.update_layout(
        height=HEIGHT,
        barmode="stack",
        margin={"l": 70, "r": 14, "t": 34, "b": 36},
        yaxis={"title": {"text": ""}, "tickformat": ",d"},
    )
    return figure


def alive_figure(shifts: Array, relu: Array, maxout: Array) -> go.Figure:
    """Dead shares, fractions 0–1, of two layers over the shift of their biases."""
    figure = go.Figure()
    for name, role, dash, shares in (
        ("ReLU", "series-0", "solid", relu),
        ("maxout", "series-1", "dash", maxout),
    ):
        figure.add_scatter(
            x=shifts, y=shares, mode="lines+markers", name=name, meta={"role": role},
            line={"color": COLOURS[role], "width": 3, "dash": dash}, marker={"size": 8},
            hovertemplate="%{y:.0%}<extra></extra>",
        )  # fmt: skip
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 60, "r": 24, "t": 34, "b": 44},
        xaxis={"title": {"text": "added to every bias"}, "range": [float(shifts[0]), 0]},
        yaxis={"title": {"text": "dead units"}, "tickformat": ".0%", "range": [-0.03, 1.05]},
    )
    return figure
