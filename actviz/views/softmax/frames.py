"""The frames of the Softmax page: the bars above, and the smaller figures of its tabs."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from actviz.figures.live_figure import frame
from actviz.figures.panels import COLOURS, live_bars, live_line, live_points, live_texts
from actviz.maths.softmax import outputs, share_texts

BARS_HEIGHT = 306  # pixels: chart, table and sliders share the first screen of 1280×800
HEIGHT_PER_CLASS = 12  # beyond three: the table beside it grows too
HEIGHT = 320  # pixels of the tabs' figures: the page's sliders above stay in sight
SQUARE_HEIGHT = 420
_LOG_RANGE = (-12.0, 1.0)
_SHARE_RANGE = (0.0, 1.08)
_TOP = math.sqrt(3) / 2  # height of the probability triangle with side 1
_LEGEND = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
_MARGIN = {"l": 54, "r": 10, "t": 34, "b": 42}
_HIDDEN_AXIS = {"visible": False, "showgrid": False, "zeroline": False}


def _plain(name: str) -> str:
    """Plotly obeys some HTML in texts; a visitor's name is to be shown, not obeyed."""
    return html.escape(name, quote=False)


def class_ticks(names: Sequence[str]) -> dict[str, object]:
    """Axis settings that put a name under each of the places 0, 1, …; names are plain text."""
    return {
        "range": [-0.6, len(names) - 0.4],
        "tickmode": "array",
        "tickvals": list(range(len(names))),
        "ticktext": [_plain(name) for name in names],
        "showgrid": False,
        "zeroline": False,
    }


@frame
def softmax_figure(kind: str, names: tuple[str, ...]) -> go.Figure:
    """One bar per class; where the function is not softmax itself, softmax as marks."""
    figure = go.Figure()
    live_bars(figure, "bars", "f", kind.replace("_", "-"), width=0.7)
    if kind in ("softmin", "sparsemax"):
        mark = {"size": 13, "symbol": "diamond", "line": {"width": 2}}
        live_line(figure, "softmax", "derivative", "softmax", mode="markers", marker=mark)
    live_texts(figure, "labels")
    logarithms = kind == "log_softmax"
    figure.update_layout(
        height=BARS_HEIGHT + HEIGHT_PER_CLASS * max(len(names) - 3, 0),
        margin={"l": 54, "r": 8, "t": 26, "b": 34},
        showlegend=len(figure.data) > 2,
        xaxis=class_ticks(names),
        yaxis={
            "range": _LOG_RANGE if logarithms else _SHARE_RANGE,
            "title": {"text": "ln p" if logarithms else "p"},
        },
    )
    return figure


def describe_softmax(
    kind: str, logits: Sequence[float], names: Sequence[str], temperature: float
) -> str:
    """The bars in words, for those who cannot see them."""
    texts = share_texts(kind, outputs(kind, logits, temperature))
    shares = ", ".join(f"{name} {text}" for name, text in zip(names, texts, strict=True))
    at = {0.0: "in the limit T → 0", math.inf: "in the limit T → ∞"}.get(
        temperature, f"at temperature {temperature:g}"
    )
    return f"Bars of {kind.replace('_', '-')} of {len(logits)} logits {at}: {shares}."


def _bars(
    names: Sequence[str], bars: Sequence[tuple[str, str, str]], *, low: float = 0.0
) -> go.Figure:
    """Bars side by side for each class; each of `bars` is (live tag, legend, role)."""
    figure = go.Figure()
    for live, title, role in bars:
        live_bars(figure, live, role, title, width=0.76 / len(bars))
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
    outline = {"color": "rgba(0, 0, 0, 0)", "line": {"color": COLOURS["ghost"], "width": 2.5}}
    live_bars(figure, "target", None, "y (target)", width=0.38, marker=outline)
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
    difference = f"({_plain(first)} − {_plain(second)})/T"
    figure.update_layout(
        xaxis={"range": [-8, 8], "title": {"text": difference}},
        yaxis={"range": [-0.04, 1.08], "title": {"text": f"p of {_plain(first)}"}},
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
        xaxis={"title": {"text": f"z of {_plain(name)}"}},
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
        text=[_plain(name) for name in names],
        mode="text",
        textfont={"size": 18},
        showlegend=False,
        hoverinfo="skip",
    )
    live_line(figure, "softmax", "ghost", "softmax", dash="dash")
    live_line(figure, "path", "f", "path of T" if temperature_path else "path of the logit")
    live_line(
        figure, "ends", "f", "ends", mode="markers+text", marker={"size": 8},
        textposition="middle right", showlegend=False,
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
        line={"color": COLOURS["ghost"], **line},
        meta={"role": "ghost"},
        showlegend=False,
        hoverinfo="skip",
    )
