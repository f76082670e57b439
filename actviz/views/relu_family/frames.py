"""The figures of the ReLU family: frames with fixed ranges, filled by the drawings."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from actviz.figures.live_figure import frame
from actviz.figures.panels import COLOURS, axis, heading, live_bars, live_line

Array = NDArray[np.float64]

SLOPES_HEIGHT = 400  # pixels; the sliders of all three fit under it on the first screen
HEIGHT = 390
_THIRDS = ((0.0, 0.31), (0.345, 0.655), (0.69, 1.0))


@frame
def slopes_figure() -> go.Figure:
    """Leaky, parametric and randomized ReLU on one scale, their slopes on one axis below."""
    figure = go.Figure()
    live_line(figure, "leaky", "series-0", "leaky")
    live_line(figure, "prelu", "series-1", "parametric", panel=2, row=1)
    live_line(figure, "wedge", "series-2", "slopes in training", panel=3, row=1, fill="toself")
    live_line(figure, "rrelu", "series-2", "randomized", panel=3, row=1)
    for row, (name, symbol) in enumerate(
        (("leaky", "circle"), ("prelu", "diamond"), ("rrelu", "square"))
    ):
        if name == "rrelu":
            live_line(figure, "interval", "series-2", "from l to u", panel=4, row=2, width=10)
        live_line(
            figure, f"{name}-slope", f"series-{row}", f"slope of {name}", panel=4, row=2,
            mode="markers", marker={"size": 15, "symbol": symbol, "line": {"width": 2}},
        )  # fmt: skip
    names = ("Leaky: fixed", "Parametric: learned", "Randomized: sampled")
    for number, domain in enumerate(_THIRDS, start=1):
        name = "xaxis" if number == 1 else f"xaxis{number}"
        figure.layout[name] = axis("", (-3, 3), domain, anchor="y", dtick=3, tickangle=0)
    figure.update_layout(
        height=SLOPES_HEIGHT,
        showlegend=False,
        margin={"l": 64, "r": 14, "t": 30, "b": 44},
        yaxis=axis("", (-1.6, 3), (0.4, 1.0), dtick=1),
        xaxis4=axis("slope for x < 0", (-0.52, 1.02), (0, 1), anchor="y2", dtick=0.25, tickangle=0),
        yaxis2={
            "range": [-0.6, 2.6],
            "domain": [0, 0.26],
            "tickvals": [2, 1, 0],
            "ticktext": ["leaky", "PReLU", "RReLU"],
            "anchor": "x4",
            "zeroline": False,
        },
        annotations=[heading(text, start) for text, (start, _) in zip(names, _THIRDS, strict=True)],
    )
    return figure


@frame
def random_figure() -> go.Figure:
    """A randomized ReLU's lines at the left, how its slopes are spread at the right."""
    figure = go.Figure()
    live_line(figure, "fan", "series-2", "drawn slopes", width=1.2)
    live_line(figure, "test", "f", "test phase", width=3)
    live_line(figure, "right", "ghost", "x for x ≥ 0", width=3)
    live_bars(
        figure, "histogram", "series-2", "drawn slopes", marker={"opacity": 0.5},
        xaxis="x2", yaxis="y2",
    )  # fmt: skip
    live_line(figure, "density", "ghost", "density", panel=2)
    live_line(figure, "mean", "derivative", "mean slope", panel=2, dash="dash")
    live_line(figure, "test-slope", "f", "test slope", panel=2)
    figure.update_layout(
        height=HEIGHT,
        showlegend=False,
        bargap=0,
        margin={"l": 44, "r": 14, "t": 30, "b": 44},
        xaxis=axis("x", (-6, 2), (0, 0.53)),
        yaxis=axis("", (-3.2, 2.2), (0, 1)),
        xaxis2=axis("slope for x < 0", (0, 0.5), (0.6, 1), anchor="y2"),
        yaxis2=axis("", (0, 1), (0, 1), anchor="x2", rangemode="tozero"),
        annotations=[heading("f(x)", 0), heading("density of the slope", 0.6)],
    )
    return figure


def fit_figure(x: Array, y: Array) -> go.Figure:
    """The target points and both curves at the left, the loss over the slope at the right."""
    figure = go.Figure()
    figure.add_scatter(
        x=x, y=y, mode="markers", name="target", hoverinfo="skip", meta={"role": "ghost"},
        marker={"color": COLOURS["ghost"], "size": 9},
    )  # fmt: skip
    live_line(figure, "curve-0", "f", "PReLU", width=4)
    live_line(figure, "curve-1", "derivative", "max(x, αx)", dash="dash", width=3)
    # The second lies on the first up to α = 1: the larger mark below stays visible.
    for which, (role, dash, symbol, size) in enumerate(
        (("f", "solid", "circle", 22), ("derivative", "dash", "diamond", 13))
    ):
        live_line(figure, f"loss-{which}", role, "loss", panel=2, dash=dash, showlegend=False)
        live_line(
            figure, f"path-{which}", role, "steps", panel=2, showlegend=False, mode="markers",
            marker={"size": 6, "symbol": symbol, "opacity": 0.6},
        )  # fmt: skip
        live_line(
            figure, f"ball-{which}", role, "now", panel=2, showlegend=False, mode="markers",
            marker={"size": size, "symbol": symbol, "line": {"width": 2}},
        )  # fmt: skip
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 44, "r": 14, "t": 34, "b": 44},
        xaxis=axis("x", (-3, 3), (0, 0.48)),
        yaxis=axis("", (-5, 5), (0, 1)),
        xaxis2=axis("error over α", (-2, 2.5), (0.56, 1), anchor="y2", dtick=1),
        yaxis2=axis("", (-0.6, 8), (0, 1), anchor="x2"),
    )
    return figure


@frame
def identities_figure() -> go.Figure:
    """Two identities, each side of each as a line, so that they coincide or part."""
    figure = go.Figure()
    lines = (
        ("PReLU", "max(x, αx)"),
        ("max(0, cx)", "c · max(0, x)"),
    )
    for panel, (left, right) in enumerate(lines, start=1):
        live_line(figure, f"left-{panel}", "f", left, panel=panel, width=5)
        live_line(figure, f"right-{panel}", "derivative", right, panel=panel, dash="dash", width=3)
    figure.update_layout(
        height=HEIGHT,
        showlegend=False,
        margin={"l": 44, "r": 14, "t": 84, "b": 44},
        xaxis=axis("x", (-2, 2), (0, 0.47)),
        yaxis=axis("", (-4, 6), (0, 1)),
        xaxis2=axis("x", (-2, 2), (0.53, 1), anchor="y2"),
        yaxis2=axis("", (-4, 6), (0, 1), anchor="x2"),
        annotations=[heading("", 0, align="left"), heading("", 0.53, align="left")],
    )
    return figure


def active_figure(by_unit: Array, by_example: Array) -> go.Figure:
    """Histograms of the active shares, `(units,)` and `(examples,)`, fractions 0–1, as counts."""
    figure = go.Figure()
    for panel, shares in enumerate((by_unit, by_example), start=1):
        suffix = "" if panel == 1 else str(panel)
        counts, edges = np.histogram(shares, bins=25, range=(0, 1))
        figure.add_bar(
            x=0.5 * (edges[1:] + edges[:-1]), y=counts, width=edges[1] - edges[0],
            name=("units", "examples")[panel - 1], meta={"role": f"series-{2 * (panel - 1)}"},
            marker={"color": COLOURS[f"series-{2 * (panel - 1)}"]},
            xaxis=f"x{suffix}", yaxis=f"y{suffix}",
            hovertemplate="%{y} at %{x:.0%}<extra></extra>",
        )  # fmt: skip
        figure.add_shape(
            type="line", x0=0.5, x1=0.5, y0=0, y1=1, xref=f"x{suffix}", yref=f"y{suffix} domain",
            line={"color": COLOURS["ghost"], "width": 2.5, "dash": "dash"},
        )  # fmt: skip
    figure.update_layout(
        height=HEIGHT,
        showlegend=False,
        bargap=0,
        margin={"l": 52, "r": 32, "t": 30, "b": 44},
        xaxis=axis("share of examples", (0, 1), (0, 0.43), tickformat=".0%", tickvals=[0, 0.5, 1]),
        yaxis={"rangemode": "tozero"},
        xaxis2=axis(
            "share of units", (0, 1), (0.57, 1),
            anchor="y2", tickformat=".0%", tickvals=[0, 0.5, 1],
        ),
        yaxis2={"rangemode": "tozero", "anchor": "x2"},
        annotations=[heading("number of units", 0), heading("number of examples", 0.57)],
    )  # fmt: skip
    return figure
