"""What the stored map of dead units says, for the claims and questions on it."""

from __future__ import annotations

from functools import cache

import numpy as np

from actviz.claims.record import Numbers
from actviz.maths import CATALOGUE
from actviz.training.sweep.border import border
from actviz.training.sweep.file import stored
from actviz.training.sweep.networks import Array

MANY = 0.4  # the share of dead units that the text names
_RELU, _LEAKY = 0, 1
_TIMES = 10.0


def one_step_death() -> Numbers:
    """The rate from which on one step kills a unit with one input, and half the squared error."""
    relu = CATALOGUE["relu"]
    weight, bias, x, target = 1.0, 0.0, 1.0, 0.0
    z = weight * x + bias
    delta = (float(relu.value(z)) - target) * float(relu.derivative(z))
    # A step takes rate·δ·x from the weight and rate·δ from the bias.
    return {
        "weight": weight,
        "bias": bias,
        "x": x,
        "target": target,
        "rate": z / (delta * x * x + delta),
    }


@cache
def many_dead() -> Numbers:
    """Cells where more than 40 % are dead: how many, from which rate on, and the most dead."""
    table = stored()
    dead = table.map("dead", _RELU)
    rates = np.broadcast_to(table.config.x.values, dead.shape)
    line = border(table)
    assert line is not None
    return {
        "share": MANY,
        "cells": int((dead > MANY).sum()),
        "all": dead.size,
        "lowest": float(rates[dead > MANY].min()),
        "most": float(dead.max()),
        "born": float(table.map("born_dead", _RELU).mean()),
        "constant": line.constant,
    }


def by_rate() -> Numbers:
    """Mean share of dead units over all scales, at low rates and at high ones."""
    table = stored()
    dead = table.map("dead", _RELU)
    rates = np.array(table.config.x.values)
    low, high = 0.1, 2.5
    return {
        "low": low,
        "low_dead": float(dead[:, rates < 1.01 * low].mean()),
        "high": high,
        "high_dead": float(dead[:, rates > 0.99 * high].mean()),
    }


@cache
def leaky_beside() -> Numbers:
    """Leaky ReLU in the cells where more than 40 % of ReLU's units are dead."""
    table = stored()
    where = table.map("dead", _RELU) > MANY
    gone = table.map("diverged", _LEAKY)[where] == 1

    def mean(name: str, activation: int) -> float:
        values: Array = table.map(name, activation)[where][~gone]
        return float(values.mean())

    return {
        "share": MANY,
        "dead": float(np.nanmax(table.map("dead", _LEAKY))),
        "diverged": float(gone.mean()),
        "asleep": mean("asleep", _LEAKY),
        "relu": mean("dead", _RELU),
        "accuracy": mean("accuracy", _LEAKY),
        "relu_accuracy": mean("accuracy", _RELU),
    }


def larger_weights() -> Numbers:
    """By which factor the rate at which half are dead changes with ten times the scale."""
    line = border(stored())
    assert line is not None
    return {"times": _TIMES, "factor": _TIMES**line.slope, "constant": line.constant}
