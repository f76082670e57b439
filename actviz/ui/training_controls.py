"""The controls of the training lab: transport, learning rate, and the set-up behind one button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from actviz.training import PRESETS
from actviz.training.network.heads import LOSSES, losses_for
from actviz.training.network.initialisation import INITIALISATIONS
from actviz.training.network.optimisers import OPTIMISERS
from actviz.ui import training_data, training_look, training_racers
from actviz.ui.page_link import write_link
from actviz.ui.text import plain
from actviz.ui.training_run import Run
from actviz.ui.training_session import (
    advance,
    pause,
    present_state,
    reset,
    take_refusal,
    toggle,
    try_change,
)
from actviz.ui.training_state import SPEEDS, TrainingState

RATES = (
    1e-4, 3e-4, 0.001, 0.003, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0,
)  # fmt: skip
_OPTIMISERS = {name: optimiser.label for name, optimiser in OPTIMISERS.items()}
_STARTS = {name: rule.label for name, rule in INITIALISATIONS.items()}
_PER = {"layer": "layer", "unit": "unit"}


def choose_preset(state: TrainingState) -> None:
    """Runs worth showing."""

    def chosen() -> None:
        pause()
        write_link(TrainingState.of_preset(st.session_state["training_preset"]))

    st.session_state["training_preset"] = state.preset if state.is_preset else ""
    st.selectbox(
        "Preset",
        ["", *PRESETS],
        format_func=lambda name: PRESETS[name].title if name else "Presets: your own run",
        key="training_preset",
        on_change=chosen,
        label_visibility="collapsed",
        width=290,
    )


def buttons(state: TrainingState, run: Run) -> None:
    """Start or pause, one update, an epoch, back to the start."""
    over = run.over(state.stop)
    st.button(
        "Pause" if run.running else "Start",
        type="primary",
        key="training_run",
        on_click=toggle,
        disabled=over and not run.running,
        help="It has stopped: Reset, or a later stop" if over else "Key: space",
        width=100,
    )
    st.button(
        "Step",
        key="training_step",
        on_click=advance,
        args=(False,),
        disabled=run.lab.finished,
        help="One update. Key: →",
    )
    st.button(
        "Epoch",
        key="training_epoch",
        on_click=advance,
        args=(True,),
        disabled=run.lab.finished,
        help="Updates to the end of the epoch",
    )
    st.button("Reset", key="training_reset", on_click=reset, help="Back to step 0. Key: R")


def choose_speed(state: TrainingState) -> None:
    """Steps for each picture, and where to stop."""
    _choice(state, "speed", "Speed", SPEEDS, width=190)

    def chosen() -> None:
        write_link(replace(present_state(), stop=st.session_state["training_stop"]))

    st.session_state["training_stop"] = state.stop
    st.number_input(
        "Stop at step",
        0,
        TrainingState.limits("stop")[1],
        step=500,
        key="training_stop",
        on_change=chosen,
        help="0: never",
        width=170,
    )


def learning_rate(state: TrainingState) -> None:
    """Applies from the next update on."""

    def chosen() -> None:
        try_change(learning_rate=st.session_state["training_learning_rate"])

    rate = state.config.learning_rate
    st.session_state["training_learning_rate"] = rate
    st.select_slider(
        "Learning rate",
        sorted({*RATES, rate}),
        format_func=lambda value: f"{value:g}",
        key="training_learning_rate",
        on_change=chosen,
    )


def set_up(state: TrainingState, run: Run) -> None:
    """What is trained on what, each part behind a button; only the open one is made."""
    parts: dict[str, Callable[[], None]] = {
        "Racers": lambda: training_racers.racers(state),
        "Network": lambda: network(state),
        "Data": lambda: training_data.data(state, run),
        "Method": lambda: method(state),
        "View": lambda: training_look.look(state, run),
        "Export": lambda: training_look.export(run),
    }
    for label, part in parts.items():
        key = f"training_{label.lower()}_panel"
        with st.popover(label, key=key, on_change="rerun") as panel:
            if panel.open:
                part()
                if text := take_refusal():
                    st.error(plain(text))


def network(state: TrainingState) -> None:
    """Layers, their start and the seed."""
    config = state.config

    def layers() -> None:
        count = st.session_state["training_layers"]
        widths = (*config.hidden, *[config.hidden[-1]] * 6)[:count]
        try_change(hidden=widths)

    st.session_state["training_layers"] = len(config.hidden)
    st.number_input("Hidden layers", 1, 6, key="training_layers", on_change=layers)

    def width(layer: int) -> None:
        hidden = list(config.hidden)
        hidden[layer] = st.session_state[f"training_units_{layer}"]
        try_change(hidden=tuple(hidden))

    columns = st.columns(3)
    for layer, units in enumerate(config.hidden):
        st.session_state[f"training_units_{layer}"] = units
        columns[layer % 3].number_input(
            f"Units in {layer + 1}",
            1,
            128,
            key=f"training_units_{layer}",
            on_change=width,
            args=(layer,),
        )
    _field(state, "initialisation", "Start weights", _STARTS)
    left, right = st.columns(2)
    with left:
        _number(state, "initial_scale", "times", 0.0, 100.0, "Factor on the start weights")
    with right:
        _number(state, "bias_start", "Start of the biases", -100.0, 100.0)
    _number(state, "seed", "Seed", 0, 2**32 - 1, "Fixes data, weights and order")


def method(state: TrainingState) -> None:
    """Optimiser, loss and batches."""
    _field(state, "optimiser", "Optimiser", _OPTIMISERS)
    if "momentum" in OPTIMISERS[state.config.optimiser].settings:
        _number(state, "momentum", "Momentum", 0.0, 0.999)
    left, right = st.columns(2)
    with left:
        _number(state, "l1", "L1 weight decay", 0.0, 10.0, "Adds l1·sign(w) to gradients", "%g")
    with right:
        _number(state, "l2", "L2 weight decay", 0.0, 10.0, "Adds l2·w to gradients", "%g")
    _number(state, "batch_size", "Batch size", 1, 20_000)
    usable = losses_for(curve=state.config.regression)
    _field(state, "loss", "Loss", {"auto": "automatic"} | {n: LOSSES[n].label for n in usable})
    _number(state, "learning_rate", "Learning rate, exactly", 1e-7, 1000.0, form="%g")
    _field(state, "learned_per", "A learned parameter for each", _PER)


def _field(state: TrainingState, name: str, label: str, options: dict[str, str]) -> None:
    key = f"training_{name}"

    def chosen() -> None:
        try_change(**{name: st.session_state[key]})

    st.session_state[key] = getattr(state.config, name)
    st.selectbox(
        label, list(options), format_func=lambda value: options[value], key=key, on_change=chosen
    )


def _choice(
    state: TrainingState, name: str, label: str, options: dict[str, str], *, width: int
) -> None:
    key = f"training_{name}"

    def chosen() -> None:
        write_link(replace(present_state(), **{name: st.session_state[key]}))

    st.session_state[key] = getattr(state, name)
    st.selectbox(
        label,
        list(options),
        format_func=lambda value: options[value],
        key=key,
        on_change=chosen,
        width=width,
    )


def _number(
    state: TrainingState,
    name: str,
    label: str,
    low: float,
    high: float,
    meaning: str | None = None,
    form: str | None = None,
) -> None:
    key = f"training_{name}_exactly"

    def chosen() -> None:
        try_change(**{name: st.session_state[key]})

    value = getattr(state.config, name)
    st.session_state[key] = value
    kind: Any = type(value)
    st.number_input(
        label,
        kind(low),
        kind(high),
        step=1 if kind is int else 0.1,
        key=key,
        on_change=chosen,
        help=meaning,
        format=form,
    )
