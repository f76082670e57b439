"""The parts of the page of dead units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np
import streamlit as st

from actviz.figures.live_figure import Commit, Content, Control, LiveFigure, Pair
from actviz.training.sweep import Axis, SweepConfig
from actviz.training.sweep.file import STORED, stored
from actviz.training.sweep.table import Table
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import update_link
from actviz.ui.widgets import buttons, choose
from actviz.views.dead_units.content import content
from actviz.views.dead_units.frames import height, maps_figure
from actviz.views.dead_units.state import PARTS, QUANTITIES, DeadUnitsState

_UNITS = ("dead", "born_dead", "asleep")
_MANY = 0.4


def choose_map(state: DeadUnitsState) -> None:
    """Which map, what the colour is, and which of a cell's networks a click opens."""
    config = state.sweep if state.part == "own" else stored().config
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose(state, "part", "Map", PARTS)
        if state.part == "birth":
            return
        choose(state, "quantity", "Colour", QUANTITIES)
        if config.seeds > 1:
            buttons(
                state,
                "seed",
                "A click opens seed",
                {place: str(config.base.seed + place) for place in range(config.seeds)},
                min(state.seed, config.seeds - 1),
                lambda held, seed: held.changed(seed=seed),
            )


def chart(state: DeadUnitsState) -> None:
    """The stored maps, side by side, with the cell that is pointed at."""
    figure = maps(state, stored())
    live_figure(figure, key="dead_units", on_commit=take_cell(stored().config))


def take_cell(config: SweepConfig) -> Callable[[Commit], None]:
    """What a release on a map does to the link."""
    return lambda commit: update_link(
        DeadUnitsState, lambda now: now.taken(commit.values, config.x, config.y)
    )


def maps(state: DeadUnitsState, table: Table) -> LiveFigure:
    """A map for each function, with the sliders that move the cell."""
    return LiveFigure(
        figure=_figure() if table is stored() else framed(table.config, content(table)),
        alt=describe(state, table),
        drawing="dead_units/map",
        inputs={"quantity": state.quantity, "seed": min(state.seed, table.config.seeds - 1)},
        **common(state, table.config),
    )


def common(state: DeadUnitsState, config: SweepConfig) -> dict[str, Any]:
    """What figures of sweeps have in common: the sliders, and their size."""
    return {
        "narrow_height": height(len(config.base.activations), across=1),
        "file_name": f"dead-units-{state.quantity}",
        **controls(state, config.x, config.y),
    }


def controls(state: DeadUnitsState, x: Axis, y: Axis) -> dict[str, Any]:
    """The sliders that move the cell."""
    places, usual = state.at(x, y), DeadUnitsState().at(x, y)
    moved = (_control("x", x, places[0], usual[0]), _control("y", y, places[1], usual[1]))
    return {"controls": moved, "point": Pair("x", "y")}


@cache
def _figure() -> Content:
    return framed(stored().config, content(stored()))


def framed(config: SweepConfig, numbers: Mapping[str, Any]) -> Content:
    """The frame with the map's numbers in its layout: a release of a slider sends neither anew."""
    made = maps_figure(len(config.base.activations))
    return {**made, "layout": {**made["layout"], "meta": numbers}}


def _control(name: str, axis: Axis, place: int, usual: int) -> Control:
    logarithmic = axis.spacing == "log"
    ends = np.log10([axis.low, axis.high]) if logarithmic else (axis.low, axis.high)
    return Control(
        name, axis.title.capitalize(), "", axis.values[place], axis.values[usual], axis.low,
        axis.high, float(ends[1] - ends[0]) / (axis.count - 1), logarithmic,
    )  # fmt: skip


def describe(state: DeadUnitsState, table: Table) -> str:
    """What the maps show, in words and numbers."""
    config, name = table.config, state.quantity
    column, row = state.at(config.x, config.y)
    told = []
    for place, racer in enumerate(config.base.racers):
        values, gone = table.map(name, place), table.map("diverged", place)
        if np.isnan(values).all():
            told.append(f"{racer.label}: no numbers")
            continue
        known = values[~np.isnan(values)]
        said = f"{racer.label}: {_text(name, known.min())} to {_text(name, known.max())}"
        if name in _UNITS:
            said += f", above {_MANY:.0%} in {int((known > _MANY).sum())} of {values.size} cells"
        if all_gone := int((gone == 1).sum()):
            said += f"; {all_gone} cells diverged"
        here = values[row, column]
        told.append(f"{said}; here {'none' if np.isnan(here) else _text(name, here)}")
    return (
        f"Maps of {config.x.title} across and {config.y.title} upwards, "
        f"{QUANTITIES[name].lower()}, mean of {config.seeds} seeds after {config.steps:,} steps. "
        f"{'. '.join(told)}, at {config.x.title} {config.x.values[column]:.3g} and "
        f"{config.y.title} {config.y.values[row]:.3g}."
    )


def _text(name: str, value: float) -> str:
    return f"{value:.3g}" if name == "loss" else f"{value:.0%}"


def take_away() -> None:
    """The stored file, and the command that made it."""
    with st.container(key="dead_units_files"):
        st.download_button(
            "Parquet",
            STORED.read_bytes,
            file_name="dead_units.parquet",
            mime="application/vnd.apache.parquet",
            key="dead_units_parquet",
            on_click="ignore",
            help="All columns, for pandas: mean and standard deviation over the seeds.",
        )
        st.code(stored().config.command(), language=None, wrap_lines=True)


def words() -> None:
    """What the maps say, and what is counted."""
    config = stored().config
    layers = " and ".join(map(str, config.base.hidden))
    st.markdown(
        "**Too high a rate kills, and so do too large weights.** Both make a step large beside "
        "the weights, and one large step can put a unit below 0 on every example. Above a scale "
        "of one the border of the dead region falls as rate × scale stays the same (dashed)."
    )
    st.markdown(
        "**Does leaky ReLU rescue them?** It cannot die: its slope is never 0. But look at "
        "*asleep*: where ReLU's units die, leaky's lie below 0 on every example just as often, and "
        "a network of such units is nearly linear there. Some learn all the same, and where the "
        "weights are large leaky ReLU's runs diverge, while ReLU's merely die."
    )
    st.markdown(
        "**Born dead** are units that are silent on every example before the first step. "
        "How large the weights are does not matter to them, as biases start at 0."
    )
    st.caption(
        f"Stored result of the command above: two hidden layers of {layers} units on "
        f"{config.base.dataset}, {config.base.samples} examples, batches of "
        f"{config.base.batch_size}, {config.steps:,} steps; each cell is the mean of "
        f"{config.seeds} seeds that have not diverged. Dead: |f′| at most 10⁻⁶ on every training "
        "example; asleep: pre-activation never above 0; saturated: share of pairs of unit and "
        "example. Lines: 10, 40 and 70 % dead, or asleep, or born dead. A widespread text says "
        "that 40 % can be dead, without a source."
    )
