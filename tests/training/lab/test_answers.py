"""The line that answers a preset's question, against numbers taken from the run another way."""

from dataclasses import replace

import numpy as np
import pytest

from actviz.training import PRESETS, Lab, LabConfig
from actviz.training.lab.answers import answer_of


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_is_answered_from_its_run(preset: str) -> None:
    lab = Lab(PRESETS[preset].config)
    lab.advance(40)
    answer = answer_of(preset, lab)
    assert "nan" not in answer
    assert answer.endswith(".")
    # The question is about racers: each is in the answer, or its numbers are.
    assert any(letter.isdigit() for letter in answer)


def test_units_that_still_learn_are_counted_one_by_one() -> None:
    lab = Lab(PRESETS["dying-relu"].config)
    lab.advance(300)
    dead = sum(int(np.isfinite(layer[0]).sum()) for layer in lab.died_at())
    assert dead > 0
    assert answer_of("dying-relu", lab) == (
        f"After 300 steps {64 - dead} of 64 units still learn; {dead} are dead."
    )


def test_linear_networks_never_bend_and_nothing_moves_at_a_rate_of_nearly_nothing() -> None:
    preset = PRESETS["sigmoid-stall"]
    lab = Lab(replace(preset.config, learning_rate=1e-7))
    lab.advance(20)
    answer = answer_of("sigmoid-stall", lab)
    assert answer.count(": 0 %") == 3


def test_a_racer_that_diverged_is_called_so() -> None:
    lab = Lab(LabConfig(activations=("relu", "cube"), hidden=(32, 32), learning_rate=100.0))
    lab.advance(60)
    assert lab.diverged().any()
    assert "Cube: diverged" in answer_of("leaky-rescue", lab)
