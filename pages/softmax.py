"""Softmax: how logits become probabilities, and what the gradient is."""

import streamlit as st

from actviz.ui.page_link import read_link
from actviz.ui.text import show_messages
from actviz.ui.widgets import choose, tabs
from actviz.views.softmax import bars as view
from actviz.views.softmax import tabs as facts
from actviz.views.softmax.pytorch import pytorch_lines
from actviz.views.softmax.regression import fit as softmax_fit
from actviz.views.softmax.regression.view import regression
from actviz.views.softmax.simplex import simplex
from actviz.views.softmax.state import KINDS, VIEWS, SoftmaxState
from actviz.views.softmax.table import edit_table

state, messages = read_link(SoftmaxState)

heading, choice = st.columns([3, 2], vertical_alignment="bottom")
with heading:
    st.title("Softmax", anchor=False)
    st.markdown(view.SUMMARIES[state.kind])
with choice:
    choose(state, "kind", "Function", KINDS, hidden_label=True)

show_messages(messages)
view.chart(state)
view.edit_buttons(state)
view.edit_fields(state)

with tabs(state, "show", VIEWS, take=softmax_fit.leave):
    if state.show == "regression":
        regression()
    elif state.show == "simplex":
        simplex(state)
    elif state.show == "table":
        edit_table(state)
    elif state.show == "pytorch":
        st.code(pytorch_lines(state), language=None, wrap_lines=True)
    else:
        facts.show_limit(state)
        facts.show_kind(state)
        facts.FACTS[state.show](state)
