"""The upper part of the Softmax page: the bars with their sliders, and changes of the whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from actviz.figures.live_figure import Commit, Control, LiveFigure
from actviz.figures.softmax import describe_softmax, softmax_figure
from actviz.ui.live_figure import live_figure
from actviz.ui.softmax_edit import (
    PRESETS,
    add_class,
    parse_vector,
    random_logits,
    remove_class,
    shuffle,
    vector_text,
    with_classes,
)
from actviz.ui.softmax_fields import Change, text_field, update_link
from actviz.ui.softmax_state import (
    DEFAULT_LOGITS,
    FEWEST,
    HIGH_TEMPERATURE,
    KINDS,
    LARGEST,
    LOW_TEMPERATURE,
    MOST,
    ONE_HOT,
    SEED_LIMIT,
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


def choose_kind(state: SoftmaxState) -> None:
    """Softmax, or one of its kin."""

    def chosen() -> None:
        kind = st.session_state["softmax_kind"] or "softmax"
        update_link(lambda now: replace(now, kind=kind))

    st.session_state["softmax_kind"] = state.kind
    st.segmented_control(
        "Function",
        list(KINDS),
        format_func=lambda kind: KINDS[kind],
        key="softmax_kind",
        on_change=chosen,
        label_visibility="collapsed",
    )


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
        meaning={"one-hot": "limit T → 0", "uniform": "limit T → ∞"}.get(
            state.limit or "", "temperature"
        ),
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


def take_values(values: dict[str, float]) -> Change:
    """A change that gives logits and temperature the values of a commit, where it has them."""

    def change(now: SoftmaxState) -> SoftmaxState:
        logits = tuple(values.get(f"z{i}", z) + 0.0 for i, z in enumerate(now.logits))
        temperature = values.get("T", now.finite_temperature)
        # A slider that nobody touched leaves a limit on.
        moved = temperature != now.finite_temperature
        return replace(now, logits=logits, temperature=temperature if moved else now.temperature)

    return change


def figure(state: SoftmaxState) -> LiveFigure:
    """The bars with the steps as a table, and a slider per logit."""
    logits = (logit_control(state, index) for index in range(len(state.logits)))
    return LiveFigure(
        figure=softmax_figure(state.kind, state.names),
        alt=describe_softmax(state.kind, state.logits, state.names, state.temperature),
        drawing="softmax",
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
        update_link(take_values(dict(commit.values)))

    live_figure(figure(state), key="softmax", on_commit=receive)


def edit_buttons(state: SoftmaxState) -> None:
    """More and fewer classes, another order, random logits, the limits, presets."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _presets()
        _button("Add class", add_class, disabled=len(state.logits) == MOST)
        _button("Remove class", remove_class, disabled=len(state.logits) == FEWEST)
        _button("Shuffle", shuffle)
        _button("Random", random_logits, help="Normal logits drawn with the seed.")
        _seed(state)
        _button(
            "T → 0: one-hot",
            lambda now: replace(now, temperature=ONE_HOT),
            chosen=state.limit == "one-hot",
        )
        _button(
            "T → ∞: uniform",
            lambda now: replace(now, temperature=UNIFORM),
            chosen=state.limit == "uniform",
        )


def _button(
    label: str,
    change: Change,
    *,
    disabled: bool = False,
    chosen: bool = False,
    help: str = "",  # noqa: A002 (Streamlit's name)
) -> None:
    st.button(
        label,
        disabled=disabled,
        icon=":material/check:" if chosen else None,
        help=help or None,
        on_click=update_link,
        args=(change,),
        key=f"softmax_{label}",
    )


def _presets() -> None:
    titles = {preset.title: preset for preset in PRESETS}

    def chosen() -> None:
        preset = titles.get(st.session_state["softmax_preset"])
        if preset:
            update_link(lambda now: with_classes(now, preset.logits, preset.names))

    st.session_state["softmax_preset"] = None
    st.selectbox(
        "Preset",
        list(titles),
        key="softmax_preset",
        placeholder="Choose logits",
        on_change=chosen,
        width=220,
    )


def _seed(state: SoftmaxState) -> None:
    def changed() -> None:
        seed = st.session_state["softmax_seed"]
        update_link(lambda now: replace(now, seed=int(seed or 0)))

    st.session_state["softmax_seed"] = state.seed
    st.number_input("Seed", 0, SEED_LIMIT, step=1, key="softmax_seed", on_change=changed, width=130)


def edit_fields(state: SoftmaxState) -> None:
    """The whole vector as text, and the names."""
    vector, names = st.columns(2)
    with vector:
        text_field(
            "All logits",
            key="softmax_vector",
            shown=vector_text(state),
            accept=_accept_vector,
        )
    with names:
        text_field(
            "Class names",
            key="softmax_names",
            shown=", ".join(state.names),
            accept=_accept_names(len(state.logits)),
        )


def _accept_vector(text: str) -> Change:
    logits, names = parse_vector(text)

    def change(now: SoftmaxState) -> SoftmaxState:
        kept = now.names if len(now.names) == len(logits) else ()
        return with_classes(now, logits, names or kept)

    return change


def _accept_names(classes: int) -> Callable[[str], Change]:
    def accept(text: str) -> Change:
        names = [read_name(part) for part in text.split(",")]
        if len(names) != classes or not all(names):
            got = f"{len(names)}" if all(names) else "an empty one"
            raise ValueError(f"want {classes} names with commas between them, got {got}")
        return lambda now: replace(now, names=tuple(names))

    return accept
