"""What must hold for every entry, whatever it is."""

import inspect
import math
import re
import subprocess
import sys

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from actviz.maths import CATALOGUE, Parameter
from tests.maths.settings import (
    DOMAINS,
    EVERY_RECORD,
    along,
    every_activation,
    inside_domain,
    parameter_settings,
)

GRID = np.array(
    [0.0, *(sign * 10.0**power for power in (-300, -8, -1, 0, 1, 2, 4, 300) for sign in (1, -1))]
)
KATEX = set(
    re.findall(
        r"\w+",
        "alpha beta gamma epsilon lambda mu theta omega sigma Phi varphi pi frac sqrt left right "
        "ln tanh max sin cos arctan operatorname mathbf begin end text leq geq cdot",
    )
)
EVERY_PARAMETER = [(a, p) for a in EVERY_RECORD for p in a.parameters]
every_parameter = pytest.mark.parametrize(
    ("activation", "parameter"),
    EVERY_PARAMETER,
    ids=[f"{a.id}-{p.name}" for a, p in EVERY_PARAMETER],
)
# NaN outside the domain is right: for these the grid is not asked.
PARTIAL_FOR_NEGATIVE_ALPHA = {"soft_exponential"}
GROW_FASTER_THAN_A_LINE = {
    "exponential", "soft_exponential", "symexp", "squared_relu", "star_relu", "repu", "qrelu",
    "xielu", "square", "cube", "ncu",
}  # fmt: skip
# Inverses of distribution functions, infinite at both ends of their domain.
INFINITE_AT_THE_ENDS = {"logit", "probit"}
# Largest |f| on [-6, 6], where more than 40.
TALL = {"exponential": 404, "symexp": 403, "cube": 216, "ncu": 210}


def defined_for(activation, parameters):
    return activation.id not in PARTIAL_FOR_NEGATIVE_ALPHA or parameters["alpha"] >= 0


@every_activation
def test_no_nan_and_no_warning_anywhere(activation):
    """NaN nowhere on the grid; ±∞ only where |f| or |f′| really leaves the doubles."""
    grid = np.array(inside_domain(activation, GRID))
    for parameters in filter(lambda p: defined_for(activation, p), parameter_settings(activation)):
        value = activation.value(grid, **parameters)
        derivative = activation.derivative(grid, **parameters)
        assert not np.isnan(value).any(), grid[np.isnan(value)]
        assert not np.isnan(derivative).any(), grid[np.isnan(derivative)]
        if activation.id not in GROW_FASTER_THAN_A_LINE | INFINITE_AT_THE_ENDS:
            # A line of slope below 100 stays in the doubles, and so does its slope.
            assert np.isfinite(value).all(), grid[~np.isfinite(value)]
            assert np.isfinite(derivative).all(), grid[~np.isfinite(derivative)]


@pytest.mark.parametrize("identifier", DOMAINS)
def test_no_value_and_no_slope_outside_the_domain(identifier):
    activation, (low, high) = CATALOGUE[identifier], DOMAINS[identifier]
    outside = [-1e300, -5.0, low - 1e-9, high + 1e-9, 5.0, 1e300]
    assert np.isnan(activation.value(outside)).all()
    assert np.isnan(activation.derivative(outside)).all()


def draw_settings(data, activation):
    return {
        p.name: along(p, data.draw(st.floats(0, 1), label=p.name)) for p in activation.parameters
    }


def tolerance(values, scale, step):
    """Rounding of f over the step, and the curvature's O(step²), both on the scale of f."""
    return 1e-5 * (1 + np.max(np.abs(values))) + 1e-15 * scale / step


@every_activation
@settings(max_examples=30, derandomize=True)
@given(data=st.data())
def test_derivative_is_the_slope_of_the_value(activation, data):
    parameters = draw_settings(data, activation)
    x = data.draw(st.floats(-30, 30), label="x")
    # sin(10 x) has a third derivative of 1000: step² · 1000/6 stays below the tolerance.
    step = 1e-5
    near = [p for p in activation.breakpoint_values(**parameters) if abs(p - x) <= 2 * step]
    low, high = activation.value([x - step, x + step], **parameters)
    if near or not np.isfinite([low, high]).all():
        return
    exact = activation.derivative(x, **parameters)
    # Near the edge of a logarithm's domain the slope changes within the step.
    bend = activation.derivative([x - step, x + step], **parameters)
    slack = tolerance(exact, max(abs(low), abs(high)), step) + abs(bend[1] - bend[0])
    assert (high - low) / (2 * step) == pytest.approx(float(exact), abs=float(slack))


@every_parameter
@settings(max_examples=20, derandomize=True)
@given(data=st.data())
def test_parameter_derivative_is_the_slope_in_the_parameter(activation, parameter, data):
    parameters = draw_settings(data, activation)
    x = data.draw(st.floats(-30, 30), label="x")
    step = 1e-5 * min(1.0, parameter.high - parameter.low)
    # Inside the range, so that both sides of the difference are in it.
    middle = min(max(parameters[parameter.name], parameter.low + step), parameter.high - step)

    def at(value):
        return float(activation.value(x, **(parameters | {parameter.name: value})))

    def slope(value):
        changed = parameters | {parameter.name: value}
        return float(activation.parameter_derivative(parameter.name, x, **changed))

    for value in (middle - step, middle, middle + step):
        changed = parameters | {parameter.name: value}
        if any(abs(p - x) <= 4 * step for p in activation.breakpoint_values(**changed)):
            return
    low, high = at(middle - step), at(middle + step)
    bend = abs(slope(middle + step) - slope(middle - step))
    if not np.isfinite([low, high, bend]).all():
        return
    slack = tolerance(slope(middle), max(abs(low), abs(high)), step) + bend
    assert (high - low) / (2 * step) == pytest.approx(slope(middle), abs=float(slack))


@every_activation
@pytest.mark.parametrize("method", ["value", "derivative"])
def test_shapes_are_kept(activation, method):
    compute = getattr(activation, method)
    assert compute(0.5).shape == ()
    assert compute(np.float64(0.5)).shape == ()
    assert compute([0.5, 1.0]).shape == (2,)
    assert compute(np.full((2, 3), 0.5)).shape == (2, 3)
    assert compute(np.empty((0,))).shape == (0,)
    assert compute(np.full((2, 3), 0.5)).dtype == np.float64


@every_activation
def test_integers_are_numbers(activation):
    np.testing.assert_array_equal(activation.value([1, 2]), activation.value([1.0, 2.0]))
    np.testing.assert_array_equal(activation.derivative(2), activation.derivative(2.0))


@every_activation
def test_nan_stays_nan(activation):
    assert np.isnan(activation.value(math.nan))
    assert np.isnan(activation.derivative([math.nan, 1.0])[0])


@every_activation
def test_unknown_parameter_is_named(activation):
    with pytest.raises(TypeError, match=f"{activation.id} has no parameter 'nonsense'"):
        activation.value(0.0, nonsense=1)


@every_activation
def test_formulas_are_balanced_and_known_to_katex(activation):
    numbers = [{}, *parameter_settings(activation)]
    for latex in [activation.latex, activation.derivative_latex] + [
        text(setting)
        for text in (activation.latex_at, activation.derivative_latex_at)
        for setting in numbers
    ]:
        assert latex
        depth = np.cumsum([{"{": 1, "}": -1}.get(letter, 0) for letter in latex])
        assert depth.min() >= 0
        assert depth[-1] == 0
        assert latex.count(r"\left") == latex.count(r"\right")
        assert latex.count(r"\begin") == latex.count(r"\end")
        assert set(re.findall(r"\\([A-Za-z]+)", latex)) <= KATEX, latex


@every_activation
def test_pytorch_lines_run_and_give_the_value(activation):
    x = np.array([-5.0, -1.5, -0.5, 0.25, 1.0, 2.5, 5.0])
    for parameters in parameter_settings(activation):
        names = {"torch": torch, "x": torch.tensor(x)}
        exec(activation.pytorch_lines(**parameters), names)
        np.testing.assert_allclose(
            names["y"].numpy() + 0 * x,  # the lines may broadcast a constant
            activation.value(x, **parameters),
            rtol=1e-6,  # parameters are float32 tensors in the lines
            atol=1e-6,
        )


@every_activation
def test_autograd_of_the_pytorch_lines_is_the_derivative(activation):
    far = [sign * size for size in (1000.0, 100.0, 50.0, 10.0) for sign in (-1, 1)]
    points = np.unique([*far, *np.linspace(-8, 8, 65)])
    for parameters in parameter_settings(activation):
        x = torch.tensor(points, requires_grad=True)
        names = {"torch": torch, "x": x}
        before = torch.get_default_dtype()
        # The parameters in double precision too: what is asked is which branch is followed.
        torch.set_default_dtype(torch.float64)
        try:
            exec(activation.pytorch_lines(**parameters), names)
        finally:
            torch.set_default_dtype(before)
        y = names["y"]
        found = torch.autograd.grad(y.sum(), x)[0].numpy() if y.requires_grad else 0 * points
        expected = activation.derivative(points, **parameters)
        there = np.isfinite(expected) & np.isfinite(activation.value(points, **parameters))
        np.testing.assert_allclose(found[there], expected[there], rtol=1e-6, atol=1e-9)


@every_activation
def test_javascript_takes_every_parameter(activation):
    source = activation.javascript()
    for key in ("value", "derivative", "breakpoints"):
        assert f"{key}:" in source
    for parameter in activation.parameters:
        body = source.split("=>", 1)[1]
        assert re.search(rf"\b{parameter.name}\b", body)


@every_activation
def test_every_parameter_matters(activation):
    for parameter in activation.parameters:
        x = np.linspace(-6, 6, 97)
        low = activation.value(x, **{parameter.name: along(parameter, 0.25)})
        high = activation.value(x, **{parameter.name: along(parameter, 0.75)})
        assert not np.allclose(low, high, equal_nan=True), parameter.name


@every_parameter
def test_sliders_are_sane(activation, parameter):
    assert parameter.low <= parameter.default <= parameter.high
    assert parameter.meaning
    assert parameter.logarithmic or (parameter.high - parameter.low) / parameter.step >= 40 - 1e-9
    assert not parameter.logarithmic or parameter.low > 0


@pytest.mark.parametrize(
    ("low", "default", "high", "step"), [(0, 2, 1, 1), (1, 0, 2, 1), (0, 1, 2, 0)]
)
def test_a_slider_without_sense_is_refused(low, default, high, step):
    with pytest.raises(ValueError, match="parameter 'alpha': want low <= default <= high"):
        Parameter("alpha", default, low, high, step, "meaning")


@every_activation
def test_the_curve_is_readable_by_default(activation):
    x = inside_domain(activation, np.linspace(-6, 6, 121))
    value = activation.value(x)
    at_the_ends = np.isin(x, DOMAINS.get(activation.id, ()))
    assert np.isfinite(value[~at_the_ends]).all()
    assert np.abs(value[~at_the_ends]).max() <= TALL.get(activation.id, 40)


@every_activation
def test_the_record_is_complete(activation):
    assert re.fullmatch(r"[a-z][a-z0-9_]*", activation.id)
    # The oldest is Gompertz's curve of mortality.
    assert 1825 <= activation.year <= 2026
    assert str(activation.year) in activation.source
    assert activation.name
    assert activation.family
    assert activation.summary.endswith(".")
    assert activation.merits
    assert activation.drawbacks
    for text in (*activation.merits, *activation.drawbacks, *activation.notes):
        assert text.endswith("."), text


@every_activation
def test_the_expression_takes_just_its_parameters(activation):
    names = list(inspect.signature(activation.expression).parameters)
    assert names == ["x", *(p.name for p in activation.parameters)]


def test_no_expression_is_evaluated_before_it_is_asked_for():
    code = (
        "from actviz.maths import CATALOGUE\n"
        "assert not any('f' in a.__dict__ for a in CATALOGUE.values())"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
