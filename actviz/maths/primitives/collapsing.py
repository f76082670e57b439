"""The collapsing linear unit and its slope, without the overflow of the textbook form."""

from __future__ import annotations

import numpy as np
from sympy import Expr, exp

from actviz.maths.primitives.primitive import Array, Primitive


class colu(Primitive):  # noqa: N801
    """x/(1 - x e^-(x + e^x))."""

    torch_template = (
        # Clamped: autograd takes NaN from the branch that is left out if that overflows.
        "torch.where({a} > 0, torch.clamp({a}, min=0) / (1 - torch.clamp({a}, min=0)"
        " * torch.exp(-torch.clamp({a}, min=0) - torch.exp(torch.clamp({a}, 0, 9)))), {a}"
        " * torch.exp(torch.clamp({a}, max=0) + torch.exp(torch.clamp({a}, max=0)))"
        " / (torch.exp(torch.clamp({a}, max=0) + torch.exp(torch.clamp({a}, max=0))) - {a}))"
    )
    javascript_name = "colu"

    @staticmethod
    def compute(x: Array) -> Array:
        decay, growth = np.exp(-x - np.exp(x)), np.exp(x + np.exp(x))
        # On the left 1/growth overflows: multiplied through by it.
        return np.where(x > 0, x / (1.0 - x * decay), x * growth / (growth - x))

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

    torch_template = (
        "torch.where({a} > 0, (1 - torch.clamp({a}, max=100) ** 2 * torch.exp(-torch.clamp({a},"
        " max=100) - torch.exp(torch.clamp({a}, max=100))) * (1 + torch.exp(torch.clamp({a},"
        " max=100)))) / (1 - {a} * torch.exp(-{a} - torch.exp({a}))) ** 2,"
        " torch.exp({a} + torch.exp({a})) * (torch.exp({a} + torch.exp({a})) - {a} ** 2"
        " * (1 + torch.exp({a}))) / (torch.exp({a} + torch.exp({a})) - {a}) ** 2)"
    )
    javascript_name = "colu_slope"

    @staticmethod
    def compute(x: Array) -> Array:
        # Far out the slope is 1 and 0 to the last bit, and x² overflows.
        x = np.clip(x, -1e100, 100.0)
        decay, growth = np.exp(-x - np.exp(x)), np.exp(x + np.exp(x))
        bend = x * x * (1.0 + np.exp(x))
        right = (1.0 - bend * decay) / (1.0 - x * decay) ** 2
        return np.where(x > 0, right, growth * (growth - bend) / (growth - x) ** 2)

    def elementary(self) -> Expr:
        x = self.args[0]
        decay = exp(-x - exp(x))
        return (1 - x**2 * (1 + exp(x)) * decay) / (1 - x * decay) ** 2

    def latex_form(self, arguments: list[str]) -> str:
        x = arguments[0]
        decay = rf"e^{{-({x} + e^{{{x}}})}}"
        above = rf"1 - {x}^{{2}} \left(1 + e^{{{x}}}\right) {decay}"
        return rf"\frac{{{above}}}{{\left(1 - {x} {decay}\right)^{{2}}}}"
