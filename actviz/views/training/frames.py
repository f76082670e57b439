"""The training lab's charts: axes and empty lines, which the browser fills while a run goes on."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from actviz.figures.live_figure import frame
from actviz.figures.panels import heading, live_bars, live_line

_MARGIN = {"l": 6, "r": 8, "t": 8, "b": 2}
# Eight colours; the ninth racer and those after it wear them again, dashed.
_COLOURS = 8


@frame
def training_figure(labels: tuple[str, ...], can_die: tuple[bool, ...]) -> go.Figure:
    """Dead fraction, loss, pre-activations and gradient norms for racers of these names.

    `assets/views/training/training.js` sets the domains, and paints boundaries and units there.
    Panels: 1 dead, 2 loss, 3 pre-activations (axis y4 for the counts behind), 5 gradient norms.
    """
    figure = go.Figure()
    live_bars(
        figure, "counts", "ghost", "share of the pre-activations", marker={"line": {"width": 0}},
        xaxis="x3", yaxis="y4",
    )  # fmt: skip
    # Plotly reads tags in names, and a visitor's own function may hold a "<".
    names = [html.escape(label, quote=False) for label in labels]
    for index, (label, dies) in enumerate(zip(names, can_die, strict=True)):
        role = f"series-{index % _COLOURS}"
        dash = "dash" if index >= _COLOURS else "solid"
        more: dict[str, Any] = {"hoverinfo": "name+y"}
        if dies:
            live_line(figure, f"dead-{index}", role, label, dash=dash, **more)
        live_line(figure, f"loss-{index}", role, label, panel=2, dash=dash, **more)
        live_line(figure, f"test-{index}", role, f"{label}, test", panel=2, dash=dash, width=1.25)
        more["mode"] = "lines+markers"
        live_line(figure, f"gradient-{index}", role, label, panel=5, dash=dash, **more)
    live_line(figure, "f", "f", "f", panel=3)
    live_line(figure, "df", "derivative", "f′", panel=3)
    figure.update_layout(**_layout())
    return figure


def _layout() -> dict[str, object]:
    steps = {"title": {"text": "step", "standoff": 2}, "nticks": 6, "rangemode": "tozero"}
    return {
        "showlegend": False,
        "margin": _MARGIN,
        "bargap": 0,
        "title": {"text": "Training lab"},
        "xaxis": {**steps, "range": [0, 100]},
        "yaxis": {"range": [-3, 103], "dtick": 25},
        "xaxis2": {**steps, "anchor": "y2", "nticks": 4, "range": [0, 100]},
        "yaxis2": {"type": "log", "anchor": "x2", "dtick": 1, "tickformat": "~g"},
        "xaxis3": {"title": {"text": "z", "standoff": 2}, "anchor": "y3", "nticks": 4},
        "yaxis3": {"anchor": "x3", "nticks": 4, "range": [-1.2, 3.2]},
        # The counts' own scale does not matter: their axis is not shown.
        "yaxis4": {"anchor": "x3", "overlaying": "y3", "visible": False, "range": [0, 1]},
        "xaxis5": {"title": {"text": "layer", "standoff": 2}, "anchor": "y5"},
        "yaxis5": {"type": "log", "anchor": "x5", "tickformat": "~g", "nticks": 5},
        "annotations": [
            heading("", 0, name=name)
            for name in ("boundary", "dead", "loss", "units", "z", "gradient")
        ]
        + [heading("", 0, name="cannot", xanchor="right", yanchor="top")],
    }


def layers_text(hidden: Sequence[int]) -> str:
    """The hidden layers' numbers of units in words."""
    if len(set(hidden)) == 1:
        count = ("one", "two", "three", "four", "five", "six")[len(hidden) - 1]
        return f"{count} hidden layer{'s' * (len(hidden) > 1)} of {hidden[0]} units"
    *first, last = map(str, hidden)
    return f"hidden layers of {', '.join(first)} and {last} units"


def describe(labels: Sequence[str], dataset: str, hidden: Sequence[int]) -> str:
    """What the pictures show, for those who do not see them."""
    return (
        f"Training of {', '.join(labels)} with {layers_text(hidden)} on {dataset}: "
        "decision boundaries, "
        "dead units over the steps, loss, a map of all units, "
        "pre-activations under the activation, and gradient norms by layer. The numbers stand in "
        "the table below."
    )
