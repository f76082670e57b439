"""PyTorch code of expressions: what the printed source calls and returns."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import sympy
import torch
from sympy import Expr, Symbol
from torch import Tensor

from actviz.maths.primitives import PRIMITIVES
from actviz.maths.symbolic.source_code import python_source

_NUMBERS = (int, float)
Compiled = Callable[..., tuple[Tensor, ...]]


class _TorchFor:
    """The torch module as printed code sees it: a choice between two numbers keeps `dtype`.

    torch.where(condition, 0.1, 0) itself has the default dtype and would cost float64 its digits.
    """

    def __init__(self, dtype: torch.dtype) -> None:
        self._dtype = dtype
        self._constants: dict[float, Tensor] = {}

    def __getattr__(self, name: str) -> Any:
        found = getattr(torch, name)
        # Next time it is found without coming here.
        setattr(self, name, found)
        return found

    def where(self, condition: Any, value: Any, otherwise: Any) -> Any:
        # isinstance(…, Tensor) costs as much as the choice itself: torch overrides it.
        if type(condition) is bool:
            return value if condition else otherwise
        if type(value) in _NUMBERS and type(otherwise) in _NUMBERS:
            if value not in self._constants:
                self._constants[value] = torch.tensor(float(value), dtype=self._dtype)
            value = self._constants[value]
        return torch.where(condition, value, otherwise)


@lru_cache(maxsize=512)
def compile_torch(
    expressions: tuple[Expr, ...], arguments: tuple[Symbol, ...], dtype: torch.dtype
) -> Compiled:
    """Compile expressions to one function of tensors that returns a tuple, one entry for each.

    Subexpressions that they share are computed once. The first argument is x. Every result is a
    tensor of dtype `dtype` with the shape of x, or wider where wider parameters enter it.
    """
    # The source is printed from a SymPy tree of known nodes; no visitor's text can be in it.
    module = _TorchFor(dtype)
    namespace: dict[str, Any] = {"torch": module} | {
        kind.__name__: partial(kind.compute, xp=module)
        for kind in PRIMITIVES
        if kind.torch_template is None
    }
    exec(python_source(sympy.Tuple(*expressions), arguments, torch=True), namespace)
    function: Compiled = namespace["f"]
    # A constant slope, say, is a number in the printed code, or a parameter's tensor.
    trial = [torch.full((2,), 0.5, dtype=dtype)]
    trial += [torch.full((), 0.25, dtype=dtype)] * (len(arguments) - 1)
    complete = [
        isinstance(result, Tensor) and result.shape == (2,) and result.dtype == dtype
        for result in function(*trial)
    ]
    if all(complete):
        return function

    def filled(x: Tensor, *parameters: Tensor) -> tuple[Tensor, ...]:
        return tuple(
            result if whole else _like(x, result)
            for result, whole in zip(function(x, *parameters), complete, strict=True)
        )

    return filled


def _like(x: Tensor, result: Tensor | float) -> Tensor:
    if isinstance(result, Tensor):
        return result.to(x).expand(torch.broadcast_shapes(x.shape, result.shape))
    return torch.full_like(x, result)
