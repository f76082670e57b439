"""The box for a function of the visitor's own, with its help and its mistakes in words."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from actviz.maths import ParseError
from actviz.maths.parser_vocabulary import function_help
from actviz.ui.text import plain

EXAMPLE = "x*tanh(softplus(x))"


def own_activation_box(
    *,
    key: str,
    shown: str,
    about: Hashable,
    accept: Callable[[str], None],
    label: str = "Your own f(x)",
    beneath: DeltaGenerator | None = None,
) -> None:
    """A text box that shows the formula `shown`; `accept` takes what is entered.

    Where `accept` raises ValueError, the text stays in the box, what is wrong with it stands
    below, or in `beneath`, and nothing else on the page changes, until the page shows something
    else than `about`.
    """
    fault_key = f"{key}.fault"

    def entered() -> None:
        text = st.session_state[key]
        st.session_state.pop(fault_key, None)
        if not text.strip():
            return
        try:
            accept(text)
        except ParseError as error:
            st.session_state[fault_key] = (about, text, error.reason, error.pointer)
        except ValueError as error:
            st.session_state[fault_key] = (about, text, str(error), "")

    then, text, reason, pointer = st.session_state.get(fault_key, (None, "", "", ""))
    wrong = then == about
    st.session_state[key] = text if wrong else shown
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(label, key=key, on_change=entered, placeholder=EXAMPLE, autocomplete="off")
        with st.popover("Syntax"):
            st.markdown(help_text())
    if wrong:
        place = st.container() if beneath is None else beneath
        place.error(plain(f"{reason[:1].upper()}{reason[1:]}."))
        if pointer:
            place.code(pointer, language=None)


def help_text() -> str:
    """What may be typed, as Markdown."""
    rows = "\n".join(f"| `{pattern}` | {meaning} |" for pattern, meaning in function_help())
    return (
        f"Press Enter to draw. For example `{EXAMPLE}` or `max(0, x) - a*max(0, -x)`.\n\n"
        "Numbers, `x`, `pi`, `e`, brackets, `+ - * /`, powers with `^` or `**`. "
        "**Every other name becomes a parameter with a slider.**\n\n"
        f"| function | meaning |\n|---|---|\n{rows}"
    )
