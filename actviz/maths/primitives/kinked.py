"""Primitives with a kink or a jump where their argument is 0."""

from __future__ import annotations

import numpy as np
from sympy import Expr, Integer

from actviz.maths.primitives.choices import at_least, chosen, greater, less
from actviz.maths.primitives.primitive import Primitive


class relu(Primitive):  # noqa: N801
    """max(0, x); derivative 0 at 0, as in torch."""

    torch_template = "torch.relu({0})"
    compute = staticmethod(lambda x: np.maximum(x, 0.0))
    kink = True

    def fdiff(self, argindex: int = 1) -> Expr:
        return unit_step(self.args[0])

    def elementary(self) -> Expr:
        return chosen(greater(self.args[0], 0), self.args[0], 0)

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\max\left(0, {arguments[0]}\right)"


class unit_step(Primitive):  # noqa: N801
    """1 where x > 0, else 0."""

    torch_template = "({a} > 0).to(x.dtype)"
    compute = staticmethod(lambda x: (x > 0).astype(np.float64))
    kink = True

    def fdiff(self, argindex: int = 1) -> Expr:
        return Integer(0)

    def elementary(self) -> Expr:
        return chosen(greater(self.args[0], 0), 1, 0)

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\mathbf{{1}}\left[{arguments[0]} > 0\right]"


class absolute(Primitive):  # noqa: N801
    """|x|; derivative 0 at 0, as in torch."""

    torch_template = "torch.abs({0})"
    javascript_name = "Math.abs"
    compute = staticmethod(np.abs)
    kink = True

    def fdiff(self, argindex: int = 1) -> Expr:
        return signum(self.args[0])

    def elementary(self) -> Expr:
        return chosen(at_least(self.args[0], 0), self.args[0], -self.args[0])

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\left|{arguments[0]}\right|"


class signum(Primitive):  # noqa: N801
    """-1, 0 or 1: the sign of x."""

    torch_template = "torch.sign({0})"
    javascript_name = "Math.sign"
    compute = staticmethod(np.sign)
    kink = True

    def fdiff(self, argindex: int = 1) -> Expr:
        return Integer(0)

    def elementary(self) -> Expr:
        x = self.args[0]
        return chosen(greater(x, 0), 1, chosen(less(x, 0), -1, 0))

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\operatorname{{sgn}}\left({arguments[0]}\right)"
