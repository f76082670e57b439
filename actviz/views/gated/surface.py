"""A gated unit over its two inputs."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from actviz.figures.live_figure import Commit, Control, Function, LiveFigure, Pair
from actviz.maths import CATALOGUE
from actviz.maths.gated import GatedUnit
from actviz.ui.field_controls import control
from actviz.ui.formulas import equation, size_of
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import update_link
from actviz.ui.widgets import bound, buttons, choose, pick, switch
from actviz.views.gated.frames import level_of, surface_figure
from actviz.views.gated.pytorch import pytorch_script
from actviz.views.gated.state import PRESETS, REACHES, GatedState

_OF_GATE = "g."  # before the ids of the sliders of the gate's parameters
_NARROW_HEIGHT = 500  # pixels


def figure(state: GatedState) -> LiveFigure:
    """The map with the point, the slices through it, and a slider for every number."""
    unit, gate = state.unit, state.gate
    up, cut = unit.cuts
    # At the defaults: what a slider moves must not move the axes too.
    usual = GatedUnit(gate, {}, *((7.0, 1.0) if state.clamped else ()))
    limit = {"limit": "limit"} if state.clamped else {}
    return LiveFigure(
        figure=surface_figure(state.reach, level_of(usual, state.reach)),
        alt=_alt(state),
        drawing="gated/surface",
        functions=(
            Function.of(up, controls=limit),
            Function.of(cut, controls=limit),
            Function.of(gate, prefix=_OF_GATE),
        ),
        inputs={"reach": state.reach},
        controls=(_place(state, "a"), _place(state, "b"), *_numbers(state)),
        handles=(Pair("a", "b"),),
        point=Pair("a", "b"),
        columns=3,
        narrow_height=_NARROW_HEIGHT,
        readout=True,
        file_name=f"gated-{state.preset or gate.id}",
    )


def _place(state: GatedState, letter: str) -> Control:
    meaning = {"a": "what is gated", "b": "opens the gate"}[letter]
    value, usual = state.value_of(letter), state.default(letter)
    return Control(letter, letter, meaning, value, usual, -state.reach, state.reach, 0.05)


def _numbers(state: GatedState) -> list[Control]:
    numbers = [
        Control.of(parameter, state.parameters[parameter.name], prefix=_OF_GATE)
        for parameter in state.gate.parameters
    ]
    if state.clamped:
        numbers += [
            control(state, "limit", "limit", "of a on both sides, of b above", 0.1),
            control(state, "shift", "shift", "added to a", 0.05),
        ]
    return numbers


def _alt(state: GatedState) -> str:
    a, b = state.a, state.b
    by_a, by_b = state.unit.gradient(a, b)
    name = PRESETS[state.preset].name if state.preset else f"a times {state.gate.name} of b"
    return (
        f"{name}: h over a and b from {-state.reach} to {state.reach} as a map. At a = {a:.3g}, "
        f"b = {b:.3g}: h = {state.unit.value(a, b):.4g}, its slope along a {by_a:.4g}, along b "
        f"{by_b:.4g}. Beside it h and the slopes along each axis through that point."
    )


def receive(commit: Commit) -> None:
    """A release goes to the link."""

    def change(now: GatedState) -> GatedState:
        values = dict(commit.values)
        known = {
            name: values.pop(f"{_OF_GATE}{name}", value) for name, value in now.parameters.items()
        }
        own = {name: value for name, value in values.items() if not name.startswith(_OF_GATE)}
        return replace(now.changed(**own), parameters=known).with_reach(now.reach)

    update_link(GatedState, change)


def surface(state: GatedState) -> None:
    """The map, what is computed at its point, and lines of PyTorch for it."""
    picture, words = st.columns([5, 3], gap="medium")
    with picture:
        live_figure(figure(state), key="gated_surface", on_commit=receive)
    with words:
        names = {name: preset.name for name, preset in PRESETS.items()}
        buttons(state, "preset", "Set to", names, state.preset, GatedState.with_preset)
        _formulas(state)
        _choose_gate(state)
        switch(
            state, "clamped", "Clamped", help="Both inputs are cut off, and a is shifted, as in "
            "OpenAI's gpt-oss: a product of two large numbers leaves the range of few bits.",
        )  # fmt: skip
        reaches = {reach: f"±{reach}" for reach in REACHES}
        choose(state, "reach", "Axes", reaches, take=GatedState.with_reach)
    _words()
    # Plain: the highlighter's colours fall short of AA contrast.
    st.code(pytorch_script(state), language=None, wrap_lines=True)


def _choose_gate(state: GatedState) -> None:
    labels = {each.id: f"{each.family} · {each.name}" for each in CATALOGUE.values()}
    widget = bound(state, "gate", state.gate.id, GatedState.with_gate, accepted=labels)
    pick("Gate g", labels, widget, help="Type to search.")


def _formulas(state: GatedState) -> None:
    gate = state.gate
    texts = [
        equation("g(x)", gate.latex_at(state.parameters)),
        equation("g'(x)", gate.derivative_latex_at(state.parameters)),
    ]
    a, b = "a", "b"
    with st.container(key=f"formulas_{size_of(texts)}", gap="small"):
        if state.clamped:
            a, b = r"\hat a", r"\hat b"
            limit = f"{state.limit:g}"
            st.latex(
                rf"\hat a = \min(\max(a, -{limit}), {limit}) + {state.shift:g}, \quad "
                rf"\hat b = \min(b, {limit})"
            )
        st.latex(rf"h = {a}\,g({b})")
        st.latex(
            rf"\frac{{\partial h}}{{\partial a}} = g({b}), \qquad "
            rf"\frac{{\partial h}}{{\partial b}} = {a}\,g'({b})"
        )
        if state.clamped:
            st.caption("Each slope is 0 where its own input is cut off.")
        for text in texts:
            st.latex(text)


def _words() -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(
            "**a and b** are two projections of the same input x, with weights of their own: "
            "a = Vx, b = Wx. b opens the gate, a passes through it. Along a the unit is a straight "
            "line of slope g(b), until a clamp cuts it off."
        )
    with right:
        st.markdown(
            "**Which half?** PyTorch's `glu` splits its input in two and gates the first half by "
            "the sigmoid of the second: there a comes first. Sources: Dauphin et al. 2017 (GLU), "
            "Shazeer 2020 (the others)."
        )
