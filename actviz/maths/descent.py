"""Gradient descent of one linear unit: what the mean of its inputs does to its path.

LeCun, Bottou, Orr & Müller 1998, Efficient BackProp, sections 4.3 and 5.3. The unit w·x has the
loss ½ (w·x - t)², averaged over its examples. Inputs are d independent outputs f(u), u ~ N(μ, 1),
of mean m and variance v, whose second moments v·I + m²·11ᵀ are the Hessian.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from actviz.maths.activation import Activation
from actviz.maths.primitives import normal_cdf

Array = NDArray[np.float64]

_REACH = 10  # standard deviations, beyond which the density adds nothing
_POINTS, _WEIGHTS = np.polynomial.legendre.leggauss(40)
_SINGULAR = 1e-12  # of the larger eigenvalue: rounding
_SEED = 1
_POOL = 16_384  # examples, at least, from which batches are drawn
_DRAWN = 1_000_000  # numbers of all batches of a count
_FEWEST, _MOST = 400, 20_000  # batches of a count


def _normal_mean(function: Callable[[Array], Array], kinks: list[float]) -> float:
    """E function(z), z standard normal, exact to rounding between the kinks."""
    inner = [kink for kink in kinks if abs(kink) < _REACH]
    edges = np.array(sorted({*map(float, range(-_REACH, _REACH + 1)), *inner}))
    middle, half = (edges[1:] + edges[:-1]) / 2, (edges[1:] - edges[:-1]) / 2
    z = (middle[:, np.newaxis] + half[:, np.newaxis] * _POINTS).ravel()
    density = np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)
    weights = (half[:, np.newaxis] * _WEIGHTS).ravel() * density
    with np.errstate(all="ignore"):
        return float(weights @ function(z))


def output_moments(
    activation: Activation, mu: float = 0.0, /, **parameters: float
) -> tuple[float, float]:
    """Mean and variance of f(u), u ~ N(mu, 1); NaN where f has no value for some u."""
    kinks = [kink - mu for kink in activation.breakpoint_values(**parameters)]
    value, _ = activation.at(parameters)
    mean = _normal_mean(lambda z: value(mu + z), kinks)
    return mean, _normal_mean(lambda z: (value(mu + z) - mean) ** 2, kinks)


def largest_eigenvalue(mean: float, variance: float, weights: int) -> float:
    """λ of the direction in which all weights move alike, v + d·m²."""
    return variance + weights * mean**2


def condition_number(mean: float, variance: float, weights: int) -> float:
    """κ = 1 + d·m²/v; ∞ for inputs that never vary, NaN for inputs that are 0."""
    if variance > 0:
        return 1 + weights * mean**2 / variance
    return math.nan if mean == 0 else math.inf


def same_sign_limit(mean: float, variance: float, weights: int) -> float:
    """The share of gradients of large batches whose components all have one sign.

    For errors that are independent of the inputs the components are normal with the correlation
    ρ = m²/(m² + v); for two weights this is ½ + arcsin(ρ)/π.
    """
    square = mean**2 + variance
    if square == 0:
        return math.nan
    rho = mean**2 / square
    if rho > 1 - _SINGULAR:
        return 1.0
    scale = math.sqrt(rho / (1 - rho))
    return 2 * _normal_mean(lambda z: normal_cdf.compute(scale * z) ** weights, [])


def one_sign(gradients: Array) -> NDArray[np.bool_]:
    """Whether all components have one sign, `(…, d)` to `(…,)`; 0 counts as either."""
    return np.asarray((gradients >= 0).all(-1) | (gradients <= 0).all(-1))


def same_sign_share(pool: Array, batch: int, batches: int, seed: int) -> float:
    """The measured share of gradients with one sign in all weights, a fraction.

    Each of `batches` takes `batch` examples of the `pool` `(n, d)`, and errors that are independent
    of them, as near the optimum.
    """
    random = np.random.default_rng(seed)
    inputs = pool[random.integers(len(pool), size=(batches, batch))]
    errors = random.standard_normal((batches, 1, batch))
    with np.errstate(all="ignore"):
        return float(one_sign((errors @ inputs)[:, 0]).mean())


def drawn_outputs(
    activation: Activation, weights: int, mu: float = 0.0, /, **parameters: float
) -> Array:
    """Examples `(n, weights)` of independent f(u), u ~ N(mu, 1): always the same ones."""
    normal = np.random.default_rng(_SEED).standard_normal((max(_POOL, 100 * weights), weights))
    with np.errstate(all="ignore"):
        return activation.value(mu + normal, **parameters)


def counted_share(pool: Array, batch: int) -> tuple[float, int]:
    """`same_sign_share` of as many batches as a page has time for, and how many those are."""
    batches = min(max(_DRAWN // (pool.shape[1] * batch), _FEWEST), _MOST)
    return same_sign_share(pool, batch, batches, _SEED), batches


def measured_condition_number(inputs: Array) -> float:
    """κ of examples `(n, d)`: the largest over the smallest eigenvalue of their second moments.

    ∞ where the smallest is 0 but for rounding, NaN where all are, or an input is not finite.
    """
    if not np.isfinite(inputs).all():
        return math.nan
    values = np.linalg.eigvalsh(inputs.T @ inputs / len(inputs))
    if values[0] <= _SINGULAR * values[-1]:
        return math.inf if values[-1] > 0 else math.nan
    return float(values[-1] / values[0])


def sampled_condition_number(kappa: float, weights: int, examples: int) -> float:
    """κ that a sample is expected to have where the inputs' own is `kappa`, for many weights.

    With γ = d/n the smallest eigenvalue shrinks by (1 - √γ)² (Marchenko & Pastur 1967); the
    largest, κ times the others, grows by γ/(κ - 1), or is lost among theirs, which end at
    (1 + √γ)² (Baik, Ben Arous & Péché 2005).
    """
    gamma = weights / examples
    root = math.sqrt(gamma)
    largest = kappa * (1 + gamma / (kappa - 1)) if kappa > 1 + root else (1 + root) ** 2
    return largest / (1 - root) ** 2


@dataclass(frozen=True, eq=False)
class LinearUnit:
    """A unit with two weights and its examples: inputs `(n, 2)`, targets `(n,)`.

    Weights are counted from the optimum, so that the loss is lowest at (0, 0).
    """

    inputs: Array
    targets: Array

    @cached_property
    def hessian(self) -> Array:
        """The inputs' second moments, `(2, 2)`."""
        return self.inputs.T @ self.inputs / len(self.inputs)

    @cached_property
    def eigenvalues(self) -> tuple[float, float]:
        """The smaller and the larger one."""
        (first, between), (_, second) = self.hessian.tolist()
        middle = (first + second) / 2
        apart = math.hypot((first - second) / 2, between)
        smaller = middle - apart
        return (smaller if smaller > _SINGULAR * middle else 0.0), middle + apart

    @cached_property
    def errors(self) -> Array:
        """Target minus output at the optimum, `(n,)`."""
        smaller, larger = self.eigenvalues
        slope = self.inputs.T @ self.targets / len(self.inputs)
        if larger == 0:
            return self.targets
        if smaller == 0:
            optimum = slope / larger
        else:
            (first, between), (_, second) = self.hessian.tolist()
            turned = [
                second * slope[0] - between * slope[1],
                first * slope[1] - between * slope[0],
            ]
            optimum = np.array(turned) / (smaller * larger)
        return self.targets - self.inputs @ optimum

    def gradients(self, weights: Array) -> Array:
        """The gradient of each example's loss, `(n, 2)`, at weights `(2,)`."""
        return (self.inputs @ weights - self.errors)[:, np.newaxis] * self.inputs

    def path(self, start: tuple[float, float], rate: float, batch: int, steps: int) -> Array:
        """The weights before each step and after the last, `(steps + 1, 2)`.

        Step t takes `batch` examples, those after the last step's, and begins anew at the end.
        """
        places = [np.array(start, dtype=np.float64)]
        with np.errstate(all="ignore"):  # a path may diverge
            for step in range(steps):
                chosen = np.arange(step * batch, (step + 1) * batch) % len(self.inputs)
                x, errors = self.inputs[chosen], self.errors[chosen]
                gradient = (x @ places[-1] - errors) @ x / batch
                places.append(places[-1] - rate * gradient)
        return np.array(places)
