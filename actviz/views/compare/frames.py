"""The frame of several functions on common axes; `assets/views/compare/curves.js` fills it."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from actviz.figures.live_figure import frame
from actviz.figures.panels import live_line

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
        """Whether 0 is in its middle."""
        return self.kinds == ("difference",)


def panels_of(kinds: Sequence[str], layout: str) -> list[Panel]:
    """The panels for `kinds`; f and f′ share one where `layout` is "overlaid"."""
    if layout != "overlaid":
        return [Panel((kind,)) for kind in kinds]
    together = tuple(kind for kind in kinds if kind != "difference")
    return [Panel(part) for part in (together, tuple(kinds[len(together) :])) if part]


@frame
def compare_figure(
    names: tuple[str, ...], kinds: tuple[str, ...], layout: str, baseline: int = 0
) -> go.Figure:
    """Axes, empty lines and the legend for up to eight functions of these names."""
    figure = go.Figure()
    panels = panels_of(kinds, layout)
    # Drawn first and broader, the baseline shows beneath a curve that coincides with it.
    order = sorted(range(len(names)), key=lambda place: place != baseline)
    broad = baseline if "difference" in kinds else None
    for number, panel in enumerate(panels, start=1):
        live_line(
            figure, "probe-line", "mark", "probe", panel=number, width=1.5, dash="dot",
            showlegend=False,
        )  # fmt: skip
        for kind in panel.kinds:
            for place in order:
                # Its own difference is 0 and would only hide small ones.
                if kind != "difference" or place != baseline:
                    _curve(figure, names[place], kind, place, number, panel, broad == place)
        live_line(
            figure, "probe-points", "mark", "probe", panel=number, mode="markers",
            marker={"size": 11}, showlegend=False,
        )  # fmt: skip
    title = f"Δ = f(x) − {html.escape(names[baseline], quote=False)}"
    for number, panel in enumerate(panels, start=1):
        text = title if panel.is_difference else ", ".join(_TITLES[kind] for kind in panel.kinds)
        name = f"yaxis{'' if number == 1 else number}"
        figure.layout[name] = {"title": {"text": text, "standoff": 4}}
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
        meta={"function": place, "fit": "symmetric" if panel.is_difference else "zero"},
    )  # fmt: skip


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


def describe_comparison(names: Sequence[str], kinds: Sequence[str], baseline: int) -> str:
    """What the graphs show, for those who cannot see them; the numbers stand below the chart."""
    words = {
        "f": "f",
        "derivative": "the derivative f′",
        "difference": f"the difference f − {names[baseline]}",
    }
    shown = " and ".join(words[kind] for kind in kinds)
    return f"Graphs of {shown} for {', '.join(names)}. The values at the probe stand below."
