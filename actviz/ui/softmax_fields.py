"""The Softmax page's link."""

from __future__ import annotations

from collections.abc import Callable

from actviz.ui import page_link
from actviz.ui.softmax_state import SoftmaxState

Change = Callable[[SoftmaxState], SoftmaxState]


def read_link() -> tuple[SoftmaxState, list[str]]:
    """The state that the page's link asks for, and what is wrong with the link."""
    return page_link.read_link(SoftmaxState)


def update_link(change: Change) -> None:
    """Replace the link's state by what `change` makes of it."""
    page_link.update_link(SoftmaxState, change)
