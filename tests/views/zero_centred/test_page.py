"""The page on zero-centred inputs without a browser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actviz.maths import CATALOGUE
from actviz.views.training.state import TrainingState
from actviz.views.zero_centred.network import config_of
from actviz.views.zero_centred.numbers import unit_of
from actviz.views.zero_centred.state import (
    BATCHES,
    MOST_STEPS,
    PARTS,
    REACH,
    UNITS,
    ZeroCentredState,
)
from actviz.views.zero_centred.view import figure
from tests.pages import open_link


@st.composite
def states(draw: st.DrawFn) -> ZeroCentredState:
    known = CATALOGUE[draw(st.sampled_from(list(CATALOGUE)))]
    within = st.floats(-REACH, REACH)
    data = draw(st.sampled_from(["outputs", "classes"]))
    return ZeroCentredState(
        activation=known,
        parameters={p.name: draw(st.floats(p.low, p.high)) + 0.0 for p in known.parameters},
        data=data,
        mu=draw(st.floats(-3, 3)),
        weights=2 if data == "classes" else draw(st.integers(2, 100)),
        batch=draw(st.sampled_from(BATCHES)),
        rate=draw(st.floats(0.01, 20)),
        w1=draw(within),
        w2=draw(within),
        steps=draw(st.integers(0, MOST_STEPS)),
        part=draw(st.sampled_from(list(PARTS))),
        network_units=draw(st.sampled_from(UNITS)),
        network_batch=draw(st.sampled_from(BATCHES)),
        network_rate=draw(st.floats(0.01, 5)),
        network_seed=draw(st.integers(0, 999_999)),
    )


@given(states())
def test_link_restores_every_state_exactly(state: ZeroCentredState) -> None:
    assert ZeroCentredState.read(state.to_query()) == (state, [])


def test_default_is_clean_in_the_link() -> None:
    assert ZeroCentredState().to_query() == {}
    assert ZeroCentredState.read({}) == (ZeroCentredState(), [])


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"activation": "sigmoyd"}, ["sigmoyd", "The page shows sigmoid"]),
        ({"batch": "3"}, ["batch", "choose one of 1, 2, 4, 8, 32, 256"]),
        ({"rate": "0"}, ["rate", "from 0.01 to 20"]),
        ({"steps": "1.5"}, ["steps", "whole number from 0 to 200"]),
        ({"alpha": "1"}, ["alpha", "ignored"]),
    ],
)
def test_what_is_wrong_is_said(query: dict[str, str], words: list[str]) -> None:
    state, (message,) = ZeroCentredState.read(query)
    assert state == ZeroCentredState()
    assert all(word in message for word in words)


def test_inputs_rates_and_counts_are_chosen() -> None:
    app = open_link("zero-centred", activation="sigmoid", weights="2", batch="1")
    text = app.markdown[0].value
    assert "**100.0%** of 20,000 gradients of one example" in text
    assert "**82.5%**" in text
    assert "**12.53** predicted" in text
    rates = app.button_group[3]
    assert rates.label == "Set η to"
    rates.set_value(1.8).run()
    larger = unit_of(ZeroCentredState()).eigenvalues[1]
    assert float(app.query_params["rate"]) == pytest.approx(1.8 / larger, rel=1e-3)
    assert app.button_group[3].value == 1.8
    app.selectbox[0].set_value("tanh").run()
    assert app.query_params["activation"] == "tanh"
    assert "**1** predicted" in app.markdown[0].value
    app.button_group[1].set_value("classes").run()
    assert app.query_params == {"activation": "tanh", "data": "classes", "rate": "1.5"}
    assert not app.selectbox
    assert "predicted" not in app.markdown[0].value
    assert not app.exception


@pytest.mark.parametrize("identifier", CATALOGUE)
def test_every_function_has_a_picture(identifier: str) -> None:
    for mu in (0.0, -3.0):
        state = ZeroCentredState().with_activation(identifier).changed(mu=mu, rate=20.0)
        assert figure(state).alt.startswith(f"{CATALOGUE[identifier].name}: rings")


def test_the_lab_trains_the_same_networks() -> None:
    app = open_link("zero-centred", part="network", network_units="2", network_seed="5")
    assert not app.exception
    app.button_group[2].set_value(1).run()
    assert app.query_params["network_batch"] == "1"
    state, messages = ZeroCentredState.read(app.query_params)
    assert messages == []
    config = config_of(state)
    query = TrainingState(config=config).to_query()
    assert TrainingState.read(query) == (TrainingState(config=config), [])
    assert (config.hidden, config.batch_size, config.seed) == ((2, 32), 1, 5)
