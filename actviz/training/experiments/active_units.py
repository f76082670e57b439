"""A layer at random initialisation, and how many of its ReLU units are active."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

Array = NDArray[np.float64]

EXAMPLES = 1000
INPUT_KINDS = {
    "centred": "Centred: standard normal",
    "positive": "Positive: after a ReLU",
}


@dataclass(frozen=True)
class ActiveShares:
    """Where the ReLU of a layer gives more than 0, as fractions from 0 to 1."""

    by_unit: Array
    """`(units,)`: the share of examples on which each unit is active."""
    by_example: Array
    """`(examples,)`: the share of units that are active on each example."""

    @property
    def overall(self) -> float:
        """The share of active (unit, example) pairs."""
        return float(self.by_unit.mean())

    @property
    def silent(self) -> int:
        """How many units are off on every example."""
        return int((self.by_unit == 0).sum())


def random_layer(inputs: int, units: int, seed: int) -> nn.Linear:
    """A linear layer as He et al. 2015 start it: normal weights of variance 2/inputs, no bias."""
    layer = nn.utils.skip_init(nn.Linear, inputs, units)
    generator = torch.Generator().manual_seed(seed)
    nn.init.kaiming_normal_(layer.weight, nonlinearity="relu", generator=generator)
    nn.init.zeros_(layer.bias)
    return layer


def active_shares(inputs: int, units: int, kind: str, seed: int) -> ActiveShares:
    """Draw a layer and `EXAMPLES` inputs from `seed`, and count. `kind` is one of INPUT_KINDS."""
    if kind not in INPUT_KINDS:
        raise ValueError(f"kind: want one of {', '.join(INPUT_KINDS)}, got {kind!r}")
    layer = random_layer(inputs, units, seed)
    # Another stream than the layer's: equal seeds would make the inputs equal to its weights.
    generator = torch.Generator().manual_seed(seed + 2**32)
    examples = torch.randn(EXAMPLES, inputs, generator=generator)
    if kind == "positive":
        examples = torch.relu(examples)
    with torch.no_grad():
        active = (torch.relu(layer(examples)) > 0).double().numpy()
    return ActiveShares(active.mean(axis=0), active.mean(axis=1))
