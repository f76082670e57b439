"""The check against PyTorch: the same run in double precision, within its time."""

import json
from dataclasses import replace

import numpy as np
import pytest
import torch

from actviz.training import Lab, LabConfig
from actviz.training.lab.inspection import flat_parameters
from actviz.views.training import check as module
from actviz.views.training.check import Check

SMALL = LabConfig(hidden=(4, 3), activations=("relu", "prelu"), samples=64)
RATES = ((0, 0.5), (7, 0.01))


def checked(config: LabConfig = SMALL, goal: int = 12) -> Check:
    made = Check(1, config, None, goal, RATES)
    while not made.over():
        made.slice(0.01)
    return made


def test_repeats_the_run_with_its_rates_in_double_precision() -> None:
    made = checked()
    lab = Lab(replace(SMALL, learning_rate=0.5), dtype=torch.float64)
    lab.advance(7)
    lab.set_learning_rate(0.01)
    lab.advance(5)
    assert made.lab.step == 12
    head, _, block = made.to_bytes().partition(b"\n")
    said = json.loads(head)
    assert (said["step"], said["rates"]) == (12, [[0, 0.5], [7, 0.01]])
    wanted = flat_parameters(lab)
    assert [racer["weights"] for racer in said["racers"]] == [len(each) for each in wanted]
    np.testing.assert_array_equal(np.frombuffer(block), np.concatenate(wanted))
    assert [racer["loss"] for racer in said["racers"]] == lab.loss().tolist()
    assert [racer["dead"] for racer in said["racers"]] == lab.dead_fraction().tolist()


def test_ends_with_its_time_but_not_before_the_first_update(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST_SECONDS", 0.0)
    made = Check(1, SMALL, None, 1000, RATES)
    assert not made.over()
    made.slice(0.01)
    assert 0 < made.lab.step < 1000
    assert made.over()


def test_racer_that_diverged_has_no_numbers() -> None:
    wild = LabConfig(
        activations=("identity", "relu"), hidden=(4, 4), samples=64, loss="squared_error"
    )
    made = Check(1, wild, None, 60, ((0, 1000.0),))
    made.advance(60)
    said = json.loads(made.to_bytes().partition(b"\n")[0])
    assert made.lab.diverged()[0]
    assert said["racers"][0] == {"weights": 0, "loss": None, "dead": None}
