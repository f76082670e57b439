"""The figure of the page of dead units, which `assets/views/dead_units/map.js` fills."""

from __future__ import annotations

import plotly.graph_objects as go

from actviz.figures.live_figure import frame
from actviz.figures.panels import heading, live_line

_PANEL, _AROUND, _BETWEEN = 330, 110, 70  # pixels
ACROSS = 2  # panels side by side, where there is room


def height(panels: int, across: int = ACROSS) -> int:
    """Pixels for so many panels."""
    rows = -(-panels // across)
    return _AROUND + rows * _PANEL + (rows - 1) * _BETWEEN


@frame
def maps_figure(panels: int) -> go.Figure:
    """For each function a map of its cells, with contours, what diverged, and the theory's line."""
    figure = go.Figure()
    for place in range(panels):
        number = "" if place == 0 else str(place + 1)
        axes = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
        common = {"x": [], "y": [], "z": [], "hoverinfo": "skip", "zmin": 0, "zmax": 1, **axes}
        figure.add_heatmap(
            meta={"live": f"cells-{place}"}, showscale=place == 0, xgap=1, ygap=1, **common,
            colorbar={
                "thickness": 14, "outlinewidth": 0, "x": 1, "xpad": 8, "tickfont": {"size": 15},
            },
        )  # fmt: skip
        figure.add_heatmap(
            meta={"live": f"gone-{place}"}, showscale=False, xgap=1, ygap=1, **common
        )
        figure.add_contour(
            meta={"live": f"contours-{place}"}, showscale=False, **common, autocontour=False,
            contours={
                "start": 0.1, "end": 0.7, "size": 0.3, "coloring": "none", "showlabels": True,
                "labelformat": ".0%", "labelfont": {"size": 15},
            },
            line={"width": 2, "smoothing": 0}, showlegend=False,
        )  # fmt: skip
        live_line(
            figure, f"some-{place}", "derivative", "some seeds diverged",
            panel=place + 1, mode="markers", marker={"size": 7, "symbol": "x"},
            showlegend=place == 0, legendrank=2,
        )  # fmt: skip
        live_line(
            figure, f"theory-{place}", "mark", "", panel=place + 1,
            dash="dash", width=2.5, showlegend=place == 0, legendrank=3,
        )  # fmt: skip
        live_line(
            figure, f"here-{place}", "probe", "this cell", panel=place + 1, mode="markers",
            marker={"size": 13, "symbol": "square-open", "line": {"width": 3}}, showlegend=False,
        )  # fmt: skip
    # Heat maps have no entry in a legend: this one stands for what has diverged.
    live_line(
        figure, "gone", "derivative", "all seeds diverged", mode="markers",
        marker={"size": 14, "symbol": "square"}, legendrank=1,
    )  # fmt: skip
    quiet = {"zeroline": False, "showgrid": False}
    layout = {
        f"{letter}axis{'' if place == 0 else place + 1}": quiet
        for place in range(panels)
        for letter in "xy"
    }
    return figure.update_layout(
        height=height(panels),
        margin={"l": 66, "r": 66, "t": 30, "b": 84},
        legend={"orientation": "h", "x": 0, "yref": "container", "y": 0, "yanchor": "bottom"},
        annotations=[{**heading("", 0), "name": f"panel-{place}"} for place in range(panels)],
        **layout,
    )
