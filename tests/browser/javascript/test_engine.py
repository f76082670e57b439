"""The browser's engine, run in Chromium, ends where PyTorch ends in double precision."""

import functools
import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from playwright.sync_api import Page

from actviz.maths import CATALOGUE
from actviz.training import Lab, LabConfig, Racer
from actviz.training.counter import shuffled, uniform
from actviz.training.data.input_features import FEATURES
from actviz.training.lab.inspection import (
    flat_parameters,
)
from actviz.training.lab.measures import MEASURES, Per
from actviz.training.network.heads import LOSSES
from actviz.training.network.optimisers import OPTIMISERS
from tests.browser.engine import in_browser
from tests.training.test_browser_run import in_javascript

Array = NDArray[np.float64]

STEPS = 200
# Rates at which rounding is not blown up: what is compared is the engines, not chaos.
SMALL = LabConfig(samples=60, hidden=(5, 4), batch_size=10, learning_rate=0.02)

# For each racer its parameters, its probe, and the step by which it diverged.
TRAIN = """
  const run = load();
  run.advance(given);
  const probes = run.probe();
  return JSON.stringify(header.racers.map((_, racer) => ({
    parameters: run.parameters(racer),
    probe: probes[racer],
    divergedAt: run.divergedAt[racer],
  })), plain);
"""


def activations_of(lab: Lab, racer: int) -> list[Array]:
    """Outputs of each hidden layer's units on the training examples."""
    ((place, stack),) = [(p.index(racer), stack) for p, stack in lab.stacks if racer in p]
    with torch.inference_mode():
        passed = stack.forward(lab.train_examples.features).passed
    return [layer.output[place].numpy() for layer in passed]


def assert_same(lab: Lab, racer: int, found: dict[str, Any]) -> None:
    """Weights to 1e-9 relative, dead units to the unit, and the rest of the probe."""
    probe = found["probe"]
    assert probe is not None
    expected = flat_parameters(lab)[racer]
    # A weight that cancels to nearly nothing keeps the rounding of numbers near 1.
    np.testing.assert_allclose(found["parameters"], expected, rtol=1e-9, atol=1e-12)
    theirs = lab.probe()
    for layer, units in enumerate(theirs.units("dead_units")):
        assert probe["deadUnits"][layer] == units[racer].tolist()
    for name, measure in MEASURES.items():
        found_here = probe[in_javascript(name)]
        if measure.per is Per.UNIT:
            found_here = list(itertools.chain.from_iterable(found_here))
            wanted = np.concatenate([units[racer] for units in theirs.units(name)])
        else:
            wanted = theirs[name][racer]
        numbers = np.array(found_here, dtype=np.float64)
        np.testing.assert_allclose(numbers, wanted, rtol=1e-8, atol=1e-12, err_msg=name)
    for layer, output in enumerate(activations_of(lab, racer)):
        assert probe["mean"][layer] == pytest.approx(output.mean(), rel=1e-8, abs=1e-12)
        assert probe["variance"][layer] == pytest.approx(output.var(), rel=1e-8, abs=1e-12)


def can_race(text: str) -> bool:
    try:
        Racer.parse(text)
    except ValueError:
        return False
    return True


def all_learned(identifier: str) -> str:
    """A racer that learns every parameter of an entry."""
    activation = CATALOGUE[identifier]
    return identifier + ":" + ",".join(f"{p.name}~{p.default}" for p in activation.parameters)


# They grow faster than the square, and from the common start they would overflow.
STEEP = ("symexp", "cube", "ncu")
FIXED = (
    *(name for name in CATALOGUE if can_race(name) and name not in STEEP),
    "maxout:k=2",
    "maxout:k=3",
    "=max(x, 0)^2/(1 + abs(x))",
)
LEARNED = tuple(
    filter(can_race, (all_learned(name) for name in CATALOGUE if CATALOGUE[name].parameters))
)


@pytest.fixture(scope="module")
def race(blank: Page) -> Callable[[LabConfig], tuple[Lab, list[dict[str, Any]]]]:
    """Return a function that trains a config in both engines, once."""

    @functools.cache
    def race(config: LabConfig) -> tuple[Lab, list[dict[str, Any]]]:
        lab = Lab(config, dtype=torch.float64)
        lab.advance(STEPS)
        return lab, in_browser(blank, config, TRAIN, STEPS)

    return race


def full_races(racers: tuple[str, ...], base: LabConfig) -> dict[str, tuple[LabConfig, int]]:
    """For each racer a race of sixteen that it is in, and its place there."""
    groups = [racers[first : first + 16] for first in range(0, len(racers), 16)]
    return {
        text: (replace(base, activations=group), place)
        for group in groups
        for place, text in enumerate(group)
    }


CASES = {
    **full_races(FIXED, SMALL),
    **full_races(STEEP, replace(SMALL, initial_scale=0.5, learning_rate=0.002)),
    **full_races(LEARNED, replace(SMALL, learned_per="unit", dataset="blobs")),
}


@pytest.mark.parametrize("text", CASES)
def test_every_racer_ends_where_pytorch_ends(race: Any, text: str) -> None:
    config, place = CASES[text]
    lab, found = race(config)
    assert_same(lab, place, found[place])


MIXED = ("relu", "tanh", "rrelu", "prelu:alpha~0.25", "swish:beta~1.0", "maxout:k=3")
METHODS = {
    **{name: {"optimiser": name} for name in OPTIMISERS},
    **{name: {"loss": name} for name in LOSSES},
    "three classes": {"dataset": "blobs"},
    "three classes, squared error": {"dataset": "blobs", "loss": "squared_error"},
    "curve": {"dataset": "curve"},
    "real data": {"dataset": "wine", "test_share": 0.0},
    "input features": {"features": tuple(FEATURES)},
    "side of a curve": {"dataset": "formula_side", "formula": "x^2 - 1", "features": ("sin_x1",)},
    "own points": {"dataset": "points", "features": ("x1_squared", "x1_x2")},
    "xavier": {"initialisation": "xavier", "bias_start": 0.1},
    "lecun": {"initialisation": "lecun"},
    "normal": {"initialisation": "normal", "initial_scale": 0.5},
    "zero": {"initialisation": "zero", "bias_start": 0.5},
    "l1": {"l1": 0.01},
    "l2": {"l2": 0.05},
    "both, adam": {"l1": 0.01, "l2": 0.05, "optimiser": "adam"},
    "for each layer": {"learned_per": "layer", "hidden": (3, 7, 2)},
    "for each unit": {"learned_per": "unit", "hidden": (7, 1)},
    "batches beyond one part": {"samples": 400, "batch_size": 300},
    "a batch of one": {"batch_size": 1},
}


@pytest.mark.parametrize("method", METHODS)
def test_every_method_ends_where_pytorch_ends(race: Any, method: str) -> None:
    changes: dict[str, Any] = METHODS[method]
    lab, found = race(replace(SMALL, activations=MIXED, **changes))
    for place in range(len(MIXED)):
        assert_same(lab, place, found[place])


def test_both_draw_the_same_numbers(blank: Page) -> None:
    places = [(0, 1, 0), (1, 2, 3), (2**32 - 1, 7, 123_456_789)]
    program = """
      const { shuffle, uniform } = await import(assets + "/engine/random.js");
      return JSON.stringify(given.map(([seed, stream, step]) => {
        const numbers = new Float64Array(300);
        uniform(seed, stream, step, 0, 100, numbers);
        uniform(seed, stream, step, 100, 200, numbers.subarray(100));
        const order = new Int32Array(20_000);
        shuffle(seed, step, order);
        return { numbers, order };
      }), plain);
    """
    found = in_browser(blank, SMALL, program, places)
    for (seed, stream, step), result in zip(places, found, strict=True):
        assert result["numbers"] == uniform(seed, stream, step, 300).tolist()
        assert result["order"] == shuffled(seed, step, 20_000).tolist()


def test_racer_that_diverges_stops_and_disturbs_nobody(blank: Page) -> None:
    racers = ("relu", "squared_relu", "leaky_relu")
    config = replace(SMALL, hidden=(16, 16), learning_rate=2.0, activations=racers)
    lab = Lab(config, dtype=torch.float64)
    lab.advance(STEPS)
    found = in_browser(blank, config, TRAIN, STEPS)
    assert [racer["divergedAt"] for racer in found] == [None, lab.diverged_at[1], None]
    assert found[1]["probe"] is None
    alone = in_browser(blank, replace(config, activations=("relu",)), TRAIN, STEPS)
    assert found[0] == alone[0]


WHOLE = replace(
    SMALL, activations=MIXED, optimiser="adam", samples=70, batch_size=16, learned_per="unit"
)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_any_step_is_computed_again_from_any_other_to_the_last_bit(
    blank: Page, optimiser: str
) -> None:
    program = """
      const straight = load();
      straight.advance(137);
      const kept = straight.snapshot();
      straight.advance(given - 137);
      const there = straight.snapshot();
      straight.restore(kept);
      straight.advance(given - 137);
      const sliced = load();
      let slices = 0;
      while (sliced.step < given) {
        sliced.work(given, -1, () => 0, 1 + (slices % 5));
        slices += 1;
      }
      const probed = load();
      while (probed.step < given) {
        probed.probe();
        probed.outputs(0, new Float64Array(2 * 300));
        probed.advance(1);
      }
      return JSON.stringify({
        slices,
        ends: [there, straight.snapshot(), sliced.snapshot(), probed.snapshot()],
      }, plain);
    """
    found = in_browser(blank, replace(WHOLE, optimiser=optimiser), program, STEPS)
    assert found["slices"] > 2 * STEPS
    first, *others = found["ends"]
    assert first[0] == STEPS
    assert all(end == first for end in others)


def test_learning_rate_applies_from_the_next_step_and_is_remembered(blank: Page) -> None:
    program = """
      const run = load();
      const rows = () => run.history.rows.map((row) => row.step);
      run.advance(40);
      const kept = run.snapshot();
      run.advance(10);
      run.setRate(0.1);
      run.advance(given - 50);
      const end = run.snapshot();
      run.restore(kept);
      run.advance(given - 40);
      const again = run.snapshot();
      run.restore(kept);
      const gone = run.setRate(0.5);
      const left = rows();
      const none = run.setRate(0.5);
      run.advance(60);
      return JSON.stringify({ end, again, left, none, gone, rates: run.rates,
        parameters: run.parameters(0), rows: rows() }, plain);
    """
    found = in_browser(blank, replace(SMALL, activations=("relu",)), program, STEPS)
    assert found["end"] == found["again"]
    assert found["left"] == [0, 20, 40]
    assert (found["gone"]["from"], found["gone"]["rate"]) == (40, 0.02)
    assert found["gone"]["lines"]["steps"] == list(range(40, STEPS + 1, 20))
    assert found["none"] is None
    assert found["rates"] == [[0, 0.02], [40, 0.5]]
    assert found["rows"] == [0, 20, 40, 60, 80, 100]
    lab = Lab(replace(SMALL, activations=("relu",)), dtype=torch.float64)
    lab.advance(40)
    lab.set_learning_rate(0.5)
    lab.advance(60)
    np.testing.assert_allclose(found["parameters"], flat_parameters(lab)[0], rtol=1e-9)
