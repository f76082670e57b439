"""The Softmax page's link: it restores every state, and nothing in it is trusted."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actviz.views.softmax.regression.state import EXTENT, FIT_RATES, LARGEST_WEIGHT, RegressionState
from actviz.views.softmax.state import (
    HIGH_TEMPERATURE,
    KINDS,
    LARGEST,
    LOW_TEMPERATURE,
    SEED_LIMIT,
    VIEWS,
    SoftmaxState,
    clean_name,
    default_names,
)


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high).map(lambda value: value + 0.0)


@st.composite
def regressions(draw: st.DrawFn) -> RegressionState:
    iris = draw(st.booleans())
    weight = st.tuples(*[numbers(-LARGEST_WEIGHT, LARGEST_WEIGHT)] * 3)
    fewest, most = (3, 3) if iris else (2, 6)
    first = draw(st.integers(0, 3))
    return RegressionState(
        weights=tuple(draw(st.lists(weight, min_size=fewest, max_size=most))),
        at=draw(st.tuples(numbers(-EXTENT, EXTENT), numbers(-EXTENT, EXTENT))),
        iris=iris,
        features=(first, draw(st.integers(0, 3).filter(lambda other: other != first))),
        fit_rate=draw(st.sampled_from(FIT_RATES)),
    )


@st.composite
def states(draw: st.DrawFn) -> SoftmaxState:
    """Any state the page can be in."""
    logits = draw(st.lists(numbers(-LARGEST, LARGEST), min_size=2, max_size=10))
    usual = default_names(len(logits))
    names = [clean_name(draw(st.text(max_size=20))) or name for name in usual]
    last = len(logits) - 1
    temperatures = numbers(LOW_TEMPERATURE, HIGH_TEMPERATURE) | st.sampled_from([0.0, math.inf])
    return SoftmaxState(
        logits=tuple(logits),
        names=tuple(names),
        temperature=draw(temperatures),
        kind=draw(st.sampled_from(list(KINDS))),
        show=draw(st.sampled_from(list(VIEWS))),
        seed=draw(st.integers(0, SEED_LIMIT)),
        shift=draw(numbers(*SoftmaxState.limits("shift"))),
        naive=draw(st.booleans()),
        factor=draw(numbers(*SoftmaxState.limits("factor"))),
        varied=draw(st.integers(0, last)),
        difference=draw(numbers(*SoftmaxState.limits("difference"))),
        target=draw(st.integers(0, last)),
        rate=draw(numbers(*SoftmaxState.limits("rate"))),
        sweep=draw(st.sampled_from(["T", "0", "1", "2"])),
        regression=draw(regressions()),
    )


@given(states())
def test_link_restores_every_state_exactly(state: SoftmaxState) -> None:
    assert SoftmaxState.read(state.to_query()) == (state, [])


def test_default_state_is_clean_in_the_link() -> None:
    assert SoftmaxState().to_query() == {}
    assert SoftmaxState.read({}) == (SoftmaxState(), [])


def test_link_of_the_lesson() -> None:
    state, messages = SoftmaxState.read({"z": ["2", "1", "0.1"], "T": ["1"]})
    assert (state, messages) == (SoftmaxState(), [])


NAMES = (
    "z", "name", "T", "kind", "show", "seed", "shift", "naive", "factor", "varied", "h", "target",
    "rate", "sweep", "w", "at", "data", "feature", "fitrate",
)  # fmt: skip
TEXTS = st.text(max_size=30) | st.sampled_from(
    ["nan", "inf", "-inf", "1e999", "1_0", "", "3", "-2.5", "1,2,3", "1,2", "٣", "00", "1e4"]
)


@given(
    st.dictionaries(
        st.sampled_from(NAMES) | st.text(max_size=5),
        st.lists(TEXTS, max_size=12),
        max_size=6,
    )
)
def test_any_link_gives_a_state_within_the_limits(query: dict[str, list[str]]) -> None:
    state, messages = SoftmaxState.read(query)
    assert 2 <= len(state.logits) == len(state.names) <= 10
    assert all(abs(z) <= LARGEST for z in state.logits)
    assert LOW_TEMPERATURE <= state.finite_temperature <= HIGH_TEMPERATURE
    assert max(state.target, state.varied) < len(state.logits)
    assert all(name and name == clean_name(name) for name in state.names)
    again, complaints = SoftmaxState.read(state.to_query())
    assert (again, complaints) == (state, [])
    assert all(len(message) < 300 for message in messages)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"z": ["1", "two", "3"]}, ["logit 2", "two", "-10000 to 10000"]),
        ({"z": ["1", "1e999"]}, ["logit 2", "1e999"]),
        ({"z": ["1", "nan"]}, ["logit 2", "nan"]),
        ({"z": ["1"]}, ["2 to 10 logits", "got 1"]),
        ({"z": ["1"] * 11}, ["2 to 10 logits", "got 11"]),
        ({"name": ["a", "b"]}, ["3 names", "got 2"]),
        ({"T": ["0.01"]}, ["T", "from 0.05 to 20"]),
        ({"T": ["hot"]}, ["T", "hot"]),
        ({"kind": ["hardmax"]}, ["kind", "hardmax"]),
        ({"show": ["everything"]}, ["show", "everything"]),
        ({"target": ["3"]}, ["target", "0 to 2"]),
        ({"seed": ["-1"]}, ["seed", "0 to 2147483647"]),
        ({"w": ["1,2", "0,0,0", "0,0,0"]}, ["vector 1", "3 numbers"]),
        ({"w": ["0,0,0", "0,0,0"]}, ["3 weight vectors", "got 2"]),
        ({"at": ["9,9"]}, ["at", "-3.5 to 3.5"]),
        ({"feature": ["1", "1"]}, ["feature", "two different"]),
        ({"colour": ["red"]}, ["colour", "ignored"]),
        ({"name": ["a" * 17, "b", "c"]}, ["at most 16 letters", "has 17", "shown cut"]),
    ],
)
def test_wrong_link_says_what_is_wrong(query: dict[str, list[str]], words: list[str]) -> None:
    _, messages = SoftmaxState.read(query)
    assert len(messages) == 1
    for word in words:
        assert word in messages[0]


def test_a_wrong_logit_leaves_the_others() -> None:
    state, messages = SoftmaxState.read({"z": ["3", "x", "-1"], "T": ["2"], "target": ["2"]})
    assert (state.logits, state.temperature, state.target) == ((3.0, 0.0, -1.0), 2.0, 2)
    assert len(messages) == 1
