"""Primitives of the sine."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy
from sympy import Expr

from actviz.maths.primitives.primitive import Array, Primitive


def _sinc(x: Array) -> Array:
    return np.sinc(x / np.pi)


class sinc(Primitive):  # noqa: N801
    """sin(x)/x, 1 at 0 (the unnormalised form)."""

    torch_template = "torch.sinc({a} / 3.141592653589793)"
    compute = staticmethod(_sinc)

    def fdiff(self, argindex: int = 1) -> Expr:
        return sinc_derivative(self.args[0])

    def elementary(self) -> Expr:
        return sympy.sinc(self.args[0])

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\frac{{\sin\left({arguments[0]}\right)}}{{{arguments[0]}}}"


class sinc_derivative(Primitive):  # noqa: N801
    """(x cos x - sin x)/x^2, 0 at 0."""

    @staticmethod
    def compute(x: Array, xp: Any = np) -> Array:
        near = xp.abs(x) < 1.0
        # Term by term from sin(x)/x = sum (-x²)^k/(2k + 1)!: enough of them for |x| < 1.
        square, series = xp.clip(x * x, None, 1.0), -1 / 6758061133824000
        for part in (22230464256000, -93405312000, 518918400, -3991680, 45360, -840, 30, -3):
            series = series * square + 1 / part
        far = xp.where(near, 1.0, x)
        return xp.where(near, x * series, (xp.cos(far) - xp.sin(far) / far) / far)

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
