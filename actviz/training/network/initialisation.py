"""Start weights. The functions stand alone: an exported script carries their source."""

from __future__ import annotations

from itertools import pairwise

import torch


def deviation(initialisation: str, scale: float, inputs: int, outputs: int) -> float:
    """Standard deviation of a layer's start weights."""
    rules = {
        "he": (2.0 / inputs) ** 0.5,
        "xavier": (2.0 / (inputs + outputs)) ** 0.5,
        "lecun": (1.0 / inputs) ** 0.5,
        "normal": 1.0,
        "zero": 0.0,
    }
    return scale * rules[initialisation]


def start_weights(
    sizes: tuple[int, ...], pieces: int, initialisation: str, scale: float, seed: int
) -> list[torch.Tensor]:
    """One matrix for each layer, (in, out); hidden ones (in, out * pieces). Normal, float64.

    Double precision in every case, so that a network in single precision starts at the same point.
    """
    generator = torch.Generator().manual_seed(seed)
    weights = []
    for layer, (inputs, outputs) in enumerate(pairwise(sizes)):
        columns = outputs * (pieces if layer < len(sizes) - 2 else 1)
        sigma = deviation(initialisation, scale, inputs, outputs)
        values = torch.randn(inputs, columns, generator=generator, dtype=torch.float64)
        weights.append(sigma * values)
    return weights
