"""What published models use, counted."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from actviz.claims.practice import COUNTED, FOLDERS, GATED_FILES, HOW, LIBRARY, MODEL_FILES, WHEN
from actviz.figures.live_figure import LiveFigure, frame
from actviz.figures.panels import COLOURS
from actviz.ui.live_figure import live_figure

_ALT = "; ".join(f"{name} {count}" for name, count in COUNTED.items())


@frame
def practice_frame() -> go.Figure:
    """Model folders by the function that they name, as bars from the most to none."""
    figure = go.Figure()
    figure.add_bar(
        x=list(COUNTED.values()),
        y=list(COUNTED),
        orientation="h",
        text=[f"{count}" for count in COUNTED.values()],
        textposition="outside",
        cliponaxis=False,
        name="models",
        meta={"role": "f"},
        marker={"color": COLOURS["f"]},
        hovertemplate="%{y}: %{x}<extra></extra>",
    )
    return figure.update_layout(
        height=400,
        showlegend=False,
        bargap=0.3,
        margin={"l": 128, "r": 44, "t": 12, "b": 44},
        xaxis={"title": {"text": "models"}, "range": [0, 270], "fixedrange": True},
        yaxis={"autorange": "reversed", "fixedrange": True},
    )


def practice_figure() -> LiveFigure:
    """The bars, and in words what they show."""
    return LiveFigure(
        figure=practice_frame(),
        alt=f"Bars: models by default activation of their hidden layers, {WHEN}. {_ALT}.",
        file_name="activations-in-practice",
    )


def practice() -> None:
    """The count, how it was made, and what it does not say."""
    st.markdown(f"#### What {FOLDERS} models have as their default, {WHEN}")
    picture, words = st.columns([5, 3], gap="medium")
    with picture:
        live_figure(practice_figure(), key="choose_practice")
    with words:
        gelu, silu = COUNTED["GELU, all forms"], COUNTED["SiLU (Swish)"]
        st.markdown(
            f"**GELU** in {gelu} and **SiLU** in {silu} of {FOLDERS} models, ReLU in "
            f"{COUNTED['ReLU']}. None has the sigmoid, tanh or a leaky ReLU."
        )
        st.markdown(
            f"**{GATED_FILES} of {MODEL_FILES}** files with a model's code have a *gated* "
            "feed-forward part: the product of two projections, one of them through an activation."
        )
        st.markdown("A library's default is not a share of use: a small model counts like a large.")
    st.caption(
        f"Counted in {LIBRARY}, {WHEN}: {HOW}. The gated ones by a pattern in the files' text."
    )
