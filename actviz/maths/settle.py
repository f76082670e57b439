"""What SymPy makes of an expression nobody vetted, put back into what the printers know."""

from __future__ import annotations

import sympy
from sympy import Expr

from actviz.maths.primitives import absolute, signum

# Beyond this an integer is not exact in float64, and too long for NumPy and torch.
_LARGEST_INTEGER = 2**53

_LARGEST_FLOAT, _SMALLEST_FLOAT = 1e308, 1e-300
_COMPLEX = (sympy.I, sympy.zoo, sympy.nan, sympy.oo, -sympy.oo)
_COMPLEX_FUNCTIONS = (sympy.re, sympy.im, sympy.arg, sympy.Derivative, sympy.Subs)


class NotRealError(ValueError):
    """An expression with a part that has no real, finite value for any x."""


def settle(expression: Expr) -> Expr:
    """`expression` in known functions and short numbers, without simplifying it.

    SymPy turns sqrt(x**2) into Abs(x) and tan(x + pi/2) into -cot(x), and multiplies integers to
    any length. Functions of plain numbers become the number, because torch takes only tensors.
    Raises NotRealError where a part is infinite or complex.
    """
    settled = _rebuild(expression, {})
    # Looked at before and after: numbers worked out may end in log(0), or make it vanish.
    for form in (expression, settled):
        if form.has(*_COMPLEX, *_COMPLEX_FUNCTIONS):
            raise NotRealError("the formula or its derivative is nowhere real and finite")
    if any(abs(number) > _LARGEST_FLOAT for number in settled.atoms(sympy.Float)):
        raise NotRealError("the numbers in the formula or its derivative multiply beyond 1e308")
    if any(0 < abs(number) < _SMALLEST_FLOAT for number in settled.atoms(sympy.Float)):
        raise NotRealError("the numbers in the formula or its derivative multiply to below 1e-300")
    return settled


def _is_long(node: sympy.Basic) -> bool:
    return isinstance(node, sympy.Rational) and (
        abs(node.p) > _LARGEST_INTEGER or node.q > _LARGEST_INTEGER
    )


def _is_plain_call(node: sympy.Basic) -> bool:
    return (
        isinstance(node, sympy.Function)
        and not isinstance(node, sympy.Piecewise)
        and not node.free_symbols
    )


def _rebuild(node: sympy.Basic, known: dict[sympy.Basic, sympy.Basic]) -> sympy.Basic:
    if node not in known:
        known[node] = _settled(node, known)
    return known[node]


def _settled(node: sympy.Basic, known: dict[sympy.Basic, sympy.Basic]) -> sympy.Basic:
    if _is_long(node):
        return sympy.Float(node)
    if not node.args:
        return node
    if _is_plain_call(node):
        return node.evalf()
    terms = [_rebuild(term, known) for term in node.args]
    if isinstance(node, sympy.Piecewise | sympy.core.relational.Relational):
        return node.func(*terms, evaluate=False)
    match node:
        case sympy.Abs():
            return absolute(*terms)
        case sympy.sign():
            return signum(*terms)
        case sympy.cot():
            return 1 / sympy.tan(*terms)
        case sympy.coth():
            return sympy.cosh(*terms) / sympy.sinh(*terms)
        case sympy.sec() | sympy.sech():
            return 1 / (sympy.cos if isinstance(node, sympy.sec) else sympy.cosh)(*terms)
        case sympy.csc() | sympy.csch():
            return 1 / (sympy.sin if isinstance(node, sympy.csc) else sympy.sinh)(*terms)
    return node.func(*terms) if tuple(terms) != node.args else node
