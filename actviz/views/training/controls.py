"""The controls of the training lab: transport, learning rate, and the set-up behind one button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from actviz.training import PRESETS
from actviz.ui.text import plain
from actviz.ui.widgets import bound, number, pick, select
from actviz.views.training import device
from actviz.views.training.run import Run
from actviz.views.training.session import (
    attempting,
    epoch,
    lab_player,
    press,
    reset,
    take_refusal,
)
from actviz.views.training.setup import data as training_data
from actviz.views.training.setup import look as training_look
from actviz.views.training.setup import racers as training_racers
from actviz.views.training.setup.method import method
from actviz.views.training.setup.network import network
from actviz.views.training.state import SPEEDS, TrainingState

RATES = (
    1e-4, 3e-4, 0.001, 0.003, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0,
)  # fmt: skip


def choose_preset(state: TrainingState) -> None:
    """Runs worth showing."""

    def take(now: TrainingState, name: str) -> TrainingState:
        lab_player().stop()
        return replace(TrainingState.of_preset(name), engine=now.engine)

    titles = {"": "Presets: your own run"} | {name: each.title for name, each in PRESETS.items()}
    widget = bound(state, "preset", state.preset if state.is_preset else "", take)
    pick("Preset", titles, widget, label_visibility="collapsed", width=290)


def buttons(run: Run) -> None:
    """Start or pause, one update, an epoch, back to the start."""
    if run.engine == "browser":
        device.part("buttons", "training_steer")
        return
    player = lab_player()
    over = run.over()
    st.button(
        "Pause" if player.playing else "Start",
        type="primary",
        key="training_run",
        on_click=press,
        args=(player.serial,),
        disabled=over and not player.playing,
        help=None if over else "Key: space",
        width=100,
    )
    st.button(
        "Step",
        key="training_step",
        on_click=player.pressed("step", player.once),
        disabled=run.lab.finished,
        help="One update. Key: →",
    )
    st.button(
        "Epoch",
        key="training_epoch",
        on_click=player.pressed("epoch", epoch),
        disabled=run.lab.finished,
        help="Updates to the end of the epoch",
    )
    st.button("Reset", key="training_reset", on_click=reset, help="Back to step 0. Key: R")


def resume(run: Run) -> None:
    """The offer to train again to where a run stood that the server has lost."""
    step = run.before
    if lab_player().playing or run.lab.finished or run.lab.step >= step:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(f"The server was started anew: this run stood at step {step:,}.")
        st.button(
            f"Train to step {step:,}",
            key="training_resume",
            on_click=lab_player().start,
            args=(step,),
        )


def choose_speed(state: TrainingState) -> None:
    """Steps for each picture, and where to stop."""
    select(state, "speed", "Speed", SPEEDS, width=190)
    number(state, "stop", "Stop at step", step=500, help="0: never", width=170)


def learning_rate(state: TrainingState, run: Run) -> None:
    """Applies from the next update on; on this device while it is dragged."""
    if run.engine == "browser":
        with st.container(key="training_learning_rate"):
            device.part("rate", "training_rate", rates=RATES)
        return
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
        "Network": lambda: network(state, run),
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
