"""Random networks over the plane, and what their layers do to it.

The numbers drawn for a unit depend on seed, layer and unit alone, so that a network that gets more
units keeps those it has. `assets/views/space_folding/network.js` draws the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from actviz.maths.region_bounds import INPUTS
from actviz.maths.regions import Layer, LinearPieces
from actviz.training.counter import uniform

Array = NDArray[np.float64]

MOST_INPUTS = 64
# Numbers of the layer above the last hidden one, which reads it as one output.
READOUT = 99


def unit_numbers(seed: int, layer: int, unit: int) -> Array:
    """Standard normal numbers of a unit: its bias, then the weights of up to 64 inputs."""
    draws = uniform(seed, layer, unit, 2 * (MOST_INPUTS + 1)).reshape(-1, 2)
    return np.asarray(np.sqrt(-2 * np.log(1 - draws[:, 0])) * np.cos(2 * np.pi * draws[:, 1]))


def random_network(
    hidden: Sequence[int],
    pieces: LinearPieces | None,
    *,
    rank: int = 2,
    weight_scale: float = 1.0,
    bias_scale: float = 1.0,
    seed: int = 0,
) -> list[Layer]:
    """Layers of normal weights of variance weight_scale² · 2 / inputs, and normal biases.

    With `pieces` None the layers are maxout of that rank.
    """
    layers: list[Layer] = []
    inputs = INPUTS
    for place, units in enumerate(hidden):
        lines = 1 if pieces is not None else rank
        numbers = np.array(
            [
                [unit_numbers(seed, place, unit + MOST_INPUTS * line) for unit in range(units)]
                for line in range(lines)
            ]
        )
        biases = bias_scale * numbers[..., 0]
        weights = weight_scale * np.sqrt(2 / inputs) * numbers[..., 1 : inputs + 1]
        single = pieces is not None
        layers.append(
            Layer(weights[0] if single else weights, biases[0] if single else biases, pieces)
        )
        inputs = units
    return layers


def readout(units: int, seed: int = 0) -> Array:
    """Weights (units,) of one linear output over the last layer."""
    return unit_numbers(seed, READOUT, 0)[1 : units + 1]
