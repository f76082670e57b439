"""Networks that are born dead, over width and depth: drawn ones beside the probability."""

from __future__ import annotations

from functools import cache

import numpy as np
import streamlit as st

from actviz.figures.live_figure import Commit, Content, LiveFigure
from actviz.training.experiments.born_dead import constant_shares, line_at_most, one_input
from actviz.training.sweep.axis import LINEAR, Axis
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import update_link
from actviz.views.dead_units.content import axis_content
from actviz.views.dead_units.frames import height, maps_figure
from actviz.views.dead_units.state import DeadUnitsState
from actviz.views.dead_units.view import controls

WIDTH, DEPTH = Axis("width", 1, 10, 10, LINEAR), Axis("depth", 1, 20, 20)
NETWORKS, _SEED = 2000, 0
_PANELS = ("One input, drawn", "One input, exact", "A line, drawn", "A line, at most")


@cache
def shares() -> np.ndarray:
    """By panel, depth and width the share of constant networks, and its standard error after it."""
    widths, depths = WIDTH.values, DEPTH.values
    drawn = [constant_shares(int(n), len(depths), NETWORKS, _SEED) for n in widths]
    measured = np.transpose(drawn, (1, 2, 0))
    exact = [[one_input(int(n), int(h)) for n in widths] for h in depths]
    bound = [[line_at_most(int(n), int(h)) for n in widths] for h in depths]
    return np.array([measured[0], exact, measured[1], bound])


@cache
def figure_content() -> Content:
    """The frame with the four maps in its layout."""
    made = maps_figure(len(_PANELS))
    found = shares()
    errors = np.sqrt(found * (1 - found) / NETWORKS)
    errors[1::2] = np.nan  # what is computed has none
    columns = {
        "constant": found.round(9).reshape(-1).tolist(),
        "constant_sd": [None if np.isnan(e) else e for e in errors.round(9).reshape(-1)],
        "diverged": [0] * found.size,
    }
    meta = {
        "activations": [{"id": label, "label": label} for label in _PANELS],
        "x": axis_content(WIDTH),
        "y": axis_content(DEPTH),
        "columns": columns,
        "measures": {"constant": "constant networks"},
        "title": "Networks born dead",
        "note": f"Drawn: {NETWORKS:,} networks ± standard error.",
    }
    return {**made, "layout": {**made["layout"], "meta": meta}}


def birth_maps(state: DeadUnitsState) -> LiveFigure:
    """The maps, with the sliders that move the cell."""
    column, row = state.at(WIDTH, DEPTH)
    found = shares()[:, row, column]
    told = ", ".join(
        f"{label.lower()} {share:.1%}" for label, share in zip(_PANELS, found, strict=True)
    )
    return LiveFigure(
        figure=figure_content(),
        alt=(
            "Maps of the share of networks that are constant before training, width across and "
            f"hidden layers upwards. At width {WIDTH.values[column]:g} and "
            f"{DEPTH.values[row]:g} layers: {told}."
        ),
        drawing="dead_units/map",
        inputs={"quantity": "constant", "seed": 0},
        narrow_height=height(len(_PANELS), across=1),
        file_name="born-dead",
        **controls(state, WIDTH, DEPTH),
    )


def birth(state: DeadUnitsState) -> None:
    """The maps and what they say."""

    def take(commit: Commit) -> None:
        update_link(DeadUnitsState, lambda now: now.taken(commit.values, WIDTH, DEPTH))

    live_figure(birth_maps(state), key="dead_units_birth", on_commit=take)
    st.markdown(
        "**A narrow deep network may be dead at birth.** If all units of one layer are silent, "
        "nothing passes it: the output is constant and no gradient comes back. On one input each "
        "unit is silent with probability ½, so that a layer of N units is with ½ᴺ, and one of H "
        "layers with 1 − (1 − ½ᴺ)ᴴ. On a line both of its sides must be silent, and the first "
        "layer never is on both: at most 1 − (1 − ½ᴺ)ᴴ⁻¹."
    )
    st.caption(
        f"{NETWORKS:,} ReLU networks with normal weights and no biases for each width, drawn on "
        "the server once. No learning rate is in this: it is before the first step. Source: Lu, "
        "Shin, Su & Karniadakis 2020, Dying ReLU and Initialization."
    )
