"""The words of typed formulas: functions, constants, and names that no parameter may have."""

from __future__ import annotations

import builtins
import functools
import keyword
import math
from collections.abc import Callable
from dataclasses import dataclass

import sympy
from sympy import Expr

from actviz.maths.primitives import (
    PRIMITIVES,
    Primitive,
    absolute,
    elementary,
    erf,
    expm1,
    flat_power,
    larger,
    log1p,
    normal_cdf,
    relu,
    sigmoid,
    signum,
    smaller,
    softplus,
    tanh,
)


@dataclass(frozen=True)
class Rule:
    """A function of typed formulas: its SymPy form, and its value at plain numbers."""

    pattern: str
    build: Callable[..., Expr]
    compute: Callable[..., float]
    meaning: str
    fewest: int = 1
    most: int = 1


def _greatest(*terms: Expr) -> Expr:
    if len(terms) == 2 and 0 in terms:
        return relu(terms[0] if terms[1] == 0 else terms[1])
    return _choice(terms, lambda term, other: (term, other), larger)


def _least(*terms: Expr) -> Expr:
    if len(terms) == 2 and 0 in terms:
        return -relu(-(terms[0] if terms[1] == 0 else terms[1]))
    return _choice(terms, lambda term, other: (other, term), smaller)


def _choice(
    terms: tuple[Expr, ...],
    order: Callable[[Expr, Expr], tuple[Expr, Expr]],
    pair: type[Primitive],
) -> Expr:
    """The winner of `terms` two by two; at a tie the later one's derivative holds.

    So max(x, 0.1*x) is torch's leaky ReLU. `order` puts the greater first if the term wins.
    """
    terms = tuple(dict.fromkeys(_without_losers(terms, order)))
    if len(terms) == 1:
        return terms[0]
    return functools.reduce(lambda best, term: pair(term, best), reversed(terms))


def _without_losers(
    terms: tuple[Expr, ...], order: Callable[[Expr, Expr], tuple[Expr, Expr]]
) -> tuple[Expr, ...]:
    """Of the plain numbers only the winner: SymPy does not take conditions such as 7 > 2."""
    numbers = [term for term in terms if not term.free_symbols]
    if len(numbers) < 2:
        return terms
    winner = numbers[0]
    for number in numbers[1:]:
        above, below = order(number, winner)
        winner = number if float(above) > float(below) else winner
    return tuple(term for term in terms if term.free_symbols or term is winner)


def _logarithm(u: Expr) -> Expr:
    if isinstance(u, elementary.exp):
        return u.args[0]
    if isinstance(u, sympy.Add) and u.args[0] == 1:
        rest = u - 1
        return softplus(rest.args[0]) if isinstance(rest, elementary.exp) else log1p(rest)
    return elementary.log(u)


def _root(u: Expr) -> Expr:
    return flat_power(u, sympy.Rational(1, 2))


def _sigmoid(u: float) -> float:
    return 1 / (1 + math.exp(-u)) if u >= 0 else math.exp(u) / (1 + math.exp(u))


def _softplus(u: float) -> float:
    return max(u, 0.0) + math.log1p(math.exp(-abs(u)))


def _normal_cdf(u: float) -> float:
    return math.erfc(-u / math.sqrt(2)) / 2


FUNCTIONS: dict[str, Rule] = {
    "exp": Rule("exp(u)", elementary.exp, math.exp, "e to the power u"),
    "expm1": Rule("expm1(u)", expm1, math.expm1, "exp(u) - 1, accurate near 0"),
    "log": Rule("log(u)", _logarithm, math.log, "natural logarithm; NaN for u < 0"),
    "log1p": Rule("log1p(u)", log1p, math.log1p, "log(1 + u), accurate near 0"),
    "sqrt": Rule("sqrt(u)", _root, math.sqrt, "square root; NaN for u < 0"),
    "abs": Rule("abs(u)", absolute, abs, "size; derivative 0 at 0"),
    "sign": Rule("sign(u)", signum, lambda u: float((u > 0) - (u < 0)), "-1, 0 or 1"),
    "sin": Rule("sin(u)", elementary.sin, math.sin, "sine, u in radians"),
    "cos": Rule("cos(u)", elementary.cos, math.cos, "cosine, u in radians"),
    "tan": Rule("tan(u)", elementary.tan, math.tan, "tangent, u in radians"),
    "atan": Rule("atan(u)", elementary.atan, math.atan, "inverse tangent, in radians"),
    "sinh": Rule("sinh(u)", elementary.sinh, math.sinh, "hyperbolic sine"),
    "cosh": Rule("cosh(u)", elementary.cosh, math.cosh, "hyperbolic cosine"),
    "tanh": Rule("tanh(u)", tanh, math.tanh, "hyperbolic tangent"),
    "asinh": Rule("asinh(u)", elementary.asinh, math.asinh, "inverse hyperbolic sine"),
    "erf": Rule("erf(u)", erf, math.erf, "error function"),
    "sigmoid": Rule("sigmoid(u)", sigmoid, _sigmoid, "1/(1 + exp(-u))"),
    "softplus": Rule("softplus(u)", softplus, _softplus, "log(1 + exp(u))"),
    "relu": Rule("relu(u)", relu, lambda u: max(u, 0.0), "max(0, u); derivative 0 at 0"),
    "Phi": Rule("Phi(u)", normal_cdf, _normal_cdf, "standard normal distribution function"),
    "min": Rule("min(u, v, …)", _least, min, "the least of two to six", 2, 6),
    "max": Rule("max(u, v, …)", _greatest, max, "the greatest of two to six", 2, 6),
}
ALIASES = {"ln": "log", "arctan": "atan", "arcsinh": "asinh"}
# What textbooks call them: not read, but what is meant is suggested.
SYMBOLS = {"sigma": "sigmoid", "σ": "sigmoid", "Φ": "Phi", "φ": "Phi", "sgn": "sign"}
WHERE = "where"
WHERE_PATTERN = "where(condition, a, b)"
CONSTANTS = {"pi": (sympy.pi, math.pi), "e": (sympy.E, math.e)}

_JAVASCRIPT = [
    "abstract", "arguments", "async", "await", "boolean", "byte", "case", "catch", "char", "const",
    "constructor", "debugger", "default", "delete", "do", "double", "enum", "eval", "export",
    "extends", "final", "float", "function", "goto", "implements", "instanceof", "int",
    "interface", "let", "long", "native", "new", "null", "package", "private", "protected",
    "prototype", "public", "short", "static", "super", "switch", "synchronized", "this", "throw",
    "throws", "toString", "transient", "typeof", "undefined", "valueOf", "var", "void", "volatile",
    "Array", "BigInt", "Boolean", "Date", "Function", "Infinity", "JSON", "Map", "Math", "NaN",
    "Number", "Object", "Promise", "Proxy", "Reflect", "RegExp", "Set", "String", "Symbol",
    "WeakMap", "document", "globalThis", "parameters", "primitives", "remembered", "roots",
    "window",
]  # fmt: skip
# Python names in whose place a parameter would be read: arguments of Activation's own methods, and
# the modules of generated code.
_OURS = ["x", "np", "numpy", "torch", "math", "self", "cls", "name", "activation", "where", "y"]

# Parameters become names in generated Python and JavaScript, so none may mean something there.
RESERVED = frozenset(
    {
        *_JAVASCRIPT,
        *_OURS,
        *keyword.kwlist,
        *keyword.softkwlist,
        *dir(builtins),
        *FUNCTIONS,
        *ALIASES,
        *CONSTANTS,
        *(primitive.__name__ for primitive in PRIMITIVES),
        *(primitive.javascript_name for primitive in PRIMITIVES),
    }
)
# Parameters are names in links too, where Streamlit keeps these for itself, in whatever case.
RESERVED_IN_LINKS = frozenset({"embed", "embed_options"})


def function_help() -> list[tuple[str, str]]:
    """Every function of typed formulas as (pattern, meaning), for the page's help."""
    return [
        *((rule.pattern, rule.meaning) for rule in FUNCTIONS.values()),
        (
            WHERE_PATTERN,
            "a where the condition holds, else b; conditions: < <= > >= == != and or not",
        ),
    ]
