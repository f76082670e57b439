"""A gated feed-forward layer in torch, and what it costs in parameters."""

from __future__ import annotations

from collections.abc import Callable

from torch import Tensor, nn


class GatedLayer(nn.Module):
    """down(up(x) ⊗ g(gate(x))), three matrices without biases.

    Shazeer 2020, GLU Variants Improve Transformer. Input and output `(…, width)`.
    """

    def __init__(
        self, width: int, hidden: int, g: Callable[[Tensor], Tensor], device: str = "cpu"
    ) -> None:
        super().__init__()
        self.g = g
        self.gate = nn.Linear(width, hidden, bias=False, device=device)
        self.up = nn.Linear(width, hidden, bias=False, device=device)
        self.down = nn.Linear(hidden, width, bias=False, device=device)

    def forward(self, x: Tensor) -> Tensor:
        """The product of both projections, taken back to the width."""
        out: Tensor = self.down(self.up(x) * self.g(self.gate(x)))
        return out


def plain_layer(width: int, hidden: int, device: str = "cpu") -> nn.Sequential:
    """down(relu(up(x))), two matrices without biases, to compare with."""
    return nn.Sequential(
        nn.Linear(width, hidden, bias=False, device=device),
        nn.ReLU(),
        nn.Linear(hidden, width, bias=False, device=device),
    )


def parameter_counts(width: int, hidden: int, gated: int) -> tuple[int, int]:
    """Weights of a plain layer with `hidden` units and of a gated one with `gated`.

    Counted in the layers themselves, which are made without memory for their numbers.
    """
    layers = (
        plain_layer(width, hidden, device="meta"),
        GatedLayer(width, gated, nn.functional.silu, device="meta"),
    )
    plain, three = (sum(p.numel() for p in layer.parameters()) for layer in layers)
    return plain, three


def two_thirds(hidden: int) -> int:
    """The width at which a gated layer has as many weights as a plain one with `hidden` units."""
    return max(1, (2 * hidden + 1) // 3)
