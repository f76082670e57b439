"""Widgets that show one field of a page's state and write it to the link when changed.

A widget's key is the page's word and the field's name: `explore_activation`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from actviz.figures.live_figure import Commit, Control
from actviz.link import PageState, Whole
from actviz.ui.page_link import update_link

State = TypeVar("State", bound=PageState)
Take = Callable[[Any, Any], PageState]

_NOTHING = object()


def bound(state: PageState, name: str, value: Any, take: Take) -> dict[str, Any]:
    """Key and callback of a widget that shows `value`; what is chosen goes through `take`.

    `take` makes the new state of the link's present state and the chosen value.
    """
    key = f"{state.PAGE}_{name}"

    def chosen() -> None:
        # A second click on the chosen button empties the widget: nothing is chosen anew then.
        new = st.session_state[key]
        if new is not None:
            update_link(type(state), lambda now: take(now, new))

    # Setting a widget sends its value to the browser: over what a visitor may have chosen since.
    if st.session_state.get(key, _NOTHING) != value:
        st.session_state[key] = value
    return {"key": key, "on_change": chosen}


def of_field(state: PageState, name: str, take: Take | None = None) -> dict[str, Any]:
    """Key and callback of a widget for a field."""
    return bound(
        state, name, state.value_of(name), take or (lambda now, v: now.changed(**{name: v}))
    )


def choose(
    state: PageState,
    name: str,
    label: str,
    options: Mapping[Any, str],
    *,
    hidden_label: bool = False,
    take: Take | None = None,
    help: str | None = None,  # noqa: A002 (Streamlit's own word)
) -> None:
    """A row of buttons for a field, `options` from value to text."""
    _row(label, options, of_field(state, name, take), hidden_label=hidden_label, help=help)


def buttons(
    state: PageState,
    name: str,
    label: str,
    options: Mapping[Any, str] | Collection[int],
    now: object,
    take: Take,
) -> None:
    """A row of buttons for what is computed from several fields; `now` may be none of them."""
    texts = options if isinstance(options, Mapping) else {n: str(n) for n in options}
    _row(label, texts, bound(state, name, now, take))


def _row(
    label: str,
    options: Mapping[Any, str],
    binding: Mapping[str, Any],
    *,
    hidden_label: bool = False,
    help: str | None = None,  # noqa: A002 (Streamlit's own word)
) -> None:
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        label_visibility="collapsed" if hidden_label else "visible",
        wrap=True,
        help=help,
        **binding,
    )


def choose_some(state: PageState, name: str, label: str, options: Mapping[str, str]) -> None:
    """A row of buttons for a field of some of `options`, at least one, in their order."""

    def take(now: PageState, chosen: Sequence[str]) -> PageState:
        ordered = tuple(option for option in options if option in chosen)
        # A second click takes the last one away: then nothing changes.
        return now.changed(**{name: ordered}) if ordered else now

    st.pills(
        label,
        list(options),
        selection_mode="multi",
        format_func=options.__getitem__,
        label_visibility="collapsed",
        **bound(state, name, list(state.value_of(name)), take),
    )


def select(
    state: PageState,
    name: str,
    label: str,
    options: Mapping[Any, str],
    *,
    take: Take | None = None,
    **look: Any,
) -> None:
    """A drop-down list for a field, `options` from value to text."""
    st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        **of_field(state, name, take),
        **look,
    )


def select_number(state: PageState, name: str, label: str, options: Sequence[float]) -> None:
    """A drop-down list of numbers; the present value joins the list if it is another."""
    value = state.value_of(name)
    select(state, name, label, {number: f"{number:g}" for number in sorted({*options, value})})


def number(
    state: PageState, name: str, label: str, *, take: Take | None = None, **look: Any
) -> None:
    """A number box with the field's limits."""
    low, high = state.limits(name)
    kind = int if isinstance(state.kind_of(name), Whole) else float
    look = {"step": 1 if kind is int else 0.1} | look
    st.number_input(label, kind(low), kind(high), **look, **of_field(state, name, take))


def switch(state: PageState, name: str, label: str, **look: Any) -> None:
    """A box to tick for a field that is true or false."""
    st.checkbox(label, **of_field(state, name), **look)


def tabs(
    state: PageState, name: str, options: Mapping[str, str], *, take: Take | None = None
) -> DeltaGenerator:
    """Tabs for a field, `options` from value to text; the open one, which alone is to be filled.

    Beside the saving on each commit this keeps the syntax highlighter, whose program takes half a
    second to start in a browser, out of the page until somebody asks for code.
    """
    take = take or (lambda now, value: now.changed(**{name: value}))
    values = {text: value for value, text in options.items()}
    opened = state.value_of(name)
    binding = bound(state, name, options[opened], lambda now, text: take(now, values[text]))
    places = list(options)
    return st.tabs(list(values), **binding)[places.index(opened)]


def draw_again(state: PageState, name: str, label: str) -> None:
    """A button that goes on to the next seed."""
    low, high = state.limits(name)

    def next_seed(now: State) -> State:
        seed = now.value_of(name)
        return now.changed(**{name: low if seed >= high else seed + 1})

    st.button(
        label,
        key=f"{state.PAGE}_{name}_again",
        icon=":material/casino:",
        on_click=update_link,
        args=(type(state), next_seed),
    )


def control(
    state: PageState,
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
        value=state.value_of(name),
        default=state.default(name) if default is None else default,
        low=low,
        high=high,
        step=step,
        logarithmic=logarithmic,
        group=group,
    )


def take_values(page: type[PageState]) -> Callable[[Commit], None]:
    """What a live figure whose controls are fields does with a release."""
    return lambda commit: update_link(page, lambda now: taken(now, commit.values))


def taken(state: State, values: Mapping[str, float]) -> State:
    """The state with a live figure's values, whole numbers where the field has them."""
    return state.changed(
        **{
            name: round(value) if isinstance(state.kind_of(name), Whole) else value
            for name, value in values.items()
        }
    )
