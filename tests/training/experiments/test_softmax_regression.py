"""Multinomial logistic regression on iris: its optimum, its loss, and what it refuses."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from actviz.maths.softmax import cross_entropy
from actviz.training.experiments.softmax_regression import (
    WEIGHT_DECAY,
    SoftmaxRegression,
    load_flowers,
)

START = np.zeros((3, 3))


def fit(first: int = 2, second: int = 3, start: np.ndarray = START) -> SoftmaxRegression:
    flowers = load_flowers(first, second)
    return SoftmaxRegression(flowers.features, flowers.targets, start)


@pytest.mark.parametrize("columns", [(2, 3), (0, 1)])
def test_optimum_is_scikit_learns(columns: tuple[int, int]) -> None:
    flowers = load_flowers(*columns)
    ours = fit(*columns)
    ours.advance(20_000, rate=1.0)
    assert ours.converged
    # Its C counts the loss's sum against half the squared weights; ours is the mean.
    theirs = LogisticRegression(
        C=1 / (WEIGHT_DECAY * len(flowers.targets)), tol=1e-8, max_iter=5000
    )
    theirs.fit(flowers.features, flowers.targets)
    # Both stop at a gradient of about 1e-5 in a valley of curvature WEIGHT_DECAY.
    np.testing.assert_allclose(ours.weights[:, :2], theirs.coef_, atol=2e-3)
    # Adding a constant to all biases changes nothing: compare their differences.
    difference = ours.weights[:, 2] - ours.weights[0, 2]
    np.testing.assert_allclose(difference, theirs.intercept_ - theirs.intercept_[0], atol=2e-3)
    assert ours.accuracy() == theirs.score(flowers.features, flowers.targets)


def test_loss_is_the_mean_cross_entropy() -> None:
    start = np.random.default_rng(0).normal(size=(3, 3))
    flowers = load_flowers(0, 2)
    inputs = np.hstack([flowers.features, np.ones((150, 1))])
    losses = [
        cross_entropy(start @ x, int(y)) for x, y in zip(inputs, flowers.targets, strict=True)
    ]
    assert fit(0, 2, start).losses[0] == pytest.approx(np.mean(losses), abs=1e-12)


def test_small_steps_lower_the_loss_each_time() -> None:
    ours = fit(start=np.array([[1.0, 1, 0], [-1, 0, 0], [0, -1, 0]]))
    ours.advance(50, rate=0.1)
    assert ours.steps == 50
    assert (np.diff(ours.losses) < 0).all()


def test_divergence_stops_and_is_said() -> None:
    ours = fit()
    ours.advance(10_000, rate=1e6)
    assert ours.diverged
    steps = ours.steps
    ours.advance(5, rate=1.0)
    assert ours.steps == steps


def test_features_are_standardised_and_can_be_undone() -> None:
    flowers = load_flowers(2, 3)
    np.testing.assert_allclose(flowers.features.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(flowers.features.std(axis=0), 1, atol=1e-12)
    first = flowers.features[0] * flowers.spread + flowers.centre
    np.testing.assert_allclose(first, [1.4, 0.2])
    assert flowers.feature_names == ("petal length", "petal width")


@pytest.mark.parametrize("columns", [(1, 1), (0, 4), (-1, 2)])
def test_wrong_features_are_refused(columns: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="two different columns from 0 to 3"):
        load_flowers(*columns)
