"""Multinomial logistic regression on two features: the scores are x₁w₁ + x₂w₂ + b per class."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Without it the weights of separable classes would grow without end, out of the picture.
WEIGHT_DECAY = 0.01
CONVERGED = 1e-5  # size of the gradient below which a fit is done


@dataclass(frozen=True)
class Flowers:
    """Two columns of iris, standardised.

    features (150, 2)   centre, spread (2,) in centimetres   targets (150,), 0 to 2
    """

    features: Array
    targets: NDArray[np.int64]
    feature_names: tuple[str, str]
    class_names: tuple[str, ...]
    centre: Array
    spread: Array


@lru_cache(maxsize=16)
def load_flowers(first: int, second: int) -> Flowers:
    """Iris with the columns `first` and `second` of its four; ValueError for others."""
    if first == second or not {first, second} <= set(range(4)):
        raise ValueError(f"features: want two different columns from 0 to 3, got {first}, {second}")
    # Imported here: it takes half a second, and a plane without data does without.
    from sklearn.datasets import load_iris

    iris = load_iris()
    chosen = np.asarray(iris.data, dtype=np.float64)[:, [first, second]]
    centre, spread = chosen.mean(axis=0), chosen.std(axis=0)
    features = (chosen - centre) / spread
    features.setflags(write=False)
    names = [str(name).removesuffix(" (cm)") for name in iris.feature_names]
    return Flowers(
        features,
        np.asarray(iris.target, dtype=np.int64),
        (names[first], names[second]),
        tuple(map(str, iris.target_names)),
        centre,
        spread,
    )


class SoftmaxRegression:
    """Full-batch gradient descent on the mean cross-entropy plus weight decay.

    The decay is WEIGHT_DECAY/2 times the squared weights; the biases go free. `weights` (classes,
    3) are w₁, w₂ and b; `losses` has the mean cross-entropy in nats at step 0 and after each step;
    `converged` says that the gradient has become smaller than CONVERGED.
    """

    def __init__(self, features: Array, targets: NDArray[np.int64], weights: Array) -> None:
        ones = np.ones((len(features), 1))
        self._inputs = torch.from_numpy(np.hstack([features, ones]))
        self._targets = torch.from_numpy(np.array(targets, dtype=np.int64))
        self._weights = torch.from_numpy(np.array(weights, dtype=np.float64)).requires_grad_()
        self.losses = [self._loss().item()]
        self.converged = False

    @property
    def steps(self) -> int:
        """Updates done so far."""
        return len(self.losses) - 1

    @property
    def weights(self) -> Array:
        """w₁, w₂ and b of each class, `(classes, 3)`."""
        return self._weights.detach().numpy().copy()

    @property
    def diverged(self) -> bool:
        """Whether a weight or the loss is no finite number any more."""
        return not (np.isfinite(self.losses[-1]) and np.isfinite(self.weights).all())

    def advance(self, steps: int, rate: float) -> None:
        """Do `steps` updates with the learning rate `rate`; none once diverged or converged."""
        for _ in range(steps):
            if self.diverged or self.converged:
                return
            decay = 0.5 * WEIGHT_DECAY * (self._weights[:, :2] ** 2).sum()
            (gradient,) = torch.autograd.grad(self._loss() + decay, self._weights)
            with torch.no_grad():
                self._weights -= rate * gradient
            self.losses.append(self._loss().item())
            self.converged = gradient.norm().item() < CONVERGED

    def accuracy(self) -> float:
        """The share of all examples whose class has the largest score."""
        with torch.no_grad():
            right = self._scores().argmax(dim=1) == self._targets
        return right.double().mean().item()

    def _scores(self) -> torch.Tensor:
        return self._inputs @ self._weights.T

    def _loss(self) -> torch.Tensor:
        return torch.nn.functional.cross_entropy(self._scores(), self._targets)
