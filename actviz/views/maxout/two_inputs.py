"""Maxout over two inputs: the surface and its regions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from actviz.figures.live_figure import Commit, Control, LiveFigure
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import update_link
from actviz.ui.widgets import buttons, choose
from actviz.views.maxout import frames as figures
from actviz.views.maxout.state import COUNTS, MOST_PIECES, SUBSCRIPTS, SURFACES, MaxoutState


def figure(state: MaxoutState) -> LiveFigure:
    """The surface and its regions, with the sliders of the piece that is to be moved."""
    index = state.piece - 1
    mark = str(state.piece).translate(SUBSCRIPTS)

    def slider(letter: str, label: str) -> Control:
        low, high = state.limits(letter)
        values = getattr(state, letter)
        known = state.default(letter)
        usual = known[index] if index < len(known) else 0.0
        return Control(letter, label, "", values[index], usual, low, high, 0.05)

    return LiveFigure(
        figure=figures.planes_figure(MOST_PIECES),
        alt=(
            f"Maximum of {len(state.u)} planes over two inputs: the height as a heat map, and "
            "the convex region in which each piece wins."
        ),
        drawing="maxout/two_inputs",
        inputs={
            "planes": list(zip(state.u, state.v, state.c, strict=True)),
            "piece": state.piece,
            "most": MOST_PIECES,
        },
        controls=(
            slider("u", f"w{mark} for x₁"),
            slider("v", f"w{mark} for x₂"),
            slider("c", f"b{mark}"),
        ),
        columns=3,
        file_name="maxout-surface",
    )


def surface(state: MaxoutState) -> None:
    """The surface over two inputs and the regions of its pieces."""
    picture, words = st.columns([5, 3], gap="medium")

    def receive(commit: Commit) -> None:
        def change(now: MaxoutState) -> MaxoutState:
            changed: dict[str, Any] = {}
            for letter in ("u", "v", "c"):
                values = list(getattr(now, letter))
                values[now.piece - 1] = commit.values[letter]
                changed[letter] = tuple(values)
            return replace(now, **changed)

        update_link(MaxoutState, change)

    with picture:
        live_figure(figure(state), key="maxout_surface", on_commit=receive)
    with words:
        names = {name: text for name, (text, _) in SURFACES.items()}
        buttons(state, "shape", "Set to", names, state.surface, MaxoutState.with_surface)
        buttons(state, "planes", "Pieces k", COUNTS, len(state.u), MaxoutState.with_planes)
        pieces = {piece: str(piece) for piece in range(1, len(state.u) + 1)}
        choose(state, "piece", "Piece to move", pieces)
        st.button(
            "Draw pieces",
            key="maxout_random",
            icon=":material/casino:",
            on_click=update_link,
            args=(MaxoutState, MaxoutState.with_random_surface),
        )
        st.markdown(
            "Each piece is a plane; it wins on a convex region with straight borders. In more "
            "dimensions the regions are polytopes."
        )
