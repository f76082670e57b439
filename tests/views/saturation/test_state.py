"""The Saturation page's state: rules of initialisation, sliders, and the way to the lab."""

import math

import pytest
import torch

from actviz.link import LinkReader
from actviz.maths import CATALOGUE
from actviz.training import Lab
from actviz.views.saturation.inputs import examples_of
from actviz.views.saturation.reference import reference
from actviz.views.saturation.state import EXAMPLES, INPUTS, NORMAL, RULES, SaturationState
from actviz.views.saturation.view import training_link
from actviz.views.training.state import TrainingState

START = {"depth": 20.0, "width": 64.0, "sigma_w": 1.0, "sigma_b": 0.0}


def read(**query: str) -> SaturationState:
    state, messages = SaturationState.read(query)
    assert messages == []
    return state


def test_rules_give_their_scale() -> None:
    scales = {rule: read(activation="tanh", initialisation=rule).weights for rule in RULES}
    assert scales["he"] == (math.sqrt(2), 0)
    assert scales["xavier"] == scales["lecun"] == (1, 0)
    assert scales["gain"] == (5 / 3, 0)
    leaky = read(activation="leaky_relu", alpha="0.5", initialisation="gain")
    assert leaky.weights[0] == pytest.approx(math.sqrt(2 / 1.25))
    assert read(activation="gelu", initialisation="gain").weights == (1, 0)
    assert read(sigma_w="3", sigma_b="0.5").weights == (3, 0.5)


def test_other_scales_than_a_rules_are_free_ones() -> None:
    he = read(initialisation="he")
    same = he.taken({**START, "sigma_w": math.sqrt(2), "depth": 7.0})
    assert (same.initialisation, same.depth) == ("he", 7)
    moved = he.taken({**START, "sigma_w": 2.0})
    assert (moved.initialisation, moved.weights) == ("normal", (2, 0))
    kept = read(initialisation="orthogonal").taken({**START, "sigma_w": 2.0})
    assert (kept.initialisation, kept.weights) == ("orthogonal", (2, 0))
    assert he.with_rule("normal").weights == he.weights


def test_a_parameter_named_as_a_word_of_the_link_stands_behind_p() -> None:
    state = read(activation="=depth*x + a", **{"p.depth": "0.5", "a": "0.25"}, depth="3")
    assert state.parameters == {"depth": 0.5, "a": 0.25}
    assert state.depth == 3
    assert SaturationState.read(state.to_query()) == (state, [])


def test_a_second_function_reaches_into_the_plane() -> None:
    state = read(activation="relu", **{"with": "sigmoid"})
    assert state.compared is CATALOGUE["sigmoid"]
    assert state.reach == (16, 2)
    assert SaturationState.read(state.to_query()) == (state, [])
    assert read(activation="relu").compared is None
    state, (message,) = SaturationState.read({"with": "sigmoyd"})
    assert (state.second, "sigmoid" in message) == ("", True)


def test_hostile_links_fall_back_with_a_message() -> None:
    state, messages = SaturationState.read(
        {"activation": "sigmoidd", "depth": "51", "width": "1e9", "sigma_w": "0", "seeds": "2"}
    )
    assert state == SaturationState()
    assert len(messages) == 5


def test_plane_reaches_past_the_critical_point_and_the_network() -> None:
    assert read().reach == (16, 2)
    assert read(activation="relu").reach == (4, 2)
    assert read(activation="binary_step", sigma_w="7.5", sigma_b="3").reach == (8, 3)


def test_the_lab_trains_this_very_network() -> None:
    state = read(activation="leaky_relu", alpha="0.2", depth="3", width="32", sigma_w="1.7")
    query = training_link(state)
    assert query is not None
    config, messages = TrainingState.read(query)
    assert messages == []
    lab = Lab(config.config)
    ((_, stack),) = lab.stacks
    assert config.config.hidden == (32, 32, 32)
    assert config.config.activations == ("leaky_relu:alpha=0.2",)
    # Of 1,024 normal numbers, within a tenth.
    spread = torch.cat([weight.flatten() for weight in stack.weights[1:3]]).std()
    assert float(spread) == pytest.approx(1.7 / math.sqrt(32), rel=0.1)
    data = training_link(read(depth="3", width="32", inputs="spirals"))
    assert data is not None
    assert data["dataset"] == "spirals"
    for other in ({"depth": "7"}, {"sigma_b": "0.1"}, {"initialisation": "orthogonal"}):
        assert training_link(read(**{"depth": "3"} | other)) is None


def test_the_link_is_read_by_name() -> None:
    link = LinkReader({"activation": "tanh"})
    assert SaturationState.from_link(link).activation == "tanh"


@pytest.mark.parametrize("name", [name for name in INPUTS if name != NORMAL])
def test_every_data_set_goes_into_the_networks(name: str) -> None:
    data = examples_of(read(inputs=name))
    assert data is not None
    assert data.values.shape[0] == EXAMPLES
    assert 0 < data.mean_square <= 1 + 1e-6
    assert 0 < data.labels.mean() < 1
    networks = reference(read(inputs=name, depth="2", width="8"), {}, data)["networks"]
    assert [len(networks[0][series]) for series in ("scale", "delta", "weight")] == [2, 2, 2]
    assert examples_of(read()) is None
