"""Who races: activations chosen from a list, or written with their parameters."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from actviz.maths import CATALOGUE
from actviz.training.racer import MAXOUT, Racer
from actviz.ui.training_session import notice, present_state, write_link
from actviz.ui.training_state import TrainingState

_LEARNED = ("prelu:alpha~0.25", "swish:beta~1.0", f"{MAXOUT}:k=2", f"{MAXOUT}:k=3")
_MOST = 16


def racers(state: TrainingState) -> None:
    """The list of racers; a new text such as leaky_relu:alpha=0.1 joins it."""

    def chosen() -> None:
        take_racers(st.session_state["training_activations"])

    present = list(dict.fromkeys(state.config.activations))
    st.session_state["training_activations"] = present
    plain = [Racer.parse(identifier).text for identifier in CATALOGUE]
    st.multiselect(
        "Racers",
        list(dict.fromkeys([*present, *plain, *_LEARNED])),
        format_func=_label,
        key="training_activations",
        on_change=chosen,
        max_selections=_MOST,
        accept_new_options=True,
    )
    st.caption(
        "All start at the same weights and see the same batches. Type a parameter: "
        "`leaky_relu:alpha=0.1` fixed, `prelu:alpha~0.25` learned with the weights, `maxout:k=4`."
    )


def take_racers(texts: list[str]) -> None:
    """Race these; what cannot be read is left out, with the reason."""
    read = []
    for text in texts:
        try:
            read.append(Racer.parse(text).text)
        except ValueError as error:
            notice(f"{error}")
    state = present_state()
    if not read:
        notice("A race needs a racer: the last one stays.")
        return
    racers = tuple(dict.fromkeys(read))[:_MOST]
    changed = state.with_config(replace(state.config, activations=racers))
    write_link(changed)


def _label(text: str) -> str:
    try:
        return Racer.parse(text).label
    except ValueError:
        return text
