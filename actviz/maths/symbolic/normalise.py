"""What SymPy makes of an expression nobody vetted, put back into what the printers know."""

from __future__ import annotations

import math

import numpy as np
import sympy
from sympy import Expr

from actviz.maths.primitives import Primitive, flat_power, product

# Beyond this an integer is not exact in float64, and too long for NumPy and torch.
_LARGEST_INTEGER = 2**53

_LARGEST_FLOAT, _SMALLEST_FLOAT = 1e308, 1e-300
_COMPLEX = (sympy.I, sympy.zoo, sympy.nan, sympy.oo, -sympy.oo)
_COMPLEX_FUNCTIONS = (sympy.re, sympy.im, sympy.arg, sympy.Derivative, sympy.Subs)


class NotRealError(ValueError):
    """An expression with a part that has no real, finite value for any x."""


def normalise(expression: Expr) -> Expr:
    """`expression` in known functions and short numbers, without simplifying it.

    SymPy turns sqrt(x**2) into Abs(x) and tan(x + pi/2) into -cot(x), and multiplies integers to
    any length. Functions of plain numbers become the number, because torch takes only tensors.
    Raises NotRealError where a part is infinite or complex.
    """
    normalised = _rebuild(expression, {})
    # Looked at before and after: numbers worked out may end in log(0), or make it vanish.
    for form in (expression, normalised):
        if form.has(*_COMPLEX, *_COMPLEX_FUNCTIONS):
            raise NotRealError("the formula or its derivative is nowhere real and finite")
    if any(abs(number) > _LARGEST_FLOAT for number in normalised.atoms(sympy.Float)):
        raise NotRealError("the numbers in the formula or its derivative multiply beyond 1e308")
    if any(0 < abs(number) < _SMALLEST_FLOAT for number in normalised.atoms(sympy.Float)):
        raise NotRealError("the numbers in the formula or its derivative multiply to below 1e-300")
    return normalised


def _is_long(node: sympy.Basic) -> bool:
    return isinstance(node, sympy.Rational) and (
        abs(node.p) > _LARGEST_INTEGER or node.q > _LARGEST_INTEGER
    )


def _is_plain_call(node: sympy.Basic) -> bool:
    """A function of numbers that is not one by the way it prints, as the root of 2 is."""
    if not isinstance(node, Primitive) or node.free_symbols:
        return False
    return not (isinstance(node, flat_power) and all(number.is_Number for number in node.args))


def _rebuild(node: sympy.Basic, known: dict[sympy.Basic, sympy.Basic]) -> sympy.Basic:
    if node not in known:
        known[node] = _normalised(node, known)
    return known[node]


def _normalised(node: sympy.Basic, known: dict[sympy.Basic, sympy.Basic]) -> sympy.Basic:
    if _is_long(node):
        return sympy.Float(node)
    if not node.args:
        return node
    if _is_plain_call(node):
        return _number(node)
    terms = [_rebuild(term, known) for term in node.args]
    if isinstance(node, sympy.Mul):
        return product(*terms)
    return node.func(*terms) if tuple(terms) != node.args else node


def _number(node: Primitive) -> sympy.Float:
    with np.errstate(all="ignore"):
        value = float(type(node).compute(*(np.float64(float(number)) for number in node.args)))
    if not math.isfinite(value):
        raise NotRealError("the formula or its derivative is nowhere real and finite")
    return sympy.Float(value)
