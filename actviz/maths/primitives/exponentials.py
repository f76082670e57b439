"""Primitives of the exponential and the logarithm, accurate where they cancel or overflow."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy
from sympy import Expr, Integer, exp

from actviz.maths.primitives import elementary
from actviz.maths.primitives.primitive import Array, Primitive


class moderate(Primitive):  # noqa: N801
    """x, held within ±100 so that its powers stay finite.

    For arguments of functions that are flat to the last bit long before, such as tanh: elsewhere it
    would be wrong, as would its derivative 1.
    """

    torch_template = "torch.clamp({0}, -100, 100)"
    compute = staticmethod(lambda x: np.clip(x, -100.0, 100.0))

    def fdiff(self, argindex: int = 1) -> Expr:
        return Integer(1)

    def elementary(self) -> Expr:
        return self.args[0]


class capped(Primitive):  # noqa: N801
    """x, held below 18 so that its exponential, times any other factor, stays finite.

    For arguments of functions that are flat to the last bit long before, such as e^(-e^x):
    elsewhere it would be wrong, as would its derivative 1.
    """

    torch_template = "torch.clamp({0}, max=18)"
    compute = staticmethod(lambda x: np.minimum(x, 18.0))

    def fdiff(self, argindex: int = 1) -> Expr:
        return Integer(1)

    def elementary(self) -> Expr:
        return self.args[0]


class expm1(Primitive):  # noqa: N801
    """e^x - 1, accurate near 0."""

    torch_template = "torch.expm1({0})"
    javascript_name = "Math.expm1"
    compute = staticmethod(np.expm1)

    def fdiff(self, argindex: int = 1) -> Expr:
        return elementary.exp(self.args[0])

    def elementary(self) -> Expr:
        return exp(self.args[0]) - 1

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\left(e^{{{arguments[0]}}} - 1\right)"


class log1p(Primitive):  # noqa: N801
    """ln(1 + x), accurate near 0."""

    torch_template = "torch.log1p({0})"
    javascript_name = "Math.log1p"
    compute = staticmethod(np.log1p)

    def fdiff(self, argindex: int = 1) -> Expr:
        return 1 / (1 + self.args[0])

    def elementary(self) -> Expr:
        return elementary.log(1 + self.args[0])


class reciprocal_of_log(Primitive):  # noqa: N801
    """1/z where z >= 0, NaN elsewhere: the derivative of ln z, on the domain of ln."""

    torch_template = "(1 / torch.where({a} >= 0, {a}, torch.nan))"
    compute = staticmethod(lambda z: np.where(z >= 0, 1.0 / z, np.nan))

    def fdiff(self, argindex: int = 1) -> Expr:
        return -(reciprocal_of_log(self.args[0]) ** 2)

    def elementary(self) -> Expr:
        return 1 / self.args[0]


class log_one_plus_square(Primitive):  # noqa: N801
    """ln(1 + x^2), also where x^2 overflows."""

    @staticmethod
    def compute(x: Array, xp: Any = np) -> Array:
        size = xp.abs(x)
        return xp.where(size < 1e8, xp.log1p(x * x), 2.0 * xp.log(xp.clip(size, 1.0, None)))

    def fdiff(self, argindex: int = 1) -> Expr:
        return 2 * self.args[0] / (1 + self.args[0] ** 2)

    def elementary(self) -> Expr:
        return sympy.log(1 + self.args[0] ** 2)


class nonnegative_power(Primitive):  # noqa: N801
    """u^p for u >= 0, and 0 at u = 0 for every p, as in its derivatives."""

    nargs = (2,)
    torch_template = "torch.where({a} > 0, torch.clamp({a}, min=0) ** ({1}), 0)"
    compute = staticmethod(lambda u, p: np.where(u > 0, np.maximum(u, 0.0) ** p, 0.0))

    @classmethod
    def eval(cls, u: Expr, p: Expr) -> Expr | None:
        """0 where u is the number 0."""
        return Integer(0) if u.is_zero else None

    def fdiff(self, argindex: int = 1) -> Expr:
        u, p = self.args
        if argindex == 1:
            return p * nonnegative_power(u, p - 1)
        return sympy.Piecewise((self * sympy.log(u), u > 0), (0, True))

    def elementary(self) -> Expr:
        u, p = self.args
        return sympy.Piecewise((u**p, u > 0), (0, True))

    def latex_form(self, arguments: list[str]) -> str:
        return rf"{arguments[0]}^{{{arguments[1]}}}"
