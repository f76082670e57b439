"""Space folding: how a network cuts up the space of its inputs."""

import streamlit as st

from actviz.ui.page_link import read_link
from actviz.ui.text import show_messages
from actviz.views.space_folding import view
from actviz.views.space_folding.state import SpaceFoldingState

state, messages = read_link(SpaceFoldingState)

st.title("Space folding", anchor=False)
show_messages(messages)
view.choose_network(state)
view.chart(state)
view.words()
