"""Start weights. The functions stand alone: an exported script carries their source.

A rule is one function, which is its whole record: its name is the config's word, `rule` gives it
the page's, and what it returns is the standard deviation of a layer's weights.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import torch

Deviation = Callable[[int, int], float]


@dataclass(frozen=True)
class Initialisation:
    """A rule for the standard deviation of start weights, by a layer's inputs and outputs."""

    label: str
    deviation: Deviation


INITIALISATIONS: dict[str, Initialisation] = {}


def rule(label: str) -> Callable[[Deviation], Deviation]:
    """Make the function below a rule that configs may name; `label` is its name on the page."""

    def add(deviation: Deviation) -> Deviation:
        INITIALISATIONS[deviation.__name__] = Initialisation(label, deviation)
        return deviation

    return add


@rule("He")
def he(inputs: int, outputs: int) -> float:
    """√(2/in)."""
    return (2.0 / inputs) ** 0.5


@rule("Xavier")
def xavier(inputs: int, outputs: int) -> float:
    """√(2/(in + out))."""
    return (2.0 / (inputs + outputs)) ** 0.5


@rule("LeCun")
def lecun(inputs: int, outputs: int) -> float:
    """√(1/in)."""
    return (1.0 / inputs) ** 0.5


@rule("normal, σ")
def normal(inputs: int, outputs: int) -> float:
    """1, so that the factor on it is σ itself."""
    return 1.0


@rule("zero")
def zero(inputs: int, outputs: int) -> float:
    """No weight at all."""
    return 0.0


def start_weights(
    sizes: tuple[int, ...],
    pieces: int,
    deviation: Callable[[int, int], float],
    scale: float,
    seed: int,
) -> list[torch.Tensor]:
    """One matrix for each layer, (in, out); hidden ones (in, out * pieces). Normal, float64.

    Double precision in every case, so that a network in single precision starts at the same point.
    """
    generator = torch.Generator().manual_seed(seed)
    weights = []
    for layer, (inputs, outputs) in enumerate(pairwise(sizes)):
        columns = outputs * (pieces if layer < len(sizes) - 2 else 1)
        sigma = scale * deviation(inputs, outputs)
        values = torch.randn(inputs, columns, generator=generator, dtype=torch.float64)
        weights.append(sigma * values)
    return weights
