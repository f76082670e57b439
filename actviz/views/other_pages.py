"""Links between pages: all of them with their questions, and one function taken along."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from actviz.link import Texts
from actviz.maths.lookup import OWN, plain_name
from actviz.training import LabConfig, Racer
from actviz.ui.pages import PAGES, page_script
from actviz.views.compare.state import CompareState
from actviz.views.explore.state import ExploreState
from actviz.views.training.state import TrainingState

_RACES = "Opens the training lab with this function against ReLU."
_CANNOT_RACE = "The lab trains functions that have a value for every x, in their usual form."
_BESIDE = "relu"  # whom everybody knows: a racer alone says little


def page_cards() -> None:
    """Every page but the home page, with the question that it answers."""
    with st.container(key="page_cards", horizontal=True, gap="small"):
        for spec in PAGES:
            if not spec.is_home:
                st.page_link(
                    spec.script_path,
                    label=f"**{spec.title}** {spec.question}",
                    icon=spec.icon,
                    help="",
                )


def take_along(state: ExploreState) -> None:
    """Links that open Compare and the training lab with Explore's function as it is."""
    with st.container(key="take_along", horizontal=True, gap="small"):
        st.page_link(
            page_script("compare"),
            label="Compare this",
            icon=":material/stacked_line_chart:",
            query_params=compare_query(state),
            help="Opens Compare with this function first.",
        )
        query = training_query(state)
        st.page_link(
            page_script("training"),
            label="Train with this",
            icon=":material/science:",
            query_params=query,
            disabled=query is None,
            help=_RACES if query else _CANNOT_RACE,
        )


def compare_query(state: ExploreState) -> dict[str, Texts]:
    """Compare's link for this function, first, beside Compare's own."""
    text = _text(state)
    others = [curve.text for curve in CompareState.of().curves if curve.text != text]
    values = {f"0.{name}": value for name, value in state.parameters.items()}
    compared = CompareState.of(text, *others).with_values(values)
    return replace(compared, low=state.low, high=state.high, probe=state.probe).to_query()


def training_query(state: ExploreState) -> dict[str, Texts] | None:
    """The lab's link for a race of this function and ReLU; None for a function that cannot."""
    numbers = ",".join(f"{name}={value!r}" for name, value in state.parameters.items())
    try:
        racer = Racer.parse(_text(state) + (f":{numbers}" if numbers else ""))
    except ValueError:
        return None
    racers = tuple(dict.fromkeys((racer.text, _BESIDE)))
    return TrainingState(config=LabConfig(activations=racers)).to_query()


def _text(state: ExploreState) -> str:
    return plain_name(f"{OWN}{state.own}") if state.own else state.activation.id
