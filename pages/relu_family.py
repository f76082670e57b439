"""ReLU family: leaky, parametric, randomized; fixed, learned, sampled."""

import streamlit as st

from actviz.ui import relu_family_fit as fit
from actviz.ui import relu_family_view as view
from actviz.ui.page_link import read_link
from actviz.ui.relu_family_state import PARTS, ReluFamilyState
from actviz.ui.text import show_messages
from actviz.ui.widgets import choose

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
