"""Maxout: what a maximum of linear pieces makes."""

import streamlit as st

from actviz.ui.page_link import read_link
from actviz.ui.text import show_messages
from actviz.ui.widgets import choose
from actviz.views.maxout.cannot_die import alive
from actviz.views.maxout.cost import cost
from actviz.views.maxout.one_input import unit
from actviz.views.maxout.quadratic import quadratic
from actviz.views.maxout.state import PARTS, MaxoutState
from actviz.views.maxout.two_inputs import surface

state, messages = read_link(MaxoutState)

st.title("Maxout", anchor=False)
choose(state, "part", "Part", PARTS, hidden_label=True)
show_messages(messages)

parts = {"one": unit, "quadratic": quadratic, "two": surface, "cost": cost, "alive": alive}
parts[state.part](state)
