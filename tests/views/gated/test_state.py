"""What a link to the page of gated units says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actviz.maths import CATALOGUE
from actviz.views.gated.frames import level_of
from actviz.views.gated.state import PRESETS, REACHES, GatedState


@st.composite
def states(draw: st.DrawFn) -> GatedState:
    gate = CATALOGUE[draw(st.sampled_from(list(CATALOGUE)))]
    reach = draw(st.sampled_from(REACHES))
    within = st.floats(-reach, reach)
    whole = st.integers(1, 16384)
    return GatedState(
        gate=gate,
        parameters={p.name: draw(st.floats(p.low, p.high)) + 0.0 for p in gate.parameters},
        part=draw(st.sampled_from(["surface", "cost"])),
        clamped=draw(st.booleans()),
        limit=draw(st.floats(0.5, 10.0)),
        shift=draw(st.floats(0.0, 2.0)),
        reach=reach,
        a=draw(within),
        b=draw(within),
        width=draw(whole),
        hidden=draw(whole),
        narrow=draw(whole),
    )


@given(states())
def test_link_restores_every_state_exactly(state: GatedState) -> None:
    assert GatedState.read(state.to_query()) == (state, [])


@given(states(), st.sampled_from(list(PRESETS)))
def test_preset_is_the_unit_of_its_name(state: GatedState, name: str) -> None:
    changed = state.with_preset(name)
    assert changed.preset == name
    assert (changed.width, changed.hidden, changed.narrow) == (
        state.width,
        state.hidden,
        state.narrow,
    )
    assert GatedState.read(changed.to_query()) == (changed, [])


@given(states(), st.sampled_from(REACHES))
def test_point_stays_on_the_axes(state: GatedState, reach: int) -> None:
    changed = state.with_reach(reach)
    assert GatedState.read(changed.to_query()) == (changed, [])


def test_default_is_swiglu_and_clean_in_the_link() -> None:
    assert GatedState().to_query() == {}
    assert GatedState.read({}) == (GatedState(), [])
    assert GatedState().preset == "swiglu"
    assert GatedState().with_two_thirds() == GatedState()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"gate": "swigloo"}, ["swigloo", "The page shows swish"]),
        ({"a": "4.5"}, ["a = '4.5'", "the axes end at 4, using 1.5"]),
        ({"reach": "3"}, ["reach", "choose one of 2, 4, 10"]),
        ({"beta": "11"}, ["beta", "from 0 to 10"]),
        ({"limit": "0"}, ["limit", "from 0.5 to 10"]),
        ({"narrow": "1.5"}, ["narrow", "whole number from 1 to 65536"]),
        ({"g.a": "1"}, ["g.a", "ignored"]),
    ],
)
def test_what_is_wrong_is_said(query: dict[str, str], words: list[str]) -> None:
    state, (message,) = GatedState.read(query)
    assert state == GatedState()
    assert all(word in message for word in words)


@pytest.mark.parametrize("identifier", CATALOGUE)
def test_axes_hold_every_gate_at_its_defaults(identifier: str) -> None:
    for reach in REACHES:
        unit = GatedState().with_gate(identifier).unit
        level = level_of(unit, reach)
        assert 0 < level <= 1.25 * reach**2
