"""A sweep's result as the page's drawing takes it, and the lab's link of each of its networks."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from actviz.link import Texts, number_text
from actviz.training.sweep import Axis, SweepConfig
from actviz.training.sweep.axis import LOGARITHMIC
from actviz.training.sweep.border import FROM, border
from actviz.training.sweep.table import COLUMNS, Table
from actviz.views.training.state import TrainingState

_DIGITS = 9
_LAYERS = {"width", "depth"}


def content(table: Table) -> dict[str, Any]:
    """The map: its functions, axes, seeds and steps, its columns, and the theory's line."""
    line = border(table)
    return {
        **head(table.config),
        "columns": {name: _numbers(table.columns[name]) for name in COLUMNS},
        "theory": None if line is None else {**asdict(line), "from": FROM},
    }


def head(config: SweepConfig) -> dict[str, Any]:
    """What is known of a map before anything is computed."""
    return {
        "activations": [
            {"id": racer.text, "label": racer.label, "query": _common(config, place)}
            for place, racer in enumerate(config.base.racers)
        ],
        "x": axis_content(config.x),
        "y": axis_content(config.y),
        "hidden": _hidden(config),
        "first_seed": config.base.seed,
        "seeds": config.seeds,
        "steps": config.steps,
    }


def lab_query(config: SweepConfig, number: int) -> dict[str, Texts]:
    """The lab's link of a network, which starts it and stops it at the sweep's last step."""
    state = TrainingState(config=config.network(number), stop=config.steps, start=True)
    return state.to_query()


def axis_content(axis: Axis) -> dict[str, Any]:
    """An axis: its name, its values, and how the lab's link spells them."""
    return {
        "name": axis.name,
        "title": axis.title,
        "values": axis.values,
        "texts": [number_text(value) for value in axis.values],
        "logarithmic": axis.spacing == LOGARITHMIC,
    }


def _common(config: SweepConfig, activation: int) -> list[list[str]]:
    """What the links of all networks of a function have in common, as pairs of name and text."""
    _, rows, columns = config.shape
    query = lab_query(config, activation * rows * columns * config.seeds)
    differing = {config.x.name, config.y.name, "seed"}
    if differing & _LAYERS:
        differing |= {"hidden"}
    return [
        [name, text]
        for name, texts in query.items()
        if name not in differing
        for text in ([texts] if isinstance(texts, str) else texts)
    ]


def _hidden(config: SweepConfig) -> list[list[str]] | None:
    """By row and column the hidden layers, where an axis is about them."""
    if not {config.x.name, config.y.name} & _LAYERS:
        return None
    kind = type(config.base).kind_of("hidden")
    _, rows, columns = config.shape
    return [
        [
            str(kind.text(config.network((row * columns + column) * config.seeds).hidden))
            for column in range(columns)
        ]
        for row in range(rows)
    ]


def _numbers(column: Any) -> list[float | None]:
    return [None if math.isnan(value) else float(f"{value:.{_DIGITS}g}") for value in column]
