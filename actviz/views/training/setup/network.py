"""The network of a run: its inputs, its layers, their start and the seed."""

from __future__ import annotations

from functools import partial

import streamlit as st

from actviz.training.config import MOST_LAYERS, MOST_UNITS
from actviz.training.data.input_features import COORDINATES, FEATURES
from actviz.training.network.initialisation import INITIALISATIONS
from actviz.ui.widgets import bound, choose_some, number_box
from actviz.views.training.run import Run
from actviz.views.training.session import attempted, attempting
from actviz.views.training.setup.fields import choice, entered
from actviz.views.training.state import TrainingState

_STARTS = {name: rule.label for name, rule in INITIALISATIONS.items()}


def network(state: TrainingState, run: Run) -> None:
    """Input features, layers, their start and the seed."""
    hidden, features = state.config.hidden, state.config.features
    if len(run.lab.dataset.feature_names) == 2 or features != COORDINATES:
        choose_some(
            state,
            "features",
            "Input features",
            {name: feature.label for name, feature in FEATURES.items()},
            take=attempting("features"),
            label_visibility="visible",
            help="Functions of the two coordinates, which are standardised first",
        )

    def set_layers(now: TrainingState, count: int) -> TrainingState:
        widths = now.config.hidden
        return attempted(now, hidden=(*widths, *[widths[-1]] * MOST_LAYERS)[:count])

    def set_width(layer: int, now: TrainingState, units: int) -> TrainingState:
        widths = list(now.config.hidden)
        widths[layer : layer + 1] = [units]
        return attempted(now, hidden=tuple(widths))

    layers = bound(state, "layers", len(hidden), set_layers)
    number_box("Hidden layers", 1, MOST_LAYERS, layers, whole=True)
    columns = st.columns(3)
    for layer, units in enumerate(hidden):
        width = bound(state, f"units_{layer}", units, partial(set_width, layer))
        with columns[layer % 3]:
            number_box(f"Units in {layer + 1}", 1, MOST_UNITS, width, whole=True)
    choice(state, "initialisation", "Start weights", _STARTS)
    left, right = st.columns(2)
    with left:
        entered(state, "initial_scale", "times", help="Factor on the start weights")
    with right:
        entered(state, "bias_start", "Start of the biases")
    entered(state, "seed", "Seed", help="Fixes data, weights and order")
