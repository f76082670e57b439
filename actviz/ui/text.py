"""Text from outside, shown as it is."""

import re
from collections.abc import Sequence

import streamlit as st

from actviz.ui.session import memory

_SAID = "text.said"
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


def show_once(messages: Sequence[str], page: str) -> None:
    """Show what is wrong with what holds on every page, on the page that it was first seen on.

    The way out, behind a message's first colon, may be another on every page.
    """
    said = memory().setdefault(_SAID, {})
    show_messages(
        [each for each in messages if said.setdefault(each.partition(":")[0], page) == page]
    )
