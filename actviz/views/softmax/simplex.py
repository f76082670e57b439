"""The Softmax page's probability triangle."""

from __future__ import annotations

import streamlit as st

from actviz.ui.page_link import update_link
from actviz.ui.text import plain
from actviz.ui.widgets import choose
from actviz.views.softmax.bars import function_inputs, logit_control, temperature_control
from actviz.views.softmax.edits import add_class, with_classes
from actviz.views.softmax.frames import simplex_figure
from actviz.views.softmax.state import SoftmaxState
from actviz.views.softmax.tabs import tab_figure


def simplex(state: SoftmaxState) -> None:
    """Three classes as a point of the probability triangle."""
    if len(state.logits) != 3:
        _ask_for_three(state)
        return

    logits = {str(index): plain(f"z of {name}") for index, name in enumerate(state.names)}
    st.markdown(
        "Each point of the triangle is one way to share 1 among three classes: a corner is "
        "certainty, the centre the uniform distribution."
    )
    choose(state, "sweep", "Path of", {"T": "T"} | logits)
    temperature = state.sweep == "T"
    control = temperature_control(state)
    if not temperature:
        control = logit_control(state, int(state.sweep))
    ends = (control.low, control.high)
    letter = "T" if temperature else "z"
    tab_figure(
        state,
        "softmax/simplex",
        simplex_figure(state.names, temperature),
        "The probability triangle with the present point and its path.",
        caption="Shares of the three classes",
        controls=(control,),
        **function_inputs(state),
        sweep=state.sweep,
        sweep_range=ends,
        ends=[f"{letter} = {end:g}".replace("-", "−") for end in ends],
    )


def _ask_for_three(state: SoftmaxState) -> None:
    st.info(f"The triangle is for three classes; there are {len(state.logits)}.")
    st.button(
        "Use three classes",
        key="softmax_three",
        on_click=update_link,
        args=(
            SoftmaxState,
            lambda now: (
                add_class(now)
                if len(now.logits) < 3
                else with_classes(now, now.logits[:3], now.names[:3])
            ),
        ),
    )
