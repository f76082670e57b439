"""The figure of the Saturation page: frames that `assets/views/saturation/layers.js` fills."""

from __future__ import annotations

import plotly.graph_objects as go

from actviz.figures.live_figure import frame
from actviz.figures.panels import heading, live_line, live_texts

HEIGHT = 560  # pixels
NARROW_HEIGHT = 1060  # pixels, on a phone

_SERIES = {
    "scale": ("f", "activation h"),
    "delta": ("derivative", "gradient δ = ∂L/∂z"),
    "weight": ("probe", "weight gradient ∂L/∂W"),
    "slopes": ("mark", "product of f′"),
}


@frame
def layers_figure() -> go.Figure:
    """Four series by layer with their spread, the distribution, and the plane of (σ_w, σ_b)."""
    figure = go.Figure()
    figure.add_heatmap(
        x=[], y=[], z=[], meta={"live": "plane"}, zmin=-1, zmax=1, zsmooth="fast", showscale=False,
        name="χ₁", hovertemplate="log₁₀ χ₁ = %{z:.2f}<extra></extra>",
    )  # fmt: skip
    live_line(figure, "critical", "mark", "χ₁ = 1", showlegend=False)
    live_line(
        figure, "critical-point", "mark", "χ₁ = 1, no biases", mode="markers", showlegend=False,
        marker={"size": 9}, cliponaxis=False,
    )  # fmt: skip
    live_texts(figure, "words", "middle center", name="phase", textfont={"size": 16})
    live_line(
        figure, "point", "probe", "this network", mode="markers", showlegend=False,
        marker={"size": 18, "line": {"width": 3}},
    )  # fmt: skip
    for live, (role, name) in _SERIES.items():
        live_line(
            figure, f"{live}-band", role, f"{name}, spread", panel=2, fill="toself", width=0,
            showlegend=False,
        )  # fmt: skip
        dash = "dashdot" if live == "slopes" else "solid"
        live_line(figure, live, role, name, panel=2, width=3, dash=dash)
    for live in ("scale", "delta"):
        role, name = _SERIES[live]
        live_line(
            figure, f"{live}-theory", role, "predicted", panel=2, dash="dot",
            showlegend=live == "delta",
        )  # fmt: skip
    figure.add_heatmap(
        x=[], y=[], z=[], meta={"live": "distribution"}, zmin=0, zmax=1, showscale=False,
        name="distribution", hoverinfo="skip", xaxis="x3", yaxis="y3",
    )  # fmt: skip
    live_line(figure, "saturated", "mark", "saturated, %", panel=4, showlegend=False)
    quiet = {"zeroline": False, "showgrid": False}
    return figure.update_layout(
        height=HEIGHT,
        margin={"l": 64, "r": 14, "t": 34, "b": 44},
        xaxis={"title": {"text": "weights, σ_w"}, "anchor": "y", **quiet},
        yaxis={"title": {"text": "biases, σ_b"}, "anchor": "x", **quiet},
        xaxis2={"anchor": "y2", "zeroline": False, "showticklabels": False},
        yaxis2={"anchor": "x2", "zeroline": False},
        xaxis3={"anchor": "y3", "showticklabels": False, **quiet},
        yaxis3={"anchor": "x3", "nticks": 4, **quiet},
        xaxis4={"title": {"text": "layer"}, "anchor": "y4", "zeroline": False},
        yaxis4={"anchor": "x4", "range": [-4, 104], "tickvals": [0, 50, 100], "zeroline": False},
        annotations=[
            {**heading("distribution of h", 0), "name": "distribution"},
            {**heading("saturated, %", 0), "name": "saturated"},
            {**heading("the gradient (line: χ₁ = 1)", 0), "name": "plane"},
        ],
    )
