"""Softmax and its kin: logits in, probabilities out, without overflow.

All functions take k logits `(k,)`, k >= 1, and a temperature T > 0, and work on z/T. They raise
ValueError for logits that are empty, not one-dimensional, not numbers, NaN or infinite, and for a
temperature that is not a positive finite number.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

_MOST_DIGITS = 15


@dataclass(frozen=True)
class SoftmaxSteps:
    """The columns of a softmax worked out by hand, each `(k,)`."""

    logits: Array
    scaled: Array
    shifted: Array
    exponentials: Array
    probabilities: Array

    @property
    def total(self) -> float:
        """What the exponentials are divided by: their sum, from 1 to k."""
        return float(self.exponentials.sum())


def softmax_steps(logits: ArrayLike, temperature: float = 1.0) -> SoftmaxSteps:
    """z, z/T, z/T - max(z/T), the exponentials, and the exponentials over their sum."""
    z, T = _logits(logits), _temperature(temperature)
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        scaled = z / T
        # Where z/T overflows, the differences to the largest logit may still be finite.
        shifted = scaled - scaled.max() if np.isfinite(scaled).all() else (z - z.max()) / T
        exponentials = np.exp(shifted)
        probabilities = exponentials / exponentials.sum()
    return SoftmaxSteps(z, scaled, shifted, exponentials, probabilities)


def softmax(logits: ArrayLike, temperature: float = 1.0) -> Array:
    """exp(z/T) / sum(exp(z/T)): probabilities `(k,)` that sum to 1."""
    return softmax_steps(logits, temperature).probabilities


def log_softmax(logits: ArrayLike, temperature: float = 1.0) -> Array:
    """Logarithms of the probabilities `(k,)`, in nats, finite where softmax itself rounds to 0."""
    steps = softmax_steps(logits, temperature)
    return steps.shifted - math.log(steps.total)


def log_sum_exp(logits: ArrayLike, temperature: float = 1.0) -> float:
    """log(sum(exp(z/T))), a smooth maximum of z/T; its gradient in z is softmax(z/T)/T."""
    steps = softmax_steps(logits, temperature)
    return float(steps.scaled.max()) + math.log(steps.total)


def softmin(logits: ArrayLike, temperature: float = 1.0) -> Array:
    """Softmax of -z: probabilities `(k,)` that favour the smallest logit."""
    return softmax(-_logits(logits), temperature)


def naive_softmax(logits: ArrayLike, temperature: float = 1.0) -> Array:
    """The textbook form without the shift: NaN where exp(z/T) overflows or all of it underflows."""
    z, T = _logits(logits), _temperature(temperature)
    with np.errstate(all="ignore"):
        exponentials = np.exp(z / T)
        return exponentials / exponentials.sum()


def softmax_jacobian(logits: ArrayLike, temperature: float = 1.0) -> Array:
    """Derivatives of softmax(z/T)_i with respect to z_j, `(k, k)`: (diag(p) - p pᵀ)/T.

    With respect to z, not to z/T: hence the division by T. Every row and column sums to 0.
    """
    p = softmax(logits, temperature)
    with np.errstate(under="ignore", over="ignore"):
        jacobian = -np.outer(p, p)
        np.fill_diagonal(jacobian, 0.0)
        # p (1 - p) from the other classes' shares: 1 - p loses its digits where p is nearly 1.
        np.fill_diagonal(jacobian, -jacobian.sum(axis=1))
        return jacobian / float(temperature) + 0.0


def sparsemax(logits: ArrayLike, temperature: float = 1.0) -> Array:
    """The point of the simplex nearest to z/T: probabilities `(k,)`, some exactly 0.

    Martins & Astudillo 2016, From Softmax to Sparsemax, algorithm 1.
    """
    # Adding a constant moves nothing; what lies more than 1 below the maximum gets 0 however far.
    z = np.maximum(softmax_steps(logits, temperature).shifted, -2.0)
    descending = np.sort(z)[::-1]
    counts = np.arange(1, len(z) + 1)
    thresholds = (np.cumsum(descending) - 1.0) / counts
    support = np.flatnonzero(descending > thresholds)[-1]
    return np.maximum(z - thresholds[support], 0.0)


def entropy(probabilities: ArrayLike) -> float:
    """-sum(p ln p) in nats: 0 for certainty, ln k for k equal shares; over ln 2 it is in bits."""
    p = _shares(probabilities)
    positive = p[p > 0]
    return abs(float(np.sum(positive * np.log(positive))))


def cross_entropy(logits: ArrayLike, target: int, temperature: float = 1.0) -> float:
    """-ln of the probability of class `target` (0 to k - 1), in nats."""
    z = _logits(logits)
    return abs(float(log_softmax(z, temperature)[_target(target, len(z))]))


def cross_entropy_gradient(logits: ArrayLike, target: int, temperature: float = 1.0) -> Array:
    """Derivatives of the cross-entropy with respect to z, `(k,)`: (p - y)/T, y one-hot."""
    z = _logits(logits)
    gradient = softmax(z, temperature)
    index = _target(target, len(z))
    # p - 1 from the other shares: it loses its digits where p is nearly 1.
    gradient[index] = 0.0
    gradient[index] = -gradient.sum()
    with np.errstate(over="ignore", under="ignore"):
        return gradient / float(temperature)


def rounded_shares(shares: ArrayLike, digits: int = 3) -> list[str]:
    """Shares as text with `digits` decimals (0 to 15), which sum to exactly 1 as shown.

    By largest remainders, so each is off by less than one in the last digit; of equal remainders
    the first is rounded up. ValueError for shares that are negative or do not sum to 1.
    """
    if isinstance(digits, bool) or not isinstance(digits, int) or not 0 <= digits <= _MOST_DIGITS:
        raise ValueError(f"digits: want a whole number from 0 to {_MOST_DIGITS}, got {digits!r}")
    # Decimal is exact: 0.29 * 100 in floats is below 29.
    exact = [Decimal(float(share)) for share in _shares(shares)]
    total = sum(exact)
    scaled = [share / total * 10**digits for share in exact]
    units = [int(share) for share in scaled]
    by_remainder = sorted(range(len(units)), key=lambda i: units[i] - scaled[i])
    for index in by_remainder[: 10**digits - sum(units)]:
        units[index] += 1
    return [f"{Decimal(unit).scaleb(-digits):.{digits}f}" for unit in units]


def _numbers(values: ArrayLike, what: str) -> Array:
    try:
        array = np.asarray(values)
        if array.dtype.kind in "Oiuf":
            array = array.astype(np.float64)
    except (ValueError, TypeError, OverflowError):
        raise ValueError(f"{what}: want a row of finite numbers, got {_short(values)}") from None
    if array.dtype.kind != "f" and array.size:
        raise ValueError(f"{what}: want numbers, got {_short(values)}")
    if array.ndim != 1:
        raise ValueError(f"{what}: want one dimension, got shape {array.shape}")
    if array.size == 0:
        raise ValueError(f"{what}: want at least one number, got none")
    for index, value in enumerate(array):
        if not math.isfinite(value):
            raise ValueError(f"{what}: want finite numbers, got {value} at place {index + 1}")
    return array


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _logits(logits: ArrayLike) -> Array:
    return _numbers(logits, "logits")


def _shares(shares: ArrayLike) -> Array:
    array = _numbers(shares, "shares")
    if (array < 0).any():
        raise ValueError(f"shares: want none below 0, got {array.min()}")
    if abs(array.sum() - 1.0) > 1e-9:
        raise ValueError(f"shares: want a sum of 1, got {array.sum()}")
    return array


def _temperature(temperature: float) -> float:
    if isinstance(temperature, bool | np.bool_) or not isinstance(temperature, Real):
        raise ValueError(f"temperature: want a positive number, got {_short(temperature)}")
    try:
        value = float(temperature)
    except OverflowError:
        value = math.inf
    if not (math.isfinite(value) and value > 0):
        raise ValueError(f"temperature: want a positive finite number, got {_short(temperature)}")
    return value


def _target(target: int, classes: int) -> int:
    whole = isinstance(target, int | np.integer) and not isinstance(target, bool)
    if not whole or not 0 <= target < classes:
        raise ValueError(f"target: want a class from 0 to {classes - 1}, got {_short(target)}")
    return int(target)


_FUNCTIONS = {
    "softmax": softmax,
    "softmin": softmin,
    "log_softmax": log_softmax,
    "sparsemax": sparsemax,
}


def outputs(kind: str, logits: Sequence[float], temperature: float) -> Array:
    """What softmax, softmin, log_softmax or sparsemax makes of logits, `(k,)`.

    The temperature may also be 0 or infinity: the limits, in which equal logits share evenly.
    """
    if 0 < temperature < math.inf:
        return _FUNCTIONS[kind](logits, temperature)
    z = np.asarray(logits, dtype=np.float64)
    best = z == (z.min() if kind == "softmin" else z.max())
    shares = (best / best.sum()) if temperature == 0 else np.full(len(z), 1 / len(z))
    if kind != "log_softmax":
        return np.asarray(shares)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(shares))


def share_texts(kind: str, values: Array, digits: int = 3) -> list[str]:
    """The outputs as shown: shares that sum to exactly 1, logarithms with two decimals."""
    if kind != "log_softmax":
        return rounded_shares(values, digits)
    texts = (f"{value:.2f}" if math.isfinite(value) else "−∞" for value in values)
    return ["0.00" if text == "-0.00" else text.replace("-", "−") for text in texts]
