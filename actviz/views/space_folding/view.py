"""The parts of the Space folding page."""

from __future__ import annotations

import streamlit as st

from actviz.figures.live_figure import Control, Function, LiveFigure
from actviz.maths import CATALOGUE
from actviz.maths.regions import linear_pieces
from actviz.ui.field_controls import control
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import update_link
from actviz.ui.widgets import bound, buttons, draw_again, pick
from actviz.views.space_folding.frames import NARROW_HEIGHT, plane_figure
from actviz.views.space_folding.state import (
    MAXOUT,
    MOST_LAYERS,
    MOST_UNITS,
    SpaceFoldingState,
)

FEED = "space_folding"


def choose_network(state: SpaceFoldingState) -> None:
    """Function, layers, and another draw."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        labels = {MAXOUT: "Maxout"} | {
            each.id: f"{each.family} · {each.name}" for each in CATALOGUE.values()
        }
        widget = bound(
            state,
            "activation",
            state.activation,
            SpaceFoldingState.with_function,
            accepted=labels,
        )
        pick("Activation", labels, widget, help="Type to search.", width=320)
        buttons(
            state,
            "layers",
            "Hidden layers",
            range(1, MOST_LAYERS + 1),
            len(state.hidden),
            SpaceFoldingState.with_layers,
        )
        draw_again(state, "seed", "Draw again")


def figure(state: SpaceFoldingState) -> LiveFigure:
    """The regions in their window, with the sliders that make the network."""
    function = state.function
    units = tuple(
        Control(f"units{place}", f"Units in layer {place + 1}", "", count, 12, 1, MOST_UNITS, 1)
        for place, count in enumerate(state.hidden)
    )
    own: tuple[Control, ...] = ()
    if function is None:
        own = (control(state, "rank", "k", "pieces of each unit", 1),)
    else:
        own = tuple(
            Control.of(parameter, state.parameters[parameter.name], prefix="p.")
            for parameter in function.parameters
        )
    return LiveFigure(
        figure=plane_figure(),
        alt=_describe(state),
        drawing="space_folding/plane",
        functions=() if function is None else (Function.of(function, prefix="p."),),
        inputs={"layers": len(state.hidden), "seed": state.seed},
        feed=FEED,
        controls=(
            *units,
            control(state, "weight", "Weights", "scale", 0.01, logarithmic=True),
            control(state, "bias", "Biases", "scale", 0.05),
            *own,
            control(state, "x", "x₁ in the middle", "", 0.01),
            control(state, "y", "x₂ in the middle", "", 0.01),
            control(state, "reach", "To the edge", "", 0.01, logarithmic=True),
        ),
        columns=4,
        narrow_height=NARROW_HEIGHT,
        readout=True,
        file_name=f"regions-{state.activation}",
    )


def _describe(state: SpaceFoldingState) -> str:
    function = state.function
    name = "maxout" if function is None else function.name
    layers = " and ".join(map(str, state.hidden))
    said = (
        "The plane of both inputs, cut into the regions on which the network is one affine map; "
        "the lines have the colour of the layer whose unit bends there. The counts stand in the "
        "table."
    )
    if function is not None and linear_pieces(function, **state.parameters) is None:
        said = "Its function is smooth, so there are no regions: level sets of an output instead."
    return f"A random network with hidden layers of {layers} units of {name}. {said}"


def chart(state: SpaceFoldingState) -> None:
    """The live figure with its sliders."""
    live_figure(
        figure(state),
        key="space_folding",
        on_commit=lambda commit: update_link(
            SpaceFoldingState, lambda now: now.taken(commit.values)
        ),
    )


def words() -> None:
    """What is counted, and what the numbers beside it say."""
    st.markdown(
        "**A region** is where no unit changes its piece, so that the whole network is one affine "
        "map there. Each unit of the first layer bends along a straight line. A unit further up "
        "bends along a line too, but one that bends itself wherever it crosses a line of the "
        "layers below: seen from the input, the layers below have folded the plane."
    )
    st.markdown(
        "**Regions or maps?** Neighbouring regions may have one and the same map, as where all "
        "units of a layer are off: there are at most as many maps as regions."
    )
    st.markdown(
        "**Without biases** every line of the first layer passes through 0, and so does every "
        "unit's bend above it: only cones are left, two for each unit of one layer."
    )
    st.markdown(
        "**The bounds.** No network of these layers has more than *at most*; the best one has at "
        "least the number beside *best*, proven for layers of at least n units each. Random "
        "networks are nowhere near: of any depth, they have on average about 1 + N + C(N, 2) "
        "regions, N units in all."
    )
    st.caption(
        "Counted exactly over the whole plane, in your browser. Weights are normal with variance "
        "2/inputs times the square of their scale, biases normal with their scale; the output is "
        "one random sum over the last layer. Sources: Zaslavsky 1975; Montúfar, Pascanu, Cho & "
        "Bengio 2014; Serra, Tjandraatmadja & Ramalingam 2018, theorems 1, 6 and 8; Hanin & "
        "Rolnick 2019."
    )


def regions(state: SpaceFoldingState) -> None:
    """The whole part: the network, its plane, and what it says."""
    choose_network(state)
    chart(state)
    words()
