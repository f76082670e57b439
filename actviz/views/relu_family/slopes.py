"""Leaky, parametric and randomized side by side."""

from __future__ import annotations

import streamlit as st

from actviz.figures.live_figure import Commit, Function, LiveFigure
from actviz.maths import CATALOGUE
from actviz.ui.field_controls import control, taken
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import update_link
from actviz.views.relu_family import frames as figures
from actviz.views.relu_family.state import ReluFamilyState


def take_ordered(commit: Commit) -> None:
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
        key="relu_family_slopes",
        on_commit=take_ordered,
    )
    st.markdown(
        "- **Leaky** (Maas et al. 2013): one small slope for every unit, 0.01 in the paper.\n"
        "- **Parametric** (He et al. 2015): one slope per channel, from 0.25 on, learned.\n"
        "- **Randomized** (Xu et al. 2015): a new slope from U(l, u) for every input in training, "
        "their mean at test time."
    )
