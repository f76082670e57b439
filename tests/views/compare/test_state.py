"""The Compare page's link: it restores every state, and nothing in it is trusted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actviz.maths import CATALOGUE, ParseError
from actviz.maths.parser.syntax import LONGEST_TEXT
from actviz.ui.view_state import LIMIT
from actviz.views.compare.presets import PRESETS, preset_of
from actviz.views.compare.state import (
    LAYOUTS,
    MOST_CURVES,
    PANELS,
    TABS,
    CompareState,
    Curve,
    check_size,
)
from tests.maths.parser.test_refusals import HOSTILE

FORMULAS = ["=2*sigmoid(2*x) - 1", "=max(0, x) - a*max(0, -x)", "=exp(-x^2)", "=to*x + f*probe"]


@st.composite
def states(draw: st.DrawFn) -> CompareState:
    """Any state the page can be in."""
    texts = draw(
        st.lists(st.sampled_from([*CATALOGUE, "rrelu_divisor", *FORMULAS]), min_size=1, max_size=8)
    )
    curves = []
    for text in texts:
        parameters = Curve.of(text).activation.parameters
        chosen = {p.name: draw(st.just(p.default) | st.floats(p.low, p.high)) for p in parameters}
        curves.append(Curve(text, chosen))
    low = draw(st.floats(-LIMIT, LIMIT - 1))
    high = draw(st.floats(low + 1, LIMIT))
    panels = draw(st.sets(st.sampled_from(list(PANELS)), min_size=1))
    return CompareState(
        curves=tuple(curves),
        panels=tuple(panel for panel in PANELS if panel in panels),
        layout=draw(st.sampled_from(list(LAYOUTS))),
        baseline=draw(st.integers(0, len(curves) - 1)),
        low=low,
        high=high,
        probe=draw(st.floats(low, high)),
        tab=draw(st.sampled_from(list(TABS))),
    )


@given(states())
def test_link_restores_every_state_exactly(state: CompareState) -> None:
    assert CompareState.read(state.to_query()) == (state, [])


def test_default_state_is_clean_in_the_link() -> None:
    assert CompareState.of().to_query() == {}
    assert CompareState.read({}) == (CompareState.of(), [])


@pytest.mark.parametrize("name", PRESETS)
def test_presets_are_links(name: str) -> None:
    assert CompareState.read(PRESETS[name].to_query()) == (PRESETS[name], [])
    assert preset_of(PRESETS[name]) == name


TEXTS = st.one_of(
    st.text(max_size=50),
    st.sampled_from([*CATALOGUE, *FORMULAS, *(f"={text}" for text in HOSTILE)]),
    st.sampled_from(["nan", "1e999", "-3", "0", "side", "f,difference", "difference,f"]),
)
KEYS = ["f", "0.alpha", "1.a", "7.L", "show", "layout", "baseline", "from", "to", "probe", "tab"]


@given(
    st.dictionaries(
        st.sampled_from(KEYS) | st.text(max_size=5), st.lists(TEXTS, max_size=12), max_size=8
    )
)
def test_any_link_gives_a_state_within_the_limits(query: dict[str, list[str]]) -> None:
    state, messages = CompareState.read(query)
    assert 1 <= len(state.curves) <= MOST_CURVES
    assert 0 <= state.baseline < len(state.curves)
    assert state.panels
    assert -LIMIT <= state.low <= state.probe <= state.high <= LIMIT
    for curve in state.curves:
        for parameter in curve.activation.parameters:
            assert parameter.low <= curve.parameters[parameter.name] <= parameter.high
    check_size([curve.text for curve in state.curves])
    assert CompareState.read(state.to_query()) == (state, [])
    assert all(len(message) < 600 for message in messages)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:24]))
def test_hostile_formula_is_left_out_and_the_rest_kept(text: str) -> None:
    state, messages = CompareState.read(
        {"f": ["elu", f"={text}", "elu"], "2.alpha": "2", "baseline": "2"}
    )
    assert [curve.text for curve in state.curves] == ["elu", "elu"]
    assert [curve.parameters for curve in state.curves] == [{"alpha": 1.0}, {"alpha": 2.0}]
    assert state.baseline == 1
    assert len(messages) == 1
    assert "is left out: column" in messages[0]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"f": ["relu", "swich"]}, ["swich", "left out", "did you mean", "swish"]),
        ({"f": ["relu", "=2x"]}, ["=2x", "column 2", "2*x"]),
        ({"f": ["relu"] * 9}, ["relu", "at most 8 functions"]),
        ({"f": [f"=x{'+x' * 50}", f"=x{'-x' * 60}"]}, ["own", "together", "at most 200"]),
        ({"f": "elu", "0.alpha": "9"}, ["0.alpha", "from 0 to 4"]),
        ({"f": "elu", "1.alpha": "1"}, ["1.alpha", "ignored"]),
        ({"f": "elu", "baseline": "1"}, ["baseline"]),
        ({"show": "everything"}, ["show", "everything"]),
        ({"layout": "diagonal"}, ["layout", "side"]),
        ({"from": "5", "to": "-5"}, ["from", "less than"]),
        ({"colour": "red"}, ["colour", "ignored"]),
    ],
)
def test_wrong_link_says_what_is_wrong(query: dict[str, str | list[str]], words: list[str]) -> None:
    _, messages = CompareState.read(query)
    assert len(messages) == 1
    for word in words:
        assert word in messages[0]


def test_link_of_nothing_but_mistakes_shows_the_defaults() -> None:
    state, messages = CompareState.read({"f": ["one", "two"]})
    assert state == CompareState.of()
    assert len(messages) == 2


def test_one_function_stands_twice_with_its_own_parameters() -> None:
    state = CompareState.of("elu").kept([0], ["elu"]).with_values({"0.alpha": 2.0, "1.alpha": 3.0})
    assert state.names == ["ELU (1)", "ELU (2)"]
    assert state.to_query() == {"f": ["elu", "elu"], "0.alpha": "2", "1.alpha": "3"}


def test_baseline_stays_with_its_function() -> None:
    state = CompareState.of("relu", "gelu", "elu")
    state = CompareState(state.curves, baseline=2)
    assert state.kept([2, 0]).baseline == 0
    assert state.kept([1, 2]).baseline == 1
    assert state.kept([0, 1]).baseline == 0


def test_too_much_is_refused_before_it_is_drawn() -> None:
    with pytest.raises(ValueError, match="at most 8 functions"):
        CompareState.of(*["relu"] * 8).kept(range(8), ["elu"])
    long = "=" + "+".join(["x"] * 60)
    other = "=" + "-".join(["x"] * 60)
    assert len(long) + len(other) > LONGEST_TEXT
    with pytest.raises(ValueError, match="at most 200"):
        CompareState.of(long).kept([0], [other])
    with pytest.raises(ParseError):
        CompareState.of("=2x")


def test_long_formula_has_a_short_name() -> None:
    (name,) = CompareState.of("=" + " + ".join(["x"] * 30)).names
    assert name.endswith("…")
    assert len(name) <= 32
