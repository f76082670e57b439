"""Mean-field theory of random networks: what weights of one scale do to signal and gradient.

In a wide network with weights of variance σ_w²/n and biases of variance σ_b², a layer's
pre-activations are normal. Their variance q obeys the length map q ← σ_w² E f(√q z)² + σ_b², z
standard normal, and the back-propagated gradient's mean square changes by the factor
χ = σ_w² E f′(√q z)² from a layer to the one below (Poole et al. 2016; Schoenholz et al. 2017).
`assets/maths/mean_field.js` computes the same in the browser, from the same nodes.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from actviz.maths.activation import Activation
from actviz.maths.lookup import resolve_activation

Array = NDArray[np.float64]

_REACH = 10.0  # standard deviations; what lies beyond weighs 1e-23
_NODES = 16
_FINEST = 1.5  # of x: the width of the panels about 0
_SMALLEST, _LARGEST = 1e-24, 1e15  # of the variances that are searched
_PER_DECADE = 8
_HALVINGS = 80
# Below this share of q a difference is rounding: a whole line of fixed points, as ReLU's.
_ROUNDING = 1e-12


class _Moments(NamedTuple):
    """E f(√q z)² and E f′(√q z)² as functions of q."""

    value: Callable[[float], float]
    slope: Callable[[float], float]


def length_map(
    activation: Activation | str,
    q: float,
    sigma_w: float,
    sigma_b: float = 0.0,
    **parameters: float,
) -> float:
    """The variance of the next layer's pre-activations after a finite one, `q`; else NaN."""
    return sigma_w**2 * _moments(activation, parameters).value(q) + sigma_b**2


def chi(activation: Activation | str, q: float, sigma_w: float, **parameters: float) -> float:
    """The factor of the gradient's mean square over one layer of pre-activations of variance `q`.

    It counts the derivative that training uses: a jump has none. At q = 0 it is the limit.
    """
    return sigma_w**2 * _moments(activation, parameters).slope(q)


def depth_scale(factor: float) -> float:
    """1/|ln χ|: over how many layers a gradient changes e-fold in its square; ∞ at χ = 1."""
    if factor == 1:
        return math.inf
    return 1 / abs(math.log(factor)) if factor > 0 else (0.0 if factor == 0 else math.nan)


def fixed_point(
    activation: Activation | str, sigma_w: float, sigma_b: float = 0.0, **parameters: float
) -> float:
    """q*, to which the length map leads from inputs of mean square 1; NaN where it grows for ever.

    TypeError for an unknown parameter, ValueError for an unknown function.
    """
    value = _moments(activation, parameters).value

    def growth(q: float) -> float:
        return _signed(sigma_w**2 * value(q) + sigma_b**2 - q, q)

    near = sigma_w**2 + sigma_b**2
    first = growth(near)
    if first == 0 or math.isnan(first):
        return near if first == 0 else math.nan
    direction = math.copysign(1, first)
    while _SMALLEST < near < _LARGEST:
        far = near * 10 ** (direction / _PER_DECADE)
        onward = growth(far) * direction
        if onward < 0:
            return _zero(growth, near, far)
        if math.isnan(onward):
            return math.nan
        near = far
    if direction > 0:
        return math.nan
    return 0.0 if growth(0.0) == 0 else _zero(growth, near, 0.0)


def critical_sigma_w(
    activation: Activation | str, sigma_b: float = 0.0, **parameters: float
) -> float:
    """The smallest σ_w at whose fixed point χ is 1, the edge of chaos; NaN where there is none."""
    moments = _moments(activation, parameters)

    def excess(q: float) -> float:
        slope = moments.slope(q)
        bias = q - moments.value(q) / slope if slope > 0 else math.nan
        return _signed(bias - sigma_b**2, max(q, sigma_b**2))

    found = [q for q in _zeros(excess) if _is_critical(activation, moments, q, sigma_b, parameters)]
    return min((1 / math.sqrt(moments.slope(q)) for q in found), default=math.nan)


def _is_critical(
    activation: Activation | str,
    moments: _Moments,
    q: float,
    sigma_b: float,
    parameters: dict[str, float],
) -> bool:
    """Whether the length map leads to a gradient of constant size, not past this fixed point."""
    sigma_w = 1 / math.sqrt(moments.slope(q))
    reached = fixed_point(activation, sigma_w, sigma_b, **parameters)
    # Where the map touches its diagonal, the last digits of σ_w decide where it ends.
    return abs(sigma_w**2 * moments.slope(reached) - 1) < 1e-5


def _zeros(function: Callable[[float], float]) -> list[float]:
    """Where a function of the variance changes sign or stays 0, from 0 on."""
    count = round(_PER_DECADE * math.log10(_LARGEST / _SMALLEST))
    grid = [0.0, *(_SMALLEST * 10 ** (step / _PER_DECADE) for step in range(count + 1))]
    values = [function(q) for q in grid]
    found = [q for q, value in zip(grid, values, strict=True) if value == 0][:1]
    for index in range(len(grid) - 1):
        if values[index] * values[index + 1] < 0:
            found.append(_zero(function, grid[index], grid[index + 1]))
    return found


def _zero(function: Callable[[float], float], one: float, other: float) -> float:
    """The zero between two variances of different signs, halved to the last digits."""
    before = math.copysign(1, function(one))
    for _ in range(_HALVINGS):
        middle = math.sqrt(one * other) if min(one, other) > 0 else (one + other) / 2
        if function(middle) * before > 0:
            one = middle
        else:
            other = middle
    return other


def _signed(difference: float, q: float) -> float:
    return 0.0 if abs(difference) <= _ROUNDING * q else difference


def _moments(activation: Activation | str, parameters: dict[str, float]) -> _Moments:
    known = resolve_activation(activation) if isinstance(activation, str) else activation
    kinks = known.breakpoint_values(**parameters)
    value, slope = known.at(parameters)

    def mean_square(function: Callable[[Array], Array]) -> Callable[[float], float]:
        def mean(q: float) -> float:
            x, weights = _nodes(q, kinks)
            with np.errstate(all="ignore"):
                return float(weights @ function(x) ** 2)

        return mean

    return _Moments(mean_square(value), mean_square(slope))


_LEGENDRE, _LEGENDRE_WEIGHTS = np.polynomial.legendre.leggauss(_NODES)
# Beside a kink at 0 the two sides weigh the same, and no two floats are closer.
_BESIDE_ZERO = np.array([-1e-300, 1e-300]), np.array([0.5, 0.5])


def _nodes(q: float, kinks: list[float]) -> tuple[Array, Array]:
    """Points x = √q z and their weights under the normal density, exact between kinks."""
    if not math.isfinite(q):
        return np.array([math.nan]), np.array([1.0])
    scale = math.sqrt(q)
    if scale == 0:
        return _BESIDE_ZERO
    half = [0.0]
    while half[-1] < _REACH:
        half.append(min(half[-1] + min(1.0, max(_FINEST / scale, half[-1] / 2)), _REACH))
    places = {sign * z for z in half for sign in (-1, 1)} | {kink / scale for kink in kinks}
    edges = np.array(sorted(z for z in places if abs(z) <= _REACH))
    middle, width = (edges[1:] + edges[:-1]) / 2, (edges[1:] - edges[:-1]) / 2
    z = (middle[:, None] + width[:, None] * _LEGENDRE).ravel()
    weights = (width[:, None] * _LEGENDRE_WEIGHTS).ravel() * np.exp(-(z**2) / 2)
    return scale * z, weights / math.sqrt(2 * math.pi)
