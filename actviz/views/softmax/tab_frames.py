"""The frames of the Softmax page's smaller figures; their drawings fill in the live traces."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from actviz.figures.live_figure import frame
from actviz.figures.palette import PALETTE
from actviz.figures.panels import live_line, live_points, live_texts
from actviz.views.softmax.frames import class_ticks

HEIGHT = 320  # pixels: the page's sliders above stay in sight
SQUARE_HEIGHT = 420
_COLOURS = PALETTE["light"]
_TOP = math.sqrt(3) / 2  # height of the probability triangle with side 1
_LEGEND = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
_MARGIN = {"l": 54, "r": 10, "t": 34, "b": 42}
_HIDDEN_AXIS = {"visible": False, "showgrid": False, "zeroline": False}


def _bars(
    names: Sequence[str], bars: Sequence[tuple[str, str, str]], *, low: float = 0.0
) -> go.Figure:
    """Bars side by side for each class; each of `bars` is (live tag, legend, role)."""
    figure = go.Figure()
    for live, title, role in bars:
        figure.add_bar(
            x=[],
            y=[],
            name=title,
            width=0.76 / len(bars),
            marker={"color": _COLOURS[role]},
            meta={"role": role, "live": live},
            hoverinfo="skip",
        )
    _frame(figure)
    figure.update_layout(
        barmode="overlay",
        showlegend=True,
        xaxis=class_ticks(names),
        yaxis={"range": [low, 1.1], "title": {"text": "p"}},
    )
    return figure


@frame
def scale_figure(names: tuple[str, ...]) -> go.Figure:
    """Probabilities as they are, with all logits multiplied, and with the temperature divided."""
    return _bars(
        names,
        [("before", "z, T", "ghost"), ("scaled", "a·z, T", "f"), ("cooled", "z, T/a", "probe")],
    )


@frame
def shift_figure(names: tuple[str, ...], naive: bool) -> go.Figure:
    """Probabilities after adding a constant, by the stable form and, if wanted, the naive one."""
    bars = [("stable", "maximum subtracted", "f")]
    if naive:
        bars.append(("naive", "naive", "derivative"))
    figure = _bars(names, bars)
    for live, _title, _role in bars:
        live_texts(figure, f"{live}-labels")
    return figure


@frame
def loss_figure(names: tuple[str, ...]) -> go.Figure:
    """p, the target's y = 1 as an outline, and the gradient with its sign."""
    figure = _bars(
        names, [("shares", "p", "f"), ("gradient", "gradient (p − y)/T", "derivative")], low=-1.1
    )
    figure.add_bar(
        x=[],
        y=[],
        name="y (target)",
        width=0.38,
        marker={
            "color": "rgba(0, 0, 0, 0)",
            "line": {"color": _COLOURS["ghost"], "width": 2.5},
        },
        meta={"live": "target"},
        hoverinfo="skip",
    )
    live_texts(figure, "labels")
    figure.update_layout(yaxis={"title": {"text": ""}})
    return figure


@frame
def pair_figure(first: str, second: str) -> go.Figure:
    """The logistic sigmoid of (z₁ − z₂)/T, with the present difference on it."""
    figure = go.Figure()
    live_line(figure, "curve", "f", "σ")
    live_line(figure, "drop", "probe", "difference", dash="dot", showlegend=False)
    live_points(figure, "point", "probe")
    _frame(figure)
    difference = f"({html.escape(first, quote=False)} − {html.escape(second, quote=False)})/T"
    figure.update_layout(
        xaxis={"range": [-8, 8], "title": {"text": difference}},
        yaxis={
            "range": [-0.04, 1.08],
            "title": {"text": f"p of {html.escape(first, quote=False)}"},
        },
        showlegend=False,
    )
    return figure


@frame
def maximum_figure(name: str) -> go.Figure:
    """T·log-sum-exp(z/T) along one logit, the maximum under it, and tangent and secant."""
    figure = go.Figure()
    live_line(figure, "maximum", "ghost", "max z", dash="dash")
    live_line(figure, "curve", "f", "T·log-sum-exp(z/T)")
    live_line(figure, "tangent", "tangent", "tangent: slope p", dash="dash")
    live_line(figure, "secant", "derivative", "difference over 2h")
    live_points(figure, "point", "probe")
    _frame(figure)
    figure.update_layout(
        showlegend=True,
        xaxis={"title": {"text": f"z of {html.escape(name, quote=False)}"}},
        yaxis={"title": {"text": ""}},
    )
    return figure


@frame
def jacobian_figure(names: tuple[str, ...]) -> go.Figure:
    """The Jacobian as a heat map: rows are probabilities, columns the logits moved."""
    figure = go.Figure()
    figure.add_heatmap(
        z=[], meta={"live": "cells"}, showscale=False, hoverinfo="skip", xgap=2, ygap=2
    )
    live_texts(figure, "numbers", position="middle center")
    _frame(figure)
    ticks = class_ticks(names) | {"range": [-0.5, len(names) - 0.5]}
    figure.update_layout(
        height=max(HEIGHT, 70 + 32 * len(names)),
        margin={"l": 130, "r": 10, "t": 30, "b": 10},
        showlegend=False,
        xaxis=ticks | {"side": "top", "title": {"text": ""}},
        # Row 0 on top, as a matrix is written.
        yaxis=ticks | {"range": [len(names) - 0.5, -0.5]},
    )
    return figure


@frame
def simplex_figure(names: tuple[str, ...], temperature_path: bool) -> go.Figure:
    """The probability triangle with its quarter lines, for a path and a point."""
    figure = go.Figure()
    corners = [(0.0, 0.0), (1.0, 0.0), (0.5, _TOP), (0.0, 0.0)]
    _static(figure, corners, width=2.5)
    for share in (0.25, 0.5, 0.75):
        for corner in range(3):
            _static(figure, _level(corner, share), width=1, dash="dot")
    figure.add_scatter(
        x=[0.0, 1.0, 0.5],
        y=[-0.05, -0.05, _TOP + 0.05],
        text=[html.escape(name, quote=False) for name in names],
        mode="text",
        textfont={"size": 18},
        showlegend=False,
        hoverinfo="skip",
    )
    live_line(figure, "softmax", "ghost", "softmax", dash="dash")
    live_line(figure, "path", "f", "path of T" if temperature_path else "path of the logit")
    figure.add_scatter(
        x=[], y=[], mode="markers+text", textposition="middle right", showlegend=False,
        marker={"size": 8, "color": _COLOURS["f"]}, hoverinfo="skip",
        meta={"role": "f", "live": "ends"},
    )  # fmt: skip
    live_points(figure, "point", "probe", size=15)
    _frame(figure)
    figure.update_layout(
        height=SQUARE_HEIGHT,
        margin={"l": 10, "r": 10, "t": 30, "b": 10},
        showlegend=True,
        # Room on both sides for the texts at the ends of a path.
        xaxis=_HIDDEN_AXIS | {"range": [-0.3, 1.3], "constrain": "domain"},
        yaxis=_HIDDEN_AXIS
        | {"range": [-0.1, _TOP + 0.1], "scaleanchor": "x", "constrain": "domain"},
    )
    return figure


def _level(corner: int, share: float) -> list[tuple[float, float]]:
    """The line on which one class has a given share."""
    ends = []
    for other in range(3):
        if other != corner:
            shares = [0.0, 0.0, 0.0]
            shares[corner], shares[other] = share, 1 - share
            ends.append((shares[1] + shares[2] / 2, shares[2] * _TOP))
    return ends


def _frame(figure: go.Figure) -> None:
    figure.update_layout(height=HEIGHT, margin=_MARGIN, legend=_LEGEND)


def _static(figure: go.Figure, points: Sequence[tuple[float, float]], **line: Any) -> None:
    figure.add_scatter(
        x=[x for x, _y in points],
        y=[y for _x, y in points],
        mode="lines",
        line={"color": _COLOURS["ghost"], **line},
        meta={"role": "ghost"},
        showlegend=False,
        hoverinfo="skip",
    )
