"""Primitives of probability distributions, accurate in their tails."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import sympy
from sympy import Expr, Rational, exp, pi, sqrt

from actviz.maths.primitives import elementary
from actviz.maths.primitives.exponentials import reciprocal_of_log
from actviz.maths.primitives.primitive import Array, Primitive, elementwise

_TWO_OVER_ROOT_PI = 2 / sqrt(pi)


class erf(Primitive):  # noqa: N801
    """Error function."""

    torch_template = "torch.erf({0})"
    compute = staticmethod(elementwise(math.erf))

    def fdiff(self, argindex: int = 1) -> Expr:
        return _TWO_OVER_ROOT_PI * elementary.exp(-(self.args[0] ** 2))

    def elementary(self) -> Expr:
        return sympy.erf(self.args[0])

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\operatorname{{erf}}\left({arguments[0]}\right)"


class normal_cdf(Primitive):  # noqa: N801
    """Distribution function of the standard normal, accurate in the left tail."""

    torch_template = "(0.5 * torch.erfc(-0.7071067811865476 * {a}))"
    compute = staticmethod(elementwise(lambda x: 0.5 * math.erfc(-x / math.sqrt(2.0))))

    def fdiff(self, argindex: int = 1) -> Expr:
        return normal_pdf(self.args[0])

    def elementary(self) -> Expr:
        return sympy.erfc(-self.args[0] / sqrt(2)) / 2

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\Phi\left({arguments[0]}\right)"


class normal_pdf(Primitive):  # noqa: N801
    """Density of the standard normal."""

    torch_template = "(0.3989422804014327 * torch.exp(-0.5 * {a} ** 2))"
    compute = staticmethod(lambda x: np.exp(-0.5 * x * x) / math.sqrt(2.0 * math.pi))

    def fdiff(self, argindex: int = 1) -> Expr:
        return -self.args[0] * normal_pdf(self.args[0])

    def elementary(self) -> Expr:
        return exp(-(self.args[0] ** 2) / 2) / sqrt(2 * pi)

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\varphi\left({arguments[0]}\right)"


def _normal_quantile(share: float) -> float:
    if 0.0 < share < 1.0:
        return NormalDist().inv_cdf(share)
    return {0.0: -math.inf, 1.0: math.inf}.get(share, math.nan)


class normal_quantile(Primitive):  # noqa: N801
    """Inverse of the standard normal's distribution function; NaN outside [0, 1]."""

    torch_template = "torch.special.ndtri({0})"
    compute = staticmethod(elementwise(_normal_quantile))

    def fdiff(self, argindex: int = 1) -> Expr:
        return 1 / normal_pdf(self)

    def elementary(self) -> Expr:
        return sqrt(2) * sympy.erfinv(2 * self.args[0] - 1)

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\Phi^{{-1}}\left({arguments[0]}\right)"


class log_odds(Primitive):  # noqa: N801
    """ln(x/(1 - x)); NaN outside [0, 1]."""

    torch_template = "torch.logit({0})"
    compute = staticmethod(lambda x: np.log(x) - np.log1p(-x))

    def fdiff(self, argindex: int = 1) -> Expr:
        return reciprocal_of_log(self.args[0]) * reciprocal_of_log(1 - self.args[0])

    def elementary(self) -> Expr:
        return sympy.log(self.args[0] / (1 - self.args[0]))


def _cauchy_cdf(x: Array) -> Array:
    return np.arctan2(1.0, -x) / np.pi


class cauchy_cdf(Primitive):  # noqa: N801
    """Distribution function of the standard Cauchy, accurate in the left tail."""

    torch_template = "(torch.atan2(torch.ones_like({0}), -{a}) / 3.141592653589793)"
    compute = staticmethod(_cauchy_cdf)

    def fdiff(self, argindex: int = 1) -> Expr:
        return 1 / (pi * (1 + self.args[0] ** 2))

    def elementary(self) -> Expr:
        return Rational(1, 2) + sympy.atan(self.args[0]) / pi
