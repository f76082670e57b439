"""What a layer of maxout units costs, beside one of ReLUs."""

from __future__ import annotations

import streamlit as st

from actviz.figures.live_figure import LiveFigure
from actviz.training.experiments.maxout_layer import parameter_counts
from actviz.ui.field_controls import control, take_values
from actviz.ui.live_figure import live_figure
from actviz.views.maxout import frames as figures
from actviz.views.maxout.state import MaxoutState


def cost_figure(state: MaxoutState) -> LiveFigure:
    """Weights and biases of both layers as bars."""
    relu, maxout = parameter_counts(state.inputs, state.units, state.pieces)
    return LiveFigure(
        figure=figures.cost_figure(),
        alt=f"A ReLU layer has {relu:,} parameters, a maxout layer {maxout:,}.",
        drawing="maxout/cost",
        controls=(
            control(state, "inputs", "Inputs", "d", 1),
            control(state, "units", "Units", "n", 1),
            control(state, "pieces", "Pieces", "k", 1),
        ),
        file_name="maxout-parameters",
    )


def cost(state: MaxoutState) -> None:
    """Parameters of both layers."""
    relu, maxout = parameter_counts(state.inputs, state.units, state.pieces)
    picture, words = st.columns([5, 3], gap="medium")
    with picture:
        live_figure(
            cost_figure(state),
            key="maxout_cost",
            on_commit=take_values(MaxoutState),
        )
    with words:
        st.latex(r"\text{ReLU: } (d+1)\,n")
        st.latex(r"\text{maxout: } k\,(d+1)\,n")
        st.markdown(
            f"Counted in the layers: **{relu:,}** and **{maxout:,}**, {maxout // relu} times as "
            "many at the same width."
        )
    st.code(
        "import torch\n"
        "from torch import nn\n\n"
        f"linear = nn.Linear({state.inputs}, {state.units} * {state.pieces})\n"
        f"x = torch.randn(8, {state.inputs})\n"
        f"z = linear(x).unflatten(-1, ({state.units}, {state.pieces}))\n"
        f"h = z.amax(-1)                                  # (8, {state.units})\n"
        "print(sum(p.numel() for p in linear.parameters()))",
        language=None,  # the highlighter's colours have too little contrast
        wrap_lines=True,
    )
