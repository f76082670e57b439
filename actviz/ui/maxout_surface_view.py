"""Maxout over two inputs: the surface and its regions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from actviz.figures import maxout as figures
from actviz.figures.live_figure import Commit, Control, LiveFigure
from actviz.ui.live_figure import live_figure
from actviz.ui.maxout_controls import COUNTS, KEY, SUBSCRIPTS, buttons
from actviz.ui.maxout_state import MOST_PIECES, SURFACES, MaxoutState
from actviz.ui.state_widgets import write_link


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
        drawing="maxout_planes",
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
        changed: dict[str, Any] = {}
        for letter in ("u", "v", "c"):
            values = list(getattr(state, letter))
            values[state.piece - 1] = commit.values[letter]
            changed[letter] = tuple(values)
        write_link(replace(state, **changed))

    with picture:
        live_figure(figure(state), key=f"{KEY}_surface", on_commit=receive)
    with words:
        names = {name: text for name, (text, _) in SURFACES.items()}
        buttons("surface", "Set to", names, state.surface, state.with_surface)
        buttons("planes", "Pieces k", COUNTS, len(state.u), state.with_planes)
        pieces = range(1, len(state.u) + 1)
        buttons("piece", "Piece to move", pieces, state.piece, lambda n: replace(state, piece=n))
        st.button(
            "Draw pieces",
            key=f"{KEY}.random",
            icon=":material/casino:",
            on_click=lambda: write_link(state.with_random_surface()),
        )
        st.markdown(
            "Each piece is a plane; it wins on a convex region with straight borders. In more "
            "dimensions the regions are polytopes."
        )
