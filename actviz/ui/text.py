"""Text from outside, shown as it is."""

import re
from collections.abc import Sequence

import streamlit as st

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])")


def plain(text: str) -> str:
    """`text` so that Markdown shows every character of it and obeys none."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def show_messages(messages: Sequence[str]) -> None:
    """What was wrong with the visitor's link or input, in one box; nothing if nothing was."""
    if messages:
        st.warning("\n\n".join(plain(message) for message in messages))
