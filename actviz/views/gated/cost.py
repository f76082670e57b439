"""What a gated layer costs, beside a plain one."""

from __future__ import annotations

import streamlit as st

from actviz.figures.live_figure import Control, LiveFigure
from actviz.training.experiments.gated_layer import parameter_counts
from actviz.ui.field_controls import take_values
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import update_link
from actviz.views.gated.frames import cost_figure
from actviz.views.gated.pytorch import layer_script
from actviz.views.gated.state import GatedState

# Where the sliders end; their boxes take what the link does.
_ENDS = {"width": 8192, "hidden": 32768, "narrow": 32768}
_STEP = 64


def figure(state: GatedState) -> LiveFigure:
    """The matrices of both layers as bars."""
    plain, gated = parameter_counts(state.width, state.hidden, state.narrow)
    return LiveFigure(
        figure=cost_figure(),
        alt=(
            f"A plain layer has two matrices with {plain:,} weights, a gated one three with "
            f"{gated:,}, {gated / plain:.3f} times as many."
        ),
        drawing="gated/cost",
        controls=(
            _slider(state, "width", "Width", "d, inputs and outputs"),
            _slider(state, "hidden", "Plain", "its hidden units"),
            _slider(state, "narrow", "Gated", "its hidden units"),
        ),
        columns=3,
        readout=True,
        file_name="gated-parameters",
    )


def _slider(state: GatedState, name: str, label: str, meaning: str) -> Control:
    lowest, highest = state.limits(name)
    value, usual = state.value_of(name), state.default(name)
    return Control(
        name, label, meaning, value, usual, _STEP, _ENDS[name], _STEP, lowest=lowest,
        highest=highest,
    )  # fmt: skip


def cost(state: GatedState) -> None:
    """The weights of both layers, and the width at which they are equally many."""
    plain, gated = parameter_counts(state.width, state.hidden, state.narrow)
    picture, words = st.columns([5, 3], gap="medium")
    with picture:
        live_figure(figure(state), key="gated_cost", on_commit=take_values(GatedState))
    with words:
        st.latex(r"\text{plain: } 2\,d\,n \qquad \text{gated: } 3\,d\,n'")
        st.latex(r"3\,d\,n' = 2\,d\,n \quad\Rightarrow\quad n' = \tfrac{2}{3}\,n")
        st.button(
            "Gated: ⅔ of the plain width",
            key="gated_two_thirds",
            icon=":material/balance:",
            on_click=update_link,
            args=(GatedState, GatedState.with_two_thirds),
        )
        st.markdown(
            f"Counted in the layers: **{plain:,}** and **{gated:,}**, {gated / plain:.4g} times "
            "as many."
        )
        st.markdown(
            "A gated layer has a matrix more, so a fair comparison gives it fewer hidden units. "
            "With the usual n = 4d that leaves n′ = 8⁄3 d. Without biases, as in Shazeer 2020."
        )
    # Plain: the highlighter's colours fall short of AA contrast.
    st.code(layer_script(state), language=None, wrap_lines=True)
