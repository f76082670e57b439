"""Dead-unit map: where units die, over learning rate and initial scale."""

import streamlit as st

from actviz.ui.page_link import read_link
from actviz.ui.text import show_messages
from actviz.views.dead_units import birth, own, view
from actviz.views.dead_units.state import DeadUnitsState

state, messages = read_link(DeadUnitsState)

st.title("Dead-unit map", anchor=False)
show_messages(messages)
view.choose_map(state)
if state.part == "own":
    own.chart(state)
    own.set_up(state)
    own.words(state)
elif state.part == "birth":
    birth.birth(state)
else:
    view.chart(state)
    view.take_away()
    view.words()
