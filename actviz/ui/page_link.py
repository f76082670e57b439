"""The link of the page on the screen: what it says now, and what it is to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from actviz.link import PageState
from actviz.ui.address import read_query, write_query
from actviz.ui.session import memory

State = TypeVar("State", bound=PageState)

MISTAKES = "mistakes"  # by widget, what was refused during this visit of the page

_READ = "link_read"


def read_link(page: type[State]) -> tuple[State, list[str]]:
    """The state that the page's link asks for, and what is wrong with the link."""
    query = read_query()
    kept = memory()
    known = kept.get(_READ)
    # A clock's tick reads the link many times a second, and it changes with a hand's movement only.
    if known is None or known[0] is not page:
        kept.pop(MISTAKES, None)
    if known is None or known[:2] != (page, query):
        known = (page, query, page.read(query))
        kept[_READ] = known
    return cast(tuple[State, list[str]], known[2])


def present(page: type[State]) -> State:
    """The state that the page's link asks for."""
    return read_link(page)[0]


def write_link(state: PageState) -> None:
    """Make the page's link say `state`."""
    write_query(state.to_query())


def update_link(page: type[State], change: Callable[[State], State]) -> None:
    """Replace the link's state by what `change` makes of it.

    The link is read anew: where two events come in one run, the second keeps what the first did.
    """
    write_link(change(present(page)))
