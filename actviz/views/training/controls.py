"""The controls of the training lab: transport, learning rate, and the set-up behind one button."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from actviz.training import PRESETS
from actviz.training.config import MOST_LAYERS, MOST_UNITS
from actviz.training.network.heads import LOSSES, losses_for
from actviz.training.network.initialisation import INITIALISATIONS
from actviz.training.network.optimisers import OPTIMISERS
from actviz.ui.text import plain
from actviz.ui.widgets import bound, number, number_box, pick, select
from actviz.views.training.run import Run
from actviz.views.training.session import (
    attempted,
    attempting,
    epoch,
    lab_player,
    reset,
    take_refusal,
)
from actviz.views.training.setup import data as training_data
from actviz.views.training.setup import look as training_look
from actviz.views.training.setup import racers as training_racers
from actviz.views.training.state import SPEEDS, TrainingState

RATES = (
    1e-4, 3e-4, 0.001, 0.003, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0,
)  # fmt: skip
_OPTIMISERS = {name: optimiser.label for name, optimiser in OPTIMISERS.items()}
_STARTS = {name: rule.label for name, rule in INITIALISATIONS.items()}
_PER = {"layer": "layer", "unit": "unit"}


def choose_preset(state: TrainingState) -> None:
    """Runs worth showing."""

    def take(_now: TrainingState, name: str) -> TrainingState:
        lab_player().stop()
        return TrainingState.of_preset(name)

    titles = {"": "Presets: your own run"} | {name: each.title for name, each in PRESETS.items()}
    widget = bound(state, "preset", state.preset if state.is_preset else "", take)
    pick("Preset", titles, widget, label_visibility="collapsed", width=290)


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
    select(state, "speed", "Speed", SPEEDS, width=190)
    number(state, "stop", "Stop at step", step=500, help="0: never", width=170)


def learning_rate(state: TrainingState) -> None:
    """Applies from the next update on."""
    rate = state.config.learning_rate
    widget = bound(state, "learning_rate", rate, attempting("learning_rate"))
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
    hidden = state.config.hidden

    def set_layers(now: TrainingState, count: int) -> TrainingState:
        widths = now.config.hidden
        return attempted(now, hidden=(*widths, *[widths[-1]] * MOST_LAYERS)[:count])

    def set_width(layer: int, now: TrainingState, units: int) -> TrainingState:
        widths = list(now.config.hidden)
        widths[layer : layer + 1] = [units]
        return attempted(now, hidden=tuple(widths))

    layers = bound(state, "layers", len(hidden), set_layers)
    number_box("Hidden layers", 1, MOST_LAYERS, layers, whole=True)
    columns = st.columns(3)
    for layer, units in enumerate(hidden):
        width = bound(state, f"units_{layer}", units, partial(set_width, layer))
        with columns[layer % 3]:
            number_box(f"Units in {layer + 1}", 1, MOST_UNITS, width, whole=True)
    _select(state, "initialisation", "Start weights", _STARTS)
    left, right = st.columns(2)
    with left:
        _number(state, "initial_scale", "times", help="Factor on the start weights")
    with right:
        _number(state, "bias_start", "Start of the biases")
    _number(state, "seed", "Seed", help="Fixes data, weights and order")


def method(state: TrainingState) -> None:
    """Optimiser, loss and batches."""
    _select(state, "optimiser", "Optimiser", _OPTIMISERS)
    if "momentum" in OPTIMISERS[state.config.optimiser].settings:
        _number(state, "momentum", "Momentum")
    left, right = st.columns(2)
    with left:
        _number(state, "l1", "L1 weight decay", help="Adds l1·sign(w) to gradients", format="%g")
    with right:
        _number(state, "l2", "L2 weight decay", help="Adds l2·w to gradients", format="%g")
    _number(state, "batch_size", "Batch size")
    usable = losses_for(curve=state.config.regression)
    _select(state, "loss", "Loss", {"auto": "automatic"} | {n: LOSSES[n].label for n in usable})
    _number(
        state, "learning_rate", "Learning rate, exactly", key="learning_rate_exactly", format="%g"
    )
    _select(state, "learned_per", "A learned parameter for each", _PER)


def _select(state: TrainingState, name: str, label: str, options: Mapping[str, str]) -> None:
    select(state, name, label, options, take=attempting(name))


def _number(state: TrainingState, name: str, label: str, **look: Any) -> None:
    number(state, name, label, take=attempting(name), **look)
