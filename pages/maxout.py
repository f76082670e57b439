"""Maxout: what a maximum of linear pieces makes."""

import streamlit as st

from actviz.ui import maxout_view as view
from actviz.ui.maxout_state import MaxoutState
from actviz.ui.text import show_messages

state, messages = MaxoutState.read(st.query_params.to_dict())

st.title("Maxout", anchor=False)
view.choose_part(state)
show_messages(messages)

if state.part == "one":
    with st.container():
        view.unit(state)
    view.unit_words(state)
elif state.part == "quadratic":
    view.quadratic(state)
elif state.part == "two":
    view.surface(state)
elif state.part == "cost":
    view.cost(state)
else:
    view.alive(state)
