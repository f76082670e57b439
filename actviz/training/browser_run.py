"""A run as the browser's engine takes it: a header and one block of numbers.

Python decides data, split, standardisation and start weights; `assets/engine/run.js` trains on
them. Both engines then see the same examples, see `actviz.training.counter`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from sympy import Symbol

from actviz.maths import CATALOGUE
from actviz.maths.symbolic.array_code import Given, javascript_loop
from actviz.training.config import LabConfig
from actviz.training.data.dataset import Dataset, Split, make_dataset, split
from actviz.training.data.input_features import COORDINATES, javascript_of
from actviz.training.network.heads import Head, make_head
from actviz.training.network.initialisation import INITIALISATIONS, start_weights
from actviz.training.network.optimisers import BETA_1, BETA_2, EPSILON
from actviz.training.racer import Racer

Array = NDArray[np.float64]


@dataclass(frozen=True)
class BrowserRun:
    """A run to be trained in a browser.

    header  what JSON can say; arrays in it are [first number, how many] of the block
    block   little-endian float64 numbers
    split   the data behind it
    """

    header: dict[str, Any]
    block: bytes
    split: Split


class _Block:
    """Arrays end to end."""

    def __init__(self) -> None:
        self.parts: list[Array] = []
        self.length = 0

    def place(self, numbers: ArrayLike) -> list[int]:
        """Add an array; where it lies."""
        flat = np.ascontiguousarray(numbers, dtype=np.float64).reshape(-1)
        self.parts.append(flat)
        self.length += flat.size
        return [self.length - flat.size, flat.size]

    def to_bytes(self) -> bytes:
        return np.concatenate(self.parts).astype("<f8").tobytes()


def browser_run(config: LabConfig, data: Dataset | None = None) -> BrowserRun:
    """The run of a config for the browser's engine; `data` are the visitor's own examples.

    ValueError: no data for "own", or fewer than two training examples, as of `Lab`.
    """
    dataset = data if data is not None and config.dataset == "own" else make_dataset(config)
    parts = split(config, dataset)
    head = make_head(config.loss_used, len(dataset.class_names))
    block = _Block()
    train, test = map(parts.inputs, (parts.train_features, parts.test_features))
    inputs = train.shape[1]
    header = {
        "inputs": inputs,
        "outputs": head.outputs,
        "features": None if config.features == COORDINATES else javascript_of(config.features),
        "curve": not dataset.class_names,
        "loss": config.loss_used,
        "hidden": list(config.hidden),
        "batch_size": config.batch_size,
        "seed": config.seed,
        "learning_rate": config.learning_rate,
        "l1": config.l1,
        "l2": config.l2,
        "learned_per": config.learned_per,
        "optimiser": {
            "name": config.optimiser,
            "momentum": config.momentum,
            "beta_1": BETA_1,
            "beta_2": BETA_2,
            "epsilon": EPSILON,
        },
        "train": _examples(block, head, train, parts.train_targets),
        "test": _examples(block, head, test, parts.test_targets),
        "start": {
            pieces: block.place(_start(config, inputs, head.outputs, pieces))
            for pieces in sorted({racer.pieces for racer in config.racers})
        },
        "racers": [_racer(racer, config) for racer in config.racers],
    }
    return BrowserRun(header, block.to_bytes(), parts)


def _examples(block: _Block, head: Head, features: Array, targets: Array) -> dict[str, Any]:
    columns = head.targets(targets, torch.float64).numpy()
    return {
        "features": block.place(features),
        "targets": block.place(columns),
        "count": len(features),
    }


def _start(config: LabConfig, inputs: int, outputs: int, pieces: int) -> Array:
    """Weights and biases of every layer, end to end."""
    sizes = (inputs, *config.hidden, outputs)
    deviation = INITIALISATIONS[config.initialisation].deviation
    weights = start_weights(sizes, pieces, deviation, config.initial_scale, config.seed)
    ends: list[Array] = []
    for layer, weight in enumerate(weights):
        bias = config.bias_start if layer < len(config.hidden) else 0.0
        ends += [weight.numpy().reshape(-1), np.full(weight.shape[1], bias)]
    return np.concatenate(ends)


def _racer(racer: Racer, config: LabConfig) -> dict[str, Any]:
    learned = sorted(racer.learned)
    return {
        "label": racer.label,
        "pieces": racer.pieces,
        "learned": learned,
        "start": {name: racer.parameters[name] for name in learned},
        "sampled": racer.sampled,
        "can_die": racer.can_die,
        "largest_slope": racer.largest_slope if math.isfinite(racer.largest_slope) else None,
        "loops": _loops(racer, config.learned_per) if racer.elementwise else None,
    }


@lru_cache(maxsize=128)
def _loops(racer: Racer, learned_per: str) -> dict[str, str]:
    """Sources that give a layer's outputs; in training and measuring its slopes too."""
    activation, learned = racer.activation, sorted(racer.learned)
    fixed = {name: number for name, number in racer.numbers if name not in racer.learned}
    given = dict.fromkeys(learned, Given.UNIT if learned_per == "unit" else Given.ONCE)
    slopes = [activation.f, activation.df, *(activation.df_by(name) for name in learned)]
    measured = javascript_loop(slopes, fixed, given)
    return {
        "train": _sampled(fixed) if racer.sampled else measured,
        "measure": measured,
        "value": javascript_loop([activation.f], fixed, given),
    }


def _sampled(bounds: dict[str, float]) -> str:
    """RReLU while it trains: a leaky ReLU whose slope comes with each number, 0 for l, 1 for u."""
    leaky = CATALOGUE["leaky_relu"]
    low, high, drawn = (Symbol(name, real=True) for name in ("l", "u", "drawn"))
    slope = {leaky.symbols[0]: low + (high - low) * drawn}
    expressions = [leaky.f.xreplace(slope), leaky.df.xreplace(slope)]
    return javascript_loop(expressions, bounds, {"drawn": Given.EACH})
