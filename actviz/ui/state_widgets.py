"""Widgets that show one field of a page's state and write it to the link when changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import streamlit as st

from actviz.figures.live_figure import Control
from actviz.ui.link_state import LinkState

State = TypeVar("State", bound=LinkState)


def write_link(state: LinkState) -> None:
    """Make the page's link say `state`."""
    st.query_params.from_dict(state.to_query())


def choose(
    state: LinkState,
    name: str,
    label: str,
    options: Mapping[str, str],
    *,
    key: str,
    hidden_label: bool = False,
    changes: Mapping[str, Any] | None = None,
    help: str | None = None,  # noqa: A002 (Streamlit's own word)
) -> None:
    """A row of buttons for a field, `options` from value to text; `changes` go with a choice."""
    widget = f"{key}.{name}"

    def chosen() -> None:
        # A second click on the chosen button empties the widget: nothing is chosen anew then.
        value = st.session_state[widget]
        if value is not None:
            write_link(replace(state, **{name: value}, **(changes or {})))

    st.session_state[widget] = getattr(state, name)
    st.segmented_control(
        label,
        list(options),
        format_func=lambda value: options[value],
        key=widget,
        on_change=chosen,
        label_visibility="collapsed" if hidden_label else "visible",
        wrap=True,
        help=help,
    )


def choose_number(
    state: LinkState, name: str, label: str, options: Sequence[int], *, key: str
) -> None:
    """A drop-down list of whole numbers; the present value joins the list if it is another."""
    widget = f"{key}.{name}"
    value = getattr(state, name)

    def chosen() -> None:
        write_link(replace(state, **{name: st.session_state[widget]}))

    st.session_state[widget] = value
    st.selectbox(label, sorted({*options, value}), key=widget, on_change=chosen)


def draw_again(state: LinkState, name: str, label: str, *, key: str) -> None:
    """A button that goes on to the next seed."""
    low, high = state.limits(name)
    seed = getattr(state, name)

    def pressed() -> None:
        write_link(replace(state, **{name: int(low) if seed >= high else seed + 1}))

    st.button(label, key=f"{key}.{name}.again", icon=":material/casino:", on_click=pressed)


def control(
    state: LinkState,
    name: str,
    label: str,
    meaning: str,
    step: float,
    *,
    logarithmic: bool = False,
    group: str | None = None,
    default: float | None = None,
) -> Control:
    """A live figure's slider for a field of numbers."""
    low, high = state.limits(name)
    return Control(
        id=name,
        label=label,
        meaning=meaning,
        value=getattr(state, name),
        default=state.default(name) if default is None else default,
        low=low,
        high=high,
        step=step,
        logarithmic=logarithmic,
        group=group,
    )


def taken(state: State, values: Mapping[str, float]) -> State:
    """The state with a live figure's values, whole numbers where the field has them."""
    whole = {name for name in values if isinstance(state.default(name), int)}
    return replace(
        state, **{n: round(value) if n in whole else value for n, value in values.items()}
    )
