"""Widgets that show one field of a page's state and write it to the link when changed.

A widget's key is the page's word and the field's name: `explore_activation`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from actviz.link import PageState, Whole
from actviz.ui.authored import Authored, authored
from actviz.ui.page_link import update_link
from actviz.ui.session import told

State = TypeVar("State", bound=PageState)
Take = Callable[[Any, Any], PageState]


def bound(
    state: PageState,
    name: str,
    value: Any,
    take: Take,
    *,
    accepted: Collection[Any] | None = None,
) -> Authored:
    """What a widget that shows `value` takes; what is chosen goes through `take`.

    `take` makes the new state of the link's present state and the chosen value. `accepted` are the
    widget's options.
    """

    def chosen(new: Any) -> None:
        # A second click on the chosen button empties the widget: nothing is chosen anew then.
        if new is not None:
            update_link(type(state), lambda now: take(now, new))

    return authored(f"{state.PAGE}_{name}", value, chosen, accepted=accepted)


def echoed(state: PageState, name: str, value: Any, take: Take) -> dict[str, Any]:
    """Key and callback of a widget whose choice is spelled anew once it is taken.

    It stays the same widget then, with the keyboard in it, so its value is set from here: not for
    a page on which a clock runs.
    """
    key = f"{state.PAGE}_{name}"

    def chosen() -> None:
        new = told(key)
        update_link(type(state), lambda now: take(now, new))

    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return {"key": key, "on_change": chosen}


def _of_field(
    state: PageState,
    name: str,
    take: Take | None,
    *,
    accepted: Collection[Any] | None = None,
    key: str = "",
) -> Authored:
    take = take or (lambda now, value: now.changed(**{name: value}))
    return bound(state, key or name, state.value_of(name), take, accepted=accepted)


def choose(
    state: PageState,
    name: str,
    label: str,
    options: Mapping[Any, str],
    *,
    hidden_label: bool = False,
    take: Take | None = None,
) -> None:
    """A row of buttons for a field, `options` from value to text."""
    _row(label, options, _of_field(state, name, take, accepted=options), hidden_label)


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
    _row(label, texts, bound(state, name, now, take, accepted={None, *texts}))


def _row(
    label: str, options: Mapping[Any, str], widget: Authored, hidden_label: bool = False
) -> None:
    st.segmented_control(
        label,
        list(options),
        default=widget.first,
        format_func=options.__getitem__,
        key=widget.key,
        on_change=widget.on_change,
        label_visibility="collapsed" if hidden_label else "visible",
        wrap=True,
    )


def choose_some(
    state: PageState,
    name: str,
    label: str,
    options: Mapping[str, str],
    *,
    take: Take | None = None,
    **look: Any,
) -> None:
    """A row of buttons for a field of some of `options`, at least one, in their order."""
    accept = take or (lambda now, value: now.changed(**{name: value}))

    def chosen(now: PageState, some: Sequence[str]) -> PageState:
        ordered = tuple(option for option in options if option in some)
        # A second click takes the last one away: then nothing changes.
        return accept(now, ordered) if ordered else now

    widget = bound(state, name, list(state.value_of(name)), chosen)
    st.pills(
        label,
        list(options),
        selection_mode="multi",
        default=widget.first,
        format_func=options.__getitem__,
        key=widget.key,
        on_change=widget.on_change,
        **{"label_visibility": "collapsed"} | look,
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
    widget = _of_field(state, name, take, accepted=options)
    pick(label, options, widget, **look)


def pick(label: str, options: Mapping[Any, str], widget: Authored, **look: Any) -> None:
    """A drop-down list, `options` from value to text; nothing is chosen where the first is None."""
    values = list(options)
    st.selectbox(
        label,
        values,
        index=None if widget.first is None else values.index(widget.first),
        format_func=options.__getitem__,
        key=widget.key,
        on_change=widget.on_change,
        **look,
    )


def select_number(state: PageState, name: str, label: str, options: Sequence[float]) -> None:
    """A drop-down list of numbers; the present value joins the list if it is another."""
    values = sorted({*options, state.value_of(name)})
    select(state, name, label, {number: f"{number:g}" for number in values})


def number(
    state: PageState,
    name: str,
    label: str,
    *,
    take: Take | None = None,
    key: str = "",
    **look: Any,
) -> None:
    """A number box with the field's limits; `key` where the field has another widget too."""
    widget = _of_field(state, name, take, key=key)
    number_box(
        label, *state.limits(name), widget, whole=isinstance(state.kind_of(name), Whole), **look
    )


def number_box(
    label: str, low: float, high: float, widget: Authored, *, whole: bool, **look: Any
) -> None:
    """A number box; whole numbers only if `whole`."""
    kind = int if whole else float
    look = {"step": 1 if whole else 0.1} | look
    st.number_input(
        label,
        kind(low),
        kind(high),
        widget.first,
        key=widget.key,
        on_change=widget.on_change,
        **look,
    )


def slide(
    state: PageState,
    name: str,
    label: str,
    step: float,
    *,
    highest: float | None = None,
    take: Take | None = None,
) -> None:
    """A slider with the field's limits, or up to `highest`, as far as the value goes."""
    widget = _of_field(state, name, take)
    low, high = state.limits(name)
    high = high if highest is None else max(highest, state.value_of(name), widget.first)
    kind = int if isinstance(state.kind_of(name), Whole) else float
    st.slider(
        label,
        kind(low),
        kind(high),
        widget.first,
        step=step,
        key=widget.key,
        on_change=widget.on_change,
    )


def switch(state: PageState, name: str, label: str, **look: Any) -> None:
    """A box to tick for a field that is true or false."""
    widget = _of_field(state, name, None)
    st.checkbox(label, widget.first, key=widget.key, on_change=widget.on_change, **look)


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
    widget = bound(state, name, options[opened], lambda now, text: take(now, values[text]))
    made = st.tabs(list(values), default=widget.first, key=widget.key, on_change=widget.on_change)
    return made[list(options).index(opened)]


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
