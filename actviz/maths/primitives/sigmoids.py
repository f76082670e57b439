"""Primitives of the logistic sigmoid and the hyperbolic tangent, accurate in their tails."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import sympy
from sympy import Expr, Rational, exp

from actviz.maths.primitives.exponentials import expm1
from actviz.maths.primitives.primitive import Array, Primitive


def _sigmoid(x: Array) -> Array:
    decay = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, decay) / (1.0 + decay)


class sigmoid(Primitive):  # noqa: N801 - SymPy functions print under their class name
    """Logistic sigmoid 1/(1 + e^-x)."""

    torch_template = "torch.sigmoid({0})"
    compute = staticmethod(_sigmoid)

    @classmethod
    def eval(cls, x: Expr) -> Expr | None:
        """1/2 at 0."""
        return Rational(1, 2) if x.is_zero else None

    def fdiff(self, argindex: int = 1) -> Expr:
        return sigmoid(self.args[0]) * sigmoid_complement(self.args[0])

    def elementary(self) -> Expr:
        return 1 / (1 + exp(-self.args[0]))

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\sigma\left({arguments[0]}\right)"


class sigmoid_complement(Primitive):  # noqa: N801
    """1 - sigmoid(x), without cancellation."""

    torch_template = "torch.sigmoid(-{a})"
    compute = staticmethod(lambda x: _sigmoid(-x))

    @classmethod
    def eval(cls, x: Expr) -> Expr | None:
        """1/2 at 0."""
        return Rational(1, 2) if x.is_zero else None

    def fdiff(self, argindex: int = 1) -> Expr:
        return -sigmoid(self.args[0]) * sigmoid_complement(self.args[0])

    def elementary(self) -> Expr:
        return 1 / (1 + exp(self.args[0]))

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\left(1 - \sigma\left({arguments[0]}\right)\right)"


class softplus(Primitive):  # noqa: N801
    """ln(1 + e^x), linear for large x where the textbook form overflows."""

    # torch's own softplus switches to the identity above a threshold; logsigmoid is exact.
    torch_template = "(-torch.nn.functional.logsigmoid(-{a}))"
    compute = staticmethod(lambda x: np.logaddexp(0.0, x))

    def fdiff(self, argindex: int = 1) -> Expr:
        return sigmoid(self.args[0])

    def elementary(self) -> Expr:
        return sympy.log(1 + exp(self.args[0]))

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\ln\left(1 + e^{{{arguments[0]}}}\right)"


class shifted_softplus(Primitive):  # noqa: N801
    """ln((1 + e^x)/2), accurate near 0 where ln(1 + e^x) - ln 2 cancels."""

    @staticmethod
    def compute(x: Array, xp: Any = np) -> Array:
        # Linear from 40 on, to the last bit.
        curved = xp.clip(x, None, 40.0)
        return (x - curved) + xp.log1p(xp.expm1(curved) / 2.0)

    def fdiff(self, argindex: int = 1) -> Expr:
        return sigmoid(self.args[0])

    def elementary(self) -> Expr:
        return sympy.log((1 + exp(self.args[0])) / 2)

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\ln\left(\frac{{1 + e^{{{arguments[0]}}}}}{{2}}\right)"


class tanh(Primitive):  # noqa: N801
    """Hyperbolic tangent."""

    torch_template = "torch.tanh({0})"
    javascript_name = "Math.tanh"
    compute = staticmethod(np.tanh)

    def fdiff(self, argindex: int = 1) -> Expr:
        return sech_squared(self.args[0])

    def elementary(self) -> Expr:
        return (exp(self.args[0]) - exp(-self.args[0])) / (exp(self.args[0]) + exp(-self.args[0]))

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\tanh\left({arguments[0]}\right)"


def _sech_squared(x: Array) -> Array:
    decay = np.exp(-2.0 * np.abs(x))
    return 4.0 * decay / (1.0 + decay) ** 2


class sech_squared(Primitive):  # noqa: N801
    """1 - tanh(x)^2, without cancellation."""

    torch_template = "(4 * torch.sigmoid(2 * {a}) * torch.sigmoid(-2 * {a}))"
    compute = staticmethod(_sech_squared)

    def fdiff(self, argindex: int = 1) -> Expr:
        return -2 * tanh(self.args[0]) * sech_squared(self.args[0])

    def elementary(self) -> Expr:
        return 4 / (exp(self.args[0]) + exp(-self.args[0])) ** 2

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\left(1 - \tanh^{{2}}\left({arguments[0]}\right)\right)"


class tanh_plus_one(Primitive):  # noqa: N801
    """1 + tanh(x), without cancellation for negative x."""

    torch_template = "(2 * torch.sigmoid(2 * {a}))"
    compute = staticmethod(lambda x: 2.0 * _sigmoid(2.0 * x))

    def fdiff(self, argindex: int = 1) -> Expr:
        return sech_squared(self.args[0])

    def elementary(self) -> Expr:
        return 2 / (1 + exp(-2 * self.args[0]))

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\left(1 + \tanh\left({arguments[0]}\right)\right)"


# x cosh x - sinh x = sum 2k/(2k+1)! x^(2k+1): all terms positive, enough of them for |x| < 1.
_TANH_REMAINDER_SERIES = tuple(2 * k / math.factorial(2 * k + 1) for k in range(1, 10))


def _tanh_remainder(x: Array) -> Array:
    small = np.abs(x) < 1.0
    near = np.where(small, x, 0.0)
    square = near * near
    series = np.zeros_like(square)
    for coefficient in reversed(_TANH_REMAINDER_SERIES):
        series = series * square + coefficient
    return np.where(small, near * square * series / np.cosh(near), x - np.tanh(x))


class tanh_remainder(Primitive):  # noqa: N801
    """x - tanh(x), accurate near 0 where the difference cancels."""

    # As torch's own tanhshrink, which loses digits near 0: the series costs ten times as much.
    torch_template = "({a} - torch.tanh({a}))"
    compute = staticmethod(_tanh_remainder)

    def fdiff(self, argindex: int = 1) -> Expr:
        return tanh(self.args[0]) ** 2

    def elementary(self) -> Expr:
        return self.args[0] - tanh(self.args[0]).elementary()

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\left({arguments[0]} - \tanh\left({arguments[0]}\right)\right)"


class sech(Primitive):  # noqa: N801
    """Hyperbolic secant 1/cosh(x)."""

    @staticmethod
    def compute(x: Array, xp: Any = np) -> Array:
        # Not 1/cosh: autograd would divide infinity by infinity far out.
        decay = xp.exp(-xp.abs(x))
        return 2.0 * decay / (1.0 + decay * decay)

    def fdiff(self, argindex: int = 1) -> Expr:
        return -sech(self.args[0]) * tanh(self.args[0])

    def elementary(self) -> Expr:
        return 2 / (exp(self.args[0]) + exp(-self.args[0]))

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\operatorname{{sech}}\left({arguments[0]}\right)"


class sigmoid_power(Primitive):  # noqa: N801
    """(1 + e^-x)^-a: a power of the sigmoid, also where the sigmoid itself underflows."""

    nargs = (2,)
    torch_template = "torch.exp(({1}) * torch.nn.functional.logsigmoid({0}))"
    compute = staticmethod(lambda x, a: np.exp(-a * np.logaddexp(0.0, -x)))

    def fdiff(self, argindex: int = 1) -> Expr:
        x, a = self.args
        return self * (a * sigmoid_complement(x) if argindex == 1 else -softplus(-x))

    def elementary(self) -> Expr:
        return (1 + exp(-self.args[0])) ** -self.args[1]


class soft_clip(Primitive):  # noqa: N801
    """ln((1 + e^(a x))/(1 + e^(a (x - 1))))/a, without the difference of large logarithms."""

    nargs = (2,)
    torch_template = (
        "((torch.nn.functional.logsigmoid(({1}) * (1 - {a}))"
        " - torch.nn.functional.logsigmoid(-({1}) * {a})) / ({1}))"
    )

    @staticmethod
    def compute(x: Array, a: Array) -> Array:
        left = np.logaddexp(0.0, a * x) - np.logaddexp(0.0, a * (x - 1.0))
        right = np.logaddexp(0.0, a * (1.0 - x)) - np.logaddexp(0.0, -a * x)
        return np.where(x < 0.5, left / a, 1.0 - right / a)

    def fdiff(self, argindex: int = 1) -> Expr:
        x, a = self.args
        if argindex == 1:
            # The difference of two sigmoids, as a product.
            return -expm1(-a) * sigmoid(a * x) * sigmoid_complement(a * (x - 1))
        left = x * sigmoid(a * x) - (x - 1) * sigmoid(a * (x - 1)) - self
        below_one = (softplus(a * (1 - x)) - softplus(-a * x)) / a
        right = below_one - x * sigmoid(-a * x) - (1 - x) * sigmoid(a * (1 - x))
        return sympy.Piecewise((left / a, x < Rational(1, 2)), (right / a, True))

    def elementary(self) -> Expr:
        x, a = self.args
        return sympy.log((1 + exp(a * x)) / (1 + exp(a * (x - 1)))) / a
