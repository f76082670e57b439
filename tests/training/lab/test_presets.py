"""Each preset shows what its sentence asks about, at the definitions' own measure."""

import functools
from dataclasses import replace

import numpy as np
import pytest
import torch

from actviz.training import PRESETS, Lab, LabConfig, Probe

SEEDS = range(5)
each_seed = pytest.mark.parametrize("seed", SEEDS)


@functools.cache
def run(name: str, seed: int = 0) -> tuple[Lab, Probe]:
    """A preset run to its end as the page runs it, and what was measured before its first step."""
    preset = PRESETS[name]
    lab = Lab(replace(preset.config, seed=seed), dtype=torch.float64)
    start = lab.probe()
    lab.advance(preset.steps)
    return lab, start


@pytest.mark.parametrize("name", PRESETS)
def test_preset_asks_and_links(name: str) -> None:
    preset = PRESETS[name]
    assert preset.id == name
    assert preset.question.endswith("?")
    assert LabConfig.read(preset.config.to_query()) == (preset.config, [])


def test_dying_relu_kills_from_a_quarter_to_most_of_the_units() -> None:
    """Of the 64 units 55 in the preset, and 18 to 32 from four other starts."""
    dead = [run("dying-relu", seed)[0].dead_fraction().mean() for seed in SEEDS]
    assert min(dead) >= 0.2
    assert np.mean(dead) >= 0.4
    assert dead[0] >= 0.4


@each_seed
def test_leaky_rescue_keeps_the_others_alive(seed: int) -> None:
    lab, _ = run("leaky-rescue", seed)
    dead = lab.dead_fraction().mean(axis=1)
    assert dead[0] >= 0.25
    assert dead[1:].tolist() == [0.0, 0.0]
    assert lab.can_die().tolist() == [True, False, False]
    assert np.all(lab.accuracy()[1:] > 0.95)


@each_seed
def test_sigmoid_stalls_where_the_others_learn(seed: int) -> None:
    lab, start = run("sigmoid-stall", seed)
    sigmoid, tanh, relu = lab.accuracy()
    assert sigmoid < 0.6
    assert min(tanh, relu) > 0.95
    first_layer = start["gradient_norm"][:, 0]
    assert first_layer[0] < 0.01 * first_layer[1:].min()


@each_seed
def test_big_init_is_saturated_from_the_start(seed: int) -> None:
    lab = Lab(replace(PRESETS["big-init"].config, seed=seed))
    assert np.all(lab.probe()["saturated"][:2].mean(axis=1) > 0.5)


@each_seed
def test_relu_is_faster(seed: int) -> None:
    lab, _ = run("relu-is-faster", seed)
    relu, tanh, sigmoid = lab.first_step_with(0.95)
    assert relu < tanh < sigmoid
    assert sigmoid > 5 * relu


@each_seed
def test_depth_without_a_curve_stays_a_line(seed: int) -> None:
    lab, _ = run("linear-collapse", seed)
    linear, relu = lab.accuracy()
    # No line separates a ring from what is inside it.
    assert linear < 0.7
    assert relu > 0.95


@each_seed
def test_half_of_the_units_are_active_at_start(seed: int) -> None:
    units = Lab(replace(PRESETS["sparse"].config, seed=seed)).probe().units("firing")
    relu, softplus = (np.mean([layer[racer].mean() for layer in units]) for racer in range(2))
    assert 0.4 < relu < 0.6
    assert softplus == 1.0


def test_sixteen_race_from_the_same_start() -> None:
    lab = Lab(PRESETS["race-16"].config)
    assert len(lab.racers) == 16
    lab.advance(600)
    accuracy = lab.accuracy()
    assert not lab.diverged().any()
    assert np.nanmax(accuracy) - np.nanmin(accuracy) > 0.2


def test_dead_units_by_learning_rate_over_ten_seeds() -> None:
    dead = {}
    for rate in (0.1, 3.0):
        fractions = []
        for seed in range(10):
            config = LabConfig(
                hidden=(32, 32), learning_rate=rate, seed=seed, activations=("relu", "leaky_relu")
            )
            lab = Lab(config)
            lab.advance(1500)
            fractions.append(lab.dead_fraction().mean(axis=1))
        dead[rate] = np.mean(fractions, axis=0)
    assert dead[3.0][0] >= 0.30
    assert dead[0.1][0] < 0.12
    assert dead[3.0][1] == dead[0.1][1] == 0.0
