"""The controls of the training lab: transport, learning rate, and the set-up behind one button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from actviz.training import PRESETS
from actviz.training.network.heads import LOSSES, losses_for
from actviz.training.network.initialisation import INITIALISATIONS
from actviz.training.network.optimisers import OPTIMISERS
from actviz.ui import training_data, training_look, training_racers
from actviz.ui.authored import authored
from actviz.ui.page_link import write_link
from actviz.ui.text import plain
from actviz.ui.training_run import Run
from actviz.ui.training_session import (
    epoch,
    lab_player,
    present_state,
    reset,
    take_refusal,
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

    def chosen(name: str) -> None:
        lab_player().stop()
        write_link(TrainingState.of_preset(name))

    names = ["", *PRESETS]
    widget = authored("training_preset", state.preset if state.is_preset else "", chosen)
    st.selectbox(
        "Preset",
        names,
        index=names.index(widget.first),
        format_func=lambda name: PRESETS[name].title if name else "Presets: your own run",
        key=widget.key,
        on_change=widget.on_change,
        label_visibility="collapsed",
        width=290,
    )


def buttons(run: Run) -> None:
    """Start or pause, one update, an epoch, back to the start."""
    player = lab_player()
    over = run.over()
    st.button(
        "Pause" if player.playing else "Start",
        type="primary",
        key="training_run",
        on_click=player.press,
        args=(player.serial,),
        disabled=over and not player.playing,
        help=None if over else "Key: space",
        width=100,
    )
    st.button(
        "Step",
        key="training_step",
        on_click=player.once,
        disabled=run.lab.finished,
        help="One update. Key: →",
    )
    st.button(
        "Epoch",
        key="training_epoch",
        on_click=epoch,
        disabled=run.lab.finished,
        help="Updates to the end of the epoch",
    )
    st.button("Reset", key="training_reset", on_click=reset, help="Back to step 0. Key: R")


def choose_speed(state: TrainingState) -> None:
    """Steps for each picture, and where to stop."""
    speeds = list(SPEEDS)
    speed = authored(
        "training_speed",
        state.speed,
        lambda value: write_link(replace(present_state(), speed=value)),
    )
    st.selectbox(
        "Speed",
        speeds,
        index=speeds.index(speed.first),
        format_func=SPEEDS.__getitem__,
        key=speed.key,
        on_change=speed.on_change,
        width=190,
    )
    stop = authored(
        "training_stop",
        state.stop,
        lambda value: write_link(replace(present_state(), stop=value)),
    )
    st.number_input(
        "Stop at step",
        0,
        TrainingState.limits("stop")[1],
        stop.first,
        step=500,
        key=stop.key,
        on_change=stop.on_change,
        help="0: never",
        width=170,
    )


def learning_rate(state: TrainingState) -> None:
    """Applies from the next update on."""

    rate = state.config.learning_rate
    widget = authored("training_learning_rate", rate, lambda value: try_change(learning_rate=value))
    st.select_slider(
        "Learning rate",
        sorted({*RATES, rate, widget.first}),
        widget.first,
        format_func=lambda value: f"{value:g}",
        key=widget.key,
        on_change=widget.on_change,
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

    def set_layers(count: int) -> None:
        hidden = present_state().config.hidden
        try_change(hidden=(*hidden, *[hidden[-1]] * 6)[:count])

    layers = authored("training_layers", len(config.hidden), set_layers)
    st.number_input("Hidden layers", 1, 6, layers.first, key=layers.key, on_change=layers.on_change)

    def set_width(units: int, layer: int) -> None:
        hidden = list(present_state().config.hidden)
        hidden[layer : layer + 1] = [units]
        try_change(hidden=tuple(hidden))

    columns = st.columns(3)
    for layer, units in enumerate(config.hidden):
        width = authored(f"training_units_{layer}", units, partial(set_width, layer=layer))
        columns[layer % 3].number_input(
            f"Units in {layer + 1}",
            1,
            128,
            width.first,
            key=width.key,
            on_change=width.on_change,
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
    values = list(options)
    widget = authored(
        f"training_{name}",
        getattr(state.config, name),
        lambda value: try_change(**{name: value}),
        accepted=options,
    )
    st.selectbox(
        label,
        values,
        index=values.index(widget.first),
        format_func=options.__getitem__,
        key=widget.key,
        on_change=widget.on_change,
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
    value = getattr(state.config, name)
    kind: Any = type(value)
    widget = authored(f"training_{name}_exactly", value, lambda value: try_change(**{name: value}))
    st.number_input(
        label,
        kind(low),
        kind(high),
        widget.first,
        step=1 if kind is int else 0.1,
        key=widget.key,
        on_change=widget.on_change,
        help=meaning,
        format=form,
    )
