"""The training lab's link: it holds the whole run, and whatever else it holds does no harm."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actviz.training import PRESETS, Dataset, Lab, LabConfig
from actviz.training.data.input_features import FEATURES
from actviz.training.data.own_points import START
from actviz.training.data.registry import DATASETS
from actviz.training.lab.inspection import weights
from actviz.training.network.initialisation import INITIALISATIONS
from actviz.training.network.optimisers import OPTIMISERS
from actviz.views.training.state import SPEEDS, TrainingState, pass_size, too_large

RACERS = ("relu", "leaky_relu:alpha=0.1", "prelu:alpha~0.25", "maxout:k=3", "tanh", "rrelu")

configs = st.builds(
    LabConfig,
    dataset=st.sampled_from((*DATASETS, "own")),
    formula=st.sampled_from(("sin(x)", "x^2 - 1", "2")),
    points=st.sampled_from((START, START[1:])),
    samples=st.integers(16, 600),
    noise=st.floats(0, 1),
    test_share=st.floats(0, 0.9),
    hidden=st.lists(st.integers(1, 32), min_size=1, max_size=6).map(tuple),
    activations=st.lists(st.sampled_from(RACERS), min_size=1, max_size=16).map(tuple),
    learned_per=st.sampled_from(("layer", "unit")),
    optimiser=st.sampled_from(tuple(OPTIMISERS)),
    momentum=st.floats(0, 0.999),
    learning_rate=st.floats(1e-7, 1e3),
    batch_size=st.integers(1, 600),
    initialisation=st.sampled_from(tuple(INITIALISATIONS)),
    initial_scale=st.floats(0, 100),
    bias_start=st.floats(-100, 100),
    seed=st.integers(0, 2**32 - 1),
)


planar = st.builds(
    LabConfig,
    dataset=st.sampled_from(("moons", "formula_side", "points", "own")),
    features=st.sets(st.sampled_from(tuple(FEATURES)), min_size=1).map(
        lambda some: tuple(name for name in FEATURES if name in some)
    ),
)


@st.composite
def states(draw: st.DrawFn) -> TrainingState:
    config = draw(configs | planar)
    return TrainingState(
        config=config,
        preset=draw(st.sampled_from(("", *PRESETS))),
        start=draw(st.booleans()),
        speed=draw(st.sampled_from(tuple(SPEEDS))),
        stop=draw(st.integers(0, 1_000_000)),
        racer=draw(st.integers(0, len(config.activations) - 1)),
        layer=draw(st.integers(0, len(config.hidden) - 1)),
        axes=draw(st.sampled_from(("", "principal", "0-1", "3-12"))),
    )


@given(states())
def test_link_restores_every_state(state: TrainingState) -> None:
    assert TrainingState.read(state.to_query()) == (state, [])


def test_default_state_has_a_clean_link() -> None:
    assert TrainingState().to_query() == {}
    assert TrainingState.read({}) == (TrainingState(), [])


@pytest.mark.parametrize("identifier", PRESETS)
def test_preset_is_its_own_link(identifier: str) -> None:
    state, messages = TrainingState.read({"preset": identifier})
    assert not messages
    assert state.config == PRESETS[identifier].config
    assert state.stop == PRESETS[identifier].steps
    assert state.to_query() == {"preset": identifier}


def test_a_preset_can_be_changed_back_to_the_common_default() -> None:
    state = TrainingState.of_preset("dying-relu")
    tame = replace(state, config=replace(state.config, learning_rate=0.1, hidden=(8, 8)))
    assert tame.to_query() == {"preset": "dying-relu", "learning_rate": "0.1", "hidden": "8-8"}
    assert TrainingState.read(tame.to_query()) == (tame, [])


names = st.sampled_from((*LabConfig().__dataclass_fields__, "preset", "axes", "stop", "racer"))


@given(st.dictionaries(st.one_of(names, st.text(max_size=12)), st.text(max_size=60), max_size=8))
def test_any_link_gives_a_state(query: dict[str, str]) -> None:
    state, messages = TrainingState.read(query)
    assert all(isinstance(message, str) for message in messages)
    assert TrainingState.read(state.to_query()) == (state, [])


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ({"preset": "dying"}, "dying-relu"),
        ({"activations": "rulu"}, "relu"),
        ({"learning_rate": "-1"}, "learning_rate"),
        ({"axes": "2-2"}, "axes"),
        ({"layer": "2"}, "layer"),
        ({"speed": "fast"}, "speed"),
        ({"colour": "red"}, "colour"),
        ({"samples": "20000", "hidden": "128-128-128-128-128-128"}, "too large"),
    ],
)
def test_what_is_wrong_is_said(query: dict[str, str], word: str) -> None:
    state, messages = TrainingState.read(query)
    assert len(messages) == 1
    assert word in messages[0]
    assert state.config.samples == 512


@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("racers", [("relu",), ("tanh", "maxout:k=3", "relu")])
def test_pass_counts_every_weight_for_every_example(dataset: str, racers: tuple[str, ...]) -> None:
    config = LabConfig(dataset=dataset, activations=racers, hidden=(5, 3))
    lab = Lab(config)
    data = lab.dataset
    counted = sum(weight.size for racer in range(len(racers)) for weight, _ in weights(lab, racer))
    size = pass_size(config, len(data.features), len(data.feature_names), len(data.class_names))
    assert size == len(data.features) * counted


def test_pass_counts_the_input_features() -> None:
    config = LabConfig(features=("x1", "x2", "sin_x1"), hidden=(5,))
    assert pass_size(config, 100, 2, 2) == 100 * (3 * 5 + 5)


def test_own_data_are_asked_their_size() -> None:
    wide = LabConfig(dataset="own", hidden=(128,) * 6)
    examples = np.zeros((20_000, 30))
    own = Dataset("own", examples, np.arange(20_000) % 2, tuple(map(str, range(30))), ("a", "b"))
    reason = too_large(wide, own)
    assert "1,717,760,000 multiplications" in reason
    assert "fewer features, racers or units" in reason
    # The config's own number of examples says nothing about them.
    few = replace(own, features=examples[:500], targets=own.targets[:500])
    assert too_large(replace(wide, samples=20_000), few) == ""


def test_another_run_keeps_the_look_where_it_can() -> None:
    state = TrainingState(
        config=LabConfig(activations=("relu", "tanh"), hidden=(4, 4, 4)),
        racer=1,
        layer=2,
        axes="0-1",
    )
    changed = state.with_config(replace(state.config, activations=("relu",), hidden=(4, 4)))
    assert (changed.racer, changed.layer, changed.axes) == (0, 1, "0-1")
    assert state.with_config(replace(state.config, dataset="wine")).axes == ""
