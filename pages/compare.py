"""Compare: how several functions differ."""

import streamlit as st

from actviz.ui.page_link import read_link
from actviz.ui.text import show_messages
from actviz.views.compare import view
from actviz.views.compare.state import CompareState

state, messages = read_link(CompareState)

view.style()
heading, shown = st.columns([2, 7], vertical_alignment="center")
warnings = st.container()
choices = st.container(key="compare_choices")

# The chart goes out first: the browser starts Plotly while the rest is still being made.
view.chart(state)
with heading:
    st.title("Compare", anchor=False)
with shown:
    view.choose_view(state)
with warnings:
    show_messages(messages)
with choices:
    preset, functions, own = st.columns([3, 7, 4], vertical_alignment="top")
    mistakes = st.container()
with preset:
    view.choose_preset(state)
with functions:
    view.choose_functions(state)
with own:
    view.add_own(mistakes)
with mistakes:
    view.name_formulas(state)

with st.container(key="compare_details"):
    view.details(state)
