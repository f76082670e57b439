"""Widgets that show a value of the link and change it, whatever messages come in which order.

Each message of a browser carries the values of all its widgets as they were when it left. Were a
widget's value set from here, a message on its way would bring the value from before, and that
looks as if the visitor had chosen it. So nothing sets a widget's value: a value that did not come
from the widget itself is shown by a new one in its place, under another key. Of each widget the
browser alone is the author, its reports come in order, and a report is a change where it differs
from that widget's report before.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from actviz.ui.session import memory, told

_AUTHORED = "authored"
_OLD_WIDGETS = 8  # in one place, whose late reports are still told from changes


@dataclass
class _Place:
    """The widgets that stood in one place: the number of the present one, what each reported."""

    number: int
    first: Any
    reported: dict[int, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Authored:
    """What a widget takes: its key, the value it is born with, and what hears of its changes."""

    key: str
    first: Any
    on_change: Callable[[], None]


def authored(
    key: str,
    value: Any,
    change: Callable[[Any], None],
    *,
    accepted: Container[Any] | None = None,
) -> Authored:
    """The widget in the place `key` that shows `value`; `change` gets what the visitor chooses.

    `accepted` are the widget's options, of which its first value must be one.
    """
    places: dict[str, _Place] = memory().setdefault(_AUTHORED, {})
    place = places.get(key)
    if place is None:
        place = places[key] = _Place(0, value, {0: value})
    elif (
        place.reported[place.number] != value
        or _key(key, place.number) not in st.session_state
        or (accepted is not None and place.first not in accepted)
    ):
        place.number += 1
        place.first = value
        place.reported[place.number] = value
        place.reported.pop(place.number - _OLD_WIDGETS, None)
    number, name = place.number, _key(key, place.number)

    def on_change() -> None:
        reported = told(name)
        if number in place.reported and place.reported[number] != reported:
            place.reported[number] = reported
            change(reported)

    return Authored(name, place.first, on_change)


def _key(key: str, number: int) -> str:
    return f"{key}-{number}" if number else key
