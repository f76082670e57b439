"""The graph of one activation with its derivative, probe and tangent."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

from actviz.figures.palette import PALETTE
from actviz.maths import Activation, properties, sample

HEIGHT = 430  # pixels: chart, sliders and formula share the first screen of 1280×800
_COLOURS = PALETTE["light"]


def activation_figure(
    activation: Activation,
    parameters: Mapping[str, float],
    *,
    low: float,
    high: float,
    probe: float,
    derivative: bool = True,
) -> go.Figure:
    """f, f′, the default's curve as a ghost, and a probe with its tangent, over [low, high].

    The vertical range is the same at every setting of the parameters, so that motion is seen as
    motion. Trace metadata names role and kind for the live figure.
    """
    figure = go.Figure()
    changed = dict(parameters) != activation.defaults
    _line(figure, activation, "value", low, high, {}, name="defaults", live="ghost", role="ghost")
    figure.data[-1].visible = changed
    if derivative:
        _line(figure, activation, "derivative", low, high, parameters, name="f′(x)")
    _line(figure, activation, "value", low, high, parameters, name="f(x)")
    _probe(figure, activation, parameters, probe, low, high, derivative)
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 48, "r": 12, "t": 34, "b": 40},
        xaxis={"range": [low, high], "title": {"text": "x"}},
        yaxis={"range": list(vertical_range(activation, low, high, derivative))},
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "traceorder": "reversed",
        },
    )
    return figure


def _line(
    figure: go.Figure,
    activation: Activation,
    what: Any,
    low: float,
    high: float,
    parameters: Mapping[str, float],
    *,
    name: str,
    live: str | None = None,
    role: str | None = None,
) -> None:
    x, y = sample(activation, what, low, high, parameters)
    role = role or {"value": "f", "derivative": "derivative"}[what]
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        name=name,
        line={"color": _COLOURS[role], "width": 2.5, "dash": "dot" if role == "ghost" else "solid"},
        meta={"role": role, "live": live or what, "function": 0},
        connectgaps=False,
        hoverinfo="skip",
    )


def _probe(
    figure: go.Figure,
    activation: Activation,
    parameters: Mapping[str, float],
    probe: float,
    low: float,
    high: float,
    derivative: bool,
) -> None:
    value = float(activation.value(probe, **parameters))
    slope = float(activation.derivative(probe, **parameters))
    reach = 0.15 * (high - low)
    figure.add_scatter(
        x=[probe - reach, probe + reach],
        y=[value - slope * reach, value + slope * reach],
        mode="lines",
        name="tangent",
        line={"color": _COLOURS["tangent"], "width": 2.5, "dash": "dash"},
        meta={"role": "tangent", "live": "tangent", "function": 0},
        hoverinfo="skip",
    )
    heights = [value, slope] if derivative else [value]
    figure.add_scatter(
        x=[probe] * len(heights),
        y=heights,
        mode="markers",
        name="probe",
        marker={"color": _COLOURS["probe"], "size": 12},
        meta={"role": "probe", "live": "probe", "function": 0},
        showlegend=False,
        hoverinfo="skip",
    )


def vertical_range(
    activation: Activation, low: float, high: float, derivative: bool = True
) -> tuple[float, float]:
    """Lowest and highest y to show over [low, high], whatever the sliders are set to.

    It holds f and f′ at the defaults and at both ends of every slider, cut off at half the width
    of the view so that e^x does not flatten everything else.
    """
    settings: list[dict[str, float]] = [{}]
    for parameter in activation.parameters:
        settings += [{parameter.name: parameter.low}, {parameter.name: parameter.high}]
    x = np.linspace(low, high, 241)
    functions = [activation.value, activation.derivative] if derivative else [activation.value]
    values = np.concatenate([f(x, **setting) for f in functions for setting in settings])
    values = values[np.isfinite(values)]
    cap = 0.5 * (high - low)
    bottom = max(float(values.min(initial=0.0)), -cap)
    top = min(float(values.max(initial=0.0)), cap)
    padding = 0.06 * max(top - bottom, 1e-3)
    return bottom - padding, top + padding


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
