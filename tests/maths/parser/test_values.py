"""What typed formulas mean."""

import math
import warnings
from typing import Any

import numpy as np
import pytest
import torch

from actviz.maths import CATALOGUE, parse_activation

POINTS = np.array([-40.0, -3.0, -1.0, -0.3, 0.0, 0.2, 1.0, 2.5, 40.0])

EXAMPLES = {
    "x*tanh(softplus(x))": lambda x: x * np.tanh(np.logaddexp(0, x)),
    "max(0,x) - a*max(0,-x)": lambda x: np.where(x > 0, x, x),
    "exp(-x^2)": lambda x: np.exp(-(x**2)),
    "-x^2": lambda x: -(x**2),
    "2^-1*x": lambda x: x / 2,
    "2^3^2*x": lambda x: 512 * x,
    "1 - 2 - x": lambda x: -1 - x,
    "12/2/3*x": lambda x: 2 * x,
    "+x - -x": lambda x: 2 * x,
    "2e0*x + .5 + 1.": lambda x: 2 * x + 1.5,
    "x² − 3·x÷2 × 2": lambda x: x**2 - 3 * x,
    "abs(x) + sign(x)": lambda x: np.abs(x) + np.sign(x),
    "atan(x) + arctan(x)": lambda x: 2 * np.arctan(x),
    "asinh(x) + sinh(x/9) + cosh(x/9)": lambda x: np.arcsinh(x) + np.sinh(x / 9) + np.cosh(x / 9),
    "sin(x)*cos(x) + tan(x/40)": lambda x: np.sin(x) * np.cos(x) + np.tan(x / 40),
    "relu(x) + sigmoid(x)": lambda x: np.maximum(x, 0) + 1 / (1 + np.exp(-x)),
    "exp(x) - 1 + log(1 + x^2)": lambda x: np.expm1(x) + np.log1p(x**2),
    "pi*x + e": lambda x: math.pi * x + math.e,
    "min(x, 1, -1)": lambda x: np.minimum(x, -1),
    "max(x, x^2, 1)": lambda x: np.maximum(np.maximum(x, x**2), 1),
    "max(where(x > 0, x, 1), x^2 - 3)": lambda x: np.maximum(np.where(x > 0, x, 1), x**2 - 3),
    "where(-1 < x <= 1 and not x == 0.2, x, -x)": lambda x: np.where(
        (x > -1) & (x <= 1) & (x != 0.2), x, -x
    ),
    "where((x < 0) or (x >= 2), 1, x)": lambda x: np.where((x < 0) | (x >= 2), 1, x),
    "where(x != 0, 1, 2)": lambda x: np.where(x != 0, 1, 2),
    "sqrt(x^2)": np.abs,
    "tan(x + pi/2)*sin(x)": lambda x: np.where(x == 0, -1, -np.cos(x)),
    "5": lambda x: np.full_like(x, 5.0),
    "α + β*0": lambda x: np.ones_like(x),
}


@pytest.mark.parametrize("text", EXAMPLES)
def test_value_is_that_of_the_formula(text: str) -> None:
    computed = parse_activation(text).value(POINTS)
    expected = EXAMPLES[text](POINTS)
    if text.startswith("tan("):
        computed, expected = computed[POINTS != 0], expected[POINTS != 0]
    # Two roundings of a few operations each; sums next to zero need the absolute part.
    np.testing.assert_allclose(computed, expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("text", EXAMPLES)
def test_is_an_activation_like_any_other(text: str) -> None:
    activation = parse_activation(text)
    assert (activation.id, activation.family) == ("custom", "Your own")
    assert activation.derivative(POINTS).shape == POINTS.shape
    assert activation.latex
    assert activation.derivative_latex
    assert activation.latex_at(activation.defaults)
    assert activation.javascript().startswith("({ value: (x, {")
    scope = {"torch": torch, "x": torch.tensor(POINTS[1:-1])}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(activation.pytorch_lines(), scope)
    in_torch = torch.as_tensor(scope["y"]).expand(7).numpy()
    # Parameters are float32 tensors in the lines shown, and torch's erf has its own rounding.
    np.testing.assert_allclose(in_torch, activation.value(POINTS[1:-1]), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("text", EXAMPLES)
def test_source_parses_to_the_same_function(text: str) -> None:
    activation = parse_activation(text)
    again = parse_activation(activation.source)
    assert again.f == activation.f
    assert again.source == activation.source
    assert again.source.isascii()


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("x*tanh(softplus(x))", "mish"),
        ("max(0, x)", "relu"),
        ("x/(1 + exp(-x))", "silu"),
        ("x*Phi(x)", "gelu"),
        ("log(1 + exp(x))", "softplus"),
        ("1/(1 + exp(-x))", "logistic"),
        ("max(x, alpha*x)", "leaky_relu"),
        ("where(x > 0, x, alpha*(exp(x) - 1))", "elu"),
    ],
)
def test_agrees_with_the_catalogue_far_out_too(text: str, identifier: str) -> None:
    typed, known = parse_activation(text), CATALOGUE[identifier]
    points = np.array([-800.0, -30.0, -1.0, 0.0, 1e-12, 1.0, 30.0, 800.0])
    shared = dict.fromkeys(typed.defaults, 0.25)
    # The textbook forms are recognised, so that no tail is inf/inf and no digits cancel.
    np.testing.assert_allclose(
        typed.value(points, **shared), known.value(points, **shared), rtol=1e-12
    )
    np.testing.assert_allclose(
        typed.derivative(points, **shared), known.derivative(points, **shared), rtol=1e-12
    )


def test_free_names_become_parameters_in_their_order() -> None:
    activation = parse_activation("λ*x + t_left*x^2 + α + λ + K2")
    assert list(activation.defaults) == ["lambd", "t_left", "alpha", "K2"]
    for parameter in activation.parameters:
        assert (parameter.default, parameter.low, parameter.high) == (1.0, -5.0, 5.0)
    assert activation.value(2.0, lambd=3.0, t_left=0.5, alpha=-1.0, K2=0.0) == 10.0


def test_number_in_place_of_a_parameter_is_not_worked_out() -> None:
    tower = parse_activation("a^a^a^a*x - b*x")
    assert "5^{5^{5^{5}}}" in tower.latex_at({"a": 5.0, "b": -3.0})
    assert r"\left(-3\right)" in tower.latex_at({"a": 5.0, "b": -3.0})


@pytest.mark.parametrize(
    ("text", "numbers", "latex"),
    [
        ("a*x/d + x^c", {"a": 1.0, "c": 1.0, "d": 1.0}, "2 x"),
        ("a*tanh(x)", {"a": -1.0}, r"- \tanh\left(x\right)"),
        ("a*x", {"a": 2.0}, "2 x"),
        ("x/(1 - a)", {"a": 1.0}, r"\frac{x}{1 - 1}"),
    ],
)
def test_factors_and_powers_of_one_are_not_written(
    text: str, numbers: dict[str, float], latex: str
) -> None:
    assert parse_activation(text).latex_at(numbers) == latex


BREAKS = {
    "where(x^2 > 1, x, sin(x))": [-1, 1],
    "relu(x^2 - 4)": [-2, 2],
    "max(x, sin(x))": [0],
    "where(x^2 > 0, 1, 0)": [0],
    "where(relu(x) > 0, 1, 0)": [0],
    "where(cos(x) > 1.5, 1, 0)": [],
    "abs(exp(x) - 2)": [math.log(2)],
    "where(sin(x) > 0, 1, -1)": [k * math.pi for k in range(-15, 16)],
    "where(sin(9*x) > 0, 1, -1)": [],
    "max(a*x, b)": [1],
    "tanh(x)": [],
}


@pytest.mark.parametrize("text", BREAKS)
def test_breakpoints(text: str) -> None:
    # Bisection ends at neighbouring floats; where both sides touch, at the root of the rounding.
    assert parse_activation(text).breakpoint_values() == pytest.approx(BREAKS[text], abs=1e-7)


def test_breakpoints_follow_the_parameters() -> None:
    activation = parse_activation("where(x^2 > a, x, b/a)")
    assert activation.breakpoint_values(a=4.0) == pytest.approx([-2, 2])
    assert activation.breakpoint_values(a=-1.0) == []
    assert parse_activation("relu(a*x + 1)").breakpoint_values(a=0.0) == []


@pytest.mark.parametrize(
    ("text", "x", "value", "slope"),
    [
        ("min(max(0.1*x, x), 1e15)", 0.3, 0.3, 1),
        ("min(max(0.1*x, x), 1e15)", -2, -0.2, 0.1),
        ("min(max(x, -1), exp(x))", 40, 40, 1),
        ("max(min(x, 1), -exp(x^2))", 40, 1, 0),
        ("max(x, 0, -1, x - 5)", 2, 2, 1),
        ("max(0, x)^a", -2, 0, 0),
        ("where(max(x, 1) > 2, x, 1)", 3, 3, 1),
        ("sqrt(2*relu(x))", -2, 0, 0),
        ("sqrt(2*relu(x))", 2, 2, 0.5),
        ("sqrt(abs(x) + x)", -3, 0, 0),
    ],
)
def test_choices_and_powers_keep_their_digits(
    text: str, x: float, value: float, slope: float
) -> None:
    activation = parse_activation(text)
    assert activation.value(x) == pytest.approx(value, rel=1e-15)
    assert activation.derivative(x) == pytest.approx(slope, rel=1e-15)


def test_same_text_is_the_same_activation_however_often_it_is_read() -> None:
    first = parse_activation("a*x*sigmoid(x)")
    for number in range(300):
        parse_activation(f"{number}*x")
    second = parse_activation("a*x*sigmoid(x)")
    assert first is not second
    assert first == second
    assert hash(first) == hash(second)
    assert first != parse_activation("b*x*sigmoid(x)")


@pytest.mark.parametrize(
    "text",
    [
        "where(x > 0, sqrt(x), -sqrt(-x))",
        "where(x < 0, x, exp(exp(x)))",
        "where(x < 0, 0, x^0.5)",
        "where(x > 1, log(x - 1), where(x < -1 and x > -90, sqrt(-1 - x), b*x))",
        "x*where(abs(x) > 2, sqrt(x^2 - 4), where(x > 0, 1/x, sqrt(-x)))",
        "max(where(x > 0, sqrt(x), x), where(x > 5, x, sqrt(5 - x)))",
    ],
)
def test_autograd_of_the_pytorch_lines_is_the_derivative_where_a_branch_has_none(text: str) -> None:
    activation = parse_activation(text)
    points = np.array([-95.5, -20.25, -3.1, -1.5, -0.3, 0.4, 1.7, 3.3, 7.5, 95.5])
    points = points[np.isfinite(activation.derivative(points))]
    scope: dict[str, Any] = {"torch": torch, "x": torch.tensor(points, requires_grad=True)}
    exec(activation.pytorch_lines(), scope)
    scope["y"].sum().backward()
    # Parameters are float32 tensors in the lines shown.
    np.testing.assert_allclose(scope["x"].grad, activation.derivative(points), rtol=1e-6)
    assert len(points) > 6
