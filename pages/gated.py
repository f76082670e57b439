"""Gated units: what a product of two inputs does, one of them through an activation."""

import streamlit as st

from actviz.ui.live_part import live_part
from actviz.ui.page_link import read_link
from actviz.ui.text import show_messages
from actviz.ui.widgets import choose
from actviz.views.gated.cost import cost
from actviz.views.gated.state import PARTS, GatedState
from actviz.views.gated.surface import surface

state, messages = read_link(GatedState)

st.title("Gated units", anchor=False)
choose(state, "part", "Part", PARTS, hidden_label=True)
show_messages(messages)

parts = {"surface": surface, "cost": cost}
live_part(GatedState, lambda now: parts[now.part](now), around=lambda now: now.part)
