"""A fold that is seen: a square carried through layers of two units."""

from __future__ import annotations

from dataclasses import asdict

import streamlit as st

from actviz.figures.live_figure import LiveFigure, Pair
from actviz.maths import CATALOGUE
from actviz.maths.folding import ABSOLUTE
from actviz.maths.regions import LinearPieces, linear_pieces
from actviz.ui.field_controls import control, take_values
from actviz.ui.live_figure import live_figure
from actviz.ui.widgets import choose
from actviz.views.space_folding.frames import fold_figure
from actviz.views.space_folding.state import FOLDS, SpaceFoldingState

LEAK = 0.1  # of leaky ReLU: its default could not be told from ReLU's here


def pieces_of(fold: str) -> LinearPieces | None:
    """What bends the square; None where it is smooth."""
    if fold == "absolute":
        return ABSOLUTE
    parameters = {"alpha": LEAK} if fold == "leaky_relu" else {}
    return linear_pieces(CATALOGUE[fold], **parameters)


def figure(state: SpaceFoldingState) -> LiveFigure:
    """Square and image, with a slider for the way between them."""
    pieces = pieces_of(state.fold)
    return LiveFigure(
        figure=fold_figure(),
        alt=(
            f"A square of points in four colours, and what {state.folds} layers of two units of "
            f"{FOLDS[state.fold]} make of it: points that come to lie on one another, a cut of the "
            "output and where it unfolds to in the square. The counts stand below."
        ),
        drawing="space_folding/fold",
        inputs={"pieces": None if pieces is None else asdict(pieces)},
        controls=(
            control(state, "way", "Way", "0 input, 1 output", 0.005),
            control(state, "folds", "Layers", "of two units", 1),
            control(state, "turn", "Turn", "degrees, each layer", 1),
            control(state, "px", "x₁", "pointed at, or drag it", 0.01),
            control(state, "py", "x₂", "pointed at, or drag it", 0.01),
            control(state, "cut_turn", "Cut's angle", "degrees", 1),
            control(state, "cut_offset", "Cut's offset", "from 0", 0.01),
        ),
        handles=(Pair("px", "py"),),
        point=Pair("px", "py"),
        columns=4,
        narrow_height=760,
        readout=True,
        file_name=f"fold-{state.fold}",
    )


def fold(state: SpaceFoldingState) -> None:
    """What bends, the picture, and what it shows."""
    choose(state, "fold", "Selection f", FOLDS)
    live_figure(figure(state), key="space_fold", on_commit=take_values(SpaceFoldingState))
    st.markdown(
        "**Two moves a layer.** The projection Wx + b turns, stretches and shifts the square; the "
        "selection f bends it. |x| lays both sides of a crease on one another: points of all four "
        "colours end in one place, and every layer above cuts through all the paper at once. **One "
        "straight cut of the output unfolds into many in the input.**"
    )
    st.markdown(
        "**What is lost?** With |x|, no area: the sheets lie on one another, and which one a point "
        "came from is forgotten. ReLU flattens whole parts to a line or a point: all inputs there "
        "have one output. Leaky ReLU and tanh bend and squeeze, but are one-to-one: the output "
        "says from which input it came. To learn, nothing need be lost."
    )
    st.caption(
        "The square reaches from −1 to 1 on both axes, its colours are the sides of the first "
        "layer's creases. |x| is a maxout unit of x and −x. W turns (and makes smaller what would "
        "not fit); with |x|, ReLU and leaky ReLU (slope 0.1) later layers first spread what lies "
        "in 0 to 1 over −1 to 1: 2h − 1. Shares are areas, exact. Source: Montúfar, Pascanu, Cho & "
        "Bengio 2014."
    )
