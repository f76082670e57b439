"""The part of a page that a released slider changes, which runs without the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from actviz.link import PageState
from actviz.ui.address import settle
from actviz.ui.page_link import read_link

State = TypeVar("State", bound=PageState)


def live_part(
    page: type[State], draw: Callable[[State], None], around: Callable[[State], object]
) -> None:
    """Draw a part of the page by `draw`, alone where something in it has changed.

    Half of what a whole page sends is what no slider moves: style, menu, the list of functions.
    `around` is what the rest of the page shows of the state: where that has changed too, or the
    rest shows what is wrong with the link, the whole page runs.
    """
    state, messages = read_link(page)
    shown, warned = around(state), bool(messages)

    def part() -> None:
        settle()
        now, problems = read_link(page)
        if around(now) != shown or warned != bool(problems):
            st.rerun()
        draw(now)

    st.fragment(part)()
