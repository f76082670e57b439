"""ReLU family: leaky, parametric, randomized; fixed, learned, sampled."""

import streamlit as st

from actviz.ui.page_link import read_link
from actviz.ui.text import show_messages
from actviz.ui.widgets import choose
from actviz.views.relu_family.active_units import active
from actviz.views.relu_family.identities import identities
from actviz.views.relu_family.learned import fit_player, learned
from actviz.views.relu_family.randomized import random
from actviz.views.relu_family.slopes import slopes
from actviz.views.relu_family.state import PARTS, ReluFamilyState

state, messages = read_link(ReluFamilyState)

st.title("The ReLU family", anchor=False)
choose(state, "part", "Part", PARTS, hidden_label=True)
show_messages(messages)
if state.part != "learned":
    fit_player().stop()

parts = {
    "slopes": slopes,
    "random": random,
    "learned": learned,
    "identities": identities,
    "active": active,
}
parts[state.part](state)
