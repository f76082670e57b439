"""The parts of the page of the ReLU family that are drawn from settings alone."""

from __future__ import annotations

import numpy as np
import streamlit as st

from actviz.figures.live_figure import Commit, Function, LiveFigure, figure_content
from actviz.maths import CATALOGUE, parse_activation
from actviz.training.experiments.active_units import INPUT_KINDS, ActiveShares, active_shares
from actviz.ui.field_controls import control, take_values, taken
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import update_link
from actviz.ui.widgets import choose, draw_again, select_number
from actviz.views.relu_family import frames as figures
from actviz.views.relu_family.state import FORMS, MOST_DRAWS, PHASES, ReluFamilyState

KEY = "relu_family"
_IDENTITIES = ("max(x, alpha*x)", "max(0, c*x)", "c*max(0, x)")
_POWERS = (2, 8, 16, 64, 256, 512)


def _take_ordered(commit: Commit) -> None:
    """A release goes to the link; sliders that passed each other have changed places."""
    values = dict(commit.values)
    for low, high in (("l", "u"), ("divisor_l", "divisor_u")):
        if low in values:
            values[low], values[high] = sorted((values[low], values[high]))
    update_link(ReluFamilyState, lambda now: taken(now, values))


def slopes_figure(state: ReluFamilyState) -> LiveFigure:
    """Leaky, parametric and randomized side by side."""
    return LiveFigure(
        figure=figures.slopes_figure(),
        alt=(
            "Three graphs on one scale, all equal to x for x > 0. For x < 0: leaky ReLU has slope "
            f"{state.leaky:.3g}, parametric ReLU {state.prelu:.3g}, randomized ReLU slopes from "
            f"{state.l:.3g} to {state.u:.3g}. Below, the slopes on one axis."
        ),
        drawing="relu_family/slopes",
        functions=(
            Function.of(CATALOGUE["leaky_relu"], controls={"alpha": "leaky"}),
            Function.of(CATALOGUE["prelu"], controls={"alpha": "prelu"}),
            Function.of(CATALOGUE["rrelu"]),
        ),
        controls=(
            control(state, "leaky", "α leaky", "chosen by hand, fixed", 0.01),
            control(state, "prelu", "α PReLU", "learned with the weights", 0.01),
            control(state, "l", "l", "RReLU: lowest slope", 0.005),
            control(state, "u", "u", "RReLU: highest slope", 0.005),
        ),
        file_name="relu-family",
    )


def slopes(state: ReluFamilyState) -> None:
    """The three forms, and what each is."""
    live_figure(
        slopes_figure(state),
        key=f"{KEY}_slopes",
        on_commit=_take_ordered,
    )
    st.markdown(
        "- **Leaky** (Maas et al. 2013): one small slope for every unit, 0.01 in the paper.\n"
        "- **Parametric** (He et al. 2015): one slope per channel, from 0.25 on, learned.\n"
        "- **Randomized** (Xu et al. 2015): a new slope from U(l, u) for every input in training, "
        "their mean at test time."
    )


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
            key=f"{KEY}_random",
            on_commit=_take_ordered,
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


def identities(state: ReluFamilyState) -> None:
    """Two identities and where they hold."""
    picture, words = st.columns([5, 3], gap="medium")
    with picture:
        live_figure(
            identities_figure(state),
            key=f"{KEY}_identities",
            on_commit=take_values(ReluFamilyState),
        )
    with words:
        _identities_words()


def identities_figure(state: ReluFamilyState) -> LiveFigure:
    """Both sides of two identities, with a slider each."""
    activations = [CATALOGUE["prelu"], *(parse_activation(text) for text in _IDENTITIES)]
    return LiveFigure(
        figure=figures.identities_figure(),
        alt=(
            f"Left: PReLU and max(x, αx) at α = {state.alpha:.3g}, "
            f"{'equal' if state.alpha <= 1 else 'different on both sides of 0'}. Right: "
            f"max(0, cx) and c max(0, x) at c = {state.scale:.3g}, "
            f"{'equal' if state.scale >= 0 else 'different on both sides of 0'}."
        ),
        drawing="relu_family/identities",
        functions=tuple(Function.of(activation) for activation in activations),
        controls=(
            control(state, "alpha", "α", "left: slope for x < 0", 0.05),
            control(state, "scale", "c", "right: scale", 0.05),
        ),
        file_name="rectifier-identities",
    )


def _identities_words() -> None:
    """Where the identities hold."""
    st.markdown("#### PReLU as a maximum")
    st.latex(r"\mathrm{PReLU}(x) = \max(x, \alpha x) \iff \alpha \le 1")
    st.markdown(
        "Above 1 the line αx lies over x on the *right*: the maximum takes the other piece on "
        "both sides. For α ≤ 1, PReLU is a maxout of two pieces."
    )
    st.markdown("#### Scale invariance")
    st.latex(r"\max(0, c\,x) = c\,\max(0, x) \iff c \ge 0")
    st.markdown(
        "Scaling the input by a positive number scales the output. A negative c turns the input "
        "round: the other side passes."
    )


def _choose_layer(state: ReluFamilyState) -> None:
    """Size and inputs of the random layer, and the next draw."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose(state, "data", "Inputs", INPUT_KINDS)
        draw_again(state, "layer", "Draw again")
    first, second = st.columns(2)
    with first:
        select_number(state, "inputs", "Number of inputs", _POWERS)
    with second:
        select_number(state, "units", "Number of units", (*_POWERS, 1024))


def active_figure(state: ReluFamilyState, shares: ActiveShares) -> LiveFigure:
    """How the active shares of units and of examples are spread."""
    return LiveFigure(
        figure=figure_content(figures.active_figure(shares.by_unit, shares.by_example)),
        alt=(
            f"Histograms of the share of examples that activate each of {state.units} units, "
            f"and of the share of units that each of {shares.by_example.size} examples "
            f"activates; {shares.overall:.1%} are active overall."
        ),
        file_name="active-units",
    )


def active(state: ReluFamilyState) -> None:
    """A random layer drawn now, and the shares of its units that are active."""
    shares = active_shares(state.inputs, state.units, state.data, state.layer)
    picture, words = st.columns([5, 3], gap="medium")
    with picture:
        live_figure(active_figure(state, shares), key=f"{KEY}_active")
    with words:
        _choose_layer(state)
        st.metric("Active in this layer", f"{shares.overall:.1%}")
        st.markdown(
            f"Off, with an output of exactly 0: **{1 - shares.overall:.1%}**. On all "
            f"{shares.by_example.size} examples: **{shares.silent}** of {state.units} units. "
            "A sigmoid or a leaky ReLU has no zeros."
        )
        st.markdown(
            "Weights symmetric around 0 make each sign equally likely, so about half of the "
            "units are on. With inputs centred at 0 that holds for **each** unit; with positive "
            "inputs, as after another ReLU, some units are on nearly always and others hardly "
            "ever, and only the average stays near one half."
        )
    st.caption(
        "Left: for each unit, the share of examples that activate it. Right: for each example, "
        "the share of units that it activates. "
        f"torch.nn.Linear({state.inputs}, {state.units}), He initialisation without bias, "
        f"{shares.by_example.size} examples, seed {state.layer}."
    )
