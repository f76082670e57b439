"""The upper part of the Softmax page: the bars with their sliders, and changes of the whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from actviz.figures.live_figure import Commit, Control, LiveFigure
from actviz.ui.checked_text import checked_text, explain
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import update_link
from actviz.ui.widgets import bound, number, pick
from actviz.views.softmax.edits import (
    PRESETS,
    add_class,
    parse_vector,
    random_logits,
    remove_class,
    shuffle,
    vector_text,
    with_classes,
)
from actviz.views.softmax.frames import describe_softmax, softmax_figure
from actviz.views.softmax.state import (
    DEFAULT_LOGITS,
    FEWEST,
    HIGH_TEMPERATURE,
    LARGEST,
    LOW_TEMPERATURE,
    MOST,
    ONE_HOT,
    UNIFORM,
    SoftmaxState,
    read_name,
)

_REACHES = (10.0, 100.0, 1000.0, LARGEST)

SUMMARIES = {
    "softmax": (
        r"$p_j = e^{z_j/T} \big/ \sum_k e^{z_k/T}$: logits (the last layer's raw scores) become "
        "probabilities."
    ),
    "softmin": "Softmax of −z: the smallest logit gets the largest share.",
    "log_softmax": (
        r"$\ln p_j = z_j/T - \ln\sum_k e^{z_k/T}$: finite even where $p_j$ itself rounds to 0."
    ),
    "sparsemax": (
        "The point of the simplex nearest to z/T: small logits get exactly 0 "
        "(Martins and Astudillo 2016)."
    ),
}


def logit_control(state: SoftmaxState, index: int) -> Control:
    """The slider of one logit; it reaches farther where a logit is large."""
    largest = max(abs(z) for z in state.logits)
    reach = next(reach for reach in _REACHES if largest <= reach)
    return Control(
        id=f"z{index}",
        label=state.names[index],
        meaning="",
        value=state.logits[index],
        default=DEFAULT_LOGITS[index] if index < len(DEFAULT_LOGITS) else 0.0,
        low=-reach,
        high=reach,
        step=reach / 200,
        lowest=-LARGEST,
        highest=LARGEST,
    )


def temperature_control(state: SoftmaxState) -> Control:
    """The slider of the temperature."""
    return Control(
        id="T",
        label="T",
        meaning={
            "one-hot": "limit T → 0 is shown; the slider leaves it",
            "uniform": "limit T → ∞ is shown; the slider leaves it",
        }.get(state.limit or "", "temperature"),
        value=state.finite_temperature,
        default=1.0,
        low=LOW_TEMPERATURE,
        high=HIGH_TEMPERATURE,
        step=0.02,
        logarithmic=True,
    )


def function_inputs(state: SoftmaxState) -> dict[str, Any]:
    """What decides how the outputs follow from the values of the sliders."""
    return {
        "kind": state.kind,
        "limit": state.limit,
        "limit_at": state.finite_temperature,
    }


def shared_values(state: SoftmaxState) -> dict[str, float]:
    """What the sliders of any figure on the page move, by the controls' ids."""
    logits = {f"z{index}": z for index, z in enumerate(state.logits)}
    return logits | {"T": state.finite_temperature}


def take_values(now: SoftmaxState, values: Mapping[str, float]) -> SoftmaxState:
    """The state with a commit's logits and temperature, where it has them."""
    logits = tuple(values.get(f"z{i}", z) + 0.0 for i, z in enumerate(now.logits))
    temperature = values.get("T", now.finite_temperature)
    # A slider that nobody touched leaves a limit on.
    moved = temperature != now.finite_temperature
    return replace(now, logits=logits, temperature=temperature if moved else now.temperature)


def figure(state: SoftmaxState) -> LiveFigure:
    """The bars with the steps as a table, and a slider per logit."""
    logits = (logit_control(state, index) for index in range(len(state.logits)))
    return LiveFigure(
        figure=softmax_figure(state.kind, state.names),
        alt=describe_softmax(state.kind, state.logits, state.names, state.temperature),
        drawing="softmax/bars",
        inputs={
            "names": state.names,
            "caption": "From logits to the output",
            **function_inputs(state),
        },
        controls=(*logits, temperature_control(state)),
        followed=shared_values(state),
        columns=4,
        file_name=state.kind,
    )


def chart(state: SoftmaxState) -> None:
    """The live bars."""

    def receive(commit: Commit) -> None:
        update_link(SoftmaxState, lambda now: take_values(now, commit.values))

    live_figure(figure(state), key="softmax", on_commit=receive)


def edit_buttons(state: SoftmaxState) -> None:
    """More and fewer classes, another order, random logits, the limits, presets."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _presets(state)
        _button("add", "Add class", add_class, disabled=len(state.logits) == MOST)
        _button("remove", "Remove class", remove_class, disabled=len(state.logits) == FEWEST)
        _button("shuffle", "Shuffle", shuffle)
        _button("random", "Random", random_logits, help="Normal logits drawn with the seed.")
        number(state, "seed", "Seed", width=130)
        for key, label, limit in (
            ("one_hot", "T → 0: one-hot", ONE_HOT),
            ("uniform", "T → ∞: uniform", UNIFORM),
        ):
            _button(
                key,
                label,
                partial(replace, temperature=limit),
                icon=":material/check:" if state.temperature == limit else None,
            )


def _button(
    key: str, label: str, change: Callable[[SoftmaxState], SoftmaxState], **look: Any
) -> None:
    st.button(
        label,
        key=f"softmax_{key}",
        on_click=update_link,
        args=(SoftmaxState, change),
        **look,
    )


def _presets(state: SoftmaxState) -> None:
    presets = {preset.title: preset for preset in PRESETS}

    def take(now: SoftmaxState, title: str) -> SoftmaxState:
        return with_classes(now, presets[title].logits, presets[title].names)

    widget = bound(state, "preset", None, take)
    titles = {title: title for title in presets}
    pick("Preset", titles, widget, placeholder="Choose logits", width=220)


def edit_fields(state: SoftmaxState) -> None:
    """The whole vector as text, and the names."""
    vector, names = st.columns(2)
    with vector:
        checked_text(
            "All logits", key="softmax_vector", shown=vector_text(state), accept=_take_vector
        )
        explain("softmax_vector")
    with names:
        checked_text(
            "Class names", key="softmax_names", shown=", ".join(state.names), accept=_take_names
        )
        explain("softmax_names")


def _take_vector(text: str) -> None:
    logits, names = parse_vector(text)

    def change(now: SoftmaxState) -> SoftmaxState:
        kept = now.names if len(now.names) == len(logits) else ()
        return with_classes(now, logits, names or kept)

    update_link(SoftmaxState, change)


def _take_names(text: str) -> None:
    names = tuple(read_name(part) for part in text.split(","))

    def change(now: SoftmaxState) -> SoftmaxState:
        classes = len(now.logits)
        if len(names) != classes or not all(names):
            got = f"{len(names)}" if all(names) else "an empty one"
            raise ValueError(f"want {classes} names with commas between them, got {got}")
        return replace(now, names=names)

    update_link(SoftmaxState, change)
