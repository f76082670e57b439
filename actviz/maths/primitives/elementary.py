"""The elementary functions as they were written.

SymPy's own look through their argument for what could be simplified, without a bound on the time,
and forget where exp(log(x)) is not defined.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
import sympy
from sympy import Expr

from actviz.maths.primitives.primitive import Primitive, product, slope


class _Elementary(Primitive):
    """A function that SymPy, NumPy, torch and JavaScript have as well."""

    notation: ClassVar[str]  # in LaTeX, a function's name
    own: ClassVar[Callable[[Expr], Expr]]  # SymPy's

    def elementary(self) -> Expr:
        return type(self).own(self.args[0])

    def latex_form(self, arguments: list[str]) -> str:
        return rf"{self.notation}{{\left({arguments[0]} \right)}}"


class exp(_Elementary):  # noqa: N801
    """e to the power x."""

    torch_template, javascript_name = "torch.exp({0})", "Math.exp"
    compute, own = staticmethod(np.exp), staticmethod(sympy.exp)

    def _eval_power(self, exponent: Expr) -> Expr | None:
        return exp(exponent * self.args[0]) if exponent.is_Integer else None

    def fdiff(self, argindex: int = 1) -> Expr:
        return self

    def latex_form(self, arguments: list[str]) -> str:
        return rf"e^{{{arguments[0]}}}"


class log(_Elementary):  # noqa: N801
    """Natural logarithm; NaN for x < 0."""

    torch_template, javascript_name, notation = "torch.log({0})", "Math.log", r"\ln"
    compute, own = staticmethod(np.log), staticmethod(sympy.log)

    def fdiff(self, argindex: int = 1) -> Expr:
        return 1 / self.args[0]


class sin(_Elementary):  # noqa: N801
    """Sine."""

    torch_template, javascript_name, notation = "torch.sin({0})", "Math.sin", r"\sin"
    compute, own = staticmethod(np.sin), staticmethod(sympy.sin)

    def fdiff(self, argindex: int = 1) -> Expr:
        return cos(self.args[0])


class cos(_Elementary):  # noqa: N801
    """Cosine."""

    torch_template, javascript_name, notation = "torch.cos({0})", "Math.cos", r"\cos"
    compute, own = staticmethod(np.cos), staticmethod(sympy.cos)

    def fdiff(self, argindex: int = 1) -> Expr:
        return -sin(self.args[0])


class tan(_Elementary):  # noqa: N801
    """Tangent."""

    torch_template, javascript_name, notation = "torch.tan({0})", "Math.tan", r"\tan"
    compute, own = staticmethod(np.tan), staticmethod(sympy.tan)

    def fdiff(self, argindex: int = 1) -> Expr:
        return 1 + self**2


class atan(_Elementary):  # noqa: N801
    """Inverse tangent."""

    torch_template, javascript_name, notation = "torch.atan({0})", "Math.atan", r"\arctan"
    compute, own = staticmethod(np.arctan), staticmethod(sympy.atan)

    def fdiff(self, argindex: int = 1) -> Expr:
        return 1 / (1 + self.args[0] ** 2)


class sinh(_Elementary):  # noqa: N801
    """Hyperbolic sine."""

    torch_template, javascript_name, notation = "torch.sinh({0})", "Math.sinh", r"\sinh"
    compute, own = staticmethod(np.sinh), staticmethod(sympy.sinh)

    def fdiff(self, argindex: int = 1) -> Expr:
        return cosh(self.args[0])


class cosh(_Elementary):  # noqa: N801
    """Hyperbolic cosine."""

    torch_template, javascript_name, notation = "torch.cosh({0})", "Math.cosh", r"\cosh"
    compute, own = staticmethod(np.cosh), staticmethod(sympy.cosh)

    def fdiff(self, argindex: int = 1) -> Expr:
        return sinh(self.args[0])


class asinh(_Elementary):  # noqa: N801
    """Inverse hyperbolic sine."""

    torch_template, javascript_name = "torch.asinh({0})", "Math.asinh"
    notation = r"\operatorname{arsinh}"
    compute, own = staticmethod(np.arcsinh), staticmethod(sympy.asinh)

    def fdiff(self, argindex: int = 1) -> Expr:
        return 1 / flat_power(1 + self.args[0] ** 2, sympy.Rational(1, 2))


class flat_product(Primitive):  # noqa: N801
    """u v, and 0 where v is 0, whatever u is."""

    nargs = (2,)
    torch_template = "torch.where(({1}) == 0, 0, ({0}) * ({1}))"
    compute = staticmethod(lambda u, v: np.where(v == 0, 0.0, u * v))

    @classmethod
    def eval(cls, u: Expr, v: Expr) -> Expr | None:
        """The product where one of the two is a number."""
        return product(u, v) if u.is_Number or v.is_Number else None

    def elementary(self) -> Expr:
        return self.args[0] * self.args[1]


class flat_power(Primitive):  # noqa: N801
    """u^p whose derivative is 0 where u does not move: the chain rule's 0 times infinity."""

    nargs = (2,)
    torch_template = "{a} ** ({1})"
    javascript_name = "Math.pow"
    compute = staticmethod(lambda u, p: np.asarray(u, dtype=np.float64) ** p)

    @classmethod
    def eval(cls, u: Expr, p: Expr) -> Expr | None:
        """Below a fraction line where p is negative; a plain power where it is whole."""
        if p.is_Integer:
            return u**p
        return 1 / flat_power(u, -p) if p.is_Number and p < 0 else None

    def _eval_derivative(self, symbol: Any) -> Expr:
        u, p = self.args
        # Not self/u: that is 0/0 where u is 0.
        inner, outer = slope(u, symbol), slope(p, symbol)
        terms = []
        if inner != 0:
            # Not self/u: that is 0/0 where u is 0.
            terms.append(flat_product(p * flat_power(u, p - 1), inner))
        if outer != 0:
            terms.append(flat_product(log(u) * outer, self))
        return sympy.Add(*terms)

    def elementary(self) -> Expr:
        return self.args[0] ** self.args[1]

    def latex_form(self, arguments: list[str]) -> str:
        if self.args[1] == sympy.Rational(1, 2):
            return rf"\sqrt{{{arguments[0]}}}"
        base = arguments[0]
        if not (self.args[0].is_Symbol or (self.args[0].is_Number and self.args[0] > 0)):
            base = rf"\left({base}\right)"
        return rf"{base}^{{{arguments[1]}}}"
