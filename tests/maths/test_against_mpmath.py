"""Value and derivative of every entry against 400 digits of the same elementary formula."""

import math

import mpmath
import pytest
import sympy
from sympy.utilities.lambdify import lambdify

from actviz.maths import Activation
from actviz.maths.primitives import x
from tests.maths.settings import (
    DELICATE,
    TINY,
    around_breakpoints,
    elementary,
    every_activation,
    parameter_settings,
)

EPSILON = 2.0**-52
# ln(1 + e^-700) = 1e-304 wants more than 304 digits when taken literally.
DIGITS = 400
# e^u repeats u's relative rounding u times over, and |u| reaches 10 · 700 here.
RELATIVE = 1e-11
# Below this the result underflows, digit by digit.
SMALLEST_NORMAL = 2.3e-308


def exact_function(expression: sympy.Expr, activation: Activation):
    """The expression in elementary functions, evaluated with as many digits as asked."""
    return lambdify((x, *activation.symbols), elementary(expression), "mpmath")


def shifts(expression: sympy.Expr) -> list[mpmath.mpf]:
    """The numbers c in sums x + c, which round on their own scale."""
    sums = [s for s in expression.atoms(sympy.Add) if s.free_symbols == {x} and s.diff(x) == 1]
    return [mpmath.mpf(float(s.subs(x, 0))) for s in sums]


def rounding_slack(
    function, point: mpmath.mpf, numbers: list[mpmath.mpf], constants: list[mpmath.mpf]
) -> mpmath.mpf:
    """What one rounding of x, of x + parameter or of x + constant does to the result."""
    step = mpmath.mpf(10) ** -20
    slope = (function(point + step, *numbers) - function(point - step, *numbers)) / (2 * step)
    reach = max(abs(point), *(abs(number) for number in (*numbers, *constants)), 0)
    # A jump between the two is no slope.
    if not mpmath.isfinite(slope) or abs(slope) * step > mpmath.mpf(10) ** -12:
        return mpmath.mpf(0)
    return 4 * EPSILON * abs(slope) * reach


@every_activation
@pytest.mark.parametrize("which", ["value", "derivative"])
def test_equals_the_exact_value(activation, which):
    expression = activation.f if which == "value" else activation.df
    function = exact_function(expression, activation)
    compute = getattr(activation, which)
    wrong = []
    with mpmath.workdps(DIGITS):
        for parameters in parameter_settings(activation):
            numbers = [mpmath.mpf(parameters[s.name]) for s in activation.symbols]
            for at in DELICATE + TINY + around_breakpoints(activation, parameters):
                ours = float(compute(at, **parameters))
                try:
                    exact = function(mpmath.mpf(at), *numbers)
                # mpmath's inverse error function raises outside its domain.
                except (ZeroDivisionError, ValueError):
                    exact = mpmath.mpf("nan")
                if isinstance(exact, mpmath.mpc) or mpmath.isnan(exact):
                    outside = not math.isfinite(float(activation.value(at, **parameters)))
                    if not outside:
                        wrong.append((parameters, at, ours, "outside the domain"))
                    continue
                if math.isnan(ours) and math.isnan(float(activation.value(at, **parameters))):
                    continue  # 1/(1 + ay) has a value where its logarithm has none
                if math.isinf(ours) and abs(exact) > mpmath.mpf(1.7e308):
                    continue
                slack = rounding_slack(function, mpmath.mpf(at), numbers, shifts(expression))
                slack += SMALLEST_NORMAL
                if not abs(ours - exact) <= RELATIVE * abs(exact) + slack:
                    wrong.append((parameters, at, ours, mpmath.nstr(exact, 17)))
    assert not wrong


def test_the_reference_notices_cancellation():
    """1 - σ(x) computed by subtraction would fail the tolerance at x = 36."""
    with mpmath.workdps(DIGITS):
        exact = 1 - 1 / (1 + mpmath.e ** mpmath.mpf(-36))
        naive = 1 - 1 / (1 + math.exp(-36))
        assert abs(naive - exact) > RELATIVE * exact
