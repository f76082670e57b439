"""All parameters of a stack of networks in one flat tensor, and their gradients in another."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor


class FlatParameters:
    """Blocks (racers, ...) laid end to end, so that an optimiser's step is one operation.

    `values` and `gradients` are flat; `block(i)` and `gradient(i)` are views of them.
    """

    def __init__(self, blocks: Sequence[Tensor]) -> None:
        self.shapes = [block.shape for block in blocks]
        self.values = torch.cat([block.reshape(-1) for block in blocks])
        self.gradients = torch.zeros_like(self.values)
        self._values = self.views(self.values)
        self._gradients = self.views(self.gradients)

    def views(self, flat: Tensor) -> list[Tensor]:
        """The blocks of a flat tensor with this layout."""
        sizes = [shape.numel() for shape in self.shapes]
        parts = flat.split(sizes)
        return [part.view(shape) for part, shape in zip(parts, self.shapes, strict=True)]

    def block(self, index: int) -> Tensor:
        """Values of a block, a view."""
        return self._values[index]

    def gradient(self, index: int) -> Tensor:
        """Gradient of a block, a view."""
        return self._gradients[index]
