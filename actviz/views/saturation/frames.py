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
_SLOPES = ("dashdot", "longdashdot")  # of the first function, and of the second


@frame
def layers_figure(names: tuple[str, ...]) -> go.Figure:
    """Four series by layer with their spread, the distribution, and the plane of (σ_w, σ_b).

    `names` are those of the function, and of the one that it is compared with.
    """
    figure = go.Figure()
    figure.add_heatmap(
        x=[], y=[], z=[], meta={"live": "plane"}, zmin=-1, zmax=1, zsmooth="fast", showscale=False,
        name="χ₁", hoverinfo="skip",
    )  # fmt: skip
    live_texts(figure, "words", "middle center", name="phase", textfont={"size": 16})
    for second in (False, True)[: len(names)]:
        _series(figure, second=second)
    live_line(
        figure, "point", "probe", "this network", mode="markers", showlegend=False,
        marker={"size": 18, "line": {"width": 3}},
    )  # fmt: skip
    quiet = {"zeroline": False, "showgrid": False}
    texts = (
        ["distribution of h"] if len(names) == 1 else [f"h of {names[0]}", f"{names[1]}: dashed"]
    )
    distributions = [
        {**heading(text, 0), "name": panel}
        for text, panel in zip(texts, ("distribution", "second"), strict=False)
    ]
    if len(names) > 1:
        figure.update_layout(
            xaxis5={"anchor": "y5", "showticklabels": False, **quiet},
            yaxis5={"anchor": "x5", "nticks": 4, "showticklabels": False, **quiet},
        )
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
            *distributions,
            {**heading("saturated, %", 0), "name": "saturated"},
            {**heading("the gradient (line: χ₁ = 1)", 0), "name": "plane"},
        ],
    )


def _series(figure: go.Figure, *, second: bool) -> None:
    """What is drawn of one function; the second's lines are dashed."""
    more = "-2" if second else ""
    usual = "dash" if second else "solid"
    live_line(figure, f"critical{more}", "mark", "χ₁ = 1", showlegend=False, dash=usual)
    live_line(
        figure, f"critical-point{more}", "mark", "χ₁ = 1, no biases", mode="markers",
        showlegend=False, marker={"size": 9}, cliponaxis=False,
    )  # fmt: skip
    for live, (role, label) in _SERIES.items():
        live_line(
            figure, f"{live}-band{more}", role, f"{label}, spread", panel=2, fill="toself", width=0,
            showlegend=False,
        )  # fmt: skip
        dash = usual if live != "slopes" else _SLOPES[second]
        live_line(
            figure, f"{live}{more}", role, label, panel=2, width=3,
            dash=dash, showlegend=not second,
        )  # fmt: skip
    for live in ("scale", "delta"):
        role, _ = _SERIES[live]
        live_line(
            figure, f"{live}-theory{more}", role, "predicted", panel=2, dash="dot",
            showlegend=live == "delta" and not second,
        )  # fmt: skip
    panel = 5 if second else 3
    figure.add_heatmap(
        x=[], y=[], z=[], meta={"live": f"distribution{more}"}, zmin=-1, zmax=1, showscale=False,
        name="distribution", hoverinfo="skip", xaxis=f"x{panel}", yaxis=f"y{panel}",
    )  # fmt: skip
    live_line(
        figure, f"saturated{more}", "mark", "saturated, %", panel=4, showlegend=False, dash=usual
    )
