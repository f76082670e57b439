"""Zero-centred: why inputs of one sign make the path zig-zag."""

import streamlit as st

from actviz.ui.live_part import live_part
from actviz.ui.page_link import read_link
from actviz.ui.text import show_messages
from actviz.ui.widgets import choose
from actviz.views.zero_centred.network import network
from actviz.views.zero_centred.state import PARTS, ZeroCentredState
from actviz.views.zero_centred.view import descent

state, messages = read_link(ZeroCentredState)

st.title("Zero-centred", anchor=False)
choose(state, "part", "Part", PARTS, hidden_label=True)
show_messages(messages)
parts = {"unit": descent, "network": network}
live_part(ZeroCentredState, parts[state.part], around=lambda now: now.part)
