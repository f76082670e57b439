"""What the page gets of a run that PyTorch trains: weights, small enough for every tick."""

import base64
import json
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from actviz.training import Lab, LabConfig
from actviz.training.data.csv_table import read_table
from actviz.training.data.own_data import dataset_from_table
from actviz.training.lab.history import MOST_ROWS
from actviz.training.lab.inspection import flat_parameters
from actviz.training.lab.measures import MEASURES
from actviz.views.training import device, weights
from actviz.views.training.pictures import DEFINITIONS, figure
from actviz.views.training.run import Run
from actviz.views.training.state import TrainingState
from actviz.views.training.weights import weights_of

SMALL = LabConfig(hidden=(4, 6), activations=("relu", "prelu:alpha~0.25", "maxout:k=2"), samples=64)
# The first overflows from the start.
WILD = LabConfig(hidden=(8, 8), activations=("exponential", "tanh"), initial_scale=30.0)


def numbers(text: str, kind: str = "<f4") -> np.ndarray[Any, Any]:
    return np.frombuffer(base64.b64decode(text), kind)


def test_weights_are_those_of_the_lab_in_double_precision() -> None:
    run, lab = Run(SMALL), Lab(SMALL, dtype=torch.float64)
    for each in (run, lab):
        each.advance(45)
    said = weights_of(run, running=True, whole=True)
    assert json.loads(json.dumps(said, allow_nan=False))["step"] == 45
    np.testing.assert_array_equal(
        numbers(said["weights"], "<f8"), np.concatenate(flat_parameters(lab))
    )
    (part,) = said["rows"]
    assert part["steps"] == [0, 20, 40]
    rows = numbers(part["numbers"]).reshape(3, 3, 4)
    for place, name in enumerate(("loss", "test_loss")):
        assert rows[:, :, place] == pytest.approx(lab.history.series(name)[1], rel=1e-6)
    assert rows[:, :, 2:] == pytest.approx(lab.history.series("dead")[1])
    assert said["rates"] == [(0, SMALL.learning_rate)]
    assert said["diverged"] == [None] * 3


def test_history_says_what_the_weights_do_not() -> None:
    run = Run(replace(SMALL, activations=("relu",), learning_rate=3.0))
    run.advance(200)
    run.lab.set_learning_rate(0.5)
    run.advance(20)
    said = weights_of(run, running=False, whole=True)
    assert said["rates"] == [(0, 3.0), (200, 0.5)]
    died = numbers(said["died"], "<i4").reshape(1, 10)
    wanted = np.concatenate(run.lab.died_at(), axis=1)
    assert np.isfinite(wanted).any()
    assert died.tolist() == np.where(np.isnan(wanted), -1, wanted).tolist()
    first = run.lab.first_step_with(0.95)[0]
    assert said["reached"] == [None if math.isnan(first) else first]


def test_weights_of_a_racer_that_diverged_are_not_sent() -> None:
    run = Run(WILD)
    run.advance(40)
    said = weights_of(run, running=True, whole=True)
    assert said["diverged"] == [0, None]
    assert len(numbers(said["weights"], "<f8")) == len(flat_parameters(run.lab)[1]) > 0
    assert np.isnan(numbers(said["rows"][0]["numbers"]).reshape(-1, 2, 4)[-1, 0]).all()
    assert json.dumps(said, allow_nan=False)


def test_a_tick_of_sixteen_racers_is_small_however_long_the_run() -> None:
    run = Run(TrainingState.of_preset("race-16").config)
    history, probe = run.lab.history, run.lab.probe()
    sizes = []
    while len(history.rows) < MOST_ROWS - 1:
        sizes.append(len(json.dumps(weights_of(run, running=True, whole=False))))
        run.weights_due = 0.0
        history.add(len(history.rows) * history.interval, 0.0, probe)
    ours = 8 * sum(map(len, flat_parameters(run.lab)))
    # Four bytes of text hold three; besides there are the last rows of the history.
    assert max(sizes) < 4 / 3 * ours + 8_000
    assert max(sizes) < 40_000
    whole = weights_of(run, running=False, whole=True)
    assert whole["rows"][0]["steps"] == [row.step for row in history.rows]


def test_weights_of_a_large_race_do_not_fill_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(weights.time, "monotonic", lambda: now)
    run = Run(replace(SMALL, hidden=(128, 128), activations=("relu",) * 16))
    size = len(weights_of(run, running=True, whole=False)["weights"])
    assert size > 2_500_000
    now += 0.9 * size / weights._MOST_BYTES
    run.advance(1)
    assert weights_of(run, running=True, whole=False) == {"run": run.serial, "weights": None}
    # What rests, or answers to the visitor, is shown as it is.
    assert weights_of(run, running=False, whole=True)["step"] == 1
    now += 1.1 * size / weights._MOST_BYTES
    assert weights_of(run, running=True, whole=False)["step"] == 1


def test_own_data_with_one_feature_are_a_line() -> None:
    rows = "".join(f"{value},{'a' if value < 3 else 'b'}\n" for value in range(8))
    data = dataset_from_table(read_table(f"length,kind\n{rows}".encode()))
    run = Run(LabConfig(dataset="own", test_share=0.0), data)
    state = TrainingState(config=run.config)
    on = run.plane(state.plane_axes)
    assert device._corners(on) == on.grid.tolist()
    assert len(on.grid) == 2
    shares = np.sort(numbers(figure(state, run).inputs["points"]).reshape(-1, 2), axis=0)
    # A tenth of the span lies beyond each end.
    assert shares[:, 0] == pytest.approx([(1 + n / 0.7) / 12 for n in range(8)], rel=1e-6)
    assert shares[:, 1] == pytest.approx([0.1 / 1.2] * 3 + [1.1 / 1.2] * 5, rel=1e-6)


def test_table_has_every_measure_with_a_column() -> None:
    run, state = Run(SMALL), TrainingState(config=SMALL)
    titled = [measure for measure in MEASURES.values() if measure.title]
    inputs = figure(state, run).inputs
    assert [each["title"] for each in inputs["measures"]] == [each.title for each in titled]
    for measure in titled:
        assert measure.meaning in DEFINITIONS
