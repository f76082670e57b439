"""One unit whose weight grows, and one hidden layer in front of output weights that stay."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from actviz.figures.live_figure import Commit, Control, Function, LiveFigure, frame
from actviz.figures.panels import axis, heading, live_line
from actviz.maths.lookup import shown_name
from actviz.ui.field_controls import control
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import update_link
from actviz.views.saturation.state import SaturationState

_REACH = 3  # of x


@frame
def unit_figure() -> go.Figure:
    """f(w x) and its slope at the left; what is left of the gradient by weight at the right."""
    figure = go.Figure()
    live_line(figure, "value", "f", "f(w x)", width=3)
    live_line(figure, "slope", "derivative", "f′(w x)", width=3)
    live_line(
        figure, "unit", "derivative", "one unit: mean |f′(w x)|", panel=2, dash="dash", width=3
    )
    live_line(figure, "layer", "probe", "one hidden layer: |∂L/∂W|", panel=2, width=3)
    for live, role in (("unit", "derivative"), ("layer", "probe")):
        live_line(
            figure, f"{live}-now", role, "now", panel=2, mode="markers", showlegend=False,
            marker={"size": 14},
        )  # fmt: skip
    places, texts = [-4, -3, -2, -1, 0, 1], ["10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "1", "10"]
    return figure.update_layout(
        height=420,
        margin={"l": 56, "r": 14, "t": 66, "b": 44},
        legend={"y": 1.1, "yanchor": "bottom"},
        xaxis=axis("x", (-_REACH, _REACH), (0, 0.46)),
        yaxis={"anchor": "x", "domain": [0, 1]},
        xaxis2=axis(
            "weight w", (-1.05, 2.05), (0.56, 1), anchor="y2", zeroline=False,
            tickvals=[-1, 0, 1, 2], ticktext=["0.1", "1", "10", "100"],
        ),
        yaxis2=axis("", (-4.2, 1.2), (0, 1), anchor="x2", zeroline=False, tickvals=places,
                    ticktext=texts),
        annotations=[
            {**heading("one unit at its weight w", 0), "name": "unit"},
            {**heading("what is left of the gradient", 0.56), "name": "sizes"},
        ],
    )  # fmt: skip


def figure_of(state: SaturationState) -> LiveFigure:
    """The unit and the layer, with a slider for the weight and one for each number of f."""
    function = state.function
    return LiveFigure(
        figure=unit_figure(),
        alt=(
            f"One unit of {shown_name(function)} with the weight {state.unit_weight:.4g}: its "
            "output and its slope over the input. Beside it, over weights from 0.1 to 100, the "
            "mean slope of the unit and the size of the weight gradient of one hidden layer whose "
            "output weights stay."
        ),
        drawing="saturation/unit",
        functions=(Function.of(function, prefix="p.", name=shown_name(function)),),
        inputs={"seed": state.seed},
        controls=(
            control(state, "unit_weight", "w", "weight", 0.01, logarithmic=True),
            *(
                Control.of(parameter, state.parameters[parameter.name], prefix="p.")
                for parameter in function.parameters
            ),
        ),
        readout=True,
        narrow_height=720,
        file_name=f"saturation-unit-{function.id}",
    )


def _receive(commit: Commit) -> None:
    def change(now: SaturationState) -> SaturationState:
        known = {name: commit.values.get(f"p.{name}", v) for name, v in now.parameters.items()}
        return now.changed(unit_weight=commit.values["unit_weight"], parameters=known)

    update_link(SaturationState, change)


def one_unit(state: SaturationState) -> None:
    """The picture, and what it shows."""
    live_figure(figure_of(state), key="saturation_unit", on_commit=_receive)
    st.markdown(
        "**One unit saturates**: the larger its weight, the fewer inputs meet a slope. Of f′(w x) "
        "a peak is left around 0, and its mean over normal inputs shrinks.\n\n"
        "**So does one hidden layer** whose output weights stay: what reaches its weights passes "
        "f′ once, and nothing makes up for it. In a deep network the same large weights are passed "
        "on the way back, and do: see *Through layers*."
    )
    st.caption(
        "Measured in your browser: 64 units, 64 standard normal examples of 64 inputs, weights "
        "w/√64 times standard normal numbers, cross-entropy against random labels. The unit sees "
        "one of those inputs. Saturated: |f′| below 5 % of its largest value."
    )
