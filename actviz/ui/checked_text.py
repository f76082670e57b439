"""A text box that keeps its mistake: what was refused stays to be mended, with the reason.

It stays whatever else on the page moves, until the box is mended or emptied.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from actviz.maths import ParseError
from actviz.ui.page_link import MISTAKES
from actviz.ui.session import memory, told
from actviz.ui.text import plain


@dataclass(frozen=True)
class Mistake:
    """What was refused, why, and where in it, as a line with a caret below, or ""."""

    refused: Any
    reason: str
    pointer: str = ""

    def explain(self) -> None:
        """Say what is wrong."""
        st.error(plain(f"{self.reason[:1].upper()}{self.reason[1:]}."))
        if self.pointer:
            st.code(self.pointer, language=None)


def mistake(key: str) -> Mistake | None:
    """What the widget with this key was last refused, if it was."""
    found: Mistake | None = memory().get(MISTAKES, {}).get(key)
    return found


def attempt(key: str, entered: Any, accept: Callable[[], None]) -> None:
    """Call `accept`; where it raises ValueError, that is the mistake of the widget `key`."""
    mistakes = memory().setdefault(MISTAKES, {})
    mistakes.pop(key, None)
    try:
        accept()
    except ParseError as error:
        mistakes[key] = Mistake(entered, error.reason, error.pointer)
    except ValueError as error:
        mistakes[key] = Mistake(entered, str(error))


def explain(key: str) -> None:
    """Say what is wrong with what the widget was last given, if it was refused."""
    if wrong := mistake(key):
        wrong.explain()


def checked_text(
    label: str, *, key: str, shown: str, accept: Callable[[str], None], placeholder: str = ""
) -> None:
    """A text box that shows `shown`, or what was refused; `explain` says why, at its place.

    `accept` takes what is entered, or raises ValueError. An emptied box shows `shown` again.
    """

    def entered() -> None:
        text = told(key) or ""
        attempt(key, text, lambda: accept(text) if text.strip() else None)

    wrong = mistake(key)
    text = wrong.refused if wrong else shown
    if st.session_state.get(key) != text:
        st.session_state[key] = text
    st.text_input(
        label, key=key, on_change=entered, placeholder=placeholder or None, autocomplete="off"
    )
