"""The method of a run: optimiser, loss and batches."""

from __future__ import annotations

import streamlit as st

from actviz.training.network.heads import LOSSES, losses_for
from actviz.training.network.optimisers import OPTIMISERS
from actviz.ui.widgets import select
from actviz.views.training.setup.fields import choice, entered
from actviz.views.training.state import ENGINES, TrainingState

_OPTIMISERS = {name: optimiser.label for name, optimiser in OPTIMISERS.items()}
_PER = {"layer": "layer", "unit": "unit"}


def method(state: TrainingState) -> None:
    """Optimiser, loss and batches, and what trains."""
    select(state, "engine", "Trains on", ENGINES)
    choice(state, "optimiser", "Optimiser", _OPTIMISERS)
    if "momentum" in OPTIMISERS[state.config.optimiser].settings:
        entered(state, "momentum", "Momentum")
    left, right = st.columns(2)
    with left:
        entered(state, "l1", "L1 weight decay", help="Adds l1·sign(w) to gradients", format="%g")
    with right:
        entered(state, "l2", "L2 weight decay", help="Adds l2·w to gradients", format="%g")
    entered(state, "batch_size", "Batch size")
    usable = losses_for(curve=state.config.regression)
    choice(state, "loss", "Loss", {"auto": "automatic"} | {n: LOSSES[n].label for n in usable})
    entered(
        state, "learning_rate", "Learning rate, exactly", key="learning_rate_exactly", format="%g"
    )
    choice(state, "learned_per", "A learned parameter for each", _PER)
