"""Dead-unit map: where they die, over learning rate and initial scale."""

import streamlit as st

from actviz.ui.page_link import read_link
from actviz.ui.text import show_messages
from actviz.views.dead_units import view
from actviz.views.dead_units.state import DeadUnitsState

state, messages = read_link(DeadUnitsState)

st.title("Dead-unit map", anchor=False)
show_messages(messages)
view.choose_quantity(state)
view.chart(state)
view.take_away(state)
view.words()
