"""Maxout: the maximum of k affine pieces.

Goodfellow, Warde-Farley, Mirza, Courville & Bengio 2013, Maxout Networks:
h(x) = max over j of (x · w_j + b_j).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Pieces:
    """Weights `(k,)` and biases `(k,)` of a maxout unit with one input."""

    weights: Array
    biases: Array


@dataclass(frozen=True)
class Region:
    """An interval of the input on which one piece (from 0) wins; infinite at the ends."""

    piece: int
    low: float
    high: float


def pre_activations(x: ArrayLike, weights: ArrayLike, biases: ArrayLike) -> Array:
    """The k pieces before the maximum, `(…, k)`.

    One input: x `(…,)`, weights `(k,)`. d inputs: x `(…, d)`, weights `(k, d)`. Biases `(k,)`.
    Raises ValueError where shapes do not fit or a weight or bias is not finite.
    """
    points = np.asarray(x, dtype=np.float64)
    slopes, offsets = _weights(weights, biases)
    if slopes.ndim == 1:
        return points[..., np.newaxis] * slopes + offsets
    inputs = slopes.shape[1]
    if points.ndim == 0 or points.shape[-1] != inputs:
        raise ValueError(
            f"x: want a last axis of {inputs}, the inputs of weights {slopes.shape}, "
            f"got shape {points.shape}"
        )
    return points @ slopes.T + offsets


def maxout(x: ArrayLike, weights: ArrayLike, biases: ArrayLike) -> Array:
    """The maximum of the pieces, `(…,)`; shapes and errors as in `pre_activations`."""
    return np.max(pre_activations(x, weights, biases), axis=-1)


def winners(x: ArrayLike, weights: ArrayLike, biases: ArrayLike) -> NDArray[np.intp]:
    """Which piece (from 0) is the maximum, `(…,)`; the first at a tie."""
    return np.argmax(pre_activations(x, weights, biases), axis=-1)


def regions(weights: ArrayLike, biases: ArrayLike) -> list[Region]:
    """Where each piece of a unit with one input wins, from left to right.

    Exact: computed in fractions, and each breakpoint rounded once. A piece that is nowhere alone
    the maximum has no region. Raises ValueError as `pre_activations`, and for weights `(k, d)`.
    """
    slopes, offsets = _weights(weights, biases)
    if slopes.ndim != 1:
        raise ValueError(f"weights: regions need one input, shape (k,), got {slopes.shape}")
    lines = [
        (Fraction(w), Fraction(b), i) for i, (w, b) in enumerate(zip(slopes, offsets, strict=True))
    ]
    envelope: list[tuple[Fraction, Fraction, int]] = []
    starts: list[Fraction | None] = []
    # By slope, the higher of parallel lines last: each line wins to the right of those before it.
    for slope, offset, piece in sorted(lines, key=lambda line: (line[0], line[1], -line[2])):
        if envelope and envelope[-1][0] == slope:
            envelope.pop(), starts.pop()
        while envelope:
            last_slope, last_offset, _ = envelope[-1]
            start = (last_offset - offset) / (slope - last_slope)
            before = starts[-1]
            if before is None or start > before:
                break
            envelope.pop(), starts.pop()
        starts.append(start if envelope else None)
        envelope.append((slope, offset, piece))
    edges = [-np.inf, *(_float(start) for start in starts[1:] if start is not None), np.inf]
    return [
        Region(piece, float(edges[i]), float(edges[i + 1]))
        for i, (_, _, piece) in enumerate(envelope)
    ]


def relu_pieces() -> Pieces:
    """max(0, x): exactly ReLU."""
    return Pieces(np.array([0.0, 1.0]), np.zeros(2))


def leaky_relu_pieces(alpha: float = 0.01) -> Pieces:
    """max(alpha x, x): leaky ReLU; ValueError unless 0 <= alpha <= 1, beyond which it is not."""
    if not 0 <= alpha <= 1:
        raise ValueError(f"alpha: max(alpha x, x) is leaky ReLU for 0 to 1 only, got {alpha}")
    return Pieces(np.array([alpha, 1.0]), np.zeros(2))


def absolute_pieces() -> Pieces:
    """max(-x, x): |x|."""
    return Pieces(np.array([-1.0, 1.0]), np.zeros(2))


def quadratic_pieces(pieces: int, low: float = -1.0, high: float = 1.0) -> Pieces:
    """The k tangents of x² that stay closest to it between `low` and `high`.

    They touch in the middles of k equal cells: 2 t x - t². ValueError for less than one piece or an
    empty interval.
    """
    _check_cells(pieces, low, high)
    touching = low + (np.arange(pieces) + 0.5) * (high - low) / pieces
    return Pieces(2.0 * touching, -(touching**2))


def quadratic_error(pieces: int, low: float = -1.0, high: float = 1.0) -> float:
    """The largest error of `quadratic_pieces` on its interval: ((high - low) / (2 k))²."""
    _check_cells(pieces, low, high)
    return float(((high - low) / (2 * pieces)) ** 2)


def _weights(weights: ArrayLike, biases: ArrayLike) -> tuple[Array, Array]:
    try:
        slopes = np.asarray(weights, dtype=np.float64)
        offsets = np.asarray(biases, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError(f"weights and biases: want arrays of numbers: {error}") from None
    if slopes.ndim not in (1, 2) or 0 in slopes.shape:
        raise ValueError(
            f"weights: want shape (k,) for one input or (k, d) for d, got {slopes.shape}"
        )
    if offsets.shape != slopes.shape[:1]:
        raise ValueError(
            f"biases: want one for each piece, shape {slopes.shape[:1]}, got {offsets.shape}"
        )
    for name, array in (("weights", slopes), ("biases", offsets)):
        if not np.isfinite(array).all():
            raise ValueError(f"{name}: want finite numbers, got {array.tolist()}")
    return slopes, offsets


def _check_cells(pieces: int, low: float, high: float) -> None:
    if isinstance(pieces, bool) or not isinstance(pieces, int) or pieces < 1:
        raise ValueError(f"pieces: want a whole number from 1, got {pieces!r}")
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        raise ValueError(f"interval: want low < high, both finite, got {low} and {high}")


def _float(value: Fraction) -> float:
    try:
        return float(value)
    except OverflowError:
        return np.inf if value > 0 else -np.inf
