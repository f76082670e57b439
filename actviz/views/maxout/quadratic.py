"""How well a maximum of tangents comes up to x²."""

from __future__ import annotations

import streamlit as st

from actviz.figures.live_figure import LiveFigure
from actviz.maths.maxout import quadratic_error
from actviz.ui.field_controls import control, take_values
from actviz.ui.live_figure import live_figure
from actviz.views.maxout import frames as figures
from actviz.views.maxout.state import (
    MaxoutState,
)


def quadratic_figure(state: MaxoutState) -> LiveFigure:
    """x² and the maximum of its tangents; beside them the error over their number."""
    return LiveFigure(
        figure=figures.quadratic_figure(),
        alt=(
            f"x² on [−1, 1] and the maximum of {state.tangents} of its tangents; largest "
            f"error {quadratic_error(state.tangents):.3g}. Beside it the error for 1 to 20 "
            "tangents, which falls as 1/k²."
        ),
        drawing="maxout/quadratic",
        inputs={"most": int(state.limits("tangents")[1])},
        controls=(control(state, "tangents", "k", "number of pieces", 1),),
        readout=True,
        file_name="maxout-quadratic",
    )


def quadratic(state: MaxoutState) -> None:
    """x² from k tangents, and the error as k grows."""
    picture, words = st.columns([5, 3], gap="medium")
    with picture:
        live_figure(
            quadratic_figure(state),
            key="maxout_quadratic",
            on_commit=take_values(MaxoutState),
        )
    with words:
        st.latex(r"x^2 \approx \max_{j=1}^{k} \left( 2 t_j x - t_j^2 \right)")
        st.latex(
            rf"\text{{largest error}} = \frac{{1}}{{k^2}} = {quadratic_error(state.tangents):.4f}"
        )
        st.markdown(
            "Each piece is a tangent, touching in the middle of its stretch. Twice as many pieces "
            "leave a quarter of the error: on two logarithmic axes a straight line of slope −2.\n\n"
            "With enough pieces a maxout unit comes as close as you like to **any** convex "
            "function; the difference of two units to any continuous one."
        )
