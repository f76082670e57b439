"""Maxout: what a maximum of linear pieces makes."""

import streamlit as st

from actviz.ui.maxout_layer_view import alive, cost
from actviz.ui.maxout_state import PARTS, MaxoutState
from actviz.ui.maxout_surface_view import surface
from actviz.ui.maxout_unit_view import quadratic, unit, unit_words
from actviz.ui.page_link import read_link
from actviz.ui.text import show_messages
from actviz.ui.widgets import choose

state, messages = read_link(MaxoutState)

st.title("Maxout", anchor=False)
choose(state, "part", "Part", PARTS, hidden_label=True)
show_messages(messages)

if state.part == "one":
    with st.container():
        unit(state)
    unit_words(state)
elif state.part == "quadratic":
    quadratic(state)
elif state.part == "two":
    surface(state)
elif state.part == "cost":
    cost(state)
else:
    alive(state)
