"""The Softmax page's probability triangle."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from actviz.figures.softmax_tabs import simplex_figure
from actviz.ui.softmax_edit import add_class, with_classes
from actviz.ui.softmax_fields import update_link
from actviz.ui.softmax_state import SoftmaxState
from actviz.ui.softmax_tabs_view import tab_figure
from actviz.ui.softmax_view import function_inputs, logit_control, temperature_control
from actviz.ui.text import plain


def simplex(state: SoftmaxState) -> None:
    """Three classes as a point of the probability triangle."""
    if len(state.logits) != 3:
        _ask_for_three(state)
        return

    def chosen() -> None:
        sweep = st.session_state["softmax_sweep"] or "T"
        update_link(lambda now: replace(now, sweep=sweep))

    names = {"T": "T"} | {str(index): f"z of {name}" for index, name in enumerate(state.names)}
    st.markdown(
        "Each point of the triangle is one way to share 1 among three classes: a corner is "
        "certainty, the centre the uniform distribution."
    )
    st.session_state["softmax_sweep"] = state.sweep
    st.segmented_control(
        "Path of",
        list(names),
        format_func=lambda sweep: plain(names[sweep]),
        key="softmax_sweep",
        on_change=chosen,
    )
    temperature = state.sweep == "T"
    control = temperature_control(state)
    if not temperature:
        control = logit_control(state, int(state.sweep))
    ends = (control.low, control.high)
    letter = "T" if temperature else "z"
    tab_figure(
        state,
        "softmax_simplex",
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
        on_click=update_link,
        args=(
            lambda now: (
                add_class(now)
                if len(now.logits) < 3
                else with_classes(now, now.logits[:3], now.names[:3])
            ),
        ),
    )
