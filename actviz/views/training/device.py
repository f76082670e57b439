"""The run in the visitor's browser: what it gets from here once, and what it says at rest.

`assets/views/training/device.js` has the parts of the page that are mounted here. While the browser
trains, it says nothing. What PyTorch trains it gets as weights, see `weights.py`: the pictures are
made there all the same.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from actviz.training.lab.answers import Outcome
from actviz.training.lab.inspection import Plane
from actviz.training.lab.measures import MEASURES, Per
from actviz.ui.asset_routes import assets_url, session_file_url
from actviz.ui.component import browser_module, next_order
from actviz.ui.page_link import present, update_link, write_link
from actviz.ui.session import memory, told
from actviz.views.training.run import Run
from actviz.views.training.session import attempted, current_run, notice_of_another_run
from actviz.views.training.state import TrainingState

FEED = "training"
# What the table shows, one number a racer, and whether that is a mean over the layers' units.
MEASURED = {
    measure.name: measure.per is Per.LAYER for measure in MEASURES.values() if measure.title
}
_LOOK = "training_look"
_HEARD = "training_look.heard"
_MOST = 1e300  # whole numbers beyond are no floats
# What a text that is no report is answered with; OverflowError where a number is too large.
_UNREADABLE = (KeyError, OverflowError, TypeError, ValueError)
_part = browser_module("actviz_training_device", "views/training/device.js", "training-device")


@dataclass(frozen=True)
class Report:
    """Where a run on a device rests: its steps, learning rates by first step, and numbers."""

    step: int
    rates: tuple[tuple[int, float], ...]
    finished: bool
    outcome: Outcome


def part(name: str, key: str, **data: Any) -> None:
    """Mount a part of device.js."""
    _part(key=key, data=_message(name, **data))


def _message(name: str, **data: Any) -> dict[str, Any]:
    assets = data.get("assets") or assets_url()
    return {"order": next_order(), "part": name, "name": FEED, **data, "assets": assets}


def train(run: Run, state: TrainingState) -> None:
    """Say where the run is, which the browser fetches once, and how it is looked at."""
    address = session_file_url(run.for_browser, "training_run")
    part("run", "training_device", run=run.serial, engine=run.engine, address=address)
    look = {
        "run": run.serial,
        "racer": state.racer,
        "layer": state.layer,
        "rate": state.config.learning_rate,
        "stop": state.stop,
        "speed": state.speed,
        "start": run.starts and run.engine == "browser",
        "told": run.step,
        "corners": _corners(run.plane(state.plane_axes)),
        "range": output_range(run),
        "measures": MEASURED,
        "symbols": [
            {each.name: each.symbol for each in racer.activation.parameters}
            if racer.learned
            else {}
            for racer in run.lab.racers
        ],
        "heard": memory().get(_HEARD, 0),
    }
    _part(key=_LOOK, data=_message("look", look=look), on_told_change=_told)


def _corners(on: Plane) -> list[list[float]]:
    """Standardised features at the plane's origin, its right end and its upper end."""
    return on.grid[: 1 + len(on.points[0])].tolist()


def output_range(run: Run) -> tuple[float, float]:
    """Ends of the vertical axis where the data have one feature: the targets and some margin."""
    if not run.lab.config.regression:
        return -0.1, 1.1
    targets = run.lab.split.train_targets
    low, high = float(targets.min()), float(targets.max())
    margin = 0.1 * (high - low) or 1.0
    return low - margin, high + margin


def _told() -> None:
    """The run in the browser came to rest, or the visitor chose something beside it.

    What was heard before is said again until the page shows that it was heard.
    """
    said = (told(_LOOK) or {}).get("told")
    events = said.get("events") if isinstance(said, Mapping) else None
    for event in events if isinstance(events, list) else []:
        serial = event.get("serial") if isinstance(event, Mapping) else None
        if type(serial) is int and serial > memory().get(_HEARD, 0):
            memory()[_HEARD] = serial
            _take(event)


def _take(said: Mapping[str, Any]) -> None:
    run, event = current_run(), said.get("event")
    if run is None:
        return
    if event == "left":
        notice_of_another_run()
    elif event == "rate":
        rate = said.get("rate")
        if isinstance(rate, float) or (type(rate) is int and abs(rate) < _MOST):
            update_link(TrainingState, lambda now: attempted(now, learning_rate=float(rate)))
    elif event == "racer" and said.get("racer") in range(len(run.lab.racers)):
        write_link(replace(present(TrainingState), racer=said["racer"]))
    elif event == "report" and said.get("run") == run.serial:
        try:
            run.report = read_report(said, run)
        except _UNREADABLE:
            run.report = None


def read_report(said: Mapping[str, Any], run: Run) -> Report:
    """A report as the browser sends it; an error of `_UNREADABLE` where it is none."""
    config = run.lab.config
    racers, layers = len(config.activations), len(config.hidden)
    step = int(said["step"])
    rates = tuple((int(at), float(rate)) for at, rate in said["rates"][:10_000])
    if step < 0 or not rates or not all(math.isfinite(rate) for _, rate in rates):
        raise ValueError("want steps from 0 and finite learning rates")

    def numbers(name: str, *shape: int) -> np.ndarray[Any, np.dtype[np.float64]]:
        values: Sequence[Any] = said[name]
        filled = [(np.full(shape[1:], math.nan) if value is None else value) for value in values]
        return np.array(filled, dtype=np.float64).reshape(shape)

    loss = numbers("loss", racers)
    outcome = Outcome(
        config,
        step,
        np.isnan(loss),
        loss,
        numbers("accuracy", racers),
        numbers("reached", racers),
        numbers("dead", racers, layers),
        numbers("firing", racers),
        numbers("moved", racers),
    )
    return Report(step, rates, bool(said["finished"]), outcome)
