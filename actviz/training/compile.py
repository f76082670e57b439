"""PyTorch code of expressions: what the printed source calls and returns."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import sympy
import torch
from sympy import Expr, Symbol
from torch import Tensor

from actviz.maths.primitives import SINC_SERIES
from actviz.maths.symbolic.source_code import python_source

_NUMBERS = (int, float)
Compiled = Callable[..., tuple[Tensor, ...]]


def _hypot(x: Tensor, c: Tensor | float) -> Tensor:
    return torch.hypot(x, torch.as_tensor(c, dtype=x.dtype, device=x.device))


def _hypot_plus(x: Tensor, c: Tensor | float) -> Tensor:
    c = torch.as_tensor(c, dtype=x.dtype, device=x.device)
    root = torch.hypot(x, c)
    return torch.where(x >= 0, x + root, c * c / (root - x.clamp(max=0)))


def _expm1_over(a: Tensor | float, x: Tensor) -> Tensor:
    a = torch.as_tensor(a, dtype=x.dtype, device=x.device)
    return torch.where(a == 0, x, torch.expm1(a * x) / torch.where(a == 0, 1.0, a))


def _expm1_over_slope(a: Tensor | float, x: Tensor) -> Tensor:
    a = torch.as_tensor(a, dtype=x.dtype, device=x.device)
    z = a * x
    small = z.abs() < 1e-2
    series = 1 / 2 + z * (1 / 3 + z * (1 / 8 + z * (1 / 30 + z * (1 / 144 + z / 840))))
    full = (z * torch.exp(z) - torch.expm1(z)) / torch.where(small, 1.0, a) ** 2
    return torch.where(small, x * x * series, full)


def _log1p_over(a: Tensor | float, y: Tensor) -> Tensor:
    a = torch.as_tensor(a, dtype=y.dtype, device=y.device)
    return torch.where(a == 0, y, torch.log1p(a * y) / torch.where(a == 0, 1.0, a))


def _log1p_over_slope(a: Tensor | float, y: Tensor) -> Tensor:
    a = torch.as_tensor(a, dtype=y.dtype, device=y.device)
    z = a * y
    small = z.abs() < 1e-2
    series = -1 / 2 + z * (
        2 / 3 - z * (3 / 4 - z * (4 / 5 - z * (5 / 6 - z * (6 / 7 - z * (7 / 8 - z * 8 / 9)))))
    )
    full = (z / (1 + z) - torch.log1p(z)) / torch.where(small, 1.0, a) ** 2
    return torch.where(small, y * y * series, full)


def _sinc_derivative(x: Tensor) -> Tensor:
    small = x.abs() < 1.0
    square = x * x
    series = torch.zeros_like(x)
    for coefficient in reversed(SINC_SERIES):
        series = series * square + coefficient
    safe = torch.where(small, 1.0, x)
    return torch.where(small, x * series, (torch.cos(safe) - torch.sin(safe) / safe) / safe)


_HELPERS: dict[str, Callable[..., Tensor]] = {
    function.__name__: function
    for function in (
        _hypot, _hypot_plus, _expm1_over, _expm1_over_slope, _log1p_over, _log1p_over_slope,
        _sinc_derivative,
    )
}  # fmt: skip


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
    namespace: dict[str, Any] = {"torch": _TorchFor(dtype), **_HELPERS}
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
