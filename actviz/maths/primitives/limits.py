"""Primitives with a parameter whose gap at 0 is filled by the limit."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy
from sympy import Expr, exp

from actviz.maths.primitives.exponentials import reciprocal_of_log
from actviz.maths.primitives.primitive import Array, Primitive


class expm1_over(Primitive):  # noqa: N801
    """(e^(a x) - 1)/a, which is x at a = 0."""

    nargs = (2,)

    @classmethod
    def eval(cls, a: Expr, x: Expr) -> Expr | None:
        """The limit where a is the number 0."""
        return x if a.is_zero else None

    @staticmethod
    def compute(a: Array, x: Array, xp: Any = np) -> Array:
        return xp.where(a == 0, x, xp.expm1(a * x) / xp.where(a == 0, 1.0, a))

    def fdiff(self, argindex: int = 1) -> Expr:
        a, x = self.args
        return expm1_over_slope(a, x) if argindex == 1 else exp(a * x)

    def elementary(self) -> Expr:
        a, x = self.args
        return sympy.Piecewise((x, sympy.Eq(a, 0)), ((exp(a * x) - 1) / a, True))

    def latex_form(self, arguments: list[str]) -> str:
        a, x = arguments
        return rf"\frac{{e^{{{a} {x}}} - 1}}{{{a}}}"


class expm1_over_slope(Primitive):  # noqa: N801
    """d/da of (e^(a x) - 1)/a; x^2/2 at a = 0."""

    nargs = (2,)

    @staticmethod
    def compute(a: Array, x: Array, xp: Any = np) -> Array:
        z = a * x
        small = xp.abs(z) < 1e-2
        series = 1 / 2 + z * (1 / 3 + z * (1 / 8 + z * (1 / 30 + z * (1 / 144 + z / 840))))
        safe = xp.where(small, 1.0, a)
        return xp.where(small, x * x * series, (z * xp.exp(z) - xp.expm1(z)) / safe**2)

    def elementary(self) -> Expr:
        a, x = self.args
        full = (a * x * exp(a * x) - exp(a * x) + 1) / a**2
        return sympy.Piecewise((x**2 / 2, sympy.Eq(a, 0)), (full, True))


class log1p_over(Primitive):  # noqa: N801
    """ln(1 + a y)/a, which is y at a = 0; NaN where 1 + a y < 0."""

    nargs = (2,)

    @classmethod
    def eval(cls, a: Expr, y: Expr) -> Expr | None:
        """The limit where a is the number 0."""
        return y if a.is_zero else None

    @staticmethod
    def compute(a: Array, y: Array, xp: Any = np) -> Array:
        return xp.where(a == 0, y, xp.log1p(a * y) / xp.where(a == 0, 1.0, a))

    def fdiff(self, argindex: int = 1) -> Expr:
        a, y = self.args
        return log1p_over_slope(a, y) if argindex == 1 else reciprocal_of_log(1 + a * y)

    def elementary(self) -> Expr:
        a, y = self.args
        return sympy.Piecewise((y, sympy.Eq(a, 0)), (sympy.log(1 + a * y) / a, True))


class log1p_over_slope(Primitive):  # noqa: N801
    """d/da of ln(1 + a y)/a; -y^2/2 at a = 0."""

    nargs = (2,)

    @staticmethod
    def compute(a: Array, y: Array, xp: Any = np) -> Array:
        z = a * y
        small = xp.abs(z) < 1e-2
        series = -1 / 2 + z * (
            2 / 3 - z * (3 / 4 - z * (4 / 5 - z * (5 / 6 - z * (6 / 7 - z * (7 / 8 - z * 8 / 9)))))
        )
        safe = xp.where(small, 1.0, a)
        return xp.where(small, y * y * series, (z / (1 + z) - xp.log1p(z)) / safe**2)

    def elementary(self) -> Expr:
        a, y = self.args
        full = y / (a * (1 + a * y)) - sympy.log(1 + a * y) / a**2
        return sympy.Piecewise((-(y**2) / 2, sympy.Eq(a, 0)), (full, True))
