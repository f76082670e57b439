"""Frames of figures that stand side by side; the live figure's drawing fills them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from actviz.figures.palette import PALETTE

COLOURS = PALETTE["light"]


def live_line(
    figure: go.Figure,
    live: str,
    role: str | None,
    name: str,
    *,
    panel: int = 1,
    row: int | None = None,
    dash: str = "solid",
    width: float = 2.5,
    meta: Mapping[str, Any] | None = None,
    **more: Any,
) -> None:
    """Add a line without points, which the drawing fills by its name `live`.

    Without a role the drawing gives it its colour too.
    `meta` is what else the trace says of itself (`Meta` in assets/live_figure/contract.js).

    `panel` numbers the x axis, `row` the y axis (the same number where none is given).
    """
    figure.add_scatter(
        name=name,
        line={"color": None if role is None else COLOURS[role], "width": width, "dash": dash},
        xaxis=_axis("x", panel),
        yaxis=_axis("y", panel if row is None else row),
        **{**_live(live, role, meta), "mode": "lines", **more},
    )


def live_points(figure: go.Figure, live: str, role: str, size: int = 12) -> None:
    """Add points, which the drawing places by their name `live`."""
    marker = {"color": COLOURS[role], "size": size}
    figure.add_scatter(mode="markers", marker=marker, showlegend=False, **_live(live, role))


def live_texts(figure: go.Figure, live: str, position: str = "top center", **more: Any) -> None:
    """Add texts, which the drawing writes and places by their name `live`."""
    figure.add_scatter(
        mode="text", textposition=position, showlegend=False, cliponaxis=False,
        **_live(live, None), **more,
    )  # fmt: skip


def live_bars(figure: go.Figure, live: str, role: str | None, name: str, **more: Any) -> None:
    """Add bars, which the drawing gives their places and heights by their name `live`."""
    marker = {} if role is None else {"color": COLOURS[role]}
    figure.add_bar(name=name, **{"marker": marker, **_live(live, role), **more})


def _live(live: str, role: str | None, meta: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What all traces have in common that a drawing fills."""
    tags = {"role": role, "live": live, **(meta or {})}
    return {"x": [], "y": [], "meta": tags, "hoverinfo": "skip"}


def heading(text: str, x: float, y: float = 1.0, **more: Any) -> dict[str, Any]:
    """An annotation above a panel, in fractions of the plot's width and height."""
    return {
        "text": text,
        "x": x,
        "y": y,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 16},
        **more,
    }


def axis(title: str, span: Sequence[float], domain: Sequence[float], **more: Any) -> dict[str, Any]:
    """An axis with a fixed range over a part of the plot."""
    return {"title": {"text": title}, "range": list(span), "domain": list(domain), **more}


def _axis(letter: str, number: int) -> str:
    return letter if number == 1 else f"{letter}{number}"
