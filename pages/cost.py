"""Cost: what each function costs to compute, alone and in a layer."""

import streamlit as st

from actviz.ui.page_link import read_link
from actviz.ui.text import show_messages
from actviz.views.cost import functions, layer, view
from actviz.views.cost.state import CostState

state, messages = read_link(CostState)

st.title("Cost", anchor=False)
show_messages(messages)
view.choose_part(state)
if state.part == "functions":
    functions.functions(state)
else:
    layer.layer(state)
view.words(state)
