"""The Softmax page's logits as a table to edit."""

from __future__ import annotations

import streamlit as st

from actviz.link import number_text
from actviz.ui.checked_text import attempt, explain, mistake
from actviz.ui.page_link import update_link
from actviz.ui.session import told
from actviz.views.softmax.edits import apply_table_edits, with_classes
from actviz.views.softmax.state import LONGEST_NAME, SoftmaxState

_KEY = "softmax_table"


def edit_table(state: SoftmaxState) -> None:
    """Names and logits in cells; rows can be added, deleted and pasted."""
    # What was refused stays in the editor, with the classes that it was to change.
    wrong = mistake(_KEY)
    shown: SoftmaxState = wrong.refused if wrong else state
    rows = [
        {"class": name, "logit": number_text(z)}
        for name, z in zip(shown.names, shown.logits, strict=True)
    ]
    # Another key for other classes: the editor's own changes are in the link by then.
    key = f"{_KEY}_{hash((shown.names, shown.logits))}"

    def accept() -> None:
        logits, names = apply_table_edits(shown, told(key))
        update_link(SoftmaxState, lambda now: with_classes(now, logits, names))

    st.data_editor(
        rows,
        key=key,
        num_rows="dynamic",
        width=420,
        hide_index=True,
        on_change=attempt,
        args=(_KEY, shown, accept),
        column_config={
            "class": st.column_config.TextColumn("Class", max_chars=LONGEST_NAME),
            # Text, so that a slip of the keyboard gets an answer instead of nothing.
            "logit": st.column_config.TextColumn("Logit z"),
        },
    )
    explain(_KEY)
