"""Softmax: how logits become probabilities, and what the gradient is."""

import streamlit as st

from actviz.ui import softmax_tabs_view as tabs
from actviz.ui import softmax_view as view
from actviz.ui.softmax_code import pytorch_lines
from actviz.ui.softmax_fields import read_link
from actviz.ui.softmax_plane_view import regression
from actviz.ui.softmax_simplex_view import simplex
from actviz.ui.softmax_state import VIEWS
from actviz.ui.softmax_table_view import edit_table
from actviz.ui.text import show_messages

state, messages = read_link()

heading, choice = st.columns([3, 2], vertical_alignment="bottom")
with heading:
    st.title("Softmax", anchor=False)
    st.markdown(view.SUMMARIES[state.kind])
with choice:
    view.choose_kind(state)

show_messages(messages)
view.chart(state)
view.edit_buttons(state)
view.edit_fields(state)

for name, tab in zip(VIEWS, tabs.choose_view(state), strict=True):
    if not tab.open:
        continue
    with tab:
        if name == "regression":
            regression()
        elif name == "simplex":
            simplex(state)
        elif name == "table":
            edit_table(state)
        elif name == "pytorch":
            st.code(pytorch_lines(state), language=None, wrap_lines=True)
        else:
            tabs.show_limit(state)
            tabs.show_kind(state)
            tabs.FACTS[name](state)
