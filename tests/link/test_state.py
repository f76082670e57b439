"""Fields that are spelled once: read, written, limited and checked, whatever a link holds."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actviz.link import (
    LinkReader,
    LinkState,
    PageState,
    choice_field,
    flag_field,
    flags_field,
    number_field,
    numbers_field,
    part_field,
    some_field,
    text_field,
    whole_field,
)


@dataclass(frozen=True)
class Inner(LinkState):
    depth: int = whole_field(2, 1, 9)
    colour: str = choice_field("red", ("red", "blue"), "ink")


@dataclass(frozen=True)
class Outer(PageState):
    PAGE: ClassVar[str] = "outer"

    size: float = number_field(1.5, -3.0, 3.0)
    rate: float = choice_field(0.5, (0.1, 0.5, 2.0))
    wide: bool = flag_field(True)
    tags: tuple[str, ...] = flags_field(("new", "old"))
    shown: tuple[str, ...] = some_field(("a",), ("a", "b", "c"), "show")
    points: tuple[float, ...] = numbers_field((0.0, 1.0), -1.0, 1.0, 3)
    search: str = text_field("", 5, "q")
    inner: Inner = part_field(Inner)


states = st.builds(
    Outer,
    size=st.floats(-3, 3),
    rate=st.sampled_from((0.1, 0.5, 2.0)),
    wide=st.booleans(),
    tags=st.sampled_from([(), ("new",), ("old",), ("new", "old")]),
    shown=st.sampled_from([("a",), ("b", "c"), ("a", "b", "c")]),
    points=st.lists(st.floats(-1, 1), min_size=2, max_size=3).map(tuple),
    search=st.text(max_size=5),
    inner=st.builds(Inner, depth=st.integers(1, 9), colour=st.sampled_from(("red", "blue"))),
)


@given(states)
def test_link_restores_every_state(state: Outer) -> None:
    assert Outer.read(state.to_query()) == (state, [])


def test_empty_link_is_the_default_and_the_other_way_round() -> None:
    assert Outer.read({}) == (Outer(), [])
    assert Outer().to_query() == {}
    assert Outer(inner=Inner(3, "blue"), tags=("old",)).to_query() == {
        "depth": "3",
        "ink": "blue",
        "old": "1",
    }


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"size": "big"}, "size = 'big' cannot be used: want a number from -3 to 3, using 1.5."),
        ({"size": "nan"}, "want a number from -3 to 3"),
        ({"depth": "2.5"}, "want a whole number from 1 to 9, using 2."),
        ({"rate": "0.2"}, "choose one of 0.1, 0.5, 2, using 0.5."),
        ({"wide": "yes"}, "want 1 or 0, using 1."),
        ({"new": "2"}, "The link's new = '2' cannot be used: want 1 or 0"),
        ({"show": "b,a"}, "want some of a,b,c in this order with commas between them, using a."),
        ({"points": "0,2"}, "want 2 to 3 numbers from -1 to 1 with commas between them, using 0,1"),
        ({"ink": "green"}, "The link's ink = 'green' cannot be used: choose one of red, blue"),
        ({"colour": "blue"}, "The link's 'colour' means nothing on this page: ignored."),
        ({"q": "x" * 60, "z" * 60: "1"}, f"'{'z' * 40}…' means nothing"),
    ],
)
def test_what_is_wrong_is_said_and_falls_back(query: dict[str, str], message: str) -> None:
    state, messages = Outer.read(query)
    assert len(messages) == 1
    assert message in messages[0]
    assert state == Outer(search=query.get("q", "")[:5])


def test_last_of_several_counts() -> None:
    assert Outer.read({"size": ["1", "2"], "wide": []}) == (Outer(size=2.0), [])


def test_a_flood_of_unknown_names_is_counted() -> None:
    _, messages = Outer.read({f"name{number}": "" for number in range(3000)})
    assert len(messages) == 6
    assert messages[-1] == "2995 more names in the link mean nothing here: ignored."


def test_fields_of_parts_are_the_states_own() -> None:
    state = Outer().changed(size=2.0, depth=4, colour="blue")
    assert state == Outer(size=2.0, inner=Inner(4, "blue"))
    assert (state.value_of("depth"), Outer.default("depth"), Outer.limits("depth")) == (
        4,
        2,
        (1, 9),
    )
    with pytest.raises(KeyError, match="no field 'height'"):
        Outer().changed(height=1)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"size": float("nan")}, "size is nan: want a number from -3 to 3"),
        ({"size": "1"}, "size is '1': want a number"),
        ({"wide": True, "size": True}, "size is True"),
        ({"rate": 3}, "rate is 3: choose one of 0.1, 0.5, 2"),
    ],
)
def test_checked_values_name_the_field(values: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Outer(**values).check()


@dataclass(frozen=True, kw_only=True)
class EveryPage(PageState):
    """What PageState is when a name is added that every page accepts."""

    present: bool = flag_field(False)


@dataclass(frozen=True)
class Late(EveryPage):
    PAGE: ClassVar[str] = "late"

    base: str = field(default="own")
    size: int = whole_field(1, 0, 5)


def test_a_name_of_every_page_is_one_field() -> None:
    state, messages = Late.read({"present": "1", "size": "2"})
    assert (state, messages) == (Late("own", 2, present=True), [])
    assert state.to_query() == {"present": "1", "size": "2"}
    assert state.changed(size=3).present


def test_a_name_is_unknown_until_it_is_asked_for() -> None:
    link = LinkReader({"own": "x", "to": "1"})
    assert link.text("own") == "x"
    link.ignore_the_rest()
    link.unknown()
    assert link.messages == []
