"""The Gallery's link, its messages from the browser, and its cards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actviz.maths import CATALOGUE, properties
from actviz.ui.gallery import (
    GalleryState,
    gallery_cards,
    parse_gallery_commit,
)


def cards() -> list[dict[str, object]]:
    return [card for family in gallery_cards() for card in family["cards"]]


def test_every_activation_has_one_card() -> None:
    assert sorted(str(card["id"]) for card in cards()) == sorted(CATALOGUE)


def test_tags_are_the_computed_properties() -> None:
    tags = {str(card["id"]): card["tags"] for card in cards()}
    assert tags["tanh"] == ["bounded", "monotonic", "zero_centred", "smooth", "cannot_die"]
    assert tags["relu"] == ["monotonic", "can_die"]
    for identifier, activation in CATALOGUE.items():
        assert ("can_die" in tags[identifier]) == properties(activation).can_die  # type: ignore[operator]


@pytest.mark.parametrize("card", cards(), ids=lambda card: str(card["id"]))
def test_card_draws_both_curves(card: dict[str, object]) -> None:
    for path in (str(card["value"]), str(card["derivative"])):
        assert path.startswith("M")
        assert "nan" not in path
        assert len(path) > 20
    assert str(card["href"]).startswith("explore")


def test_link_round_trip() -> None:
    state = GalleryState("smooth re", ("bounded", "smooth"))
    assert GalleryState.read(state.to_query()) == (state, [])
    assert GalleryState().to_query() == {}


def test_wrong_link_says_so() -> None:
    state, messages = GalleryState.read({"bounded": "yes", "zzz": "1"})
    assert state == GalleryState()
    assert len(messages) == 2


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(json | st.fixed_dictionaries({"search": json, "filters": json}))
def test_messages_from_the_browser_are_not_trusted(payload: object) -> None:
    state = parse_gallery_commit(payload)
    assert state is None or GalleryState.read(state.to_query()) == (state, [])
