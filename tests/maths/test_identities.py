"""What is known to hold between functions, and the errors other explorers make."""

import math

import numpy as np
import pytest

from actviz.maths import CATALOGUE

GRID = np.concatenate([np.linspace(-30, 30, 241), [-745.0, -700.0, -88.0, 88.0, 700.0]])
# Two stable forms of one function differ by a few roundings.
TOLERANCE = 4e-15


def f(identifier, x=GRID, **parameters):
    return CATALOGUE[identifier].value(x, **parameters)


def slope(identifier, x=GRID, **parameters):
    return CATALOGUE[identifier].derivative(x, **parameters)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (lambda: f("tanh"), lambda: 2 * f("sigmoid", 2 * GRID) - 1),
        (lambda: slope("softplus"), lambda: f("sigmoid")),
        (lambda: slope("softplus", beta=2.5), lambda: f("sigmoid", 2.5 * GRID)),
        (lambda: f("logistic", L=1, k=1, x0=0), lambda: f("sigmoid")),
        (lambda: f("logistic", L=2, k=3, x0=1), lambda: 2 * f("sigmoid", 3 * (GRID - 1))),
        (lambda: slope("sigmoid"), lambda: f("sigmoid") * f("sigmoid", -GRID)),
        (lambda: f("silu"), lambda: GRID * f("sigmoid")),
        (lambda: f("swish", beta=1), lambda: f("silu")),
        (lambda: f("swish", beta=0), lambda: GRID / 2),
        (lambda: f("leaky_relu", alpha=0), lambda: f("relu")),
        (lambda: f("prelu", alpha=0.3), lambda: f("leaky_relu", alpha=0.3)),
        (lambda: f("prelu", alpha=0.3), lambda: np.maximum(GRID, 0.3 * GRID)),
        (lambda: f("rrelu", l=0.2, u=0.4), lambda: f("leaky_relu", alpha=0.3)),
        (lambda: f("celu", alpha=1), lambda: f("elu", alpha=1)),
        (lambda: f("mish"), lambda: GRID * f("tanh", f("softplus"))),
        (lambda: f("log_sigmoid"), lambda: -f("softplus", -GRID)),
        (lambda: f("tanh_shrink"), lambda: GRID - f("tanh")),
        (lambda: slope("tanh_shrink"), lambda: f("tanh") ** 2),
        (lambda: f("squared_relu"), lambda: f("relu") ** 2),
        (lambda: f("hard_swish"), lambda: GRID * f("relu6", GRID + 3) / 6),
        (lambda: f("hard_sigmoid"), lambda: np.clip(GRID / 6 + 0.5, 0, 1)),
        (lambda: f("hard_sigmoid"), lambda: f("relu6", GRID + 3) / 6),
        (lambda: f("hard_tanh"), lambda: np.clip(GRID, -1, 1)),
        (lambda: f("hard_tanh", a=-2, b=0.5), lambda: np.clip(GRID, -2, 0.5)),
        (lambda: f("sparse_sigmoid"), lambda: np.clip((GRID + 1) / 2, 0, 1)),
        (lambda: slope("sparse_plus"), lambda: f("sparse_sigmoid")),
        (lambda: f("isru", alpha=0), lambda: GRID),
        (lambda: f("soft_shrink"), lambda: np.sign(GRID) * np.maximum(np.abs(GRID) - 0.5, 0)),
        (lambda: f("srelu", t_l=0, a_l=0, t_r=1, a_r=1), lambda: f("relu")),
        (lambda: f("apl", a1=-0.3, b1=0, a2=0, b2=0), lambda: f("leaky_relu", alpha=0.3)),
        (lambda: f("bent_identity"), lambda: (np.sqrt(GRID**2 + 1) - 1) / 2 + GRID),
        (lambda: f("soft_exponential", alpha=0), lambda: GRID),
        (lambda: f("exponential"), lambda: slope("exponential")),
        (lambda: f("dsilu"), lambda: slope("silu")),
        (lambda: f("quick_gelu"), lambda: f("swish", beta=1.702)),
        (lambda: f("e_swish", beta=1), lambda: f("silu")),
        (lambda: f("aria2", alpha=1, beta=2), lambda: f("swish", beta=2)),
        (lambda: f("acon_c", p1=1, p2=0, beta=2), lambda: f("swish", beta=2)),
        (lambda: f("smu", alpha=0, mu=math.sqrt(0.5)), lambda: f("gelu")),
        (lambda: f("sinlu", a=0, b=1), lambda: f("silu")),
        (lambda: f("smelu", beta=1), lambda: f("sparse_plus")),
        (lambda: f("blu", beta=0.5), lambda: f("bent_identity")),
        (lambda: f("blu", beta=0), lambda: GRID),
        (lambda: f("repu", p=1), lambda: f("relu")),
        (lambda: f("repu", p=2), lambda: f("squared_relu")),
        (lambda: f("star_relu", s=1, b=0), lambda: f("squared_relu")),
        (lambda: f("pelu", a=1, b=1), lambda: f("elu", alpha=1)),
        (lambda: f("pelu", a=2, b=2), lambda: f("celu", alpha=2)),
        (lambda: f("mpelu", alpha=2, beta=1), lambda: f("elu", alpha=2)),
        (lambda: f("pdelu", alpha=2, t=1), lambda: f("elu", alpha=2)),
        (lambda: f("pdelu", alpha=1, t=0), lambda: np.maximum(GRID, -1)),
        (lambda: f("elish"), lambda: f("elu", alpha=1) * f("sigmoid")),
        (lambda: f("plu", alpha=0, c=1), lambda: f("hard_tanh")),
        (lambda: f("plu", alpha=0.2, c=2), lambda: f("srelu", t_l=-2, a_l=0.2, t_r=2, a_r=0.2)),
        (lambda: f("penalized_tanh", a=1), lambda: f("tanh")),
        (lambda: f("vlu", alpha=0, beta=1), lambda: f("relu")),
        (lambda: f("elliott_sigmoid"), lambda: (f("softsign") + 1) / 2),
        (lambda: f("log_log"), lambda: 1 - f("complementary_log_log", -GRID)),
        (lambda: f("gompertz", a=1, b=1, c=1), lambda: f("log_log")),
        (lambda: f("golu"), lambda: GRID * f("log_log")),
        (lambda: slope("shifted_softplus"), lambda: f("sigmoid")),
        (
            lambda: f("symlog", f("symexp", np.clip(GRID, -700, 700))),
            lambda: np.clip(GRID, -700, 700),
        ),
        (lambda: slope("snake", a=2), lambda: 1 + np.sin(4 * GRID)),
        (lambda: f("cosine", omega=2) ** 2, lambda: 1 - f("sinusoid", omega=2) ** 2),
        (lambda: slope("seagull"), lambda: 2 * GRID / (1 + GRID**2)),
        (
            lambda: f("multiquadric", c=1, x0=0) * f("inverse_multiquadric", c=1, x0=0),
            lambda: np.ones_like(GRID),
        ),
    ],
)
def test_identity(left, right):
    np.testing.assert_allclose(left(), right(), rtol=TOLERANCE, atol=TOLERANCE)


def test_soft_exponential_is_the_logarithm_at_minus_one_and_the_exponential_at_one():
    positive = np.linspace(0.1, 6, 50)
    # x + α rounds before the logarithm: a few units in the last place of 1.
    np.testing.assert_allclose(
        f("soft_exponential", positive, alpha=-1), np.log(positive), atol=TOLERANCE
    )
    moderate = np.linspace(-6, 6, 50)
    np.testing.assert_allclose(
        f("soft_exponential", moderate, alpha=1), np.exp(moderate), rtol=TOLERANCE, atol=TOLERANCE
    )


def test_soft_exponential_passes_smoothly_through_alpha_zero():
    x = np.linspace(-6, 6, 50)
    for alpha in (-1e-9, 1e-9):
        # x + α(1 + x²/2) + O(α²), and x³ α² < 1e-15 here.
        np.testing.assert_allclose(
            f("soft_exponential", x, alpha=alpha), x + alpha * (1 + x**2 / 2), atol=TOLERANCE
        )
        slopes = CATALOGUE["soft_exponential"].parameter_derivative("alpha", x, alpha=alpha)
        np.testing.assert_allclose(slopes, 1 + x**2 / 2, atol=1e-6)  # the next term is α x³


def test_soft_exponential_has_neither_value_nor_slope_outside_its_domain():
    outside = [-3.0, -1.0]
    assert np.isnan(f("soft_exponential", outside, alpha=-1)).all()
    assert np.isnan(slope("soft_exponential", outside, alpha=-1)).all()


def test_selu_slope_is_f_plus_lambda_alpha():
    scale, alpha = 1.0507009873554805, 1.6732632423543772
    assert f("selu", -3.0) == pytest.approx(scale * alpha * math.expm1(-3), rel=1e-15)
    assert slope("selu", -3.0) == pytest.approx(f("selu", -3.0) + scale * alpha, rel=1e-13)
    assert slope("selu", -3.0) == pytest.approx(0.0875, abs=5e-5)
    assert slope("selu", -3.0) != pytest.approx(0.0028, abs=5e-4)


def test_selu_keeps_a_standard_normal_standard():
    nodes, weights = np.polynomial.hermite_e.hermegauss(200)
    weights = weights / weights.sum()
    # The corner at 0 limits the quadrature to a few digits.
    assert weights @ f("selu", nodes) == pytest.approx(0, abs=2e-3)
    assert weights @ f("selu", nodes) ** 2 == pytest.approx(1, abs=2e-3)


def test_lecun_tanh_goes_through_one():
    assert f("lecun_tanh", 1.0) == pytest.approx(1, abs=1e-5)
    assert f("lecun_tanh", -1.0) == pytest.approx(-1, abs=1e-5)


def test_rrelu_shows_the_mean_slope_of_torch_and_the_divisors_as_a_form():
    assert f("rrelu", -1.0) == pytest.approx(-11 / 48, rel=1e-15)
    (divisor,) = CATALOGUE["rrelu"].forms
    assert divisor.value(-11.0) == pytest.approx(-2, rel=1e-15)


def test_srelu_is_not_forced_to_be_symmetric():
    x = np.array([-3.0, 0.5, 5.0])
    values = f("srelu", x, t_l=-2, a_l=0.5, t_r=1, a_r=3)
    np.testing.assert_allclose(values, [-2.5, 0.5, 13.0])


def test_hard_shrink_keeps_the_outside():
    np.testing.assert_array_equal(f("hard_shrink", [-2.0, -0.4, 0.0, 0.4, 2.0]), [-2, 0, 0, 0, 2])


def test_swish_has_a_plus_in_its_sigmoid():
    assert f("swish", 1.0) == pytest.approx(1 / (1 + math.exp(-1)))


def test_elu_is_continuous_at_zero_for_any_alpha():
    assert f("elu", 0.0, alpha=2) == 0
    assert f("elu", -1e-12, alpha=2) == pytest.approx(-2e-12)


def test_log_sigmoid_stays_finite():
    assert f("log_sigmoid", -745.0) == -745
    assert f("log_sigmoid", -1e4) == -1e4


def test_softplus_stays_finite():
    assert f("softplus", 710.0) == 710
    assert f("softplus", 1e4) == 1e4


@pytest.mark.parametrize(
    ("identifier", "at_zero"),
    [("relu", 0), ("leaky_relu", 0.01), ("elu", 1), ("binary_step", 0), ("relu6", 0)],
)
def test_slope_at_the_kink_is_stated_not_blurred(identifier, at_zero):
    assert slope(identifier, 0.0) == at_zero


def test_slopes_jump_at_kinks():
    np.testing.assert_array_equal(slope("relu", [-1e-12, 1e-12]), [0, 1])
    np.testing.assert_array_equal(slope("hard_tanh", [1 - 1e-12, 1 + 1e-12]), [1, 0])


def test_binary_step_is_one_at_zero():
    np.testing.assert_array_equal(f("binary_step", [-1e-300, 0.0, 1e-300]), [0, 1, 1])


def test_softsign_slope_is_not_that_of_tanh():
    assert slope("softsign", 1.0) == 0.25


def test_gaussian_and_sinc_are_the_forms_the_notes_name():
    assert f("gaussian", 1.0) == pytest.approx(math.exp(-1))
    assert f("sinc", math.pi) == pytest.approx(0, abs=1e-16)
    assert f("sinc", 0.0) == 1


def test_isru_bends_both_sides_and_isrlu_one():
    assert f("isru", 3.0) == pytest.approx(3 / math.sqrt(10))
    assert f("isrlu", 3.0) == 3
    assert f("isrlu", -3.0) == pytest.approx(-3 / math.sqrt(10))
    assert slope("isru", 3.0) == pytest.approx(10**-1.5)


def test_gelu_tanh_is_within_what_its_summary_says():
    x = np.linspace(-6, 6, 5001)
    assert np.abs(f("gelu") - f("gelu_tanh")).max() < 5e-4
    assert 4e-4 < np.abs(f("gelu", x) - f("gelu_tanh", x)).max() < 5e-4
