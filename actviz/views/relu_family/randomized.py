"""The randomized ReLU: its picture, its law and what PyTorch does."""

from __future__ import annotations

import numpy as np
import streamlit as st

from actviz.figures.live_figure import Function, LiveFigure
from actviz.maths import CATALOGUE
from actviz.ui.field_controls import control
from actviz.ui.live_figure import live_figure
from actviz.ui.widgets import choose, draw_again
from actviz.views.relu_family import frames as figures
from actviz.views.relu_family.slopes import take_ordered
from actviz.views.relu_family.state import FORMS, MOST_DRAWS, PHASES, ReluFamilyState


def _choose_law(state: ReluFamilyState) -> None:
    """Form and phase of the randomized ReLU, and the next draw."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose(state, "phase", "Phase", PHASES)
        choose(state, "form", "Form", FORMS)
        if state.phase == "training":
            draw_again(state, "seed", "Draw again")


def random(state: ReluFamilyState) -> None:
    """The randomized ReLU: its picture, its law and what PyTorch does."""
    picture, words = st.columns([5, 3], gap="medium")
    with picture:
        live_figure(
            random_figure(state),
            key="relu_family_random",
            on_commit=take_ordered,
        )
    with words:
        _choose_law(state)
        _random_words(state)
    _random_code(state)


def random_figure(state: ReluFamilyState) -> LiveFigure:
    """The fan of drawn slopes and their histogram, or the one line of the test phase."""
    divides, training = state.form == "divisor", state.phase == "training"
    law = state.random_slopes
    names = ("divisor_l", "divisor_u") if divides else ("l", "u")
    what, step = ("divisor", 0.1) if divides else ("slope", 0.005)
    entry = CATALOGUE["rrelu"].forms[0] if divides else CATALOGUE["rrelu"]
    controls = [
        control(state, names[0], "l", f"lowest {what}", step),
        control(state, names[1], "u", f"highest {what}", step),
    ]
    uniforms = np.random.default_rng(state.seed).random(MOST_DRAWS)
    if training:
        controls.append(control(state, "draws", "Draws", "lines in the fan", 1))
        shown = (
            f"{state.draws} lines with slopes from {law.range[0]:.3g} to {law.range[1]:.3g} drawn "
            f"with seed {state.seed}, and the histogram of these slopes"
        )
    else:
        shown = f"One line with slope {law.test_slope:.3g}"
    return LiveFigure(
        figure=figures.random_figure(),
        alt=f"Randomized ReLU, {state.phase} phase. {shown}. Mean slope {law.mean_slope:.4g}.",
        drawing="relu_family/randomized",
        functions=(Function.of(entry, controls=dict(zip(("l", "u"), names, strict=True))),),
        inputs={
            "uniforms": [round(float(uniform), 6) for uniform in uniforms],
            "divides": divides,
            "training": training,
            "names": names,
        },
        controls=tuple(controls),
        readout=True,
        file_name="randomized-relu",
    )


def _random_words(state: ReluFamilyState) -> None:
    """The law in formulas, with the present numbers, and how the two forms differ."""
    law = state.random_slopes
    if state.form == "slope":
        st.latex(r"f(x) = a\,x \ \text{ for } x < 0, \qquad a \sim U(l, u)")
        st.latex(rf"\text{{test: }} \tfrac{{l+u}}{{2}}\,x = {law.test_slope:.4f}\,x")
        st.markdown(
            "PyTorch multiplies: U(1/8, 1/3), and 11/48 ≈ 0.229 in evaluation. Every slope "
            "between is equally likely, so the mean slope of training **is** the test slope."
        )
    else:
        st.latex(r"f(x) = \frac{x}{a} \ \text{ for } x < 0, \qquad a \sim U(l, u)")
        st.latex(rf"\text{{test: }} \frac{{x}}{{(l+u)/2}} = {law.test_slope:.4f}\,x")
        st.latex(
            r"\mathrm{E}\!\left[\tfrac1a\right] = \frac{\ln(u/l)}{u-l} = "
            rf"{law.mean_slope:.4f} \ne {law.test_slope:.4f}"
        )
        st.markdown(
            "Xu et al. and the winners of the 2015 National Data Science Bowl divide, with "
            "U(3, 8). The slopes also run from 1/8 to 1/3, but small ones are more likely: "
            "another distribution than U(1/8, 1/3)."
        )
    st.markdown(
        "Beware of texts that draw slopes in [0, 1) and then *divide* by (l + u)/2 at test time: "
        "they mix the two forms."
    )


def _random_code(state: ReluFamilyState) -> None:
    """What PyTorch does."""
    if state.form == "divisor":
        st.caption(
            "PyTorch has no form x/a: its rrelu draws the slope itself, and tests with "
            f"(l + u)/2 = {(state.l + state.u) / 2:.4g}."
        )
    st.code(
        "import torch\n\n"
        "x = torch.full((5,), -1.0)\n"
        f"torch.nn.functional.rrelu(x, {state.l!r}, {state.u!r}, training=True)   # new slopes\n"
        f"torch.nn.functional.rrelu(x, {state.l!r}, {state.u!r}, training=False)  # their mean",
        language=None,  # the highlighter's colours have too little contrast
        wrap_lines=True,
    )
