"""What the page gets of a run that PyTorch trains: its weights, and what they do not say.

The browser makes pictures and probes from them as from its own, see `assets/engine/told.js`. Arrays
travel as base64 of little-endian numbers.
"""

from __future__ import annotations

import base64
import math
import time
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from actviz.training.lab.answers import REACHED
from actviz.training.lab.history import Row
from actviz.training.lab.inspection import flat_parameters
from actviz.views.training.run import Run

# Rows of the history in a message of a run that goes on: the page has those before, but for what it
# missed, which comes when the run rests.
_LAST_ROWS = 6
# Weights of a large race fill the line: so much of them a second.
_MOST_BYTES = 4_000_000


def weights_of(run: Run, running: bool, whole: bool) -> dict[str, Any]:
    """The run as it stands, with all its history if it is to be `whole`.

    step, seconds, running  how far it is, and how long it has trained
    rates     [step, learning rate] from which step on which
    diverged  by racer the step by which it had diverged, or None
    reached   by racer the first step with 95 % training accuracy, or None
    rows      parts of the history: steps, and for each of them and each racer loss, loss on the
              test set and dead share of each hidden layer, float32
    interval  steps between rows
    died      by racer and unit the row's step by which it was dead, or -1, int32
    weights   of the racers that have not diverged, as `flat_parameters` has them, float64; None of
              a large race that sent some a moment ago
    """
    lab, now = run.lab, time.monotonic()
    if not whole and now < run.weights_due:
        return {"run": run.serial, "weights": None}
    weights = _packed(np.concatenate([np.empty(0), *flat_parameters(lab)]), "<f8")
    run.weights_due = now + len(weights) / _MOST_BYTES
    history = lab.history
    first = lab.first_step_with(REACHED).tolist()
    return {
        "run": run.serial,
        "step": lab.step,
        "seconds": lab.seconds,
        "running": running,
        "rates": [(0, lab.start_rate), *(each for each in history.rates if each[0] > 0)],
        "diverged": [lab.diverged_at.get(racer) for racer in range(len(lab.racers))],
        "reached": [None if math.isnan(step) else int(step) for step in first],
        "rows": [_rows(history.rows if whole else history.rows[-_LAST_ROWS:])],
        "interval": history.interval,
        "died": _packed(np.nan_to_num(np.concatenate(history.died_at, axis=1), nan=-1), "<i4"),
        "weights": weights,
    }


def _rows(rows: list[Row]) -> dict[str, Any]:
    numbers = [
        np.column_stack([row["loss"], row["test_loss"], row["dead"]]).astype("<f4") for row in rows
    ]
    return {"steps": [row.step for row in rows], "numbers": _packed(np.stack(numbers), "<f4")}


def _packed(values: ArrayLike, kind: str) -> str:
    return base64.b64encode(np.ascontiguousarray(values, dtype=kind).tobytes()).decode("ascii")
