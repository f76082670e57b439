"""Space folding: how a network cuts up the space of its inputs."""

import streamlit as st

from actviz.ui.page_link import read_link
from actviz.ui.text import show_messages
from actviz.ui.widgets import choose
from actviz.views.space_folding import view
from actviz.views.space_folding.fold import fold
from actviz.views.space_folding.state import PARTS, SpaceFoldingState

state, messages = read_link(SpaceFoldingState)

st.title("Space folding", anchor=False)
choose(state, "part", "Part", PARTS, hidden_label=True)
show_messages(messages)
parts = {"regions": view.regions, "fold": fold}
parts[state.part](state)
