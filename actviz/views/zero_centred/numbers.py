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
    counted_share,
    drawn_outputs,
    measured_condition_number,
    output_moments,
    same_sign_limit,
    sampled_condition_number,
)
from actviz.views.zero_centred.state import EXAMPLES, ZeroCentredState

Array = NDArray[np.float64]

ERROR = 0.3  # standard deviation of the targets around what no weights can follow
CENTRES, SPREAD = (0.4, 0.8), 0.2  # of LeCun's classes
_SEED = 1


@dataclass(frozen=True)
class Predicted:
    """What theory says of outputs of f: their moments, what large batches come to, and κ.

    sampled  κ that a sample of this size is expected to have
    """

    mean: float
    variance: float
    same_sign: float
    kappa: float
    sampled: float


@dataclass(frozen=True)
class Numbers:
    """What was counted of a unit's gradients (a fraction, of `batches`) and of its inputs.

    predicted  None for inputs that are no outputs of f
    """

    same_sign: float
    batches: int
    kappa: float
    examples: int
    predicted: Predicted | None


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
    pool = drawn_outputs(activation, weights, mu, **known)
    mean, variance = output_moments(activation, mu, **known)
    kappa = condition_number(mean, variance, weights)
    return Numbers(
        *counted_share(pool, batch),
        measured_condition_number(pool),
        len(pool),
        Predicted(
            mean,
            variance,
            same_sign_limit(mean, variance, weights),
            kappa,
            sampled_condition_number(kappa, weights, len(pool)),
        ),
    )


@cache
def _of_classes(batch: int) -> Numbers:
    points, _ = classes()
    return Numbers(
        *counted_share(points, batch), measured_condition_number(points), len(points), None
    )
