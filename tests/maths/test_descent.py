"""Gradient descent of a linear unit: against torch, against theory and against LeCun's example."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from actviz.maths import CATALOGUE
from actviz.maths.descent import (
    LinearUnit,
    condition_number,
    drawn_outputs,
    largest_eigenvalue,
    measured_condition_number,
    one_sign,
    output_moments,
    same_sign_limit,
    same_sign_share,
    sampled_condition_number,
)
from actviz.views.zero_centred.numbers import numbers_of, unit_of
from actviz.views.zero_centred.state import BATCHES, ZeroCentredState

# Mean and variance of f(N(0, 1)): closed forms, or digits found elsewhere.
MOMENTS = {
    "sigmoid": (0.5, 0.0433790),
    "tanh": (0.0, 0.3942945),
    "relu": (1 / math.sqrt(2 * math.pi), 0.5 - 1 / (2 * math.pi)),
    "gelu": (1 / (2 * math.sqrt(math.pi)), 0.345644),
    "identity": (0.0, 1.0),
    "binary_step": (0.5, 0.25),
}
KAPPA = {"sigmoid": 12.53, "softplus": 5.79, "relu": 1.93, "gelu": 1.46, "silu": 1.27}


@pytest.mark.parametrize("identifier", MOMENTS)
def test_moments(identifier: str) -> None:
    found = output_moments(CATALOGUE[identifier])
    assert found == pytest.approx(MOMENTS[identifier], abs=1e-7)


def test_moments_follow_the_mean_of_what_goes_in() -> None:
    assert output_moments(CATALOGUE["identity"], 1.5) == pytest.approx((1.5, 1.0), abs=1e-12)
    mean, variance = output_moments(CATALOGUE["exponential"], 0.5)
    assert mean == pytest.approx(math.exp(1.0), rel=1e-12)
    assert variance == pytest.approx((math.e - 1) * math.exp(2.0), rel=1e-12)


@pytest.mark.parametrize("identifier", KAPPA)
def test_condition_number(identifier: str) -> None:
    moments = output_moments(CATALOGUE[identifier])
    assert condition_number(*moments, 2) == pytest.approx(KAPPA[identifier], abs=5e-3)
    values = np.linalg.eigvalsh(np.full((7, 7), moments[0] ** 2) + moments[1] * np.eye(7))
    assert condition_number(*moments, 7) == pytest.approx(values[-1] / values[0], rel=1e-9)
    assert largest_eigenvalue(*moments, 7) == pytest.approx(values[-1], rel=1e-12)


def test_condition_number_without_variance() -> None:
    assert condition_number(1.0, 0.0, 2) == math.inf
    assert math.isnan(condition_number(0.0, 0.0, 2))
    assert same_sign_limit(1.0, 0.0, 9) == 1.0
    assert math.isnan(same_sign_limit(0.0, 0.0, 9))


@given(st.floats(-3, 3), st.floats(1e-3, 3))
def test_limit_for_two_weights_is_the_arc_sine(mean: float, variance: float) -> None:
    rho = mean**2 / (mean**2 + variance)
    expected = 0.5 + math.asin(rho) / math.pi
    assert same_sign_limit(mean, variance, 2) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("weights", [2, 10])
@pytest.mark.parametrize("identifier", ["sigmoid", "relu", "tanh"])
def test_measured_share_comes_to_its_limit(identifier: str, weights: int) -> None:
    pool = CATALOGUE[identifier].value(np.random.default_rng(3).standard_normal((20_000, weights)))
    limit = same_sign_limit(*output_moments(CATALOGUE[identifier]), weights)
    # Four standard deviations of 4,000 batches.
    assert same_sign_share(pool, 128, 4000, 0) == pytest.approx(limit, abs=0.032)


def test_single_examples_with_positive_inputs_have_one_sign_always() -> None:
    normal = np.random.default_rng(4).standard_normal((5000, 7))
    for identifier in ("sigmoid", "softplus", "relu", "exponential"):
        assert same_sign_share(CATALOGUE[identifier].value(normal), 1, 5000, 0) == 1.0
        unit = LinearUnit(CATALOGUE[identifier].value(normal[:, :2]), normal[:, 2])
        assert one_sign(unit.gradients(np.array([0.3, -2.0]))).all()
    centred = LinearUnit(np.tanh(normal[:, :2]), normal[:, 2])
    assert not one_sign(centred.gradients(np.array([0.3, -2.0]))).all()


@pytest.mark.parametrize("batch", BATCHES)
@pytest.mark.parametrize("identifier", ["sigmoid", "tanh", "relu", "binary_step"])
def test_path_is_torchs_own_descent(identifier: str, batch: int) -> None:
    state = ZeroCentredState().with_activation(identifier)
    unit = unit_of(state)
    inputs, targets = torch.tensor(unit.inputs), torch.tensor(unit.errors)
    weights = torch.tensor([1.0, 0.8], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.SGD([weights], lr=0.9)
    places = [weights.detach().numpy().copy()]
    for step in range(30):
        chosen = [(step * batch + place) % len(inputs) for place in range(batch)]
        optimiser.zero_grad()
        (0.5 * (inputs[chosen] @ weights - targets[chosen]).square().mean()).backward()
        optimiser.step()
        places.append(weights.detach().numpy().copy())
    found = unit.path((1.0, 0.8), 0.9, batch, 30)
    np.testing.assert_allclose(found, places, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("identifier", CATALOGUE)
def test_loss_is_lowest_at_the_origin(identifier: str) -> None:
    unit = unit_of(ZeroCentredState().with_activation(identifier))
    if not np.isfinite(unit.inputs).all():
        return
    slope = unit.gradients(np.zeros(2)).mean(0)
    assert abs(slope).max() <= 1e-9 * (1 + unit.eigenvalues[1])
    np.testing.assert_allclose(
        unit.eigenvalues, np.linalg.eigvalsh(unit.hessian), atol=1e-11 * (1 + unit.eigenvalues[1])
    )


def test_lecuns_classes_converge_at_his_rate_and_diverge_above() -> None:
    state = ZeroCentredState().with_data("classes")
    unit = unit_of(state)
    # His own points have 0.84 and 0.036.
    assert unit.eigenvalues == pytest.approx((0.038, 0.847), abs=5e-3)
    for rate, stable in ((1.5, True), (2 / unit.eigenvalues[1] + 0.01, False), (2.5, False)):
        end = unit.path((1.0, 0.8), rate, state.batch, 400)[-1]
        assert (np.linalg.norm(end) < 1e-3) == stable


@pytest.mark.parametrize("weights", [2, 10, 100])
@pytest.mark.parametrize("identifier", ["sigmoid", "relu", "tanh"])
def test_measured_numbers_are_near_those_predicted(identifier: str, weights: int) -> None:
    state = ZeroCentredState().with_activation(identifier).changed(weights=weights)
    numbers = numbers_of(state)
    known = numbers.predicted
    assert known is not None
    # Three standard deviations of the fewest batches, 400.
    assert numbers.same_sign == pytest.approx(known.same_sign, abs=0.075)
    # What is expected of a sample holds for many weights; of few, κ itself.
    expected = known.kappa if weights == 2 else known.sampled
    assert numbers.kappa == pytest.approx(expected, rel=0.05)


def test_a_sample_of_many_weights_exaggerates_the_condition_number() -> None:
    kappa = condition_number(*output_moments(CATALOGUE["sigmoid"]), 100)
    assert kappa == pytest.approx(577, abs=0.5)
    assert sampled_condition_number(kappa, 100, 10_000) == pytest.approx(577.3 / 0.81, abs=0.5)
    assert sampled_condition_number(kappa, 100, 10**12) == pytest.approx(kappa, rel=1e-4)
    # Of centred inputs both ends of the spectrum spread.
    assert sampled_condition_number(1.0, 100, 10_000) == pytest.approx((1.1 / 0.9) ** 2, rel=1e-12)
    pool = drawn_outputs(CATALOGUE["sigmoid"], 100)
    few, many = (measured_condition_number(pool[:count]) for count in (1_000, len(pool)))
    assert few > 1.5 * many > 1.5 * kappa


def test_measured_condition_number_of_inputs_without_one() -> None:
    assert measured_condition_number(np.full((9, 2), 2.0)) == math.inf
    assert math.isnan(measured_condition_number(np.zeros((9, 2))))
    assert math.isnan(measured_condition_number(np.array([[1.0, math.inf], [2.0, 1.0]])))
    assert measured_condition_number(np.eye(2)) == 1


def unit_of_outputs(identifier: str) -> LinearUnit:
    """Two examples whose second moments are those of outputs of f, without any error."""
    mean, variance = output_moments(CATALOGUE[identifier])
    moments = np.full((2, 2), mean**2) + variance * np.eye(2)
    return LinearUnit(np.sqrt(2) * np.linalg.cholesky(moments).T, np.zeros(2))


def detour(unit: LinearUnit, start: tuple[float, float], share: float, steps: int = 400) -> float:
    """The length of a path at a rate of share/λ over the straight way."""
    path = unit.path(start, share / unit.eigenvalues[1], 2, steps)
    length = np.linalg.norm(np.diff(path, axis=0), axis=1).sum()
    return float(length / np.linalg.norm(path[-1] - path[0]))


def test_zig_zag_runs_along_the_direction_of_one_sign_between_one_and_two_over_lambda() -> None:
    unit = unit_of_outputs("sigmoid")
    # (1 + r)/(1 - r) with r = 0.8.
    assert detour(unit, (1.0, 1.0), 1.8) == pytest.approx(9, rel=1e-9)
    # 31 steps come to a thousandth, on the far side.
    assert detour(unit, (1.0, 1.0), 1.8, steps=31) == pytest.approx(8.98, abs=5e-3)
    assert detour(unit, (1.0, 1.0), 1.01) > 1.01
    for share, start in ((0.99, (1.0, 1.0)), (0.5, (1.0, 1.0)), (1.8, (1.0, -1.0))):
        assert detour(unit, start, share) == pytest.approx(1, rel=1e-9)


@pytest.mark.parametrize("identifier", ["sigmoid", "relu", "tanh"])
def test_two_over_lambda_is_the_largest_stable_rate(identifier: str) -> None:
    unit = unit_of_outputs(identifier)
    for share, stable in ((1.98, True), (2.02, False)):
        end = unit.path((1.0, 1.0), share / unit.eigenvalues[1], 2, 800)[-1]
        assert (np.linalg.norm(end) < 1e-3) == stable


def test_steps_to_a_thousandth_at_the_best_rate_for_the_steep_direction() -> None:
    """Across the zig-zag a step at 1/λ keeps 1 - 1/κ."""
    for identifier, steps in (("sigmoid", 84), ("tanh", 1)):
        unit = unit_of_outputs(identifier)
        sizes = np.linalg.norm(unit.path((1.0, -1.0), 1 / unit.eigenvalues[1], 2, 200), axis=1)
        assert int(np.argmax(sizes <= 1e-3 * sizes[0])) == steps
