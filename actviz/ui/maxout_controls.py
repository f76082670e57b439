"""What the parts of the Maxout page choose with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import streamlit as st

from actviz.ui.maxout_state import MOST_PIECES, PARTS, MaxoutState
from actviz.ui.state_widgets import choose, write_link

KEY = "maxout"
COUNTS = range(2, MOST_PIECES + 1)
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def choose_part(state: MaxoutState) -> None:
    """The row of the page's parts."""
    choose(state, "part", "Part", PARTS, key=KEY, hidden_label=True)


def buttons(
    name: str,
    label: str,
    options: Mapping[str, str] | Iterable[int],
    now: object,
    take: Callable[..., MaxoutState],
) -> None:
    """A row of buttons for what is computed from several fields; `now` may be none of them."""
    widget = f"{KEY}.{name}"
    texts = dict(options) if isinstance(options, Mapping) else {n: str(n) for n in options}

    def chosen() -> None:
        value = st.session_state[widget]
        if value is not None:
            write_link(take(value))

    st.session_state[widget] = now
    st.segmented_control(
        label,
        list(texts),
        format_func=lambda value: texts[value],
        key=widget,
        on_change=chosen,
        wrap=True,
    )
