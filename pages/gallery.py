"""Gallery: what activations there are, and how they look."""

import streamlit as st

from actviz.maths import CATALOGUE
from actviz.ui.page_link import read_link
from actviz.ui.pages import page_script
from actviz.ui.text import show_messages
from actviz.views.explore.state import ExploreState
from actviz.views.gallery.state import GalleryState
from actviz.views.gallery.view import gallery
from actviz.views.other_pages import page_cards

state, messages = read_link(GalleryState)

st.title("Activation functions you can touch", anchor=False)
st.markdown(
    f"{len(CATALOGUE)} functions with their exact derivatives. Pick one, drag its parameters, and "
    "watch :blue[**f**] and :orange[**f′**] follow."
)
page_cards()
show_messages(messages)

opened = gallery(state)
if opened in CATALOGUE:
    st.switch_page(page_script("explore"), query_params=ExploreState.of(opened).to_query())
elif opened is not None:
    st.switch_page(page_script(opened))
