"""What public libraries and explorers get wrong about single functions: never ours."""

import math

import numpy as np
import pytest
import scipy.integrate
import scipy.stats

from actviz.maths import CATALOGUE

phi, cdf = scipy.stats.norm.pdf, scipy.stats.norm.cdf


def f(identifier, x, **parameters):
    return CATALOGUE[identifier].value(x, **parameters)


def slope(identifier, x, **parameters):
    return CATALOGUE[identifier].derivative(x, **parameters)


def normal_mean(function):
    """E of function(X) for a standard normal X, a corner at 0 allowed."""
    halves = [
        scipy.integrate.quad(lambda x: float(function(x)) * phi(x), *half)[0]
        for half in ((-12, 0), (0, 12))
    ]
    return sum(halves)


def test_star_relu_squares_and_has_its_bias():
    assert f("star_relu", -3.0) == pytest.approx(-0.4472)
    assert f("star_relu", 2.0) == pytest.approx(0.8944 * 4 - 0.4472)


def test_aria2_has_its_factor_x():
    assert f("aria2", 0.0) == 0
    assert f("aria2", 100.0) == pytest.approx(100)
    gate = (1 + math.exp(-2)) ** -1.5
    assert f("aria2", 1.0, alpha=1.5, beta=2) == pytest.approx(gate)
    assert f("aria2", -3.0, alpha=1.5, beta=2) == pytest.approx(-3 * (1 + math.exp(6)) ** -1.5)


def test_serlu_has_its_factor_x():
    left = 1.07862 * 2.90427
    assert f("serlu", -1.0) == pytest.approx(-left / math.e, rel=1e-5)
    assert f("serlu", -3.0) == pytest.approx(-3 * left * math.exp(-3), rel=1e-5)
    assert f("serlu", -1e-9) == pytest.approx(0, abs=1e-8)


@pytest.mark.parametrize(("identifier", "tolerance"), [("serlu", 1e-8), ("star_relu", 1e-4)])
def test_self_normalising_units_keep_a_standard_normal_standard(identifier, tolerance):
    entry = CATALOGUE[identifier]
    assert normal_mean(entry.value) == pytest.approx(0, abs=tolerance)
    assert normal_mean(lambda x: entry.value(x) ** 2) == pytest.approx(1, abs=tolerance)


def test_probit_is_the_inverse_of_the_normal_distribution_function():
    share = np.array([1e-9, 0.025, 0.3, 0.5, 0.975])
    np.testing.assert_allclose(cdf(f("probit", share)), share, rtol=1e-12)
    assert f("probit", 0.975) == pytest.approx(1.959963984540054, rel=1e-14)
    assert f("probit", 0.5) == 0
    assert f("probit", 0.025) != pytest.approx(cdf(0.025), abs=0.1)


def test_logit_has_its_logarithm():
    share = np.array([1e-9, 0.1, 0.5, 0.8])
    np.testing.assert_allclose(f("sigmoid", f("logit", share)), share, rtol=1e-12)
    assert f("logit", 0.8) == pytest.approx(math.log(4))
    assert f("logit", 0.8) != pytest.approx(4, abs=1)


@pytest.mark.parametrize(("a", "b"), [(1.0, 1.0), (2.0, 0.5), (0.3, 3.0)])
def test_pelu_ties_its_right_slope_to_its_left(a, b):
    assert f("pelu", 3.0, a=a, b=b) == pytest.approx(3 * a / b)
    left, right = slope("pelu", [-1e-12, 1e-12], a=a, b=b)
    assert left == pytest.approx(right)
    assert f("pelu", -1e-12, a=a, b=b) == pytest.approx(0, abs=1e-10)


@pytest.mark.parametrize("identifier", ["swish", "silu", "e_swish"])
def test_swish_and_its_kin_have_a_plus_in_the_sigmoid(identifier):
    scale = CATALOGUE[identifier].defaults.get("beta", 1.0)
    assert f(identifier, 1.0) == pytest.approx(scale / (1 + math.exp(-1)))
    assert np.isfinite(f(identifier, 0.0))


def test_e_swish_scales_outside_and_swish_inside():
    assert f("e_swish", 1.0, beta=2) == pytest.approx(2 / (1 + math.exp(-1)))
    assert f("swish", 1.0, beta=2) == pytest.approx(1 / (1 + math.exp(-2)))


def test_hard_elish_has_elu_on_the_left():
    """A library takes e^(x - 1) for e^x - 1."""
    assert f("hard_elish", -0.5) == pytest.approx((math.exp(-0.5) - 1) / 4)
    assert f("hard_elish", [-1.0, -5.0]).tolist() == [0, 0]


def test_complementary_log_log_has_the_plain_exponent():
    """A transcription of a survey has 1 - e^(-e^-x)."""
    assert f("complementary_log_log", [-700.0, 5.0]) == pytest.approx([0, 1], abs=1e-12)
    assert f("complementary_log_log", 0.0) == pytest.approx(1 - 1 / math.e)


def test_smooth_step_rises():
    """The same transcription has the signs of its cubic turned, so that it falls."""
    assert f("smooth_step", [-0.5, 0.0, 0.5], gamma=2) == pytest.approx([0.15625, 0.5, 0.84375])
    assert (slope("smooth_step", np.linspace(-0.99, 0.99, 41), gamma=2) > 0).all()


def test_hexpo_is_zero_at_zero_and_reaches_both_bounds():
    """The same transcription drops the brackets: -a e^(-x/b) - 1."""
    shape = {"a": 2.0, "b": 0.5, "c": 3.0, "d": 1.5}
    np.testing.assert_allclose(f("hexpo", [-200.0, 0.0, 200.0], **shape), [-3, 0, 2])


def test_soft_clipping_is_the_ratio_of_two_softplus():
    """A scaled sigmoid, B tanh(x/B) and a rectified softsign go by the name too."""
    assert f("soft_clipping", 0.5, alpha=10) == pytest.approx(0.5)
    assert f("soft_clipping", 0.25, alpha=50) == pytest.approx(0.25, abs=1e-6)
    assert f("soft_clipping", [-1e300, 1e300]).tolist() == [0, 1]


def test_softsign_and_the_elliott_sigmoid_are_two_functions():
    assert f("softsign", [-1.0, 1.0]).tolist() == [-0.5, 0.5]
    assert f("elliott_sigmoid", [-1.0, 1.0]).tolist() == [0.25, 0.75]


def test_m_qrelu_is_positive_on_the_left():
    assert f("m_qrelu", -2.0) == pytest.approx(1.98)
    assert f("qrelu", -2.0) == pytest.approx(0.08)


def test_colu_stays_finite_where_its_exponential_overflows():
    assert f("colu", -1e4) == 0
    assert f("colu", -5.0) == pytest.approx(-5 / (1 + 5 * math.exp(5 - math.exp(-5))))


def test_seagull_stays_finite_where_the_square_overflows():
    assert f("seagull", 1e200) == pytest.approx(2 * math.log(1e200))
