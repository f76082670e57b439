"""ReLU family: leaky, parametric, randomized; fixed, learned, sampled."""

import streamlit as st

from actviz.ui.page_link import read_link
from actviz.ui.text import show_messages
from actviz.ui.widgets import choose
from actviz.views.relu_family import learned as fit
from actviz.views.relu_family import parts as view
from actviz.views.relu_family.state import PARTS, ReluFamilyState

state, messages = read_link(ReluFamilyState)

st.title("The ReLU family", anchor=False)
choose(state, "part", "Part", PARTS, hidden_label=True)
show_messages(messages)
if state.part != "learned":
    fit.fit_player().stop()

if state.part == "slopes":
    view.slopes(state)
elif state.part == "random":
    view.random(state)
elif state.part == "learned":
    fit.learned(state)
elif state.part == "identities":
    view.identities(state)
else:
    view.active(state)
