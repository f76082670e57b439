"""The box for a function of the visitor's own, with its help and its mistakes in words."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from actviz.maths.parser.vocabulary import function_help
from actviz.ui.checked_text import checked_text, explain

EXAMPLE = "x*tanh(softplus(x))"


def formula_box(
    *,
    key: str,
    shown: str,
    accept: Callable[[str], None],
    label: str = "Your own f(x)",
    parameters: bool = True,
    beneath: DeltaGenerator | None = None,
) -> None:
    """A text box that shows the formula `shown`; `accept` takes what is entered.

    Where `accept` raises ValueError, the text stays in the box, what is wrong with it stands
    below, or in `beneath`, and nothing else on the page changes. The help offers `parameters` with
    a slider each, where they are accepted.
    """
    # Its key begins as the text box's does: what hides the box by that hides its help too.
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"{key}_box"):
        checked_text(label, key=key, shown=shown, accept=accept, placeholder=EXAMPLE)
        with st.popover("Syntax"):
            st.markdown(help_text(parameters))
    with st.container() if beneath is None else beneath:
        explain(key)


def help_text(parameters: bool = True) -> str:
    """What may be typed, as Markdown."""
    rows = "\n".join(f"| `{pattern}` | {meaning} |" for pattern, meaning in function_help())
    other = " or `max(0, x) - a*max(0, -x)`" if parameters else ""
    names = "**Every other name becomes a parameter with a slider.**" if parameters else ""
    return (
        f"Press Enter to draw. For example `{EXAMPLE}`{other}.\n\n"
        f"Numbers, `x`, `pi`, `e`, brackets, `+ - * /`, powers with `^` or `**`. {names}\n\n"
        f"| function | meaning |\n|---|---|\n{rows}"
    )
