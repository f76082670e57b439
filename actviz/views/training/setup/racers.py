"""Who races: activations chosen from a list, or written with their parameters."""

from __future__ import annotations

import streamlit as st

from actviz.maths import CATALOGUE
from actviz.maths.lookup import OWN, check_own_size
from actviz.maths.parser.syntax import LONGEST_TEXT
from actviz.training.config import MOST_RACERS
from actviz.training.racer import MAXOUT, Racer
from actviz.ui.formula_box import formula_box
from actviz.ui.page_link import update_link
from actviz.ui.widgets import bound
from actviz.views.training.session import attempted, checked, notice, refuse
from actviz.views.training.state import TrainingState

_LEARNED = ("prelu:alpha~0.25", "swish:beta~1.0", f"{MAXOUT}:k=2", f"{MAXOUT}:k=3")


def racers(state: TrainingState) -> None:
    """The list of racers; a new text such as leaky_relu:alpha=0.1 joins it."""

    present = list(dict.fromkeys(state.config.activations))
    known = [text for identifier in CATALOGUE if (text := _readable(identifier))]
    widget = bound(state, "activations", present, take_racers)
    st.multiselect(
        "Racers",
        list(dict.fromkeys([*present, *widget.first, *known, *_LEARNED])),
        widget.first,
        format_func=_label,
        key=widget.key,
        on_change=widget.on_change,
        max_selections=MOST_RACERS,
        accept_new_options=True,
    )
    st.caption(
        "All start at the same weights and see the same batches. Type a parameter: "
        "`leaky_relu:alpha=0.1` fixed, `prelu:alpha~0.25` learned with the weights, `maxout:k=4`. "
        "Your own formula takes parameters too: `x*sigmoid(b*x):b~1`."
    )
    own_racer()


def own_racer() -> None:
    """The box that adds a function of the visitor's own to the race."""

    def accept(text: str) -> None:
        racer = Racer.parse(OWN + text.strip().removeprefix(OWN)).text

        def change(now: TrainingState) -> TrainingState:
            if racer in now.config.activations:
                raise ValueError("this function races already")
            if len(now.config.activations) >= MOST_RACERS:
                raise ValueError(f"at most {MOST_RACERS} race: take one out first")
            return checked(now, activations=(*now.config.activations, racer))

        update_link(TrainingState, change)

    formula_box(
        key="training_own",
        shown="",
        accept=accept,
        label="Add your own f(x)",
    )


def take_racers(now: TrainingState, texts: list[str]) -> TrainingState:
    """Race these; what cannot be read is left out, with the reason."""
    read: list[Racer] = []
    for text in texts:
        try:
            racer = Racer.parse(text)
            check_own_size(each.id for each in (*read, racer))
        except ValueError as error:
            refuse(f"{text[:LONGEST_TEXT]}: {error}.")
        else:
            read.append(racer)
    if not read:
        notice("A race needs a racer: the last one stays.")
        return now
    racers = dict.fromkeys(racer.text for racer in read)
    return attempted(now, activations=tuple(racers)[:MOST_RACERS])


def _readable(text: str) -> str | None:
    """The racer in its one spelling; None for an activation that cannot race."""
    try:
        return Racer.parse(text).text
    except ValueError:
        return None


def _label(text: str) -> str:
    try:
        return Racer.parse(text).label
    except ValueError:
        return text
