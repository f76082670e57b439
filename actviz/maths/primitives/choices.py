"""The greater and the lesser of two, and choices by a sign: none of them multiplies out."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
import sympy
from sympy import Expr, Integer

from actviz.maths.primitives.kinked import absolute
from actviz.maths.primitives.record import Primitive


class chosen(Primitive):  # noqa: N801
    """u where d > 0, else v; what is not chosen does not count, in the derivative neither."""

    nargs = (3,)
    torch_template = "torch.where({a} > 0, {1}, {2})"
    javascript_name = "chosen"
    compute = staticmethod(lambda d, u, v: np.where(d > 0, u, v))
    kink = True

    @classmethod
    def eval(cls, d: Expr, u: Expr, v: Expr) -> Expr | None:
        """One of the two where it cannot be the other."""
        if u == v:
            return u
        if d.is_Number:
            return u if d > 0 else v
        return None

    def _eval_derivative(self, symbol: Any) -> Expr:
        d, u, v = self.args
        return chosen(d, u.diff(symbol), v.diff(symbol))

    def elementary(self) -> Expr:
        d, u, v = self.args
        return sympy.Piecewise((u, sympy.StrictGreaterThan(d, 0, evaluate=False)), (v, True))


class _Winner(Primitive):
    """The one of two that leads; at a tie the second one's derivative holds."""

    nargs = (2,)
    word: ClassVar[str]  # in LaTeX

    @staticmethod
    def lead(u: Expr, v: Expr) -> Expr:
        """Positive where the first one wins."""
        raise NotImplementedError

    @classmethod
    def eval(cls, u: Expr, v: Expr) -> Expr | None:
        """The number of two numbers; one of two equal terms."""
        if u == v:
            return v
        if u.is_Number and v.is_Number:
            return u if cls.lead(u, v) > 0 else v
        return None

    def _eval_derivative(self, symbol: Any) -> Expr:
        u, v = self.args
        return chosen(self.lead(u, v), u.diff(symbol), v.diff(symbol))

    def elementary(self) -> Expr:
        return chosen(self.lead(*self.args), *self.args).elementary()

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\{self.word}\left({arguments[0]}, {arguments[1]}\right)"


class larger(_Winner):  # noqa: N801
    """The greater of two."""

    torch_template = "torch.where(({0}) > ({1}), {0}, {1})"
    javascript_name = "larger"
    compute = staticmethod(lambda u, v: np.where(u > v, u, v))
    word = "max"

    @staticmethod
    def lead(u: Expr, v: Expr) -> Expr:
        return u - v


class smaller(_Winner):  # noqa: N801
    """The lesser of two."""

    torch_template = "torch.where(({0}) < ({1}), {0}, {1})"
    javascript_name = "smaller"
    compute = staticmethod(lambda u, v: np.where(u < v, u, v))
    word = "min"

    @staticmethod
    def lead(u: Expr, v: Expr) -> Expr:
        return v - u


class flat_power(Primitive):  # noqa: N801
    """u^p whose derivative is 0 where u does not move: the chain rule's 0 times infinity."""

    nargs = (2,)
    torch_template = "{a} ** ({1})"
    javascript_name = "Math.pow"
    compute = staticmethod(lambda u, p: np.asarray(u, dtype=np.float64) ** p)

    @classmethod
    def eval(cls, u: Expr, p: Expr) -> Expr | None:
        """u for p = 1, and 1 for p = 0."""
        return u if p == 1 else Integer(1) if p == 0 else None

    def _eval_derivative(self, symbol: Any) -> Expr:
        u, p = self.args
        inner, outer = u.diff(symbol), p.diff(symbol)
        # Not self/u: that is 0/0 where u is 0.
        slope = chosen(absolute(inner), p * flat_power(u, p - 1) * inner, Integer(0))
        if outer == 0:
            return slope
        return slope + chosen(absolute(u), self * sympy.log(u) * outer, Integer(0))

    def elementary(self) -> Expr:
        return self.args[0] ** self.args[1]

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\left({arguments[0]}\right)^{{{arguments[1]}}}"
