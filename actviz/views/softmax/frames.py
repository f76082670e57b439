"""The bars of softmax and its kin, and the smaller figures of the Softmax page's tabs."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence

import plotly.graph_objects as go

from actviz.figures.live_figure import frame
from actviz.figures.palette import PALETTE
from actviz.figures.panels import live_texts
from actviz.maths.softmax import outputs, share_texts

HEIGHT = 306  # pixels: chart, table and sliders share the first screen of 1280×800
HEIGHT_PER_CLASS = 12  # beyond three: the table beside it grows too
_COLOURS = PALETTE["light"]
_LOG_RANGE = (-12.0, 1.0)
_SHARE_RANGE = (0.0, 1.08)


def class_ticks(names: Sequence[str]) -> dict[str, object]:
    """Axis settings that put a name under each of the places 0, 1, …; names are plain text."""
    # Plotly obeys some HTML in texts; a visitor's name is to be shown, not obeyed.
    return {
        "range": [-0.6, len(names) - 0.4],
        "tickmode": "array",
        "tickvals": list(range(len(names))),
        "ticktext": [html.escape(name, quote=False) for name in names],
        "showgrid": False,
        "zeroline": False,
    }


@frame
def softmax_figure(kind: str, names: tuple[str, ...]) -> go.Figure:
    """One bar per class; where the function is not softmax itself, softmax as marks."""
    figure = go.Figure()
    figure.add_bar(
        x=[],
        y=[],
        width=0.7,
        name=kind.replace("_", "-"),
        marker={"color": _COLOURS["f"]},
        meta={"role": "f", "live": "bars"},
        hoverinfo="skip",
    )
    if kind in ("softmin", "sparsemax"):
        figure.add_scatter(
            x=[],
            y=[],
            mode="markers",
            name="softmax",
            marker={
                "color": _COLOURS["derivative"],
                "size": 13,
                "symbol": "diamond",
                "line": {"width": 2, "color": "#ffffff"},
            },
            meta={"role": "derivative", "live": "softmax"},
            hoverinfo="skip",
        )
    live_texts(figure, "labels")
    logarithms = kind == "log_softmax"
    figure.update_layout(
        height=HEIGHT + HEIGHT_PER_CLASS * max(len(names) - 3, 0),
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
