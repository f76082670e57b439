"""Primitives of the square root of 1 + x²."""

from __future__ import annotations

from typing import Any

import numpy as np
from sympy import Expr, sqrt

from actviz.maths.primitives.primitive import Array, Primitive


class hypot(Primitive):  # noqa: N801
    """sqrt(x^2 + c^2), without overflow."""

    nargs = (2,)
    torch_template = "torch.hypot({0}, {1})"
    javascript_name = "Math.hypot"
    compute = staticmethod(np.hypot)

    @classmethod
    def eval(cls, x: Expr, c: Expr) -> Expr | None:
        """c where x is the number 0."""
        return c if x.is_zero and c.is_nonnegative else None

    def fdiff(self, argindex: int = 1) -> Expr:
        return self.args[argindex - 1] / self

    def elementary(self) -> Expr:
        return sqrt(self.square())

    def square(self) -> Expr:
        """x^2 + c^2, what stands under the root."""
        return self.args[0] ** 2 + self.args[1] ** 2


class root_minus_one(Primitive):  # noqa: N801
    """sqrt(1 + x^2) - 1, accurate near 0, without overflow."""

    @staticmethod
    def compute(x: Array, xp: Any = np) -> Array:
        return x * (x / (xp.hypot(x, xp.ones_like(x)) + 1.0))

    def fdiff(self, argindex: int = 1) -> Expr:
        return self.args[0] / hypot(self.args[0], 1)

    def elementary(self) -> Expr:
        return sqrt(1 + self.args[0] ** 2) - 1

    def latex_form(self, arguments: list[str]) -> str:
        square = arguments[0] if arguments[0] == "x" else rf"\left({arguments[0]}\right)"
        return rf"\left(\sqrt{{1 + {square}^{{2}}}} - 1\right)"


class hypot_plus(Primitive):  # noqa: N801
    """x + sqrt(x^2 + c^2), without cancellation for negative x."""

    nargs = (2,)

    @staticmethod
    def compute(x: Array, c: Array, xp: Any = np) -> Array:
        root = xp.hypot(x, c)
        return xp.where(x >= 0, x + root, c * (c / (root - xp.clip(x, None, 0.0))))

    def fdiff(self, argindex: int = 1) -> Expr:
        root = hypot(*self.args)
        return self / root if argindex == 1 else self.args[1] / root

    def elementary(self) -> Expr:
        return self.args[0] + sqrt(self.args[0] ** 2 + self.args[1] ** 2)
