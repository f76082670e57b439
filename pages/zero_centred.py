"""Zero-centred: why inputs of one sign make the path zig-zag."""

import streamlit as st

from actviz.ui.live_part import live_part
from actviz.ui.page_link import read_link
from actviz.ui.text import show_messages
from actviz.views.zero_centred.state import ZeroCentredState
from actviz.views.zero_centred.view import descent

state, messages = read_link(ZeroCentredState)

st.title("Zero-centred", anchor=False)
show_messages(messages)
live_part(ZeroCentredState, descent, around=lambda _: None)
