"""Explore: what this function, its derivative and its parameters do."""

import streamlit as st

from actviz.ui import explore_view as view
from actviz.ui.explore_state import read_explore_link
from actviz.ui.text import show_messages

state, messages = read_explore_link(st.query_params.to_dict())

heading, choice = st.columns([3, 2], vertical_alignment="bottom")
with heading:
    st.title(state.activation.name, anchor=False)
    st.markdown(state.activation.summary)
with choice:
    view.choose_activation(state)

show_messages(messages)

picture, words = st.columns([5, 3], gap="medium")
with picture:
    view.chart(state)
with words:
    view.choose_form(state)
    view.formulas(state)
    view.choose_lines(state)

properties, judgement, code, source = st.tabs(
    ["Properties", "Merits and drawbacks", "PyTorch", "Source"]
)
with properties:
    view.properties_list(state)
with judgement:
    view.judgement(state.activation)
with code:
    view.pytorch(state)
with source:
    view.source(state.activation)
