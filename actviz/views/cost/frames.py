"""The figures of the Cost page, which their drawings fill."""

from __future__ import annotations

import plotly.graph_objects as go

from actviz.figures.live_figure import frame
from actviz.figures.panels import heading, live_line, live_points, live_texts
from actviz.views.cost.state import GROUPS

_ROW, _AROUND = 24, 110  # pixels
_ROLES = {"torch": "f", "derived": "derivative", "javascript": "probe"}
_NAMES = {**GROUPS, "javascript": "JavaScript, here", "stored": "Stored result"}


@frame
def functions_figure(rows: int) -> go.Figure:
    """A row for each function: its ratios to ReLU, and its operations as text."""
    figure = go.Figure()
    live_line(figure, "one", "ghost", "ReLU", width=1.5, dash="dash", showlegend=False)
    live_points(figure, "stored", "ghost", size=9)
    for group, role in _ROLES.items():
        live_line(figure, f"{group}-spread", role, "spread", width=2, showlegend=False)
        live_points(figure, group, role, size=11)
    for trace in figure.data:
        trace.name = _NAMES.get(trace.meta["live"], trace.name)
    live_texts(figure, "operations", "middle center", xaxis="x2", textfont={"size": 15})
    quiet = {"zeroline": False, "showgrid": False}
    return figure.update_layout(
        height=_AROUND + _ROW * max(rows, 6),
        legend={"orientation": "h", "x": 0, "yref": "container", "y": 1, "yanchor": "top"},
        margin={"l": 150, "r": 12, "t": 44, "b": 46},
        xaxis={
            "type": "log", "domain": [0, 0.86], "zeroline": False,
            "title": {"text": "times ReLU's time"},
        },
        yaxis={"autorange": False, "range": [rows - 0.4, -0.6], "automargin": False, **quiet},
        xaxis2={
            "domain": [0.88, 1], "range": [-1, 1], "showticklabels": False, "anchor": "y",
            **quiet,
        },
        annotations=[
            heading("operations", 0.94, xanchor="center"),
        ],
    )  # fmt: skip


@frame
def layer_figure() -> go.Figure:
    """Two panels by width: the activation's share of the time, and the time beside ReLU's layer."""
    figure = go.Figure()
    for panel in (1, 2):
        live_line(figure, f"width-{panel}", "mark", "width", panel=panel, width=1.5, dash="dot",
                  showlegend=False)  # fmt: skip
        for place in range(8):
            live_line(
                figure, f"{panel}-{place}", f"series-{place}", "", panel=panel,
                mode="lines+markers", showlegend=panel == 1,
            )  # fmt: skip
    ticks = {"type": "log", "zeroline": False, "title": {"text": "width"}}
    return figure.update_layout(
        height=460,
        margin={"l": 56, "r": 14, "t": 72, "b": 46},
        legend={"orientation": "h", "x": 0, "y": 1.1, "yanchor": "bottom"},
        xaxis={"domain": [0, 0.46], **ticks},
        yaxis={"zeroline": False, "rangemode": "tozero"},
        xaxis2={"domain": [0.56, 1], "anchor": "y2", **ticks},
        yaxis2={"zeroline": False, "anchor": "x2"},
        annotations=[
            heading("activation, % of the time", 0),
            heading("longer than with ReLU, %", 0.56),
        ],
    )
