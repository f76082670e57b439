"""Maxout: what a maximum of linear pieces makes."""

import streamlit as st

from actviz.ui.maxout_controls import choose_part
from actviz.ui.maxout_layer_view import alive, cost
from actviz.ui.maxout_state import MaxoutState
from actviz.ui.maxout_surface_view import surface
from actviz.ui.maxout_unit_view import quadratic, unit, unit_words
from actviz.ui.text import show_messages

state, messages = MaxoutState.read(st.query_params.to_dict())

st.title("Maxout", anchor=False)
choose_part(state)
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
