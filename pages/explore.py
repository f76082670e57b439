"""Explore: what this function, its derivative and its parameters do."""

import streamlit as st

from actviz.ui.live_part import live_part
from actviz.ui.page_link import read_link
from actviz.ui.text import show_messages
from actviz.views.explore import view
from actviz.views.explore.state import ExploreState
from actviz.views.other_pages import take_along


def live(state: ExploreState) -> None:
    """The chart, and what is computed from the numbers on its sliders."""
    picture, words = st.columns([5, 3], gap="medium")
    # The chart goes out first: the browser starts Plotly while the rest is still being made.
    with picture:
        view.chart(state)
    with words:
        view.own_formula(state)
        view.choose_form(state)
        view.formulas(state)
        view.choose_lines(state)
        take_along(state)
    view.details(state)


state, messages = read_link(ExploreState)

heading, choice = st.columns([5, 3], gap="medium", vertical_alignment="bottom")
warnings = st.container()
live_part(ExploreState, live, around=lambda shown: (shown.activation, shown.base))
with heading:
    st.title(state.activation.name, anchor=False)
    st.markdown(state.activation.summary)
with choice:
    view.choose_activation(state)
with warnings:
    show_messages(messages)
