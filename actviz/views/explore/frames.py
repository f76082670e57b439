"""The frame of one activation with its derivative; `assets/views/explore/curves.js` fills it."""

from __future__ import annotations

import math
from collections.abc import Mapping

import plotly.graph_objects as go

from actviz.figures.live_figure import frame
from actviz.figures.panels import live_line
from actviz.maths import Activation, properties

HEIGHT = 430  # pixels: chart, sliders and formula share the first screen of 1280×800


@frame
def activation_figure(derivative: bool) -> go.Figure:
    """f, f′, the default's curve as a ghost, and a probe with its tangent."""
    figure = go.Figure()
    fit = {"function": 0, "fit": "zero"}
    live_line(figure, "ghost", "ghost", "defaults", dash="dot", meta=fit)
    if derivative:
        live_line(figure, "derivative", "derivative", "f′(x)", meta=fit)
    live_line(figure, "value", "f", "f(x)", meta=fit)
    live_line(figure, "tangent", "tangent", "tangent", dash="dash", meta={"function": 0})
    live_line(
        figure, "probe", "probe", "probe", mode="markers", marker={"size": 12}, showlegend=False,
        meta={"function": 0},
    )  # fmt: skip
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 48, "r": 12, "t": 34, "b": 40},
        xaxis={"title": {"text": "x"}},
        legend={"traceorder": "reversed"},
    )
    return figure


def describe(activation: Activation, parameters: Mapping[str, float]) -> str:
    """What the graph shows, for those who cannot see it."""
    facts = properties(activation, **parameters)
    setting = ", ".join(f"{p.symbol} = {parameters[p.name]:.4g}" for p in activation.parameters)
    low, high = (_end(end) for end in facts.range)
    return (
        f"Graph of {activation.name}{f' with {setting}' if setting else ''} and its derivative. "
        f"Values from {low} to {high}; steepest slope {_end(facts.max_slope)}."
    )


def _end(value: float) -> str:
    if math.isinf(value):
        return "minus infinity" if value < 0 else "infinity"
    return f"{value:.3g}"
