"""The plane of multinomial logistic regression: regions, weight vectors and examples."""

from __future__ import annotations

import html
from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from actviz.figures.panels import COLOURS, live_line, live_texts

HEIGHT = 430
SYMBOLS = ("circle", "square", "diamond")


def regression_figure(
    names: Sequence[str],
    extent: float,
    axes: tuple[str, str],
    features: NDArray[np.float64] | None = None,
    targets: NDArray[np.int64] | None = None,
) -> go.Figure:
    """The frame that the drawing fills: the coloured plane, one arrow per class, a loss curve.

    `features` (examples, 2) and `targets` (examples,) are shown as points where they are given.
    """
    figure = go.Figure()
    figure.add_image(
        z=[[[0, 0, 0, 0]]],
        colormodel="rgba",
        zsmooth="fast",
        meta={"live": "plane"},
        hoverinfo="skip",
    )
    live_line(figure, "boundaries", "ghost", "boundaries", width=2, showlegend=False)
    for index, name in enumerate(names):
        if features is not None and targets is not None:
            _examples(figure, index, features[targets == index])
        _weight(figure, index, html.escape(name, quote=False))
    live_texts(figure, "here", "middle center", text=["<b>✚</b>"], textfont={"size": 20})
    live_line(figure, "loss", "derivative", "loss", panel=2, showlegend=False)
    square = {"range": [-extent, extent], "zeroline": True, "constrain": "domain"}
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 54, "r": 12, "t": 34, "b": 46},
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        xaxis=square | {"title": {"text": axes[0]}, "domain": [0, 1]},
        yaxis=square | {"title": {"text": axes[1]}, "scaleanchor": "x"},
        xaxis2={"domain": [0.74, 1], "anchor": "y2", "title": {"text": "step"}, "nticks": 4},
        yaxis2={"anchor": "x2", "title": {"text": "loss"}, "nticks": 6},
    )
    return figure


def _examples(figure: go.Figure, index: int, points: NDArray[np.float64]) -> None:
    role = f"series-{index}"
    figure.add_scatter(
        x=points[:, 0],
        y=points[:, 1],
        mode="markers",
        marker={
            "color": COLOURS[role],
            "size": 8,
            "symbol": SYMBOLS[index],
            "line": {"width": 1, "color": "#ffffff"},
        },
        meta={"role": role},
        showlegend=False,
        hoverinfo="skip",
    )


def _weight(figure: go.Figure, index: int, name: str) -> None:
    symbol = SYMBOLS[index % len(SYMBOLS)]
    marker = {"size": [0, 18], "symbol": symbol, "opacity": 1, "line": {"width": 2}}
    live_line(
        figure, f"weight-{index}", f"series-{index}", name, width=4, mode="lines+markers",
        marker=marker,
    )  # fmt: skip
