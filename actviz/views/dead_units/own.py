"""A map of the visitor's own, which the browser computes with the lab's engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from actviz.figures.live_figure import LiveFigure
from actviz.training import Racer
from actviz.training.data.registry import DATASETS
from actviz.training.sweep import SweepConfig
from actviz.training.sweep.axis import QUANTITIES as SWEPT
from actviz.training.sweep.browser import browser_sweep
from actviz.ui.asset_routes import session_file_url
from actviz.ui.checked_text import checked_text, explain
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import update_link
from actviz.ui.session import memory
from actviz.ui.text import plain
from actviz.ui.widgets import bound, number, select
from actviz.views.dead_units.content import head
from actviz.views.dead_units.state import QUANTITIES, DeadUnitsState
from actviz.views.dead_units.view import common, framed, take_cell

FEED = "dead_units"
_NETWORKS = "dead_units.networks"
_FUNCTIONS = (
    "relu", "leaky_relu", "prelu", "elu", "selu", "gelu", "silu", "mish", "softplus", "tanh",
    "sigmoid", "maxout",
)  # fmt: skip
_MOST_FUNCTIONS = 8


def set_up(state: DeadUnitsState) -> None:
    """Functions, data, layers and axes of the map."""
    with st.container(key="dead_units_own"):
        functions, data, hidden = st.columns([6, 3, 3], vertical_alignment="bottom")
        with functions:
            _functions(state)
        with data:
            select(state, "dataset", "Data", {name: each.title for name, each in DATASETS.items()})
        with hidden:
            _text(state, "hidden", "Hidden layers")
        x, y, seeds, steps = st.columns([4, 4, 2, 2], vertical_alignment="bottom")
        with x:
            _text(state, "x", "Across")
        with y:
            _text(state, "y", "Upwards")
        with seeds:
            number(state, "seeds", "Seeds")
        with steps:
            number(state, "steps", "Steps", step=100)
        for name in ("hidden", "x", "y"):
            explain(f"dead_units_{name}")
        st.caption(
            "An axis is a name with both ends and how many values: "
            f"{', '.join(SWEPT)}; evenly apart, or in logarithms with :log behind."
        )


def _functions(state: DeadUnitsState) -> None:
    options = list(dict.fromkeys([*_FUNCTIONS, *state.activations]))
    widget = bound(
        state,
        "activations",
        list(state.activations),
        lambda held, some: held.changed(activations=tuple(some)) if some else held,
    )
    st.multiselect(
        "Functions",
        options,
        default=widget.first,
        format_func=lambda text: Racer.parse(text).label,
        max_selections=_MOST_FUNCTIONS,
        key=widget.key,
        on_change=widget.on_change,
    )


def _text(state: DeadUnitsState, name: str, label: str) -> None:
    kind = DeadUnitsState.kind_of(name)

    def accept(text: str) -> None:
        value = kind.parse(text.strip())
        update_link(DeadUnitsState, lambda now: _fitting(now, name, value))

    checked_text(
        label, key=f"dead_units_{name}", shown=str(kind.text(state.value_of(name))), accept=accept
    )


def _fitting(state: DeadUnitsState, name: str, value: Any) -> DeadUnitsState:
    """The state with another value; ValueError where the axes do not fit then."""
    changed = state.changed(**{name: value})
    assert changed.sweep
    return changed


def chart(state: DeadUnitsState) -> None:
    """The map as far as it is computed, with its buttons; or why a page does not."""
    if fault := state.too_much:
        st.error(f"{plain(fault)}.")
    else:
        live_figure(own_maps(state), key="dead_units_map_own", on_commit=take_cell(state.sweep))


def words(state: DeadUnitsState) -> None:
    """The command that trains the same networks, and who trains them here."""
    with st.container(key="dead_units_files"):
        st.code(state.sweep.command(), language=None, wrap_lines=True)
    st.caption(
        "Trained in this browser by the lab's engine, in double precision; nothing is sent to the "
        "server. Grey: not yet, or no such number. Cancel keeps what is done. The command trains "
        "the same networks on all cores, or on a cluster."
    )


def own_maps(state: DeadUnitsState) -> LiveFigure:
    """A map for each function, which fills in the browser."""
    sweep = state.sweep
    address = session_file_url(_kept(sweep, lambda: browser_sweep(sweep)), "dead_units_networks")
    racers = " and ".join(racer.label for racer in sweep.base.racers)
    return LiveFigure(
        figure=framed(sweep, head(sweep)),
        alt=(
            f"Maps of {sweep.x.title} across and {sweep.y.title} upwards for {racers}, "
            f"{QUANTITIES[state.quantity].lower()}, computed in this browser; the numbers of a "
            "cell stand in the table."
        ),
        drawing="dead_units/own",
        inputs={
            "quantity": state.quantity,
            "seed": min(state.seed, sweep.seeds - 1),
            "address": address,
            "steps": sweep.steps,
            "known": (),  # networks that a file takes along; the page knows none
        },
        feed=FEED,
        **common(state, sweep),
    )


def _kept(sweep: SweepConfig, make: Callable[[], bytes]) -> bytes:
    """The bytes of the latest map; a move of a slider makes them no second time."""
    known = memory().get(_NETWORKS)
    if known is None or known[0] != sweep:
        known = memory()[_NETWORKS] = (sweep, make())
    found: bytes = known[1]
    return found
