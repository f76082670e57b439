"""Every primitive: its code and its derivative against its elementary form."""

import mpmath
import numpy as np
import pytest
import sympy
from sympy.utilities.lambdify import lambdify

from actviz.maths.primitives import PRIMITIVES, Primitive
from actviz.maths.symbolic.source_code import compile_numpy
from tests.maths.settings import elementary

# SymPy writes erfc(-z) as 2 - erfc(z), which at z = 30 cancels 200 of them.
DIGITS = 300
POINTS = [-30.0, -2.5, -0.7, -1e-3, 1e-3, 0.7, 2.5, 30.0]
SECOND = [0.3, 1.7]
SHARES = [1e-9, 0.02, 0.3, 0.6, 0.99]
# Away from 0 a kink is no kink, and inside ±100 `moderate` is the identity.
WITH_DERIVATIVE = [
    p
    for p in PRIMITIVES
    if any(
        {"fdiff", "_eval_derivative"} & set(vars(kind)) for kind in {p, p.__base__} - {Primitive}
    )
]


def symbols_of(primitive):
    return sympy.symbols("u v w", real=True)[: next(iter(primitive.nargs))]


def cases(primitive):
    """Arguments inside the domain of a primitive."""
    if len(symbols_of(primitive)) == 1:
        positive = primitive.__name__ in ("log", "log1p", "reciprocal_of_log")
        most = {"capped": 18.0}.get(primitive.__name__, np.inf)
        if primitive.__name__ in ("normal_quantile", "log_odds"):
            return [(share,) for share in SHARES]
        return [(u,) for u in POINTS if (u > 0 or not positive) and u < most]
    if primitive.__name__ == "flat_power":
        return [(u, v) for u in POINTS if u > 0 for v in SECOND]
    # The first argument of the ..._over family is a rate: moderate it, and keep 1 + a y positive.
    if "over" in primitive.__name__:
        return [(u, v) for u in (-0.4, 0.0, 1e-6, 0.4) for v in SECOND]
    return [(u, v) for u in POINTS for v in SECOND]


def exact(primitive):
    symbols = symbols_of(primitive)
    return lambdify(symbols, elementary(primitive(*symbols).elementary()), "mpmath")


@pytest.mark.parametrize("primitive", PRIMITIVES, ids=lambda p: p.__name__)
def test_code_equals_the_elementary_form(primitive):
    symbols = symbols_of(primitive)
    compute = compile_numpy(primitive(*symbols), symbols)
    reference = exact(primitive)
    with mpmath.workdps(DIGITS):
        for case in cases(primitive):
            wanted = float(reference(*map(mpmath.mpf, case)))
            # Rounding inside an exponent of size 30² is repeated 900 times over.
            assert float(compute(*map(np.float64, case))) == pytest.approx(
                wanted, rel=1e-12, abs=1e-300
            ), case


@pytest.mark.parametrize("primitive", WITH_DERIVATIVE, ids=lambda p: p.__name__)
def test_derivative_is_the_slope_of_the_elementary_form(primitive):
    symbols = symbols_of(primitive)
    reference = exact(primitive)
    with mpmath.workdps(DIGITS):
        for position, symbol in enumerate(symbols):
            compute = compile_numpy(primitive(*symbols).diff(symbol), symbols)
            for case in cases(primitive):
                if case[position] == 0:
                    continue  # the elementary form has its gap there
                order = tuple(int(i == position) for i in range(len(symbols)))
                slope = mpmath.diff(reference, tuple(map(mpmath.mpf, case)), order)
                # The series of the slope in the rate leave 1e-11, a sum of parts 1e-12.
                assert float(compute(*map(np.float64, case))) == pytest.approx(
                    float(slope), rel=1e-10, abs=1e-25
                ), (symbol, case)


def test_limits_replace_gaps():
    u = sympy.Symbol("u", real=True)
    names = {p.__name__: p for p in PRIMITIVES}
    assert names["expm1_over"](0, u) == u
    assert names["log1p_over"](0, u) == u
    assert names["sigmoid"](0) == sympy.Rational(1, 2)
    assert names["hypot"](0, 1) == 1
