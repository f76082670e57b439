"""A slope learned by gradient descent, in both spellings of PReLU."""

import numpy as np
import pytest
import torch

from actviz.training.experiments.slope_fit import SPELLINGS, TARGETS, SlopeFit


def test_one_step_is_the_gradient_worked_out_by_hand() -> None:
    fit = SlopeFit("gentle", 0.25, 0.05)
    x, _ = TARGETS["gentle"].points()
    gradient = 2 * np.mean(np.where(x < 0, (0.25 - 0.6) * x * x, 0.0))
    assert fit.advance(1) == 1
    assert fit.history[1] == pytest.approx((0.25 - 0.05 * gradient,) * 2, rel=1e-12)


@pytest.mark.parametrize(
    ("target", "expected"),
    [("gentle", (0.6, 0.6)), ("steep", (1.6, 1.0)), ("absolute", (-1.0, -1.0))],
)
def test_where_descent_ends(target: str, expected: tuple[float, float]) -> None:
    fit = SlopeFit(target, 0.25, 0.05)
    fit.advance(300)
    assert fit.settled
    assert fit.history[-1] == pytest.approx(expected, abs=1e-3)


def test_elu_ends_at_the_least_squares_slope() -> None:
    fit = SlopeFit("elu", -1.0, 0.1)
    fit.advance(300)
    x, y = TARGETS["elu"].points()
    left = x < 0
    assert fit.history[-1][0] == pytest.approx((x @ (y * left)) / (x @ (x * left)), abs=1e-3)


def test_spellings_part_above_one_only() -> None:
    x = np.linspace(-3, 3, 41)
    for alpha in (-2.0, 0.0, 0.5, 1.0):
        values = [spelling.value(x, alpha=alpha) for spelling in SPELLINGS]
        np.testing.assert_array_equal(*values)
    above = [spelling.value(x, alpha=1.5) for spelling in SPELLINGS]
    assert (above[0] != above[1])[x != 0].all()


def test_gradient_of_both_spellings_is_torchs_below_one() -> None:
    fit = SlopeFit("gentle", 0.25, 0.05)
    slope = torch.tensor([0.25], dtype=torch.float64, requires_grad=True)
    ((torch.nn.functional.prelu(fit.x, slope) - fit.y) ** 2).mean().backward()
    fit.advance(1)
    assert slope.grad is not None
    step = 0.05 * slope.grad.item()
    assert fit.history[1] == pytest.approx((0.25 - step,) * 2, rel=1e-12)


def test_too_high_a_rate_diverges_and_stops() -> None:
    fit = SlopeFit("steep", 0.25, 0.9)
    assert fit.advance(300) < 300
    assert fit.diverged
    assert fit.advance(1) == 0


def test_steps_one_by_one_are_the_same_as_at_once() -> None:
    slow, fast = SlopeFit("elu", 0.0, 0.05), SlopeFit("elu", 0.0, 0.05)
    for _ in range(30):
        slow.advance(1)
    fast.advance(30)
    assert slow.history == fast.history


def test_unknown_target() -> None:
    with pytest.raises(KeyError, match="sine"):
        SlopeFit("sine", 0.25, 0.05)
