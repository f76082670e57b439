"""A sweep's result as the page's drawing takes it, and the lab's link of each of its networks."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from actviz.link import Texts, number_text
from actviz.training.sweep import Axis, SweepConfig
from actviz.training.sweep.axis import LOGARITHMIC
from actviz.training.sweep.table import COLUMNS, Table
from actviz.views.training.state import TrainingState

_DIGITS = 9
_LAYERS = {"width", "depth"}
# Below it the weights' scale hardly matters, so that no line is to be seen.
_SCALES_FROM = 1.5


def content(table: Table) -> dict[str, Any]:
    """The map: its functions, axes, seeds and steps, its columns, and the theory's constant."""
    config = table.config
    return {
        **head(config),
        "columns": {name: _numbers(table.columns[name]) for name in COLUMNS},
        "theory": theory(table),
    }


def head(config: SweepConfig) -> dict[str, Any]:
    """What is known of a map before anything is computed."""
    return {
        "activations": [
            {"id": racer.text, "label": racer.label, "query": _common(config, place)}
            for place, racer in enumerate(config.base.racers)
        ],
        "x": _axis(config.x),
        "y": _axis(config.y),
        "hidden": _hidden(config),
        "first_seed": config.base.seed,
        "seeds": config.seeds,
        "steps": config.steps,
    }


def lab_query(config: SweepConfig, number: int) -> dict[str, Texts]:
    """The lab's link of a network, which starts it and stops it at the sweep's last step."""
    state = TrainingState(config=config.network(number), stop=config.steps, start=True)
    return state.to_query()


def theory(table: Table, activation: int = 0) -> dict[str, float] | None:
    """Where theory puts the line of half the units dead; None on other axes than rate and scale.

    With large weights a step's size relative to them grows with rate × scale^(hidden layers - 1),
    as each layer passes on the others' scale. The constant is the map's own.
    """
    config = table.config
    if (config.x.name, config.y.name) != ("learning_rate", "initial_scale"):
        return None
    if config.base.racers[activation].id != "relu":
        return None
    power = len(config.base.hidden) - 1
    logs = [
        math.log(rate) + power * math.log(scale)
        for rate, scale in table.crossings(activation=activation)
        if scale >= _SCALES_FROM
    ]
    if len(logs) < 3:
        return None
    constant = math.exp(float(np.median(logs)))
    return {"constant": constant, "power": power, "from": _SCALES_FROM}


def _axis(axis: Axis) -> dict[str, Any]:
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
