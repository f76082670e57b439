"""A maxout layer in torch: what it costs in parameters, and why its units cannot die."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

Array = NDArray[np.float64]

EXAMPLES = 1000


class MaxoutLayer(nn.Module):
    """Units that each give the largest of `pieces` linear functions of the inputs.

    Goodfellow et al. 2013. Input `(…, inputs)`, output `(…, units)`.
    """

    def __init__(self, inputs: int, units: int, pieces: int, device: str = "cpu") -> None:
        super().__init__()
        self.units, self.pieces = units, pieces
        self.linear = nn.Linear(inputs, units * pieces, device=device)

    def forward(self, x: Tensor) -> Tensor:
        """The maximum over the pieces."""
        return self.largest(self.linear(x))

    def largest(self, z: Tensor) -> Tensor:
        """`(…, units · pieces)` to `(…, units)`."""
        return z.unflatten(-1, (self.units, self.pieces)).amax(-1)


def parameter_counts(inputs: int, units: int, pieces: int) -> tuple[int, int]:
    """Weights and biases of a ReLU layer and of a maxout layer of the same width.

    Counted in the layers themselves, which are made without memory for their numbers.
    """
    layers = (
        nn.Linear(inputs, units, device="meta"),
        MaxoutLayer(inputs, units, pieces, device="meta"),
    )
    relu, maxout = (sum(p.numel() for p in layer.parameters()) for layer in layers)
    return relu, maxout


def dead_shares(
    shifts: Array, inputs: int, units: int, pieces: int, seed: int
) -> tuple[Array, Array]:
    """Dead units of a ReLU and of a maxout layer as all their biases move, fractions 0–1.

    `shifts` `(m,)` are added to every bias; results are `(m,)` each. A unit is dead if the gradient
    of its output by its pre-activations is 0 on every one of `EXAMPLES` standard normal examples.
    Both layers start from torch's own initialisation with `seed`.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        relu, maxout = nn.Linear(inputs, units), MaxoutLayer(inputs, units, pieces)
        examples = torch.randn(EXAMPLES, inputs)
    shares = np.empty((2, len(shifts)))
    with torch.no_grad():
        plain, grouped = relu(examples), maxout.linear(examples)
    for column, shift in enumerate(shifts):
        z = (plain + float(shift)).requires_grad_()
        (gradient,) = torch.autograd.grad(torch.relu(z).sum(), z)
        shares[0, column] = _dead(gradient.unsqueeze(-1))
        z = (grouped + float(shift)).requires_grad_()
        (gradient,) = torch.autograd.grad(maxout.largest(z).sum(), z)
        shares[1, column] = _dead(gradient.unflatten(-1, (units, pieces)))
    return shares[0], shares[1]


def _dead(gradient: Tensor) -> float:
    """The share of units without any gradient: `(examples, units, pieces)`."""
    alive = (gradient != 0).any(-1).any(0)
    return 1.0 - float(alive.double().mean())
