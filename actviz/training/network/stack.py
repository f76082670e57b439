"""Several networks of one shape trained as one batched computation, without autograd.

Weights are stacked along a racer axis, so that a layer of all racers is one matrix product, and
the derived f and f' stand in a hand-written backward pass: at this size the cost of a step is the
number of calls, and autograd would double it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial

import torch
from torch import Tensor

from actviz.training.config import LabConfig
from actviz.training.network.heads import Head
from actviz.training.network.hidden_layer import (
    Elementwise,
    Key,
    LayerOutput,
    Maxout,
    Sampler,
    Units,
    grouped,
)
from actviz.training.network.initialisation import INITIALISATIONS, start_weights
from actviz.training.network.optimisers import OPTIMISERS
from actviz.training.network.parameters import FlatParameters
from actviz.training.racer import Racer


@dataclass
class ForwardPass:
    """One forward pass: pre-activations and what the layers kept, output (racers, examples, k)."""

    inputs: list[Tensor]
    z: list[Tensor]
    passed: list[LayerOutput]
    output: Tensor


class BatchedNetworks:
    """Networks with the same layer shapes: all elementwise racers, or maxout of one k.

    `racers` must stand with equal groups side by side. `configs` has one for each racer: they may
    differ in the start weights (rule, scale, bias, seed) and in the settings of their optimiser,
    all else is the first one's. `weights[layer]` is (racers, in, out), `biases[layer]` (racers, 1,
    out), both on `device`.
    """

    def __init__(
        self,
        configs: Sequence[LabConfig],
        racers: Sequence[Racer],
        inputs: int,
        head: Head,
        dtype: torch.dtype,
        device: str = "cpu",
    ) -> None:
        self.configs, self.racers, self.head, self.dtype = list(configs), list(racers), head, dtype
        self.config, self.device = self.configs[0], device
        config = self.config
        self.sizes = (inputs, *config.hidden, head.outputs)
        self.groups = grouped(self.racers)
        blocks = self._start_blocks()
        self.keys = list(blocks)
        self.parameters = FlatParameters([block.to(device) for block in blocks.values()])
        values = {key: self.parameters.block(i) for i, key in enumerate(self.keys)}
        gradients = {key: self.parameters.gradient(i) for i, key in enumerate(self.keys)}
        layers = range(len(self.sizes) - 1)
        self.weights = [values["weight", layer] for layer in layers]
        self.biases = [values["bias", layer] for layer in layers]
        self.weight_gradients = [gradients["weight", layer] for layer in layers]
        self.bias_gradients = [gradients["bias", layer] for layer in layers]
        self._transposed = [weight.mT for weight in self.weights]
        first = self.racers[0]
        self.units: Units = (
            Elementwise(self.groups, len(config.hidden), values, gradients, dtype)
            if first.elementwise
            else Maxout(first.pieces)
        )
        settings = {
            name: self.spread([getattr(each, name) for each in self.configs])
            for name in OPTIMISERS[config.optimiser].settings
        }
        self.optimiser = OPTIMISERS[config.optimiser](self.parameters.values, **settings)

    def spread(self, numbers: Sequence[float]) -> float | Tensor:
        """A number for each racer as one for each parameter; as it is where all racers agree."""
        if len(set(numbers)) == 1:
            return numbers[0]
        by_racer = torch.tensor(numbers, dtype=self.dtype, device=self.device)
        parts = [
            by_racer[self._span(key)].repeat_interleave(shape[1:].numel())
            for key, shape in zip(self.keys, self.parameters.shapes, strict=True)
        ]
        return torch.cat(parts)

    def _start_blocks(self) -> dict[Key, Tensor]:
        config, count = self.config, len(self.racers)
        start = cache(partial(start_weights, self.sizes, self.racers[0].pieces))
        starts = [
            start(INITIALISATIONS[each.initialisation].deviation, each.initial_scale, each.seed)
            for each in self.configs
        ]
        biases = torch.tensor([each.bias_start for each in self.configs], dtype=self.dtype)
        blocks: dict[Key, Tensor] = {}
        for layer, weights in enumerate(zip(*starts, strict=True)):
            blocks["weight", layer] = torch.stack(weights).to(self.dtype)
            bias = torch.zeros(count, 1, weights[0].shape[1], dtype=self.dtype)
            if layer < len(config.hidden):
                bias += biases.view(-1, 1, 1)
            blocks["bias", layer] = bias
        for layer, width in enumerate(config.hidden):
            for group in self.groups:
                share = width if config.learned_per == "unit" else 1
                blocks |= group.start_values(layer, share, self.dtype)
        return blocks

    def forward(self, x: Tensor, sampler: Sampler | None = None) -> ForwardPass:
        """Run examples through every racer; `sampler` only while training.

        They are (examples, in), or of each racer's own (racers, examples, in).
        """
        h = x.expand(len(self.racers), *x.shape[-2:])
        trace = ForwardPass([h], [], [], h)
        last = len(self.weights) - 1
        for layer in range(last):
            z = torch.baddbmm(self.biases[layer], h, self.weights[layer])
            passed = self.units.forward(layer, z, sampler)
            h = passed.output
            trace.z.append(z)
            trace.passed.append(passed)
            trace.inputs.append(h)
        if self.head.outputs == 1:
            # A matrix product with one column rounds differently alone than in a batch.
            trace.output = (h * self._transposed[last]).sum(2, keepdim=True) + self.biases[last]
        else:
            trace.output = torch.baddbmm(self.biases[last], h, self.weights[last])
        return trace

    def backward(self, trace: ForwardPass, target: Tensor) -> None:
        """Fill the gradients of the mean loss over the trace's examples."""
        gradient = self.head.gradient(trace.output, target)
        for layer in range(len(self.weights) - 1, -1, -1):
            if gradient.shape[2] == 1:
                product = trace.inputs[layer] * gradient
                torch.sum(product, 1, out=self.weight_gradients[layer].squeeze(2))
            else:
                torch.bmm(trace.inputs[layer].mT, gradient, out=self.weight_gradients[layer])
            torch.sum(gradient, 1, keepdim=True, out=self.bias_gradients[layer])
            if layer:
                back = torch.bmm(gradient, self._transposed[layer])
                gradient = self.units.backward(layer - 1, back, trace.passed[layer - 1])

    def train(
        self, x: Tensor, target: Tensor, learning_rate: float | Tensor, sampler: Sampler
    ) -> None:
        """One update of every racer on a batch, at one rate or at those that `spread` made."""
        self.backward(self.forward(x, sampler), target)
        self._decay()
        parameters = self.parameters
        self.optimiser.step(parameters.values, parameters.gradients, learning_rate)

    def _decay(self) -> None:
        l1, l2 = self.config.l1, self.config.l2
        for weight, gradient in zip(self.weights, self.weight_gradients, strict=True):
            if l2:
                gradient.add_(weight * l2)
            if l1:
                gradient.add_(weight.sign() * l1)

    def finite(self) -> Tensor:
        """Whether all of a racer's parameters are finite, (racers,)."""
        result = torch.ones(len(self.racers), dtype=torch.bool, device=self.device)
        for index, key in enumerate(self.keys):
            span = self._span(key)
            result[span] &= self.parameters.block(index).isfinite().flatten(1).all(1)
        return result

    def without(self, gone: Tensor) -> BatchedNetworks:
        """The same networks in the same state, less the racers where `gone` (racers,) is true."""
        kept = [racer for racer, out in zip(self.racers, gone.tolist(), strict=True) if not out]
        configs = [each for each, out in zip(self.configs, gone.tolist(), strict=True) if not out]
        smaller = BatchedNetworks(configs, kept, self.sizes[0], self.head, self.dtype, self.device)
        places = torch.arange(len(self.parameters.values), device=self.device)
        blocks = dict(zip(self.keys, self.parameters.views(places), strict=True))
        left = [blocks[key][~gone[self._span(key)]].reshape(-1) for key in smaller.keys]
        index = torch.cat(left)
        smaller.parameters.values.copy_(self.parameters.values[index])
        smaller.optimiser = self.optimiser.kept(index)
        return smaller

    def _span(self, key: Key) -> slice:
        """The racers that a block belongs to."""
        if key[0] == "learned":
            return next(group.span for group in self.groups if group.key == key[2])
        return slice(0, len(self.racers))
