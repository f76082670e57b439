"""What a primitive is: one function in SymPy, NumPy, PyTorch and JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from sympy import Expr, Function, Symbol

Array = NDArray[np.float64]

x = Symbol("x", real=True)


class Primitive(Function):
    """A function with one name in three languages.

    `torch_template` has `{0}`, `{1}` for its arguments and `{a}` for the first in brackets (a
    leading underscore names a function of `actviz.training.torch_activation`); `javascript_name`
    is JavaScript's own function or an export of `assets/primitives.js`; `compute` is the NumPy
    form. `kink` says that the function has a kink or a jump where its first argument is zero.
    """

    nargs = (1,)
    torch_template: ClassVar[str]
    javascript_name: ClassVar[str]
    compute: ClassVar[Callable[..., Any]]
    kink: ClassVar[bool] = False

    def elementary(self) -> Expr:
        """The same function in SymPy's elementary functions."""
        raise NotImplementedError

    def latex_form(self, arguments: list[str]) -> str | None:
        """LaTeX, given the LaTeX of the arguments; None: as the elementary form prints."""
        return None

    def _eval_evalf(self, prec: int) -> Expr:
        return self.elementary()._eval_evalf(prec)

    def _eval_is_extended_real(self) -> bool:
        return True


def elementwise(function: Callable[[float], float]) -> Callable[[Array], Array]:
    """A function of numbers, made one of arrays."""
    vectorised = np.frompyfunc(function, 1, 1)
    return lambda x: np.asarray(vectorised(x), dtype=np.float64)
