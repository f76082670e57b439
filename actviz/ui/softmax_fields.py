"""The Softmax page's link, and fields that say at their place what is wrong with what was typed."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from actviz.ui.softmax_state import SoftmaxState, read_softmax_link
from actviz.ui.text import plain

Change = Callable[[SoftmaxState], SoftmaxState]


def read_link() -> tuple[SoftmaxState, list[str]]:
    """The state that the page's link asks for, and what is wrong with the link."""
    return read_softmax_link({name: st.query_params.get_all(name) for name in st.query_params})


def update_link(change: Change) -> None:
    """Replace the link's state by what `change` makes of it."""
    state, _messages = read_link()
    st.query_params.from_dict(change(state).to_query())


def text_field(label: str, *, key: str, shown: str, accept: Callable[[str], Change]) -> None:
    """A text box that shows `shown`; a bad text stays in it with `accept`'s ValueError below."""
    fault_key = f"{key}.fault"

    def changed() -> None:
        text = st.session_state[key]
        st.session_state.pop(fault_key, None)
        try:
            update_link(accept(text))
        except ValueError as error:
            st.session_state[fault_key] = (shown, text, str(error))

    about, text, message = st.session_state.get(fault_key, (None, "", ""))
    wrong = about == shown
    st.session_state[key] = text if wrong else shown
    st.text_input(label, key=key, on_change=changed, autocomplete="off")
    if wrong:
        st.error(plain(message[:1].upper() + message[1:] + "."))
