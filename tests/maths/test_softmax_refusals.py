"""Softmax and its kin refuse what are no logits and no temperature, in words."""

import math

import numpy as np
import pytest

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

ALL = {
    "softmax": softmax,
    "log_softmax": log_softmax,
    "log_sum_exp": log_sum_exp,
    "softmin": softmin,
    "naive_softmax": naive_softmax,
    "softmax_jacobian": softmax_jacobian,
    "sparsemax": sparsemax,
    "softmax_steps": softmax_steps,
    "cross_entropy": lambda z, T=1.0: cross_entropy(z, 0, T),
    "cross_entropy_gradient": lambda z, T=1.0: cross_entropy_gradient(z, 0, T),
}


@pytest.mark.parametrize("shares", [[0.5, 0.4], [1.5, -0.5], [], [math.nan]])
def test_what_is_no_distribution_is_refused(shares: list[float]) -> None:
    with pytest.raises(ValueError, match="shares: want"):
        rounded_shares(shares)
    with pytest.raises(ValueError, match="shares: want"):
        entropy(shares)


@pytest.mark.parametrize("digits", [-1, 16, 2.0, True])
def test_digits_outside_the_range(digits: object) -> None:
    with pytest.raises(ValueError, match="digits: want a whole number from 0 to 15, got"):
        rounded_shares([1.0], digits)  # type: ignore[arg-type]


@pytest.mark.parametrize("target", [-1, 3, 1.0, True, "0", None])
def test_target_outside_the_classes(target: object) -> None:
    with pytest.raises(ValueError, match="target: want a class from 0 to 2, got"):
        cross_entropy([1, 2, 3], target)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    ("logits", "fault"),
    [
        ([], "at least one number, got none"),
        ([[1.0, 2.0]], r"one dimension, got shape \(1, 2\)"),
        (3.0, r"one dimension, got shape \(\)"),
        ([1.0, math.nan], "finite numbers, got nan at place 2"),
        ([math.inf, 1.0], "finite numbers, got inf at place 1"),
        ([-math.inf], "finite numbers, got -inf at place 1"),
        (["a", "b"], "numbers, got"),
        ("2, 1", "numbers, got '2, 1'"),
        ([1.0, None], "finite numbers, got nan at place 2"),
        ([1.0, "a"], "numbers, got"),
        ([[1.0], [1.0, 2.0]], "a row of finite numbers, got"),
        ([1j, 2], "numbers, got"),
        ([True, False], "numbers, got"),
        ([10**400, 1], "a row of finite numbers, got"),
        (None, r"one dimension, got shape \(\)"),
    ],
)
def test_logits_that_are_none(name: str, logits: object, fault: str) -> None:
    with pytest.raises(ValueError, match=f"logits: want .*{fault}"):
        ALL[name](logits)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    "temperature",
    [
        0,
        0.0,
        -1,
        -0.05,
        math.nan,
        math.inf,
        -math.inf,
        True,
        np.True_,
        "1",
        None,
        1j,
        [1.0],
        10**400,
    ],
)
def test_temperature_that_is_none(name: str, temperature: object) -> None:
    with pytest.raises(ValueError, match="temperature: want a positive .*number, got"):
        ALL[name]([1.0, 2.0], temperature)
