"""Saturation: what becomes of signal and gradient on their way through the layers."""

import streamlit as st

from actviz.ui.page_link import read_link
from actviz.ui.text import show_messages
from actviz.ui.widgets import choose
from actviz.views.saturation import view
from actviz.views.saturation.state import PARTS, SaturationState
from actviz.views.saturation.unit import one_unit

state, messages = read_link(SaturationState)

st.title("Saturation", anchor=False)
show_messages(messages)
choose(state, "part", "Part", PARTS, hidden_label=True)
view.choose_network(state)
if state.part == "unit":
    one_unit(state)
else:
    view.chart(state)
    view.choose_draws(state)
    view.words()
