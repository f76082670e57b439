"""Primitives of the sine."""

from __future__ import annotations

import math

import numpy as np
import sympy
from sympy import Expr

from actviz.maths.primitives.primitive import Array, Primitive


def _sinc(x: Array) -> Array:
    return np.sinc(x / np.pi)


class sinc(Primitive):  # noqa: N801
    """sin(x)/x, 1 at 0 (the unnormalised form)."""

    torch_template = "torch.sinc({a} / 3.141592653589793)"
    javascript_name = "sinc"
    compute = staticmethod(_sinc)

    def fdiff(self, argindex: int = 1) -> Expr:
        return sinc_derivative(self.args[0])

    def elementary(self) -> Expr:
        return sympy.sinc(self.args[0])

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\frac{{\sin\left({arguments[0]}\right)}}{{{arguments[0]}}}"


# sin(x)/x = sum (-x^2)^k/(2k+1)!, differentiated term by term; enough terms for |x| < 1.
SINC_SERIES = tuple(
    (-1) ** k * 2 * k / math.factorial(2 * k + 1) for k in range(1, 11)
)  # coefficients of x^(2k-1)


def _sinc_derivative(x: Array) -> Array:
    small = np.abs(x) < 1.0
    square = np.where(small, x * x, 0.0)
    series = np.zeros_like(square)
    for coefficient in reversed(SINC_SERIES):
        series = series * square + coefficient
    safe = np.where(small, 1.0, x)
    return np.where(small, x * series, (np.cos(safe) - np.sin(safe) / safe) / safe)


class sinc_derivative(Primitive):  # noqa: N801
    """(x cos x - sin x)/x^2, 0 at 0."""

    torch_template = "_sinc_derivative({0})"
    javascript_name = "sinc_derivative"
    compute = staticmethod(_sinc_derivative)

    def fdiff(self, argindex: int = 1) -> Expr:
        return -sinc(self.args[0]) - 2 * sinc_derivative(self.args[0]) / self.args[0]

    def elementary(self) -> Expr:
        x = self.args[0]
        return sympy.Piecewise(
            (0, sympy.Eq(x, 0)), ((x * sympy.cos(x) - sympy.sin(x)) / x**2, True)
        )

    def latex_form(self, arguments: list[str]) -> str:
        x = arguments[0]
        factor = x if x.isalnum() else rf"\left({x}\right)"
        return rf"\frac{{{factor} \cos\left({x}\right) - \sin\left({x}\right)}}{{{factor}^{{2}}}}"
