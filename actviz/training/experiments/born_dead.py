"""Networks that are born dead: constant before the first step, as a layer is silent on all inputs.

Weights are normal, biases 0; only directions count then, so that a line is its two sides.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def constant_shares(width: int, layers: int, networks: int, seed: int) -> tuple[Array, Array]:
    """Shares of drawn networks that are constant, after 1, 2, … hidden layers.

    (layers,) for one input alone, and (layers,) for all inputs of a line through 0.
    """
    random = np.random.default_rng(seed)
    first = random.standard_normal((networks, width, 1))
    h = np.maximum(np.concatenate([first, -first], axis=2), 0.0)
    one, line = [], []
    for _ in range(layers):
        active = h.any(axis=1)
        one.append(1.0 - active[:, 0].mean())
        line.append(1.0 - active.any(axis=1).mean())
        h = np.maximum(random.standard_normal((networks, width, width)) @ h, 0.0)
    return np.array(one), np.array(line)


def one_input(width: int, layers: int) -> float:
    """The exact probability for one input: each layer is silent with probability 2^-width."""
    return float(1.0 - (1.0 - 0.5**width) ** layers)


def line_at_most(width: int, layers: int) -> float:
    """An upper bound for a line, Lu et al. 2020: its first layer is never silent on both sides."""
    return one_input(width, layers - 1)
