"""What a primitive is: one function in SymPy, NumPy, PyTorch and JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from sympy import Add, Expr, Float, Function, Integer, Mul, Pow, Symbol

Array = NDArray[np.float64]

x = Symbol("x", real=True)


class Primitive(Function):
    """A function with one name in three languages.

    `compute` is the NumPy form. With a last argument `xp` it is the PyTorch form too, computed by
    functions that the modules `numpy` and `torch` share, and never of a branch whose autograd has
    no number: exported scripts carry its source. Without, `torch_template` is torch's own form,
    with `{0}`, `{1}` for the arguments and `{a}` for the first in brackets. `javascript_name` is
    JavaScript's own function or an export of `assets/maths/primitives.js`, there by the same name
    unless it says another. `kink` says that the function has a kink or a jump where its first
    argument is zero.
    """

    nargs = (1,)
    torch_template: ClassVar[str | None] = None
    javascript_name: ClassVar[str]
    compute: ClassVar[Callable[..., Any]]
    kink: ClassVar[bool] = False

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "javascript_name" not in vars(cls):
            cls.javascript_name = cls.__name__

    def elementary(self) -> Expr:
        """The same function in SymPy's elementary functions."""
        raise NotImplementedError

    def latex_form(self, arguments: list[str]) -> str | None:
        """LaTeX, given the LaTeX of the arguments; None: as the elementary form prints."""
        return None

    def _eval_derivative(self, symbol: Symbol) -> Expr:
        terms = []
        for place, argument in enumerate(self.args, start=1):
            inner = slope(argument, symbol)
            if inner != 0:
                terms.append(product(self.fdiff(place), inner))
        return Add(*terms)

    def _eval_evalf(self, prec: int) -> Expr | None:
        # As the function is computed, not by its elementary form, which SymPy would work on.
        if self.free_symbols:
            return None
        return Float(float(type(self).compute(*(np.float64(number) for number in self.args))))

    def _eval_is_extended_real(self) -> bool:
        return True


def product(*factors: Expr) -> Expr:
    """The product; for 0 SymPy would ask whether every other factor is finite."""
    return Integer(0) if 0 in factors else Mul(*factors)


def slope(expression: Expr, symbol: Symbol) -> Expr:
    """d/d(symbol) by the rules alone: SymPy's own asks what could be simplified on the way."""
    if expression == symbol:
        return Integer(1)
    if symbol not in expression.free_symbols:
        return Integer(0)
    if isinstance(expression, Add):
        return Add(*(slope(term, symbol) for term in expression.args))
    if isinstance(expression, Mul):
        terms = []
        for place, factor in enumerate(expression.args):
            inner = slope(factor, symbol)
            if inner != 0:
                terms.append(Mul(*expression.args[:place], inner, *expression.args[place + 1 :]))
        return Add(*terms)
    if isinstance(expression, Pow) and expression.exp.is_Integer:
        base, exponent = expression.args
        return exponent * base ** (exponent - 1) * slope(base, symbol)
    return expression._eval_derivative(symbol)


def elementwise(function: Callable[[float], float]) -> Callable[[Array], Array]:
    """A function of numbers, made one of arrays."""
    vectorised = np.frompyfunc(function, 1, 1)
    return lambda x: np.asarray(vectorised(x), dtype=np.float64)
