"""The networks of the page in PyTorch, from the draws that the browser makes too."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from actviz.maths import Activation
from actviz.training import torch_activation
from actviz.training.counter import uniform
from actviz.views.saturation.inputs import Examples
from actviz.views.saturation.state import EXAMPLES, SaturationState

Array = NDArray[np.float64]

# Kinds of draws, as `assets/views/saturation/network.js` numbers them.
_WEIGHTS, _BIASES, _INPUTS, _OUTPUT, _LABELS = range(5)


def _normals(seed: int, kind: int, layer: int, count: int) -> Array:
    """`count` standard normal numbers that depend on seed, kind and layer alone."""
    pairs = uniform(seed, layer, kind, count + count % 2).reshape(-1, 2)
    radius, angle = np.sqrt(-2 * np.log(1 - pairs[:, 0])), 2 * math.pi * pairs[:, 1]
    numbers = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return numbers.ravel()[:count]


def _matrix(state: SaturationState, layer: int, rows: int) -> Array:
    """A layer's weights before their scale, `(rows, width)`."""
    matrix = _normals(state.seed, _WEIGHTS, layer, rows * state.width).reshape(rows, state.width)
    if state.initialisation != "orthogonal" or rows != state.width:
        return matrix / math.sqrt(rows)
    # Gram and Schmidt's rows are the columns of Q whose R has a positive diagonal.
    q, r = np.linalg.qr(matrix.T)
    return np.asarray((q * np.sign(np.diag(r))).T)


def _inputs(state: SaturationState, data: Examples | None) -> tuple[Array, Array]:
    if data is not None:
        return data.values, data.labels
    inputs = _normals(state.seed, _INPUTS, 0, EXAMPLES * state.width)
    return (
        inputs.reshape(EXAMPLES, state.width),
        (_normals(state.seed, _LABELS, 0, EXAMPLES) > 0).astype(float),
    )


def _measured(
    state: SaturationState,
    activation: Activation,
    parameters: Mapping[str, float],
    data: Examples | None,
) -> dict[str, list[float | None]]:
    """By layer: size of the activations, of ∂L/∂z and of ∂L/∂W; None where one is not finite."""
    sigma_w, sigma_b = state.weights
    f = torch_activation(activation, **parameters)
    inputs, labels = (torch.from_numpy(each) for each in _inputs(state, data))
    h, weights, levels, scale = inputs, [], [], []
    for layer in range(state.depth):
        matrix = torch.from_numpy(sigma_w * _matrix(state, layer, h.shape[1])).requires_grad_()
        bias = torch.from_numpy(_normals(state.seed, _BIASES, layer, state.width))
        z = h @ matrix + sigma_b * bias
        z.retain_grad()
        h = f(z)
        weights.append(matrix)
        levels.append(z)
        scale.append(float(h.detach().square().mean().sqrt()))
    output = _normals(state.seed, _OUTPUT, 0, state.width) / math.sqrt(state.width)
    logits = h @ torch.from_numpy(output)
    torch.nn.functional.binary_cross_entropy_with_logits(logits, labels).backward()
    lengths = {
        "scale": scale,
        # The mean loss has each example's share of 1/examples.
        "delta": [float(z.grad.norm()) * math.sqrt(len(inputs)) for z in levels],
        "weight": [float(matrix.grad.norm()) for matrix in weights],
    }
    return {
        name: [size if math.isfinite(size) else None for size in sizes]
        for name, sizes in lengths.items()
    }


def reference(
    state: SaturationState, values: Mapping[str, float], data: Examples | None
) -> dict[str, Any]:
    """What the browser compares with: `networks` by function, for the controls' `values`."""
    networks = [_measured(state, state.function, state.parameters, data)]
    if state.compared is not None:
        networks.append(_measured(state, state.compared, {}, data))
    return {"values": dict(values), "networks": networks}
