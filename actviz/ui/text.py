"""Text from outside, shown as it is."""

import re
from collections.abc import Sequence

import streamlit as st

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])")
_ADDRESS = re.compile(r"[:@]|www")


def plain(text: str) -> str:
    """`text` so that Markdown shows every character of it and obeys none."""
    # Markdown makes a link of a bare address too, and of an escaped one; not of one with a joint.
    jointed = _ADDRESS.sub("\\g<0>\u2060", " ".join(text.split()))
    return _MARKDOWN.sub(r"\\\1", jointed)


def show_messages(messages: Sequence[str]) -> None:
    """What was wrong with the visitor's link or input, in one box; nothing if nothing was."""
    if messages:
        st.warning("\n\n".join(plain(message) for message in messages))
