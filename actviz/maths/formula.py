"""LaTeX as a textbook would set it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy
from sympy import Expr, Symbol
from sympy.printing.latex import LatexPrinter

from actviz.maths.primitives import (
    Primitive,
    expm1,
    hypot,
    sech_squared,
    sigmoid_complement,
    signum,
    unit_step,
    x,
)

_BRACKETED = (expm1, sech_squared, sigmoid_complement)


class _Formula(LatexPrinter):
    """Constants first in sums, sums last in products, primitives in their own notation."""

    def _print(self, node: Any, **kwargs: Any) -> str:
        if isinstance(node, Primitive):
            return self._primitive(node, kwargs.get("exp"))
        return str(super()._print(node, **kwargs))

    def _primitive(self, node: Primitive, exponent: str | None) -> str:
        code = node.latex_form([self._print(argument) for argument in node.args])
        if code is None:
            elementary = node.elementary()
            return self._print(elementary if exponent is None else elementary ** Symbol(exponent))
        return code if exponent is None else rf"{{{code}}}^{{{exponent}}}"

    def _print_Add(self, node: sympy.Add, order: Any = None) -> str:
        positive_numbers, others, negatives = [], [], []
        for term in node.as_ordered_terms():
            text = self._print(term)
            if text.startswith("-"):
                negatives.append(text)
            else:
                (positive_numbers if term.is_number else others).append(text)
        code = ""
        for text in (*positive_numbers, *others, *negatives):
            if not code:
                code = text
            elif text.startswith("-"):
                code += f" - {text[1:].lstrip()}"
            else:
                code += f" + {text}"
        return code

    def _print_Mul(self, node: sympy.Mul) -> str:
        # A sum or a bracketed primitive reads best behind the plain factors.
        def late(factor: Expr) -> bool:
            base = factor.base if isinstance(factor, sympy.Pow) else factor
            return isinstance(base, (sympy.Add, *_BRACKETED))

        above, below = sympy.fraction(node)
        if below != 1 or not isinstance(above, sympy.Mul) or not any(map(late, above.args)):
            return str(super()._print_Mul(node))
        coefficient, rest = above.as_coeff_Mul()
        factors = sorted(rest.as_ordered_factors(), key=late)
        if coefficient == -1:
            return f"- {self._print(sympy.Mul(*factors, evaluate=False))}"
        if coefficient != 1:
            factors.insert(0, coefficient)
        return str(super()._print_Mul(sympy.Mul(*factors, evaluate=False)))

    def _print_Pow(self, node: sympy.Pow) -> str:
        if isinstance(node.base, hypot):
            return self._print(sympy.Pow(node.base.square(), node.exp / 2))
        return str(super()._print_Pow(node))

    def _print_Relational(self, node: sympy.core.relational.Relational) -> str:
        turned = node.reversed if node.rhs == x and node.lhs != x else node
        return str(super()._print_Relational(turned))

    def _print_Float(self, node: sympy.Float) -> str:
        mantissa, _, exponent = f"{float(node):.4g}".partition("e")
        return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa

    def _print_Piecewise(self, node: sympy.Piecewise) -> str:
        rows = [
            rf"{self._print(value)} & "
            + (rf"\text{{if }} {self._print(condition)}" if condition != True else r"\text{else}")  # noqa: E712
            for value, condition in node.args
        ]
        return r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}"


def formula(expression: Expr, names: Mapping[Symbol, str]) -> str:
    """LaTeX of `expression`; `names` gives the LaTeX of each parameter symbol."""
    settings = {
        "symbol_names": dict(names),
        "ln_notation": True,
        "inv_trig_style": "full",
        "fold_func_brackets": False,
    }
    if isinstance(expression, unit_step | signum):
        expression = expression.elementary()
    code = _Formula(settings)._print(expression)
    if isinstance(expression, _BRACKETED):
        code = code.removeprefix(r"\left(").removesuffix(r"\right)")
    return code
