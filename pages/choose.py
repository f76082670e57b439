"""Choose: which one to use, and where that is to be seen."""

import streamlit as st

from actviz.ui.page_link import read_link
from actviz.ui.text import show_messages
from actviz.ui.widgets import choose
from actviz.views.choose.index import index
from actviz.views.choose.path import path
from actviz.views.choose.practice import practice
from actviz.views.choose.state import PARTS, ChooseState

state, messages = read_link(ChooseState)

st.title("Choose", anchor=False)
choose(state, "part", "Part", PARTS, hidden_label=True)
show_messages(messages)

if state.part == "path":
    path(state)
elif state.part == "practice":
    practice()
else:
    index(state)
