"""Times a layer, a matrix product and an activation, beside the product alone and ReLU's layer."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import torch
from torch import Tensor

from actviz.training.cost.timing import (
    PASSES,
    RELU,
    Function,
    check,
    functions,
    in_turns,
    keep_freed_memory,
    one_pass,
    ratio,
)

BATCH = 64  # examples
WIDTHS = tuple(2**power for power in range(5, 12))
# Those whose layers the stored result has: a wide layer takes long.
USUAL = ("relu", "leaky_relu", "sigmoid", "tanh", "softplus", "silu", "gelu", "mish")
_WIDEST = 4096


@dataclass(frozen=True)
class LayerCost:
    """One measurement of a layer of `width` inputs and units with a batch of 64.

    `seconds` are those of one pass, the median of all rounds; `ratio_to_relu` and `spread` are of
    the whole layer to one with ReLU; `share` (0–1) is what the layer takes longer than its matrix
    product alone, as a part of its time.
    """

    activation: str
    width: int
    pass_: str
    seconds: float
    ratio_to_relu: float
    spread: float
    share: float


def measure_layers(
    names: Sequence[str],
    widths: Sequence[int] = WIDTHS,
    seconds: float = 0.02,
    device: str = "cpu",
    passes: Sequence[str] = PASSES,
) -> Iterator[LayerCost]:
    """Time layers with functions by their names in `functions`, as `measure` does.

    Backward are the gradients with respect to the inputs and to the weights.
    """
    check(names, widths, "units in a layer", _WIDEST, passes, seconds)
    return _measured(names, widths, seconds, device, passes)


def _measured(
    names: Sequence[str], widths: Sequence[int], seconds: float, device: str, passes: Sequence[str]
) -> Iterator[LayerCost]:
    known = functions()
    keep_freed_memory()
    generator = torch.Generator().manual_seed(0)
    for width in widths:
        x = torch.randn(BATCH, width, generator=generator).to(device)
        # Pre-activations are standard normal too.
        weights = torch.randn(width, width, generator=generator).to(device) / math.sqrt(width)
        for name in names:
            for kind in passes:
                layers = (torch.matmul, _layer(known[RELU]), _layer(known[name]))
                acts = [one_pass(kind, layer, x, weights) for layer in layers]
                plains, relus, owns = zip(*in_turns(acts, seconds), strict=True)
                shares = [1 - plain / own for plain, own in zip(plains, owns, strict=True)]
                compared = ratio(relus, owns)
                yield LayerCost(name, width, kind, median(owns), *compared, median(shares))


def _layer(function: Function) -> Function:
    def layer(x: Tensor, weights: Tensor) -> Tensor:
        return function(x @ weights)

    return layer
