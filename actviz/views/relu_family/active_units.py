"""How many units of a random layer are active."""

from __future__ import annotations

import streamlit as st

from actviz.figures.live_figure import LiveFigure, figure_content
from actviz.training.experiments.active_units import INPUT_KINDS, ActiveShares, active_shares
from actviz.ui.live_figure import live_figure
from actviz.ui.widgets import choose, draw_again, select_number
from actviz.views.relu_family import frames as figures
from actviz.views.relu_family.state import ReluFamilyState

_POWERS = (2, 8, 16, 64, 256, 512)


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
        live_figure(active_figure(state, shares), key="relu_family_active")
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
