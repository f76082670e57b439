"""Conditions, choices by them, and the greater and the lesser of two.

SymPy's own relations try to prove themselves and its Piecewise solves its conditions, both without
a bound on the time. These stand as they were written.
"""

from __future__ import annotations

import operator
from typing import Any, ClassVar

import numpy as np
import sympy
from sympy import Basic, Expr, Function

from actviz.maths.primitives.primitive import Primitive, slope


class Condition(Function):
    """What holds or does not, as it was written; true or false where it compares two numbers."""

    nargs = (2,)

    def elementary(self) -> Basic:
        """The same condition as SymPy's own, which may take any time to build."""
        raise NotImplementedError

    def opposite(self) -> Basic:
        """What holds where this does not."""
        raise NotImplementedError


class Comparison(Condition):
    """`left` and `right` compared by `sign`, which is Python's."""

    sign: ClassVar[str]
    holds: ClassVar[Any]

    @property
    def left(self) -> Expr:
        """What stands before the sign."""
        return self.args[0]

    @property
    def right(self) -> Expr:
        """What stands behind the sign."""
        return self.args[1]

    @classmethod
    def eval(cls, left: Expr, right: Expr) -> Basic | None:
        """Whether it holds between two numbers, or between a term and itself."""
        if left == right:
            return sympy.true if cls.holds(0, 0) else sympy.false
        if left.is_Number and right.is_Number:
            return sympy.true if cls.holds(left, right) else sympy.false
        return None

    def elementary(self) -> Basic:
        return sympy.Rel(*self.args, self.sign)

    def opposite(self) -> Basic:
        return _OPPOSITE[type(self)](*self.args)


class less(Comparison):  # noqa: N801
    """left < right."""

    sign, holds = "<", staticmethod(operator.lt)


class at_most(Comparison):  # noqa: N801
    """left <= right."""

    sign, holds = "<=", staticmethod(operator.le)


class greater(Comparison):  # noqa: N801
    """left > right."""

    sign, holds = ">", staticmethod(operator.gt)


class at_least(Comparison):  # noqa: N801
    """left >= right."""

    sign, holds = ">=", staticmethod(operator.ge)


class equal(Comparison):  # noqa: N801
    """left == right."""

    sign, holds = "==", staticmethod(operator.eq)


class unequal(Comparison):  # noqa: N801
    """left != right."""

    sign, holds = "!=", staticmethod(operator.ne)


COMPARISONS = {kind.sign: kind for kind in (less, at_most, greater, at_least, equal, unequal)}
_OPPOSITE = {
    less: at_least, at_most: greater, greater: at_most, at_least: less, equal: unequal,
    unequal: equal,
}  # fmt: skip


class both(Condition):  # noqa: N801
    """The one condition and the other."""

    @classmethod
    def eval(cls, one: Basic, other: Basic) -> Basic | None:
        """One of the two where it alone decides."""
        if sympy.false in (one, other):
            return sympy.false
        return other if one == sympy.true else one if other == sympy.true else None

    def elementary(self) -> Basic:
        return sympy.And(*(condition.elementary() for condition in self.args))

    def opposite(self) -> Basic:
        return either(*(condition.opposite() for condition in self.args))


class either(Condition):  # noqa: N801
    """The one condition or the other, or both."""

    @classmethod
    def eval(cls, one: Basic, other: Basic) -> Basic | None:
        """One of the two where it alone decides."""
        if sympy.true in (one, other):
            return sympy.true
        return other if one == sympy.false else one if other == sympy.false else None

    def elementary(self) -> Basic:
        return sympy.Or(*(condition.elementary() for condition in self.args))

    def opposite(self) -> Basic:
        return both(*(condition.opposite() for condition in self.args))


class chosen(Function):  # noqa: N801
    """u where the condition holds, else v; what is not chosen does not count."""

    nargs = (3,)

    @classmethod
    def eval(cls, condition: Basic, u: Expr, v: Expr) -> Expr | None:
        """One of the two where it cannot be the other."""
        if u == v or condition == sympy.true:
            return u
        return v if condition == sympy.false else None

    def _eval_derivative(self, symbol: Any) -> Expr:
        condition, u, v = self.args
        return chosen(condition, slope(u, symbol), slope(v, symbol))

    def _eval_is_extended_real(self) -> bool:
        return True

    def cases(self) -> list[tuple[Expr, Basic]]:
        """(value, condition) in order; the last condition is true."""
        condition, u, v = self.args
        rest = v.cases() if isinstance(v, chosen) else [(v, sympy.true)]
        return [(u, condition), *rest]

    def elementary(self) -> Expr:
        """The same choice as SymPy's own, which may take any time to build."""
        condition, u, v = self.args
        return sympy.Piecewise((u, condition.elementary()), (v, True))


class _Winner(Primitive):
    """The one of two that leads; at a tie the second one's derivative holds."""

    nargs = (2,)
    word: ClassVar[str]  # in LaTeX
    leads: ClassVar[type[Comparison]]  # holds where the first one wins

    @classmethod
    def eval(cls, u: Expr, v: Expr) -> Expr | None:
        """The number of two numbers; one of two equal terms."""
        if u == v:
            return v
        if u.is_Number and v.is_Number:
            return u if cls.leads.holds(u, v) else v
        return None

    def _eval_derivative(self, symbol: Any) -> Expr:
        u, v = self.args
        return chosen(self.leads(u, v), slope(u, symbol), slope(v, symbol))

    def elementary(self) -> Expr:
        return chosen(self.leads(*self.args), *self.args)

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\{self.word}\left({arguments[0]}, {arguments[1]}\right)"


class larger(_Winner):  # noqa: N801
    """The greater of two."""

    torch_template = "torch.where(({0}) > ({1}), {0}, {1})"
    compute = staticmethod(lambda u, v: np.where(u > v, u, v))
    word, leads = "max", greater


class smaller(_Winner):  # noqa: N801
    """The lesser of two."""

    torch_template = "torch.where(({0}) < ({1}), {0}, {1})"
    compute = staticmethod(lambda u, v: np.where(u < v, u, v))
    word, leads = "min", less
