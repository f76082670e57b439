"""The visitor's run in this session, and what the buttons do to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from actviz.training import Dataset, LabConfig
from actviz.training.data.registry import OWN_DATA
from actviz.ui.connection import step_before
from actviz.ui.page_link import update_link, write_link
from actviz.ui.player import Player, player
from actviz.ui.session import memory
from actviz.ui.time_share import TIME_SHARE
from actviz.views.training.run import Run
from actviz.views.training.state import TrainingState, too_large

# Labs that PyTorch trains for their visitors at the same time.
MOST_ON_SERVER = 4
_OWN = "training_own_data"
_NOTICE = "training_notice"
_REFUSAL = "training_refusal"


def checked(now: TrainingState, **changes: Any) -> TrainingState:
    """The state with other fields; ValueError where that makes no run, or one too large."""
    after = now.changed(**changes)
    if reason := too_large(_runnable(after.config), own_data()):
        raise ValueError(f"this run {reason}")
    return after


def attempted(now: TrainingState, **changes: Any) -> TrainingState:
    """`checked`, or the state as it is; what is refused is said where the control stands."""
    try:
        return checked(now, **changes)
    except ValueError as error:
        refuse(f"{error}. The run before is untouched.")
        return now


def attempting(name: str) -> Callable[[TrainingState, Any], TrainingState]:
    """What a widget of the field `name` does with what is chosen."""
    return lambda now, value: attempted(now, **{name: value})


def lab_player() -> Player:
    """What plays this session's run."""
    return player("training")


def current_run() -> Run | None:
    """This session's run, if it has one yet."""
    return cast("Run | None", lab_player().run)


def own_data() -> Dataset | None:
    """The visitor's own data, if there are any."""
    return cast("Dataset | None", memory().get(_OWN))


def keep_own_data(data: Dataset) -> None:
    """Take the visitor's own data for runs on "own"."""
    memory()[_OWN] = data


def refuse(text: str) -> None:
    """Say at the next run of the script, in the open part of the set-up, what was not done."""
    memory()[_REFUSAL] = text


def take_refusal() -> str:
    """What was refused, once."""
    return str(memory().pop(_REFUSAL, ""))


def notice(text: str) -> None:
    """Say something at the next run of the script."""
    memory()[_NOTICE] = text


def notice_of_another_run() -> None:
    """Say that a run that had been trained was left for another."""
    notice("Another set-up: back to step 0. Start trains it.")


def take_notice() -> str:
    """What there is to say, once."""
    return str(memory().pop(_NOTICE, ""))


def matching_run(state: TrainingState) -> tuple[Run, list[str]]:
    """The run that the link asks for: the present one if it is that, else a new one at step 0."""
    run, config, messages = current_run(), _runnable(state.config), []
    if config != state.config:
        messages.append(
            "The link is about somebody's own data, which no link can hold: upload the CSV under "
            "Data. The page shows circles."
        )
    starts = False
    if run is None or not run.is_of(config, own_data(), state.engine):
        was_training = run is not None and run.step > 0
        run, problem = _made(config, state.engine, run)
        messages += problem
        if was_training and not problem:
            notice_of_another_run()
        lab_player().take(run)
        starts = state.start and not problem
        run.starts = starts
    run.follow(replace(state, config=config))
    if state.start:
        # A link that starts by itself does so once.
        write_link(replace(state, start=False))
    if run.engine == "torch":
        if starts:
            start_on_server()
        # What a device trains outlives a lost line.
        run.before = step_before() or run.before
    return run, messages


def _runnable(config: LabConfig) -> LabConfig:
    """The same run, on circles where it is about own data that are not here."""
    missing = config.dataset == OWN_DATA and own_data() is None
    return replace(config, dataset="circles") if missing else config


def _made(config: LabConfig, engine: str, old: Run | None) -> tuple[Run, list[str]]:
    try:
        if reason := too_large(config, own_data()):
            raise ValueError(f"it {reason}")
        return Run(config, own_data(), engine), []
    except ValueError as error:
        message = f"This run cannot be made: {error}. The page keeps what it had."
        return old or Run(LabConfig(), engine=engine), [message]


def _server_is_busy() -> bool:
    """Whether as many labs as may train here do so without this one."""
    others = sum(isinstance(each.run, Run) for each in TIME_SHARE.others(lab_player()))
    return others >= MOST_ON_SERVER


def _go_on_in_browser() -> None:
    notice(
        f"The server trains {MOST_ON_SERVER} labs already, as many as it can: "
        "yours goes on in your browser, from step 0."
    )
    update_link(TrainingState, lambda now: replace(now, engine="browser", start=True))


def start_on_server() -> None:
    """Play the run with PyTorch, or have the browser do it where the server is busy."""
    if _server_is_busy():
        _go_on_in_browser()
    else:
        lab_player().start()


def press(serial: int) -> None:
    """Start or pause what PyTorch trains."""
    if not lab_player().playing and _server_is_busy():
        _go_on_in_browser()
    else:
        lab_player().press(serial)


def epoch() -> None:
    """Updates to the end of the epoch; what plays pauses for it."""
    run = current_run()
    if run is not None and _server_is_busy():
        _go_on_in_browser()
    elif run is not None:
        each = run.lab.steps_per_epoch
        lab_player().through(run.lab.step + each - run.lab.step % each)


def reset() -> None:
    """Back to step 0, paused, with the present learning rate."""
    run = current_run()
    if run is not None:
        lab_player().take(_made(run.lab.config, run.engine, run)[0])
