"""The collapsing linear unit and its slope, without the overflow of the textbook form."""

from __future__ import annotations

from typing import Any

import numpy as np
from sympy import Expr, exp

from actviz.maths.primitives.primitive import Array, Primitive


class colu(Primitive):  # noqa: N801
    """x/(1 - x e^-(x + e^x))."""

    @staticmethod
    def compute(x: Array, xp: Any = np) -> Array:
        # On the left e^-(x + e^x) overflows: multiplied through by its inverse.
        right, left = xp.clip(x, 0.0, 9.0), xp.clip(x, None, 0.0)
        decay, growth = xp.exp(-right - xp.exp(right)), xp.exp(left + xp.exp(left))
        return xp.where(x > 0, x / (1.0 - x * decay), x * growth / (growth - left))

    def fdiff(self, argindex: int = 1) -> Expr:
        return colu_slope(self.args[0])

    def elementary(self) -> Expr:
        x = self.args[0]
        return x / (1 - x * exp(-x - exp(x)))

    def latex_form(self, arguments: list[str]) -> str:
        x = arguments[0]
        return rf"\frac{{{x}}}{{1 - {x} e^{{-({x} + e^{{{x}}})}}}}"


class colu_slope(Primitive):  # noqa: N801
    """(1 - x^2 (1 + e^x) d)/(1 - x d)^2 with d = e^-(x + e^x): the derivative of `colu`."""

    @staticmethod
    def compute(x: Array, xp: Any = np) -> Array:
        # Beyond, the slope is 1 and 0 to the last bit.
        right, left = xp.clip(x, 0.0, 9.0), xp.clip(x, -1e4, 0.0)
        decay, growth = xp.exp(-right - xp.exp(right)), xp.exp(left + xp.exp(left))
        above = (1.0 - right * right * (1.0 + xp.exp(right)) * decay) / (1.0 - right * decay) ** 2
        bend = left * left * (1.0 + xp.exp(left))
        return xp.where(x > 0, above, growth * (growth - bend) / (growth - left) ** 2)

    def elementary(self) -> Expr:
        x = self.args[0]
        decay = exp(-x - exp(x))
        return (1 - x**2 * (1 + exp(x)) * decay) / (1 - x * decay) ** 2

    def latex_form(self, arguments: list[str]) -> str:
        x = arguments[0]
        decay = rf"e^{{-({x} + e^{{{x}}})}}"
        above = rf"1 - {x}^{{2}} \left(1 + e^{{{x}}}\right) {decay}"
        return rf"\frac{{{above}}}{{\left(1 - {x} {decay}\right)^{{2}}}}"
