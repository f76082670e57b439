"""LaTeX as a textbook would set it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import sympy
from sympy import Basic, Expr, Symbol
from sympy.printing.latex import LatexPrinter

from actviz.maths.primitives import (
    Comparison,
    Condition,
    Primitive,
    chosen,
    either,
    expm1,
    flat_product,
    hypot,
    root_minus_one,
    sech_squared,
    sigmoid_complement,
    signum,
    tanh,
    tanh_plus_one,
    tanh_remainder,
    unit_step,
    x,
)

_BRACKETED = (
    expm1, root_minus_one, sech_squared, sigmoid_complement, tanh_plus_one, tanh_remainder,
)  # fmt: skip
_ROOT_TWO_OVER_PI = sympy.sqrt(2 / sympy.pi).args
_SIGNS = {"<": "<", "<=": r"\leq", ">": ">", ">=": r"\geq", "==": "=", "!=": r"\neq"}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_INDICATOR_FACTOR = re.compile(r"(\d) \\mathbf\{1\}")
# Functions whose power stands behind the name.
_NAMED = (r"\ln{", r"\sin{", r"\cos{", r"\tan{", r"\arctan{", r"\sinh{", r"\cosh{")
_LONG = 150  # characters of LaTeX


class _Formula(LatexPrinter):
    """Constants first in sums, sums last in products, primitives in their own notation."""

    def _print(self, node: Any, **kwargs: Any) -> str:
        if isinstance(node, flat_product):
            return self._print(sympy.Mul(*node.args), **kwargs)
        if isinstance(node, Primitive):
            return self._primitive(node, kwargs.get("exp"))
        if isinstance(node, Condition):
            return self._condition(node)
        if isinstance(node, chosen):
            code = self._cases(node.cases())
            exponent = kwargs.get("exp")
            return code if exponent is None else rf"\left({code}\right)^{{{exponent}}}"
        return str(super()._print(node, **kwargs))

    def _condition(self, node: Condition) -> str:
        if isinstance(node, Comparison):
            return self._comparison(node.left, node.sign, node.right)
        if isinstance(node, either):
            return r" \text{ or } ".join(map(self._print, node.args))
        return r" \text{ and } ".join(
            rf"\left({self._print(each)}\right)" if isinstance(each, either) else self._print(each)
            for each in node.args
        )

    def _comparison(self, left: Expr, sign: str, right: Expr) -> str:
        # x + 1 > 0 reads x > -1.
        terms = sympy.Add.make_args(left - right)
        with_x = [term for term in terms if term.has(x)]
        if with_x in ([x], [-x]):
            rest = sympy.Add(*(term for term in terms if not term.has(x)))
            left, right = x, (-rest if with_x == [x] else rest)
            sign = sign if with_x == [x] else _TURNED.get(sign, sign)
        return f"{self._print(left)} {_SIGNS[sign]} {self._print(right)}"

    def _primitive(self, node: Primitive, exponent: str | None) -> str:
        if isinstance(node, unit_step) and exponent is None:
            return rf"\mathbf{{1}}\left[{self._comparison(node.args[0], '>', sympy.S.Zero)}\right]"
        code = node.latex_form([self._print(argument) for argument in node.args])
        if code is None:
            elementary = node.elementary()
            if isinstance(elementary, sympy.Piecewise) and not _depends_on_x(elementary):
                # A gap in a parameter that is filled by its limit is not worth a case.
                elementary = elementary.args[-1][0]
            return self._print(elementary if exponent is None else elementary ** Symbol(exponent))
        if exponent is None:
            return code
        if isinstance(node, tanh):
            return code.replace(r"\tanh", rf"\tanh^{{{exponent}}}", 1)
        if code.startswith(_NAMED):
            return code.replace("{", rf"^{{{exponent}}}{{", 1)
        return rf"{{{code}}}^{{{exponent}}}"

    def _print_Add(self, node: sympy.Add, order: Any = None) -> str:
        shares = {term.as_coeff_Mul()[0] for term in node.args}
        if len(shares) == 1 and (share := shares.pop()).is_Rational and share.p == 1 < share.q:
            total = sympy.Add(*(term.as_coeff_Mul()[1] for term in node.args))
            code = self._print(total)
            # A fraction over a long sum could not be broken into lines; its terms can.
            if len(code) <= _LONG:
                return rf"\frac{{{code}}}{{{share.q}}}"
        positive_numbers: list[str] = []
        others: list[str] = []
        negatives: list[str] = []
        for term in node.as_ordered_terms():
            text = self._bare(term)
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

        if {*_ROOT_TWO_OVER_PI} <= {*node.args}:
            root = Symbol(r"\sqrt{\frac{2}{\pi}}")
            others = [factor for factor in node.args if factor not in _ROOT_TWO_OVER_PI]
            return self._print(sympy.Mul(*others, root))
        above, below = sympy.fraction(node)
        if below != 1 and isinstance(above, _BRACKETED):
            return rf"\frac{{{self._bare(above)}}}{{{self._print(below)}}}"
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
        return self._comparison(node.lhs, node.rel_op, node.rhs)

    def _print_Or(self, node: sympy.Or) -> str:
        return r" \text{ or } ".join(self._print(argument) for argument in node.args)

    def _print_Float(self, node: sympy.Float) -> str:
        mantissa, _, exponent = f"{float(node):.5g}".partition("e")
        return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa

    def _print_Piecewise(self, node: sympy.Piecewise) -> str:
        return self._cases(node.args)

    def _cases(self, pieces: Iterable[tuple[Expr, Basic]]) -> str:
        rows = [
            rf"{self._bare(value)} & "
            + (r"\text{else}" if condition == True else rf"\text{{if }} {self._print(condition)}")  # noqa: E712
            for value, condition in pieces
        ]
        return r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}"

    def _bare(self, node: Expr) -> str:
        """The node without brackets of its own."""
        code = self._print(node)
        if isinstance(node, _BRACKETED):
            code = code.removeprefix(r"\left(").removesuffix(r"\right)")
        return code

    def _needs_mul_brackets(self, expr: Expr, first: bool = False, last: bool = False) -> bool:
        if isinstance(expr, sympy.Piecewise | chosen):
            return not last
        return bool(super()._needs_mul_brackets(expr, first=first, last=last))


def _depends_on_x(piecewise: sympy.Piecewise) -> bool:
    return any(condition.has(x) for _, condition in piecewise.args)


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
    # 0.4 times an indicator must not read as 0.41.
    return _INDICATOR_FACTOR.sub(r"\1 \\cdot \\mathbf{1}", _Formula(settings)._bare(expression))
