"""The frame of several functions on common axes; `assets/drawings/compare.js` draws the curves."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from actviz.figures.panels import live_line
from actviz.maths import Activation

Array = NDArray[np.float64]

HEIGHTS = {"side": 350, "overlaid": 350, "stacked": 520}  # pixels
_GAP = {"side": 0.075, "stacked": 0.05}  # fractions of the plot
_DASHES = {"f": "solid", "derivative": "dash", "difference": "solid"}
_TITLES = {"f": "f(x)", "derivative": "f′(x)"}


@dataclass(frozen=True)
class Panel:
    """One pair of axes, with the kinds of curve in it: "f", "derivative", "difference"."""

    kinds: tuple[str, ...]

    @property
    def is_difference(self) -> bool:
        """Whether its vertical range follows the curves instead of standing still."""
        return self.kinds == ("difference",)


def panels_of(kinds: Sequence[str], layout: str) -> list[Panel]:
    """The panels for `kinds`; f and f′ share one where `layout` is "overlaid"."""
    if layout != "overlaid":
        return [Panel((kind,)) for kind in kinds]
    together = tuple(kind for kind in kinds if kind != "difference")
    return [Panel(part) for part in (together, tuple(kinds[len(together) :])) if part]


def compare_figure(
    named: Sequence[tuple[str, Activation]],
    kinds: Sequence[str],
    layout: str,
    *,
    low: float,
    high: float,
    baseline: int = 0,
) -> go.Figure:
    """Axes, empty lines and the legend for up to eight (name, activation).

    The vertical range is the same at every setting of the parameters, so that motion is seen as
    motion; only that of a panel of differences is left to the drawing.
    """
    figure = go.Figure()
    panels = panels_of(kinds, layout)
    # Drawn first and broader, the baseline shows beneath a curve that coincides with it.
    order = sorted(range(len(named)), key=lambda place: place != baseline)
    broad = baseline if "difference" in kinds else None
    for number, panel in enumerate(panels, start=1):
        live_line(
            figure, "probe-line", "probe", "probe", panel=number, width=1.5, dash="dot",
            showlegend=False,
        )  # fmt: skip
        for kind in panel.kinds:
            for place in order:
                # Its own difference is 0 and would only hide small ones.
                if kind != "difference" or place != baseline:
                    _curve(figure, named[place][0], kind, place, number, panel, broad == place)
        live_line(
            figure, "probe-points", "probe", "probe", panel=number, mode="markers",
            marker={"size": 11}, showlegend=False,
        )  # fmt: skip
    activations = [activation for _, activation in named]
    title = f"Δ = f(x) − {html.escape(named[baseline][0], quote=False)}"
    for number, panel in enumerate(panels, start=1):
        suffix = "" if number == 1 else str(number)
        span = [-1.0, 1.0] if panel.is_difference else _span(activations, panel.kinds, low, high)
        text = title if panel.is_difference else ", ".join(_TITLES[kind] for kind in panel.kinds)
        figure.layout[f"xaxis{suffix}"] = {"range": [low, high]}
        figure.layout[f"yaxis{suffix}"] = {"range": span, "title": {"text": text, "standoff": 4}}
    figure.update_layout(
        height=HEIGHTS[layout] + 110 * (layout == "stacked" and len(panels) > 2),
        margin={"l": 66, "r": 12, "t": 34, "b": 42},
        legend={"traceorder": "normal"},
        **arrangement(len(panels), stacked=layout == "stacked"),
    )
    return figure


def _curve(
    figure: go.Figure, name: str, kind: str, place: int, number: int, panel: Panel, broad: bool
) -> None:
    first = number == 1 and kind == panel.kinds[0]
    live_line(
        figure, kind, f"series-{place}",
        # Plotly reads tags in names.
        html.escape(name, quote=False), panel=number,
        dash=_DASHES[kind] if len(panel.kinds) > 1 else "solid", width=6.0 if broad else 2.5,
        showlegend=first, legendgroup=f"{place}", legendrank=place + 1, connectgaps=False,
    )  # fmt: skip
    figure.data[-1].meta = {**figure.data[-1].meta, "function": place}


def arrangement(count: int, *, stacked: bool) -> dict[str, dict[str, Any]]:
    """Where each of `count` panels stands: the parts of the axes that depend on it."""
    gap = _GAP["stacked" if stacked else "side"]
    length = (1 - gap * (count - 1)) / count
    axes: dict[str, dict[str, Any]] = {}
    for index in range(count):
        suffix = "" if index == 0 else str(index + 1)
        # The first panel is the left one, or the upper one.
        place = count - 1 - index if stacked else index
        start = place * (length + gap)
        span = [start, 1.0 if place == count - 1 else start + length]
        labelled = not stacked or place == 0
        axes[f"xaxis{suffix}"] = {
            "domain": [0, 1] if stacked else span,
            "anchor": f"y{suffix}",
            "showticklabels": labelled,
            "title": {"text": "x" if labelled else ""},
        }
        axes[f"yaxis{suffix}"] = {"domain": span if stacked else [0, 1], "anchor": f"x{suffix}"}
    return axes


def _span(
    activations: Sequence[Activation], kinds: Sequence[str], low: float, high: float
) -> list[float]:
    """Lowest and highest y to show, whatever the sliders are set to.

    It holds the curves at the defaults and at both ends of every slider, cut off at half the width
    of the view so that e^x does not flatten everything else.
    """
    x = np.linspace(low, high, 241)
    values = np.concatenate(
        [
            function(x, **setting)
            for activation in activations
            for function in _functions(activation, kinds)
            for setting in _settings(activation)
        ]
    )
    values = values[np.isfinite(values)]
    cap = 0.5 * (high - low)
    bottom = max(float(values.min(initial=0.0)), -cap)
    top = min(float(values.max(initial=0.0)), cap)
    padding = 0.06 * max(top - bottom, 1e-3)
    return [bottom - padding, top + padding]


def _functions(activation: Activation, kinds: Sequence[str]) -> list[Callable[..., Array]]:
    functions = {"f": activation.value, "derivative": activation.derivative}
    return [functions[kind] for kind in kinds]


def _settings(activation: Activation) -> list[dict[str, float]]:
    ends = [{p.name: end} for p in activation.parameters for end in (p.low, p.high)]
    return [{}, *ends]


def describe_comparison(names: Sequence[str], kinds: Sequence[str], baseline: int) -> str:
    """What the graphs show, for those who cannot see them; the numbers stand below the chart."""
    words = {
        "f": "f",
        "derivative": "the derivative f′",
        "difference": f"the difference f − {names[baseline]}",
    }
    shown = " and ".join(words[kind] for kind in kinds)
    return f"Graphs of {shown} for {', '.join(names)}. The values at the probe stand below."
