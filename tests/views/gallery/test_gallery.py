"""The Gallery's link, its messages from the browser, and its cards."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actviz.maths import CATALOGUE, Activation, properties
from actviz.views.gallery.state import GalleryState, parse_gallery_commit
from actviz.views.gallery.view import gallery_cards, page_hits


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


def found(text: str) -> set[str]:
    """The ids of cards and pages that a search shows, compared as the Gallery's script does."""
    words = [word for word in re.split(r"[\s_-]+", text.lower()) if word]
    return {
        str(each["id"])
        for each in [*cards(), *page_hits()]
        if all(word in str(each["words"]) for word in words)
    }


# Names of torch.nn, jax.nn and keras.activations that are not this catalogue's.
LIBRARY_NAMES = {
    "ELU": "elu", "Hardshrink": "hard_shrink", "Hardsigmoid": "hard_sigmoid",
    "Hardtanh": "hard_tanh", "Hardswish": "hard_swish", "LeakyReLU": "leaky_relu",
    "LogSigmoid": "log_sigmoid", "PReLU": "prelu", "ReLU": "relu", "ReLU6": "relu6",
    "RReLU": "rrelu", "SELU": "selu", "CELU": "celu", "GELU": "gelu", "Sigmoid": "sigmoid",
    "SiLU": "silu", "Mish": "mish", "Softplus": "softplus", "Softshrink": "soft_shrink",
    "Softsign": "softsign", "Tanh": "tanh", "Tanhshrink": "tanh_shrink", "Threshold": "threshold",
    "leaky_relu": "leaky_relu", "hard_silu": "hard_swish", "hard_tanh": "hard_tanh",
    "log_sigmoid": "log_sigmoid", "soft_sign": "softsign", "linear": "identity",
    "exponential": "exponential", "thresholded_relu": "threshold", "sparse_plus": "sparse_plus",
    "sparse_sigmoid": "sparse_sigmoid", "squareplus": "squareplus", "swish": "swish",
    "hard sigmoid": "hard_sigmoid", "hard-swish": "hard_swish", "hardsilu": "hard_swish",
    "softmax": "softmax", "LogSoftmax": "softmax", "log_softmax": "softmax",
    "Softmin": "softmax", "sparsemax": "softmax", "logsumexp": "softmax", "maxout": "maxout",
}  # fmt: skip


@pytest.mark.parametrize(("name", "identifier"), LIBRARY_NAMES.items())
def test_search_finds_the_names_of_the_libraries(name: str, identifier: str) -> None:
    assert identifier in found(name)


@pytest.mark.parametrize(
    "activation", [a for a in CATALOGUE.values() if a.torch], ids=lambda a: str(a.id)
)
def test_search_finds_torchs_own_name(activation: Activation) -> None:
    name = activation.torch.partition("(")[0].rpartition(".")[2]  # type: ignore[union-attr]
    assert activation.id in found(name)


def test_search_that_fits_nothing_finds_nothing() -> None:
    assert found("softmax") == {"softmax"}
    assert found("no such function") == set()


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
