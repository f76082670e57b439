"""Explore's function taken along to Compare and to the training lab."""

from dataclasses import replace

import pytest

from actviz.maths import CATALOGUE, properties
from actviz.training import Racer
from actviz.views.compare.state import CompareState
from actviz.views.explore.state import ExploreState
from actviz.views.other_pages import compare_query, training_query
from actviz.views.training.state import TrainingState

OWN = ("a*x*sigmoid(b*x)", "where(x > 0, x, 0.1*x)", "5")


def moved(state: ExploreState) -> ExploreState:
    """The state with every slider away from its default."""
    parameters = {p.name: 0.25 * p.low + 0.75 * p.high for p in state.activation.parameters}
    return replace(state, parameters=parameters, low=-3.0, high=4.0, probe=2.0)


STATES = [
    *map(ExploreState.of, CATALOGUE),
    *(ExploreState.of(e.id, form.id) for e in CATALOGUE.values() for form in e.forms),
    *map(ExploreState.of_formula, OWN),
]


def as_heard(query: dict) -> dict:
    return {name: [text] if isinstance(text, str) else text for name, text in query.items()}


@pytest.mark.parametrize("start", STATES, ids=lambda state: state.own or state.activation.id)
def test_function_arrives_as_it_is(start: ExploreState) -> None:
    state = moved(start)
    compared, messages = CompareState.read(as_heard(compare_query(state)))
    assert messages == []
    assert compared.curves[0].activation == state.activation
    assert compared.curves[0].parameters == state.parameters
    assert (compared.low, compared.high, compared.probe) == (-3.0, 4.0, 2.0)
    assert len(set(compared.names)) == len(compared.names) > 1

    query = training_query(state)
    facts = properties(state.activation, **state.parameters)
    if query is None:
        whole_line = facts.domain == (float("-inf"), float("inf")) and not facts.holes
        swapped = state.base.id == "rrelu" and state.parameters["l"] > state.parameters["u"]
        assert state.form or swapped or not whole_line
        return
    lab, messages = TrainingState.read(as_heard(query))
    assert messages == []
    racer = Racer.parse(lab.config.activations[0])
    assert racer.activation == state.activation
    assert racer.parameters == state.parameters


def test_relu_races_once() -> None:
    query = training_query(ExploreState.of("relu"))
    assert query is not None
    lab, _ = TrainingState.read(as_heard(query))
    assert lab.config.activations == ("relu",)
