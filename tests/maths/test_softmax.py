"""Softmax against SciPy and exact fractions of its own definition, and every refusal."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st

from actviz.maths.softmax import (
    cross_entropy,
    cross_entropy_gradient,
    entropy,
    log_softmax,
    log_sum_exp,
    naive_softmax,
    rounded_shares,
    softmax,
    softmax_jacobian,
    softmax_steps,
    softmin,
    sparsemax,
)

LOGITS = st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=10)
TEMPERATURES = st.floats(0.05, 20)


@given(LOGITS, TEMPERATURES)
def test_equals_scipy(logits: list[float], temperature: float) -> None:
    scaled = np.array(logits) / temperature
    # Same operations in the same order: only the last bits may differ.
    np.testing.assert_allclose(
        softmax(logits, temperature), scipy.special.softmax(scaled), rtol=1e-12, atol=1e-300
    )
    np.testing.assert_allclose(
        log_softmax(logits, temperature),
        scipy.special.log_softmax(scaled),
        rtol=1e-12,
        atol=1e-12,
    )
    assert log_sum_exp(logits, temperature) == pytest.approx(
        float(scipy.special.logsumexp(scaled)), rel=1e-12, abs=1e-12
    )


@given(LOGITS, TEMPERATURES)
def test_jacobian_is_diagonal_minus_outer_product(logits: list[float], temperature: float) -> None:
    p = scipy.special.softmax(np.array(logits) / temperature)
    expected = (np.diag(p) - np.outer(p, p)) / temperature
    jacobian = softmax_jacobian(logits, temperature)
    # 1 - p is rounded in the expected form: an absolute error of 1e-16 over T.
    np.testing.assert_allclose(jacobian, expected, rtol=0, atol=1e-12)
    np.testing.assert_allclose(jacobian.sum(axis=0), 0, atol=1e-14)
    np.testing.assert_array_equal(jacobian, jacobian.T)


def test_jacobian_keeps_its_digits_where_one_class_has_nearly_all() -> None:
    jacobian = softmax_jacobian([0.0, -50.0])
    assert jacobian[0, 0] == pytest.approx(math.exp(-50), rel=1e-12)


@pytest.mark.parametrize("temperature", [0.05, 0.7, 1.0, 20.0])
def test_jacobian_and_gradients_are_the_differences(temperature: float) -> None:
    z, step = np.array([2.0, 1.0, 0.1, -0.4]), 1e-6
    jacobian, gradient = softmax_jacobian(z, temperature), cross_entropy_gradient(z, 2, temperature)
    for j in range(4):
        up, down = z + step * np.eye(4)[j], z - step * np.eye(4)[j]
        # Central differences: rounding 1e-16/1e-6 times 1/T, truncation (1e-6)² times 1/T³.
        difference = (softmax(up, temperature) - softmax(down, temperature)) / (2 * step)
        np.testing.assert_allclose(jacobian[:, j], difference, atol=1e-7)
        loss = cross_entropy(up, 2, temperature) - cross_entropy(down, 2, temperature)
        assert gradient[j] == pytest.approx(loss / (2 * step), abs=1e-7)
        sums = log_sum_exp(up, temperature) - log_sum_exp(down, temperature)
        expected = softmax(z, temperature)[j] / temperature
        assert expected == pytest.approx(sums / (2 * step), abs=1e-7)


@given(LOGITS, TEMPERATURES, st.floats(-1e3, 1e3))
def test_adding_a_constant_changes_nothing(
    logits: list[float], temperature: float, constant: float
) -> None:
    z = np.array(logits)
    # z + c rounds at 1e4: 2e-12, over T = 0.05.
    np.testing.assert_allclose(
        softmax(z + constant, temperature), softmax(z, temperature), atol=1e-9
    )


@given(st.floats(-50, 50), st.floats(-50, 50), TEMPERATURES)
def test_two_classes_are_the_sigmoid_of_the_difference(a: float, b: float, T: float) -> None:
    expected = scipy.special.expit((a - b) / T)
    # The difference of a/T and b/T, up to 1,000 each, rounds at 1e-13.
    assert softmax([a, b], T)[0] == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_doubling_the_logits_is_halving_the_temperature() -> None:
    z = np.array([2.0, 1.0, 0.1])
    np.testing.assert_array_equal(softmax(2 * z, 1.0), softmax(z, 0.5))


@pytest.mark.parametrize("temperature", [0.05, 1.0, 20.0])
@pytest.mark.parametrize(
    ("logits", "expected"),
    [
        ([1e308, -1e308], [1, 0]),
        ([-1e308, -1e308], [0.5, 0.5]),
        ([1e308, 1e308, 0.0], [0.5, 0.5, 0]),
        ([-1e308], [1]),
        ([5e-324, 0.0], [0.5, 0.5]),
    ],
)
def test_is_right_at_the_ends_of_the_range(
    logits: list[float], expected: list[float], temperature: float
) -> None:
    np.testing.assert_array_equal(softmax(logits, temperature), expected)
    np.testing.assert_array_equal(sparsemax(logits, temperature), expected)
    np.testing.assert_array_equal(softmin(np.negative(logits), temperature), expected)
    assert np.isfinite(softmax_jacobian(logits, temperature)).all()
    with np.errstate(divide="ignore"):
        likelihoods = np.log(expected)
    finite = np.isfinite(likelihoods)
    np.testing.assert_allclose(
        log_softmax(logits, temperature)[finite], likelihoods[finite], rtol=1e-15
    )


def test_log_softmax_is_finite_where_softmax_is_zero() -> None:
    # (-1e308 - 1e308)/20 fits into a double although the difference itself does not.
    assert log_softmax([1e308, -1e308], 20.0)[1] == pytest.approx(-1e307)
    assert log_softmax([0.0, -1e5])[1] == -1e5
    assert softmax([0.0, -1e5])[1] == 0


def test_large_numbers_beyond_the_scaled_range_keep_their_difference() -> None:
    # z/T overflows, the difference of the neighbouring doubles 1e308 and below does not.
    below = np.nextafter(1e308, 0)
    np.testing.assert_array_equal(softmax([1e308, below], 0.05), [1, 0])
    assert softmax([1e308, 1e308], 0.05).tolist() == [0.5, 0.5]


def test_naive_form_overflows_where_the_stable_one_is_fine() -> None:
    np.testing.assert_allclose(naive_softmax([709.0, 0.0]), softmax([709.0, 0.0]), atol=1e-300)
    assert np.isnan(naive_softmax([710.0, 0.0])[0])
    assert np.isnan(naive_softmax([-800.0, -801.0])).all()
    assert softmax([710.0, 0.0])[0] == 1
    assert np.isfinite(softmax([-800.0, -801.0])).all()


def test_steps_lead_from_the_logits_to_the_probabilities() -> None:
    steps = softmax_steps([2, 1, 0.1], 0.5)
    np.testing.assert_array_equal(steps.logits, [2, 1, 0.1])
    np.testing.assert_array_equal(steps.scaled, [4, 2, 0.2])
    np.testing.assert_array_equal(steps.shifted, [0, -2, -3.8])
    np.testing.assert_allclose(steps.exponentials, np.exp([0, -2, -3.8]), rtol=1e-15)
    np.testing.assert_array_equal(steps.probabilities, steps.exponentials / steps.total)


@pytest.mark.parametrize(
    ("logits", "expected"),
    [
        ([0.0], [1]),
        ([1.0, 1.0, 1.0, 1.0], [0.25] * 4),
        ([2.0, 1.0, 0.1], [1, 0, 0]),
        ([0.5, 0.25, -0.75], [0.625, 0.375, 0]),
        ([0.5, 0.25, 0.0], [0.5 + 1 / 12, 1 / 3, 1 / 12]),
    ],
)
def test_sparsemax_by_hand(logits: list[float], expected: list[float]) -> None:
    np.testing.assert_allclose(sparsemax(logits), expected, rtol=1e-14, atol=1e-16)


@given(st.lists(st.floats(-3, 3), min_size=1, max_size=8), TEMPERATURES)
def test_sparsemax_is_the_nearest_point_of_the_simplex(logits: list[float], T: float) -> None:
    p, scaled = sparsemax(logits, T), np.array(logits) / T
    assert (p >= 0).all()
    assert p.sum() == pytest.approx(1, abs=1e-12)
    # A projection p of s: (s - p) · (q - p) <= 0 for each corner q; s is up to 60 in size.
    corners = np.eye(len(p))
    assert ((corners - p) @ (scaled - p) <= 1e-12 * (1 + np.abs(scaled).max())).all()


def test_entropy_in_nats() -> None:
    assert entropy([1.0, 0.0, 0.0]) == 0
    assert entropy([0.25] * 4) == pytest.approx(math.log(4), rel=1e-15)
    p = softmax([2.0, 1.0, 0.1])
    assert entropy(p) == pytest.approx(float(scipy.special.entr(p).sum()), rel=1e-14)


def test_cross_entropy_and_its_gradient() -> None:
    z, T = np.array([2.0, 1.0, 0.1]), 0.7
    p = scipy.special.softmax(z / T)
    assert cross_entropy(z, 1, T) == pytest.approx(-math.log(p[1]), rel=1e-14)
    np.testing.assert_allclose(cross_entropy_gradient(z, 1, T), (p - [0, 1, 0]) / T, rtol=1e-13)
    # p - 1 would be 0 here.
    assert cross_entropy_gradient([0.0, -50.0], 0)[0] == pytest.approx(-math.exp(-50), rel=1e-13)
    assert cross_entropy([3.0], 0) == 0


@given(LOGITS, TEMPERATURES, st.integers(0, 15))
def test_rounded_shares_sum_to_one_as_shown(
    logits: list[float], temperature: float, digits: int
) -> None:
    p = softmax(logits, temperature)
    shown = rounded_shares(p, digits)
    assert sum(map(Decimal, shown)) == 1
    total = sum(map(Fraction, p))
    for text, share in zip(shown, p, strict=True):
        assert len(text.partition(".")[2]) == digits
        # Less than one in the last digit; 28-digit decimals leave the last of them open.
        off = abs(Fraction(text) - Fraction(share) / total) * 10**digits
        assert off <= 1 + Fraction(1, 10**9)


def test_rounded_shares_by_largest_remainder() -> None:
    assert rounded_shares([1 / 3, 1 / 3, 1 / 3]) == ["0.334", "0.333", "0.333"]
    assert rounded_shares([0.2, 0.3, 0.5], 1) == ["0.2", "0.3", "0.5"]
    assert rounded_shares([0.6, 0.4], 0) == ["1", "0"]
    assert rounded_shares([1.0], 2) == ["1.00"]


@pytest.mark.parametrize("logits", [[1, 2], (1.0, 2.0), np.array([1, 2], dtype=np.int8)])
@pytest.mark.parametrize("temperature", [1, np.float32(1), np.int64(1), Fraction(1)])
def test_any_kind_of_number_will_do(logits: object, temperature: float) -> None:
    np.testing.assert_allclose(
        softmax(logits, temperature),  # type: ignore[arg-type]
        scipy.special.softmax([1.0, 2.0]),
        rtol=1e-15,
    )
