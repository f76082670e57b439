"""Mean-field theory: what is known in closed form, from the literature, and by drawing networks."""

import math

import numpy as np
import pytest

from actviz.maths import CATALOGUE, mean_field, parse_activation


def test_relu_has_one_critical_point_and_it_is_exact() -> None:
    assert mean_field.critical_sigma_w("relu") == pytest.approx(math.sqrt(2), rel=1e-14)
    assert math.isnan(mean_field.critical_sigma_w("relu", 0.1))
    for q in (1e-9, 1.0, 1e6):
        assert mean_field.chi("relu", q, math.sqrt(2)) == pytest.approx(1, rel=1e-14)
        assert mean_field.length_map("relu", q, 1.5, 0.5) == pytest.approx(1.125 * q + 0.25)
    # At the critical point every length stays; below it all shrink, above it they grow.
    assert mean_field.fixed_point("relu", math.sqrt(2)) == pytest.approx(2, rel=1e-14)
    assert mean_field.fixed_point("relu", 1.2) == 0
    assert math.isnan(mean_field.fixed_point("relu", 1.6))
    assert mean_field.fixed_point("relu", 1.0, 1.0) == pytest.approx(2, rel=1e-12)


@pytest.mark.parametrize("alpha", [0.01, 0.2, 1.0])
def test_leaky_relu_is_critical_at_two_over_one_plus_the_slope_squared(alpha: float) -> None:
    found = mean_field.critical_sigma_w("leaky_relu", alpha=alpha)
    assert found**2 == pytest.approx(2 / (1 + alpha**2), rel=1e-14)


# σ_b² to critical σ_w² and q*. Schoenholz et al. 2017 and others print 1.76 for 0.05.
TANH = {0.0: (1, 0), 0.01: (1.4242, 0.273), 0.05: (1.7610, 0.570), 1.0: (3.4432, 3.036)}


@pytest.mark.parametrize("variance", TANH)
def test_critical_line_of_tanh(variance: float) -> None:
    sigma_w = mean_field.critical_sigma_w(CATALOGUE["tanh"], math.sqrt(variance))
    length = mean_field.fixed_point("tanh", sigma_w, math.sqrt(variance))
    assert sigma_w**2 == pytest.approx(TANH[variance][0], abs=6e-5)
    assert length == pytest.approx(TANH[variance][1], abs=6e-4)
    assert mean_field.chi("tanh", length, sigma_w) == pytest.approx(1, abs=1e-9)


# σ_w to q* and √χ at σ_b = 0.
LENGTHS = {
    ("sigmoid", 1.0): (0.2647, 0.2361),
    ("sigmoid", 3.0): (3.024, 0.538),
    ("sigmoid", 12.0): (65.05, 1.084),
    ("tanh", 0.9): (0, 0.9),
    ("tanh", 5 / 3): (1.178, 1.100),
    ("tanh", 10.0): (91.7, 2.355),
}


@pytest.mark.parametrize(("name", "sigma_w"), LENGTHS)
def test_fixed_points(name: str, sigma_w: float) -> None:
    q = mean_field.fixed_point(name, sigma_w)
    length, factor = LENGTHS[name, sigma_w]
    assert q == pytest.approx(length, rel=6e-4)
    assert math.sqrt(mean_field.chi(name, q, sigma_w)) == pytest.approx(factor, rel=1e-3)


def test_sigmoid_needs_weights_ten_times_as_large() -> None:
    assert mean_field.critical_sigma_w("sigmoid") == pytest.approx(10.149, abs=1e-3)


def test_selu_keeps_the_signal_and_lets_the_gradient_grow() -> None:
    assert mean_field.fixed_point("selu", 1.0) == pytest.approx(1, rel=1e-6)
    assert mean_field.chi("selu", 1.0, 1.0) == pytest.approx(1.0716, abs=1e-4)


@pytest.mark.parametrize("q", [0.01, 1.0, 400.0])
def test_kinks_and_jumps_are_integrated_in_pieces(q: float) -> None:
    # E (x > 1), of which the step's square is 1, and of a window's slope.
    step = parse_activation("(sign(x - 1) + 1)/2")
    above = 0.5 * math.erfc(1 / math.sqrt(2 * q))
    assert mean_field.length_map(step, q, 1.0) == pytest.approx(above, rel=1e-12, abs=1e-18)
    within = math.erf(1 / math.sqrt(2 * q))
    assert mean_field.chi("hard_tanh", q, 1.0) == pytest.approx(within, rel=1e-12)


def test_sine_has_a_closed_form() -> None:
    for q in (0.1, 1.0, 9.0):
        found = mean_field.length_map("sinusoid", q, 1.0)
        assert found == pytest.approx((1 - math.exp(-2 * q)) / 2, rel=1e-12)


def test_where_there_is_none_is_nan() -> None:
    assert math.isnan(mean_field.fixed_point("square", 1.0))
    assert math.isnan(mean_field.fixed_point(parse_activation("log(x)"), 1.0))
    assert math.isnan(mean_field.critical_sigma_w("binary_step"))
    assert math.isnan(mean_field.chi("tanh", math.nan, 1.0))


def test_depth_scale() -> None:
    assert mean_field.depth_scale(math.exp(-0.1)) == pytest.approx(10)
    assert mean_field.depth_scale(math.exp(0.1)) == pytest.approx(10)
    assert mean_field.depth_scale(1.0) == math.inf
    assert mean_field.depth_scale(0.0) == 0
    assert math.isnan(mean_field.depth_scale(math.nan))


def test_errors_name_what_is_wrong() -> None:
    with pytest.raises(ValueError, match="tanhh"):
        mean_field.fixed_point("tanhh", 1.0)
    with pytest.raises(TypeError, match="alpha"):
        mean_field.chi("tanh", 1.0, 1.0, alpha=2.0)


# A dozen of all kinds, with weights that neither kill nor blow up the numbers.
NETWORKS = {
    "sigmoid": 3.0, "tanh": 1.5, "relu": math.sqrt(2), "leaky_relu": 1.4, "elu": 1.2, "selu": 1.0,
    "gelu": 1.8, "silu": 1.9, "softplus": 1.0, "softsign": 1.5, "arctan": 1.4, "hard_tanh": 1.2,
    "sinusoid": 1.3,
}  # fmt: skip


@pytest.mark.parametrize("name", NETWORKS)
def test_gradients_of_drawn_networks_change_by_the_root_of_chi(name: str) -> None:
    width, depth, sigma_w, sigma_b = 256, 12, NETWORKS[name], 0.1
    activation = CATALOGUE[name]
    ratios = []
    predicted = []
    for seed in range(3):
        random = np.random.default_rng(seed)
        weights = [random.standard_normal((width, width)) * sigma_w / 16 for _ in range(depth)]
        biases = random.standard_normal((depth, width)) * sigma_b
        h, q, slopes = random.standard_normal((64, width)), 1.0, []
        theory = []
        for layer in range(depth):
            z = h @ weights[layer] + biases[layer]
            h = activation.value(z)
            slopes.append(activation.derivative(z))
            q = (
                mean_field.length_map(activation, q, sigma_w, sigma_b)
                if layer
                else sigma_w**2 + sigma_b**2
            )
            theory.append(math.sqrt(mean_field.chi(activation, q, sigma_w)))
        delta = random.standard_normal((64, width)) * slopes[-1]
        sizes = [np.linalg.norm(delta)]
        for layer in range(depth - 1, 0, -1):
            delta = (delta @ weights[layer].T) * slopes[layer - 1]
            sizes.append(np.linalg.norm(delta))
        ratios.append((sizes[-1] / sizes[1]) ** (1 / (depth - 2)))
        predicted.append(np.exp(np.mean(np.log(theory[: depth - 2]))))
    assert np.mean(ratios) == pytest.approx(np.mean(predicted), rel=0.05)
