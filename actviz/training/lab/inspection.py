"""Looks into a lab for its pictures: decision boundaries, unit responses, pre-activations."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from actviz.training.lab.lab import Lab, without_autograd
from actviz.training.network.hidden_layer import Elementwise
from actviz.training.network.stack import ForwardPass

Array = NDArray[np.float64]
PRINCIPAL = "principal"


@dataclass(frozen=True)
class Plane:
    """A grid over two directions of the feature space, the other directions at their mean.

    horizontal, vertical  (size,) coordinates of the grid; vertical is empty for one feature
    names                 of the two axes
    points                (training examples, 2) or (training examples, 1), the examples on it
    grid                  (size * size, features) standardised, the rows running along horizontal
    """

    horizontal: Array
    vertical: Array
    names: tuple[str, ...]
    points: Array
    grid: Array

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows and columns of the grid, or its length alone for one feature."""
        sides = (len(self.vertical), len(self.horizontal))
        return sides if len(self.vertical) else sides[1:]


def plane(lab: Lab, size: int = 60, axes: tuple[int, int] | str = (0, 1)) -> Plane:
    """The plane through two features, or with "principal" through the two principal axes.

    Features are in their own units; principal axes are of the standardised features. Data with one
    feature gives a line. ValueError: no such pair of features, or a size outside 2-400.
    """
    if not 2 <= size <= 400:
        raise ValueError(f"size is {size}: want 2 to 400 points along each axis")
    standard = lab.split.train_features
    count = standard.shape[1]
    if count == 1:
        directions, centre, spread = np.eye(1), lab.split.centre, lab.split.spread
        names: tuple[str, ...] = lab.dataset.feature_names
    elif axes == PRINCIPAL:
        directions = np.linalg.svd(standard - standard.mean(axis=0), full_matrices=False)[2][:2]
        # The sign of an axis is arbitrary; this one does not flip from machine to machine.
        directions *= np.sign(directions[[0, 1], np.abs(directions).argmax(axis=1)])[:, None]
        centre, spread, names = (
            np.zeros(2),
            np.ones(2),
            ("1st principal axis", "2nd principal axis"),
        )
    else:
        chosen = [axis for axis in axes if isinstance(axis, int) and 0 <= axis < count]
        if len(chosen) != 2 or chosen[0] == chosen[1]:
            raise ValueError(
                f"axes are {str(axes)[:60]}: want two different features from 0 to {count - 1}, "
                'or "principal"'
            )
        directions = np.eye(count)[chosen]
        centre, spread = lab.split.centre[chosen], lab.split.spread[chosen]
        names = tuple(lab.dataset.feature_names[axis] for axis in chosen)
    along = standard @ directions.T
    sides = [_side(values, size) for values in along.T]
    cells = np.stack([side.ravel() for side in np.meshgrid(*sides)], axis=1)
    shown = [side * s + c for side, s, c in zip(sides, spread, centre, strict=True)]
    vertical = shown[1] if len(shown) == 2 else np.empty(0)
    return Plane(shown[0], vertical, names, along * spread + centre, cells @ directions)


def _side(values: Array, size: int) -> Array:
    low, high = float(values.min()), float(values.max())
    margin = 0.1 * (high - low) or 1.0
    return np.linspace(low - margin, high + margin, size)


@without_autograd
def predict(lab: Lab, features: Array) -> Array:
    """Class probabilities or curve values for standardised `features` (examples, features).

    (racers, examples, outputs), in float64; two classes have one output, the probability of
    class 1. With squared error the outputs are no probabilities, but numbers near 0 and 1. NaN
    where a racer diverged.
    """
    result = np.full((len(lab.racers), len(features), lab.head.outputs), math.nan)
    for places, trace in _passes(lab, features):
        result[places] = lab.head.prediction(trace.output).double().numpy()
    return result


def boundary(lab: Lab, on: Plane) -> Array:
    """`predict` on a plane: (racers, rows, columns, outputs), or (racers, columns, outputs)."""
    return predict(lab, on.grid).reshape(len(lab.racers), *on.shape, lab.head.outputs)


@without_autograd
def unit_responses(lab: Lab, on: Plane, racer: int, layer: int) -> Array:
    """Outputs of one racer's units of a hidden layer over a plane: (units, rows, columns).

    Layers count from 0. NaN where the racer diverged.
    """
    _check_layer(lab, layer)
    result = np.full((lab.config.hidden[layer], *on.shape), math.nan)
    for places, trace in _passes(lab, on.grid):
        if racer in places:
            output = trace.passed[layer].output[places.index(racer)]
            result[:] = output.T.double().numpy().reshape(result.shape)
    return result


@without_autograd
def pre_activations(lab: Lab, layer: int, most: int = 1000) -> Array:
    """Pre-activations z of a hidden layer on up to `most` training examples.

    (racers, examples, units); layers count from 0. NaN where a racer diverged. Of maxout, whose
    units have several, the largest.
    """
    _check_layer(lab, layer)
    features = lab.split.train_features[:most]
    result = np.full((len(lab.racers), len(features), lab.config.hidden[layer]), math.nan)
    for places, trace in _passes(lab, features):
        maxout = trace.passed[layer].winners is not None
        z = trace.passed[layer].output if maxout else trace.z[layer]
        result[places] = z.double().numpy()
    return result


def learned_parameters(lab: Lab) -> list[dict[str, list[Array]]]:
    """For each racer its learned parameters by name: for each hidden layer (1,) or (units,)."""
    found: list[dict[str, list[Array]]] = [{} for _ in lab.racers]
    for places, stack in lab.stacks:
        if not isinstance(stack.units, Elementwise):
            continue
        values = {key: stack.parameters.block(i) for i, key in enumerate(stack.keys)}
        for group in stack.groups:
            for name in group.key[1]:
                for offset in range(len(group.racers)):
                    found[places[group.first + offset]][name] = [
                        values["learned", layer, group.key, name][offset, 0].double().numpy().copy()
                        for layer in range(len(lab.config.hidden))
                    ]
    return found


def weights(lab: Lab, racer: int) -> list[tuple[Array, Array]]:
    """Copies of a racer's matrices (in, out) and biases (out,), the output's last; [] if diverged.

    A maxout layer has units * k columns, the pieces of a unit side by side.
    """
    for places, stack in lab.stacks:
        if racer in places:
            place = places.index(racer)
            return [
                (weight[place].double().numpy().copy(), bias[place, 0].double().numpy().copy())
                for weight, bias in zip(stack.weights, stack.biases, strict=True)
            ]
    return []


def flat_parameters(lab: Lab) -> list[Array]:
    """All parameters of each racer end to end, as `assets/engine/network.js` holds them.

    Weights and biases layer by layer, then the learned parameters by layer and name; none where
    it diverged.
    """
    found, learned = [np.empty(0) for _ in lab.racers], learned_parameters(lab)
    for places, stack in lab.stacks:
        layers = zip(stack.weights, stack.biases, strict=True)
        blocks = [block.reshape(len(places), -1) for layer in layers for block in layer]
        for place, row in zip(places, torch.cat(blocks, dim=1).double().numpy(), strict=True):
            names = sorted(learned[place])
            own = [learned[place][name][i] for i in range(len(lab.config.hidden)) for name in names]
            found[place] = np.concatenate([row, *own])
    return found


def _passes(lab: Lab, features: Array) -> list[tuple[list[int], ForwardPass]]:
    lab.probe()
    tensor = torch.as_tensor(np.ascontiguousarray(lab.split.inputs(features)), dtype=lab.dtype)
    return [(places, stack.forward(tensor)) for places, stack in lab.stacks]


def _check_layer(lab: Lab, layer: int) -> None:
    if layer not in range(len(lab.config.hidden)):
        raise ValueError(
            f"layer is {layer}: this network has hidden layers 0 to {len(lab.config.hidden) - 1}"
        )
