"""A maxout unit with one input."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from actviz.figures.live_figure import Commit, Control, Function, LiveFigure, View
from actviz.maths import CATALOGUE, parse_activation
from actviz.maths.maxout import quadratic_error, regions
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import update_link
from actviz.ui.widgets import buttons
from actviz.views.maxout import frames as figures
from actviz.views.maxout.state import (
    COUNTS,
    LEAKY_SLOPE,
    MOST_PIECES,
    PRESETS,
    START_B,
    START_W,
    SUBSCRIPTS,
    MaxoutState,
)

_SHAPES = {
    "relu": CATALOGUE["relu"],
    "absolute": parse_activation("abs(x)"),
    "quadratic": parse_activation("x^2"),
}


def unit(state: MaxoutState) -> None:
    """Pieces, maximum and winners of a unit with one input, and what the formula needs."""
    with st.container():
        _unit(state)
    _words()


def _unit(state: MaxoutState) -> None:
    with st.container(key="below_on_phone"):
        choices, formula = st.columns([8, 5], vertical_alignment="bottom")
    with choices, st.container(horizontal=True, vertical_alignment="bottom"):
        names = {name: text for name, (text, _) in PRESETS.items()}
        buttons(state, "preset", "Set to", names, state.preset, MaxoutState.with_preset)
        buttons(state, "count", "Pieces k", COUNTS, len(state.w), MaxoutState.with_count)
    with formula:
        st.latex(r"h(x) = \max_{j=1}^{k} \left( w_j^{\mathsf T} x + b_j \right)")
        _preset_words(state)

    def receive(commit: Commit) -> None:
        def change(now: MaxoutState) -> MaxoutState:
            w, b = (
                tuple(commit.values.get(f"{letter}{piece}", v) for piece, v in enumerate(values, 1))
                for letter, values in (("w", now.w), ("b", now.b))
            )
            return replace(now, w=w, b=b, x=commit.probe)

        update_link(MaxoutState, change)

    live_figure(unit_figure(state), key="maxout_unit", on_commit=receive)


def unit_figure(state: MaxoutState) -> LiveFigure:
    """The pieces with a slider for each number, their maximum, and the function of the preset."""
    reach = figures.REACH
    return LiveFigure(
        figure=figures.unit_figure(MOST_PIECES),
        alt=_describe_unit(state),
        drawing="maxout/one_input",
        functions=_models(state),
        inputs={
            "pieces": len(state.w),
            "most": MOST_PIECES,
            "curved": state.preset == "quadratic",
        },
        controls=tuple(
            Control(
                id=f"{letter}{index + 1}",
                label=f"{letter}{index + 1}".translate(SUBSCRIPTS),
                meaning="",
                value=values[index],
                default=start[index],
                low=state.limits(letter)[0],
                high=state.limits(letter)[1],
                step=0.05,
            )
            for index in range(len(state.w))
            for letter, values, start in (("w", state.w, START_W), ("b", state.b, START_B))
        ),
        view=View(-reach, reach, -reach, reach, -reach, reach),
        probe=state.x,
        default_probe=state.default("x"),
        beside=True,
        file_name="maxout",
    )


def _models(state: MaxoutState) -> tuple[Function, ...]:
    """The function that the preset is to be compared with, if there is a preset."""
    if state.preset is None:
        return ()
    if state.preset == "leaky":
        leaky = Function.of(CATALOGUE["leaky_relu"], controls={})
        return (replace(leaky, defaults={"alpha": LEAKY_SLOPE}),)
    return (Function.of(_SHAPES[state.preset], controls={}),)


def _describe_unit(state: MaxoutState) -> str:
    parts = [
        f"piece {region.piece + 1} from {region.low:.3g} to {region.high:.3g}"
        for region in regions(state.w, state.b)
    ]
    return f"Maximum of {len(state.w)} straight lines. It is " + ", ".join(parts) + "."


def _preset_words(state: MaxoutState) -> None:
    """What the maximum is equal to, or how near it comes."""
    if state.preset == "quadratic":
        error = quadratic_error(len(state.w), -1.5, 1.5)
        st.markdown(
            f"**{len(state.w)} tangents of x²** (grey): on [−1.5, 1.5] the largest error is "
            f"{error:.3g}."
        )
    elif state.preset is not None:
        name = PRESETS[state.preset][0]
        st.markdown(f"**Exactly {name}** (grey, below the maximum): two pieces are enough.")


def _words() -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(
            "Each piece needs the input x. Popular write-ups print max(w₁ᵀ + b₁, w₂ᵀ + b₂): "
            "without x, that is no function of the input."
        )
    with right:
        st.markdown(
            "A maximum of lines is always convex. Which shape it has is learned: the pieces are "
            "the unit's weights. Source: Goodfellow et al. 2013, *Maxout Networks*."
        )
