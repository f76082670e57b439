"""States that read and write themselves: the ReLU family's and Maxout's."""

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actviz.link import LinkState, PageState
from actviz.training.experiments.active_units import INPUT_KINDS
from actviz.training.experiments.slope_fit import TARGETS
from actviz.views.maxout.state import (
    MOST_PIECES,
    PRESETS,
    SURFACES,
    MaxoutState,
)
from actviz.views.maxout.state import (
    PARTS as MAXOUT_PARTS,
)
from actviz.views.relu_family.state import FORMS, PARTS, PHASES, ReluFamilyState

CHOICES = {
    "form": FORMS,
    "phase": PHASES,
    "target": TARGETS,
    "data": INPUT_KINDS,
}
EVERY_PAGE = [each.name for each in dataclasses.fields(PageState)]

PAGES = pytest.mark.parametrize("page", [ReluFamilyState, MaxoutState])


@st.composite
def relu_states(draw: st.DrawFn) -> ReluFamilyState:
    values: dict[str, Any] = {"part": draw(st.sampled_from(list(PARTS)))}
    for each in dataclasses.fields(ReluFamilyState):
        if each.name in CHOICES:
            values[each.name] = draw(st.sampled_from(list(CHOICES[each.name])))
        elif each.name not in {"part", *EVERY_PAGE}:
            low, high = ReluFamilyState.limits(each.name)
            numbers = st.integers if isinstance(each.default, int) else st.floats
            values[each.name] = draw(numbers(low, high))  # type: ignore[operator]
    for low_name, high_name in (("l", "u"), ("divisor_l", "divisor_u")):
        pair = sorted((values[low_name], values[high_name]))
        values[low_name], values[high_name] = pair
    return ReluFamilyState(**values)


@st.composite
def maxout_states(draw: st.DrawFn) -> MaxoutState:
    values: dict[str, Any] = {"part": draw(st.sampled_from(list(MAXOUT_PARTS)))}
    counts = {name: draw(st.integers(2, MOST_PIECES)) for name in ("one", "two")}
    for each in dataclasses.fields(MaxoutState):
        if each.name in {"part", *EVERY_PAGE}:
            continue
        low, high = MaxoutState.limits(each.name)
        if isinstance(each.default, tuple):
            count = counts["one" if each.name in "wb" else "two"]
            values[each.name] = tuple(
                draw(st.lists(st.floats(low, high), min_size=count, max_size=count))
            )
        elif isinstance(each.default, int):
            values[each.name] = draw(st.integers(int(low), int(high)))
        else:
            values[each.name] = draw(st.floats(low, high))
    values["piece"] = draw(st.integers(1, counts["two"]))
    return MaxoutState(**values)


@given(st.one_of(relu_states(), maxout_states()))
def test_link_restores_every_state_exactly(state: LinkState) -> None:
    assert type(state).read(state.to_query()) == (state, [])


@PAGES
def test_default_state_is_clean_in_the_link(page: type[LinkState]) -> None:
    assert page().to_query() == {}
    assert page.read({}) == (page(), [])


ANY_TEXT = st.text(max_size=60) | st.sampled_from(
    ["nan", "inf", "1e999", "1_0", "", ",", "1,2", "1,2,3,4,5,6,7", "0.5", "3", "1,nan", "9" * 400]
)


@PAGES
@given(data=st.data())
def test_any_link_gives_a_good_state(page: type[LinkState], data: st.DataObject) -> None:
    names = [each.name for each in dataclasses.fields(page)]
    query = data.draw(
        st.dictionaries(st.sampled_from(names) | st.text(max_size=5), ANY_TEXT, max_size=6)
    )
    state, messages = page.read(query)
    assert page.read(state.to_query()) == (state, [])
    assert all(len(message) < 300 for message in messages)


@pytest.mark.parametrize(
    ("page", "query", "words"),
    [
        (ReluFamilyState, {"part": "elsewhere"}, ["part", "elsewhere"]),
        (ReluFamilyState, {"l": "0.5", "u": "0.2"}, ["l", "not be above u"]),
        (ReluFamilyState, {"draws": "12.5"}, ["draws", "whole number"]),
        (ReluFamilyState, {"seed": "-1"}, ["seed", "from 0 to 999999"]),
        (ReluFamilyState, {"rate": "0"}, ["rate", "from 0.01 to 1"]),
        (ReluFamilyState, {"colour": "red"}, ["colour", "ignored"]),
        (MaxoutState, {"w": "1,2"}, ["w and b", "equally many"]),
        (MaxoutState, {"w": "1,x,2"}, ["w", "numbers from -3 to 3"]),
        (MaxoutState, {"w": "1,2,9"}, ["w", "2 to 6 numbers"]),
        (MaxoutState, {"w": "1"}, ["w", "2 to 6 numbers"]),
        (MaxoutState, {"b": "0,0,0,0,0,0,0"}, ["b", "2 to 6 numbers"]),
        (MaxoutState, {"piece": "6"}, ["piece", "there are 4"]),
    ],
)
def test_wrong_link_says_what_is_wrong(
    page: type[LinkState], query: dict[str, str], words: list[str]
) -> None:
    state, messages = page.read(query)
    assert state == page()
    assert len(messages) == 1
    for word in words:
        assert word in messages[0]


@pytest.mark.parametrize("name", PRESETS)
def test_preset_knows_itself(name: str) -> None:
    for count in range(2, MOST_PIECES + 1):
        state = MaxoutState().with_count(count).with_preset(name)
        assert state.preset == name
        assert MaxoutState.read(state.to_query()) == (state, [])


def test_tangents_follow_the_number_of_pieces() -> None:
    state = MaxoutState().with_preset("quadratic").with_count(5)
    assert state.preset == "quadratic"
    assert len(state.w) == 5


@pytest.mark.parametrize("name", SURFACES)
def test_surface_knows_itself(name: str) -> None:
    state = MaxoutState().with_surface(name)
    assert state.surface == name
    assert MaxoutState.read(state.to_query()) == (state, [])


def test_pieces_come_and_go_at_the_end() -> None:
    state = MaxoutState()
    more = state.with_count(6)
    assert more.w[:3] == state.w
    assert len(more.w) == len(more.b) == 6
    assert more.with_count(3) == state
    assert state.with_planes(6).with_planes(4) == state
    assert MaxoutState(piece=4).with_planes(2).piece == 2


def test_drawn_pieces_are_seeded() -> None:
    first = MaxoutState().with_random_surface()
    assert first == MaxoutState().with_random_surface()
    second = first.with_random_surface()
    assert second.u != first.u
    assert MaxoutState.read(second.to_query()) == (second, [])
