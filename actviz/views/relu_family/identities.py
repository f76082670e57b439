"""Two identities and where they hold."""

from __future__ import annotations

import streamlit as st

from actviz.figures.live_figure import Function, LiveFigure
from actviz.maths import CATALOGUE, parse_activation
from actviz.ui.field_controls import control, take_values
from actviz.ui.live_figure import live_figure
from actviz.views.relu_family import frames as figures
from actviz.views.relu_family.state import ReluFamilyState

_IDENTITIES = ("max(x, alpha*x)", "max(0, c*x)", "c*max(0, x)")


def identities(state: ReluFamilyState) -> None:
    """Two identities and where they hold."""
    picture, words = st.columns([5, 3], gap="medium")
    with picture:
        live_figure(
            identities_figure(state),
            key="relu_family_identities",
            on_commit=take_values(ReluFamilyState),
        )
    with words:
        _identities_words()


def identities_figure(state: ReluFamilyState) -> LiveFigure:
    """Both sides of two identities, with a slider each."""
    activations = [CATALOGUE["prelu"], *(parse_activation(text) for text in _IDENTITIES)]
    return LiveFigure(
        figure=figures.identities_figure(),
        alt=(
            f"Left: PReLU and max(x, αx) at α = {state.alpha:.3g}, "
            f"{'equal' if state.alpha <= 1 else 'different on both sides of 0'}. Right: "
            f"max(0, cx) and c max(0, x) at c = {state.scale:.3g}, "
            f"{'equal' if state.scale >= 0 else 'different on both sides of 0'}."
        ),
        drawing="relu_family/identities",
        functions=tuple(Function.of(activation) for activation in activations),
        controls=(
            control(state, "alpha", "α", "left: slope for x < 0", 0.05),
            control(state, "scale", "c", "right: scale", 0.05),
        ),
        file_name="rectifier-identities",
    )


def _identities_words() -> None:
    """Where the identities hold."""
    st.markdown("#### PReLU as a maximum")
    st.latex(r"\mathrm{PReLU}(x) = \max(x, \alpha x) \iff \alpha \le 1")
    st.markdown(
        "Above 1 the line αx lies over x on the *right*: the maximum takes the other piece on "
        "both sides. For α ≤ 1, PReLU is a maxout of two pieces."
    )
    st.markdown("#### Scale invariance")
    st.latex(r"\max(0, c\,x) = c\,\max(0, x) \iff c \ge 0")
    st.markdown(
        "Scaling the input by a positive number scales the output. A negative c turns the input "
        "round: the other side passes."
    )
