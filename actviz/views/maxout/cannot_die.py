"""Whether units of a maxout layer die, beside those of a ReLU layer."""

from __future__ import annotations

import numpy as np
import streamlit as st

from actviz.figures.live_figure import LiveFigure, figure_content
from actviz.training.experiments.maxout_layer import EXAMPLES, dead_shares
from actviz.ui.live_figure import live_figure
from actviz.ui.widgets import choose, draw_again
from actviz.views.maxout import frames as figures
from actviz.views.maxout.state import COUNTS, MaxoutState


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
