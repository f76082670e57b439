"""The Softmax page's logits as a table to edit."""

from __future__ import annotations

import streamlit as st

from actviz.ui.softmax_edit import apply_table_edits, vector_text, with_classes
from actviz.ui.softmax_fields import update_link
from actviz.ui.softmax_state import LONGEST_NAME, SoftmaxState
from actviz.ui.text import plain


def edit_table(state: SoftmaxState) -> None:
    """Names and logits in cells; rows can be added, deleted and pasted."""
    rows = [
        {"class": name, "logit": text}
        for name, text in zip(state.names, vector_text(state).split(", "), strict=True)
    ]
    # Another key for another state: the editor's own changes are in the link by then.
    key = f"softmax_table.{hash((state.names, state.logits))}"
    fault_key = "softmax_table.fault"

    def changed() -> None:
        st.session_state.pop(fault_key, None)
        try:
            logits, names = apply_table_edits(state, st.session_state[key])
        except ValueError as error:
            st.session_state[fault_key] = (key, str(error))
            return
        update_link(lambda now: with_classes(now, logits, names))

    st.data_editor(
        rows,
        key=key,
        num_rows="dynamic",
        width=420,
        hide_index=True,
        on_change=changed,
        column_config={
            "class": st.column_config.TextColumn("Class", max_chars=LONGEST_NAME),
            # Text, so that a slip of the keyboard gets an answer instead of nothing.
            "logit": st.column_config.TextColumn("Logit z"),
        },
    )
    about, message = st.session_state.get(fault_key, (None, ""))
    if about == key:
        st.error(plain(message[:1].upper() + message[1:] + "."))
