"""What is drawn and counted on the page: the examples, and the numbers of any number of weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from actviz.maths import Activation
from actviz.maths.descent import (
    LinearUnit,
    condition_number,
    output_moments,
    same_sign_limit,
    same_sign_share,
)
from actviz.views.zero_centred.state import EXAMPLES, ZeroCentredState

Array = NDArray[np.float64]

ERROR = 0.3  # standard deviation of the targets around what no weights can follow
CENTRES, SPREAD = (0.4, 0.8), 0.2  # of LeCun's classes
_SEED = 1
_POOL = 4096  # examples, at least, from which batches are drawn
_DRAWN = 1_000_000  # numbers of all batches of a count
_FEWEST, _MOST = 400, 20_000  # batches of a count


@dataclass(frozen=True)
class Numbers:
    """Of a unit with `weights` weights: fractions 0–1, and κ measured and predicted."""

    same_sign: float
    batches: int
    limit: float | None
    kappa: float
    predicted: float | None


@cache
def draws() -> tuple[Array, Array]:
    """Standard normal numbers of every example: `(n, 2)` for the inputs, `(n,)` for the targets."""
    random = np.random.default_rng(_SEED)
    return random.standard_normal((EXAMPLES, 2)), random.standard_normal(EXAMPLES)


def classes() -> tuple[Array, Array]:
    """LeCun's two classes at ±(0.4, 0.8) in turn, `(n, 2)`, and their targets ±1, `(n,)`."""
    sides = np.where(np.arange(EXAMPLES) % 2 == 0, 1.0, -1.0)
    return sides[:, np.newaxis] * np.array(CENTRES) + SPREAD * draws()[0], sides


def unit_of(state: ZeroCentredState) -> LinearUnit:
    """The unit that is drawn."""
    if state.data == "classes":
        return LinearUnit(*classes())
    normal, errors = draws()
    with np.errstate(all="ignore"):
        inputs = state.activation.value(state.mu + normal, **state.parameters)
    return LinearUnit(inputs, ERROR * errors)


def numbers_of(state: ZeroCentredState) -> Numbers:
    """Counted over batches whose errors are independent of the inputs, as near the optimum."""
    if state.data == "classes":
        return _of_classes(state.batch)
    parameters = tuple(state.parameters.items())
    return _of_outputs(state.activation, parameters, state.mu, state.weights, state.batch)


@lru_cache(maxsize=256)
def _of_outputs(
    activation: Activation,
    parameters: tuple[tuple[str, float], ...],
    mu: float,
    weights: int,
    batch: int,
) -> Numbers:
    known: Mapping[str, float] = dict(parameters)

    shape = (max(_POOL, 100 * weights), weights)
    with np.errstate(all="ignore"):
        pool = activation.value(mu + np.random.default_rng(_SEED).standard_normal(shape), **known)
    mean, variance = output_moments(activation, mu, **known)
    share, batches = _share(pool, batch)
    return Numbers(
        share,
        batches,
        same_sign_limit(mean, variance, weights),
        _kappa(pool),
        condition_number(mean, variance, weights),
    )


@cache
def _of_classes(batch: int) -> Numbers:
    points, _ = classes()
    share, batches = _share(points, batch)
    return Numbers(share, batches, None, _kappa(points), None)


def _share(pool: Array, batch: int) -> tuple[float, int]:
    batches = min(max(_DRAWN // (pool.shape[1] * batch), _FEWEST), _MOST)
    return same_sign_share(pool, batch, batches, _SEED), batches


def _kappa(inputs: Array) -> float:
    """The largest over the smallest eigenvalue of the inputs' second moments, measured."""
    if not np.isfinite(inputs).all():
        return float("nan")
    values = np.linalg.eigvalsh(inputs.T @ inputs / len(inputs))
    smallest = float(values[0])
    if smallest <= 1e-12 * values[-1]:
        return float("inf") if values[-1] > 0 else float("nan")
    return float(values[-1]) / smallest
