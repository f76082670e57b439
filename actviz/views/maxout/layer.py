"""Layers of maxout units beside layers of ReLUs: what they cost, and whether they die."""

from __future__ import annotations

import numpy as np
import streamlit as st

from actviz.figures.live_figure import LiveFigure, figure_content
from actviz.training.experiments.maxout_layer import EXAMPLES, dead_shares, parameter_counts
from actviz.ui.field_controls import control, take_values
from actviz.ui.live_figure import live_figure
from actviz.ui.widgets import choose, draw_again
from actviz.views.maxout import frames as figures
from actviz.views.maxout.state import COUNTS, MaxoutState


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


def alive(state: MaxoutState) -> None:
    """Dead units as all biases are pushed down, in a ReLU layer and in a maxout layer."""
    inputs, units = 16, 64
    shifts = np.linspace(-4, 0, 17)
    relu, maxout = dead_shares(shifts, inputs, units, state.pieces, state.layer)
    picture, words = st.columns([5, 3], gap="medium")
    with picture:
        figure = LiveFigure(
            figure=figure_content(figures.alive_figure(shifts, relu, maxout)),
            alt=(
                f"Share of dead units over the shift of all biases: with −4, {relu[0]:.0%} of the "
                f"ReLU units and {maxout[0]:.0%} of the maxout units are dead."
            ),
            file_name="maxout-dead-units",
        )
        live_figure(figure, key="maxout_alive")
    with words:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            choose(state, "pieces", "Pieces k", {count: str(count) for count in COUNTS})
            draw_again(state, "layer", "Draw again")
        st.markdown(
            "Push every bias down: ReLU units fall silent and get no gradient. In a maxout unit "
            "some piece is always the largest, and **that piece gets the whole gradient**, "
            "whatever the height of the maximum."
        )
        st.latex(
            r"\frac{\partial h}{\partial z_j} = \begin{cases} 1 & z_j \text{ is the maximum} \\ "
            r"0 & \text{else} \end{cases}"
        )
        st.markdown(
            "A unit cannot die; a single *piece* that never wins can stay idle. Source: "
            "Goodfellow et al. 2013."
        )
    st.caption(
        f"Two layers of {units} units on {inputs} inputs (k = {state.pieces}), PyTorch's "
        f"initialisation, {EXAMPLES} standard normal examples, seed {state.layer}. Dead: the "
        "gradient of the unit is 0 on every example."
    )
