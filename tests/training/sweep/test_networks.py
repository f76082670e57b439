"""A network of a sweep ends where the lab's own run ends, and what theory says of its start."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from actviz.training import Lab, LabConfig
from actviz.training.lab.probes import Examples, measure
from actviz.training.network.heads import make_head
from actviz.training.network.stack import BatchedNetworks
from actviz.training.sweep import Axis, SweepConfig
from actviz.training.sweep.networks import MEASURES, Chunk
from actviz.training.sweep.table import summarised

BASE = LabConfig(hidden=(6, 5), samples=100, batch_size=16)


def swept(config: SweepConfig) -> dict[str, np.ndarray]:
    """By measure a number for each network."""
    result = np.full((config.networks, len(MEASURES)), np.nan)
    for numbers in config.chunks():
        chunk = Chunk(config, numbers)
        while not chunk.finished:
            chunk.advance(37)
        result[list(numbers)] = chunk.result()
    return dict(zip(MEASURES, result.T, strict=True))


@pytest.mark.parametrize(
    ("changes", "x", "y"),
    [
        ({}, "learning_rate=0.1:3:3", "initial_scale=0.5:2:2"),
        ({"activations": ("leaky_relu", "prelu:alpha~0.25")}, "noise=0:0.2:2", "width=3:6:2"),
        ({"activations": ("rrelu",)}, "depth=1:3:3", "bias_start=-1:1:2"),
        (
            {"activations": ("tanh",), "optimiser": "momentum"},
            "momentum=0.5:0.9:2",
            "batch_size=8:32:2",
        ),
        (
            {"activations": ("gelu",), "optimiser": "adam", "dataset": "blobs"},
            "learning_rate=0.01:0.1:2",
            "initial_scale=1:2:2",
        ),
        (
            {"activations": ("maxout:k=3",), "dataset": "curve"},
            "learning_rate=0.01:0.1:2",
            "initial_scale=1:2:2",
        ),
    ],
)
def test_network_ends_where_it_ends_alone_in_the_lab(
    changes: dict[str, Any], x: str, y: str
) -> None:
    base = replace(BASE, **changes)
    config = SweepConfig(base, Axis.parse(x), Axis.parse(y), seeds=2, steps=60, chunk=5)
    found = swept(config)
    for number in range(config.networks):
        lab = Lab(config.network(number), dtype=torch.float64)
        born = lab.probe()["dead"][0]
        lab.advance(config.steps)
        widths = np.array(lab.config.hidden)
        wanted = {
            name: lab.probe()[name][0] @ widths / widths.sum()
            for name in ("dead", "asleep", "saturated")
        } | {
            "accuracy": lab.accuracy()[0],
            "loss": lab.loss()[0],
            "diverged": float(lab.diverged()[0]),
            "born_dead": born @ widths / widths.sum(),
        }
        for name, value in wanted.items():
            assert found[name][number] == pytest.approx(value, rel=1e-6, abs=1e-9, nan_ok=True)


def test_diverged_networks_have_no_numbers_and_do_not_disturb_the_others() -> None:
    base = replace(BASE, activations=("leaky_relu",), dataset="curve")
    axes = Axis.parse("learning_rate=0.01:1000:2"), Axis.parse("initial_scale=1:2:2")
    found = swept(SweepConfig(base, *axes, seeds=1, steps=40))
    assert found["diverged"].tolist() == [0, 1, 0, 1]
    for name in ("dead", "asleep", "loss"):
        assert np.isnan(found[name]).tolist() == [False, True, False, True]
    assert not np.isnan(found["born_dead"]).any()
    alone = Lab(replace(base, learning_rate=0.01), dtype=torch.float64)
    alone.advance(40)
    assert found["loss"][0] == pytest.approx(alone.loss()[0], rel=1e-6)


def test_first_death_is_the_first_power_of_two_at_which_a_living_unit_is_dead() -> None:
    axes = Axis.parse("learning_rate=3:10:2"), Axis.parse("initial_scale=1:2:2")
    config = SweepConfig(BASE, *axes, seeds=1, steps=32)
    found = swept(config)
    for number in range(config.networks):
        lab = Lab(config.network(number), dtype=torch.float64)
        start = [layer[0] for layer in lab.probe().units("dead_units")]
        first = np.nan
        for step in (1, 2, 4, 8, 16, 32):
            lab.advance(step - lab.step)
            dead = [layer[0] for layer in lab.probe().units("dead_units")]
            new = any(((now == 1) & (was == 0)).any() for now, was in zip(dead, start, strict=True))
            if new and np.isnan(first):
                first = step
        assert found["first_death"][number] == pytest.approx(first, nan_ok=True)
    assert not np.isnan(found["first_death"]).all()


def test_start_scale_changes_nothing_while_nothing_is_learned() -> None:
    # A ReLU network without biases is homogeneous: its scale turns no sign. Powers of two, so that
    # scaling itself does not round.
    configs = [replace(BASE, initial_scale=2.0**power) for power in range(-3, 4)]
    lab, head = Lab(configs[0], dtype=torch.float64), make_head("cross_entropy", 2)
    racers = [configs[0].racers[0]] * len(configs)
    stack = BatchedNetworks(configs, racers, 2, head, torch.float64)
    rates = torch.zeros_like(stack.parameters.values)
    examples = lab.train_examples
    before = stack.parameters.values.clone()
    with torch.inference_mode():
        for _ in range(5):
            stack.train(examples.features, examples.targets, rates, lab._draw)
        probe, _ = measure(stack, examples, examples)
    assert torch.equal(stack.parameters.values, before)
    for name in ("dead", "asleep", "silent"):
        assert np.all(probe[name] == probe[name][0])


@pytest.mark.parametrize(("width", "share"), [(2, 0.909), (3, 0.633), (5, 0.152), (10, 0.002)])
def test_narrow_deep_networks_of_one_input_are_born_constant(width: int, share: float) -> None:
    # Without biases a network of one input is linear on each side of 0: two points are all.
    count = 20_000
    random = torch.Generator().manual_seed(0)
    h = torch.tensor([[1.0], [-1.0]]).expand(count, 2, 1)
    for layer in range(10):
        weights = torch.randn(count, 1 if layer == 0 else width, width, generator=random)
        h = torch.relu(h @ weights)
    constant = (h == 0).flatten(1).all(1).double().mean()
    assert float(constant) == pytest.approx(share, abs=0.01)


def test_units_of_deeper_layers_are_born_silent() -> None:
    config = LabConfig(hidden=(32, 32, 32), noise=0.0)
    configs = [replace(config, seed=seed) for seed in range(150)]
    lab = Lab(config)
    racers = [config.racers[0]] * len(configs)
    stack = BatchedNetworks(configs, racers, 2, lab.head, torch.float32)
    examples = lab.train_examples
    with torch.inference_mode():
        probe, _ = measure(stack, examples, Examples(examples.features[:0], examples.targets[:0]))
    assert probe["silent"].mean(0) == pytest.approx([0, 0.077, 0.126], abs=0.02)


def test_a_stack_trains_on_one_device_alone() -> None:
    # torch's meta device computes nothing, and refuses tensors of two devices in one operation.
    base = replace(BASE, optimiser="momentum")
    configs = [replace(base, learning_rate=rate, momentum=rate) for rate in (0.1, 0.2)]
    racers = [configs[0].racers[0]] * 2
    stack = BatchedNetworks(
        configs, racers, 2, make_head("cross_entropy", 2), torch.float64, "meta"
    )
    rates = stack.spread([0.1, 0.2])
    features, targets = (torch.zeros(2, 8, n, device="meta") for n in (2, 1))
    with torch.inference_mode():
        stack.train(features.double(), targets.double(), rates, lambda *_: features)
    assert stack.parameters.values.device.type == "meta"


def test_mean_and_spread_are_numbers_where_squares_are_not() -> None:
    axes = Axis.parse("learning_rate=1:2:2"), Axis.parse("initial_scale=1:2:2")
    config = SweepConfig(BASE, *axes, seeds=3)
    numbers = np.full((config.networks, len(MEASURES)), np.nan)
    loss = MEASURES.index("loss")
    numbers[:, loss] = [1, 2, 6, 1e200, 2e200, 6e200, np.nan, 2, 6, np.nan, np.nan, np.nan]
    table = summarised(config, numbers, {})
    assert table.columns["loss"] == pytest.approx([3, 3e200, 4, np.nan], nan_ok=True)
    spread = np.std([1, 2, 6], ddof=1)
    wanted = [spread, spread * 1e200, np.std([2, 6], ddof=1), np.nan]
    assert table.columns["loss_sd"] == pytest.approx(wanted, nan_ok=True)
