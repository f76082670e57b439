"""Several networks of one shape trained as one batched computation, without autograd.

Weights are stacked along a racer axis, so that a layer of all racers is one matrix product, and
the derived f and f' stand in a hand-written backward pass: at this size the cost of a step is the
number of calls, and autograd would double it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
from actviz.training.network.optimisers import make_optimiser
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

    `racers` must stand with equal groups side by side. `weights[layer]` is (racers, in, out),
    `biases[layer]` (racers, 1, out).
    """

    def __init__(
        self,
        config: LabConfig,
        racers: Sequence[Racer],
        inputs: int,
        head: Head,
        dtype: torch.dtype,
    ) -> None:
        self.config, self.racers, self.head, self.dtype = config, list(racers), head, dtype
        self.sizes = (inputs, *config.hidden, head.outputs)
        self.groups = grouped(self.racers)
        blocks = self._start_blocks()
        self.keys = list(blocks)
        self.parameters = FlatParameters(list(blocks.values()))
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
        self.optimiser = make_optimiser(config.optimiser, self.parameters.values, config)

    def _start_blocks(self) -> dict[Key, Tensor]:
        config, count = self.config, len(self.racers)
        weights = start_weights(
            self.sizes,
            self.racers[0].pieces,
            INITIALISATIONS[config.initialisation].deviation,
            config.initial_scale,
            config.seed,
        )
        blocks: dict[Key, Tensor] = {}
        for layer, weight in enumerate(weights):
            start = config.bias_start if layer < len(config.hidden) else 0.0
            blocks["weight", layer] = weight.to(self.dtype).repeat(count, 1, 1)
            bias = torch.full((count, 1, weight.shape[1]), start, dtype=self.dtype)
            blocks["bias", layer] = bias
        for layer, width in enumerate(config.hidden):
            for group in self.groups:
                share = width if config.learned_per == "unit" else 1
                blocks |= group.start_values(layer, share, self.dtype)
        return blocks

    def forward(self, x: Tensor, sampler: Sampler | None = None) -> ForwardPass:
        """Run examples (examples, in) through every racer; `sampler` only while training."""
        h = x.expand(len(self.racers), *x.shape)
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

    def train(self, x: Tensor, target: Tensor, learning_rate: float, sampler: Sampler) -> None:
        """One update of every racer on a batch."""
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
        result = torch.ones(len(self.racers), dtype=torch.bool)
        for index, key in enumerate(self.keys):
            span = self._span(key)
            result[span] &= self.parameters.block(index).isfinite().flatten(1).all(1)
        return result

    def without(self, gone: Tensor) -> BatchedNetworks:
        """The same networks in the same state, less the racers where `gone` (racers,) is true."""
        kept = [racer for racer, out in zip(self.racers, gone.tolist(), strict=True) if not out]
        smaller = BatchedNetworks(self.config, kept, self.sizes[0], self.head, self.dtype)
        places = torch.arange(len(self.parameters.values))
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
