"""The Explore page's link: it restores every state, and nothing in it is trusted."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actviz.link import number_text, parse_number
from actviz.maths import CATALOGUE
from actviz.ui.view_state import LIMIT
from actviz.views.explore.state import DEFAULT_ACTIVATION, TABS, ExploreState

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def states(draw: st.DrawFn) -> ExploreState:
    """Any state the page can be in."""
    base = draw(st.sampled_from(list(CATALOGUE.values())))
    form = draw(st.sampled_from(["", *(form.id for form in base.forms)]))
    activation = ExploreState.of(base.id, form).activation
    low = draw(st.floats(-LIMIT, LIMIT - 1))
    high = draw(st.floats(low + 1, LIMIT))
    return ExploreState(
        base=base,
        form=form,
        parameters={p.name: draw(st.floats(p.low, p.high)) for p in activation.parameters},
        low=low,
        high=high,
        probe=draw(st.floats(low, high)),
        derivative=draw(st.booleans()),
        saturation=draw(st.booleans()),
        tab=draw(st.sampled_from(list(TABS))),
    )


@given(states())
def test_link_restores_every_state_exactly(state: ExploreState) -> None:
    assert ExploreState.read(state.to_query()) == (state, [])


@pytest.mark.parametrize("identifier", CATALOGUE)
def test_default_state_is_clean_in_the_link(identifier: str) -> None:
    expected = {} if identifier == DEFAULT_ACTIVATION else {"activation": identifier}
    assert ExploreState.of(identifier).to_query() == expected


@given(
    st.dictionaries(
        st.sampled_from(["activation", "k", "L", "x0", "from", "to", "probe", "form", "derivative"])
        | st.text(max_size=5),
        st.text(max_size=50)
        | FINITE.map(str)
        | st.sampled_from(["nan", "inf", "1e999", "1_0", ""]),
        max_size=6,
    )
)
def test_any_link_gives_a_state_within_the_limits(query: dict[str, str]) -> None:
    state, messages = ExploreState.read(query)
    for parameter in state.activation.parameters:
        assert parameter.low <= state.parameters[parameter.name] <= parameter.high
    assert -LIMIT <= state.low < state.high <= LIMIT
    assert state.low <= state.probe <= state.high
    again, _ = ExploreState.read(state.to_query())
    assert again == state
    assert all(isinstance(message, str) and len(message) < 300 for message in messages)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"activation": "swich"}, ["swich", "did you mean", "swish"]),
        ({"k": "steep"}, ["k", "steep", "from -5 to 5"]),
        ({"k": "nan"}, ["nan"]),
        ({"k": "1e999"}, ["1e999"]),
        ({"from": "5", "to": "-5"}, ["from", "less than"]),
        ({"probe": "7"}, ["probe", "from -6 to 6"]),
        ({"derivative": "maybe"}, ["derivative", "maybe"]),
        ({"colour": "red"}, ["colour", "ignored"]),
    ],
)
def test_wrong_link_says_what_is_wrong(query: dict[str, str], words: list[str]) -> None:
    _, messages = ExploreState.read(query)
    assert len(messages) == 1
    for word in words:
        assert word in messages[0]


def test_a_wrong_parameter_leaves_the_others() -> None:
    state, messages = ExploreState.read({"k": "2.5", "L": "many", "probe": "-2"})
    assert (state.parameters["k"], state.parameters["L"], state.probe) == (2.5, 1.0, -2.0)
    assert len(messages) == 1


@given(FINITE)
def test_numbers_survive_the_link(value: float) -> None:
    parsed = parse_number(number_text(value))
    assert parsed is not None
    assert parsed == value


@pytest.mark.parametrize(
    "text", ["", "nan", "inf", "-Infinity", "1e999", "1_000", "٣", "0x1", "1 2"]
)
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


def test_parsed_numbers_are_finite() -> None:
    assert math.isfinite(parse_number("1e308") or math.nan)
