"""Saturation: what becomes of signal and gradient on their way through the layers."""

import streamlit as st

from actviz.ui.page_link import read_link
from actviz.ui.text import show_messages
from actviz.views.saturation import view
from actviz.views.saturation.state import SaturationState

state, messages = read_link(SaturationState)

st.title("Saturation", anchor=False)
show_messages(messages)
view.choose_network(state)
view.chart(state)
view.choose_draws(state)
view.words()
