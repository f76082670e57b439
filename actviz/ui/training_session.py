"""The visitor's run in this session, and what the buttons do to it."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import cast

import streamlit as st

from actviz.training import Dataset, LabConfig
from actviz.training.data.registry import OWN_DATA
from actviz.ui import training_clock
from actviz.ui.page_link import present, write_link
from actviz.ui.training_run import Run
from actviz.ui.training_state import TrainingState, too_large

_RUN = "training.run"
_OWN = "training.own"
_NOTICE = "training.notice"
_REFUSAL = "training.refusal"
_ONE_PRESS = 0.3  # seconds within which a second report is the same press


def present_state() -> TrainingState:
    """What the link says now."""
    return present(TrainingState)


def change(**changes: object) -> None:
    """Write a changed config to the link; ValueError, and no change, where it makes no run."""
    state = present_state()
    config = replace(state.config, **changes)  # type: ignore[arg-type]
    if reason := too_large(_runnable(config), own_data()):
        raise ValueError(f"this run {reason}")
    if set(changes) == {"learning_rate"}:
        write_link(replace(state, config=config))
    else:
        write_link(state.with_config(config))


def try_change(**changes: object) -> None:
    """`change`; what it refuses is said where the control stands."""
    try:
        change(**changes)
    except ValueError as error:
        refuse(f"{error}. The run before is untouched.")


def current_run() -> Run | None:
    """This session's run, if it has one yet."""
    return cast("Run | None", st.session_state.get(_RUN))


def own_data() -> Dataset | None:
    """The visitor's own data, if there are any."""
    return cast("Dataset | None", st.session_state.get(_OWN))


def keep_own_data(data: Dataset) -> None:
    """Take the visitor's own data for runs on "own"."""
    st.session_state[_OWN] = data


def refuse(text: str) -> None:
    """Say at the next run of the script, in the open part of the set-up, what was not done."""
    st.session_state[_REFUSAL] = text


def take_refusal() -> str:
    """What was refused, once."""
    return str(st.session_state.pop(_REFUSAL, ""))


def notice(text: str) -> None:
    """Say something at the next run of the script."""
    st.session_state[_NOTICE] = text


def take_notice() -> str:
    """What there is to say, once."""
    return str(st.session_state.pop(_NOTICE, ""))


def matching_run(state: TrainingState) -> tuple[Run, list[str]]:
    """The run that the link asks for: the present one if it is that, else a new one at step 0."""
    run, config, messages = current_run(), _runnable(state.config), []
    if config != state.config:
        messages.append(
            "The link is about somebody's own data, which no link can hold: upload the CSV under "
            "Data. The page shows circles."
        )
    if run is None or not run.is_of(config, own_data()):
        was_training = run is not None and run.lab.step > 0
        pause()
        run, problem = _made(config, run)
        messages += problem
        if was_training and not problem:
            notice("Another set-up: back to step 0. Start trains it.")
        st.session_state[_RUN] = run
        run.running = state.start and not problem
    if run.lab.config.learning_rate != config.learning_rate:
        run.lab.set_learning_rate(config.learning_rate)
    return run, messages


def _runnable(config: LabConfig) -> LabConfig:
    """The same run, on circles where it is about own data that are not here."""
    missing = config.dataset == OWN_DATA and own_data() is None
    return replace(config, dataset="circles") if missing else config


def _made(config: LabConfig, old: Run | None) -> tuple[Run, list[str]]:
    try:
        if reason := too_large(config, own_data()):
            raise ValueError(f"it {reason}")
        return Run(config, own_data()), []
    except ValueError as error:
        message = f"This run cannot be made: {error}. The page keeps what it had."
        return old or Run(LabConfig()), [message]


def toggle() -> None:
    """Start or pause."""
    run = current_run()
    if run is None:
        return
    # Under load the browser reports one press twice, the second time with the next beat's message.
    now = time.monotonic()
    if now - run.toggled < _ONE_PRESS:
        return
    run.toggled = now
    if run.running:
        pause()
    elif not run.over(present_state().stop):
        run.running = True
        training_clock.beat(run, running=True)


def pause() -> None:
    """No run goes on; a link that starts by itself does so no more."""
    run = current_run()
    if run is not None:
        run.pause_unseen = run.running
        run.running = False
        training_clock.beat(run, running=False)
    state = present_state()
    if state.start:
        write_link(replace(state, start=False))


def advance(epoch: bool) -> None:
    """One update, or updates to the end of the epoch; a running lab pauses for it."""
    run = current_run()
    if run is None:
        return
    pause()
    each = run.lab.steps_per_epoch
    run.lab.advance(each - run.lab.step % each if epoch else 1)


def reset() -> None:
    """Back to step 0, paused, with the present learning rate."""
    run = current_run()
    if run is None:
        return
    pause()
    st.session_state[_RUN], _ = _made(run.lab.config, run)
