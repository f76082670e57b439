"""An activation as a differentiable PyTorch function, with the derived f' as its backward."""

from __future__ import annotations

from typing import Any

import torch
from sympy import Symbol
from torch import Tensor
from torch.autograd.function import once_differentiable

from actviz.maths import Activation, primitives
from actviz.training.compile import compile_torch

# Half precision is computed in float32 and rounded once, as torch's own kernels do.
_COMPUTED_IN = {torch.float16: torch.float32, torch.bfloat16: torch.float32}


class TorchActivation:
    """f as a callable on tensors; see `torch_activation`."""

    def __init__(self, activation: Activation, parameters: dict[str, Any]) -> None:
        self.activation = activation
        self.parameters = activation.resolve(parameters)
        self._numbers: dict[tuple[str, torch.dtype, torch.device], Tensor] = {}

    def __call__(self, x: Tensor) -> Tensor:
        """f(x): the dtype and device of `x`, its shape broadcast with tensor parameters."""
        if not x.dtype.is_floating_point:
            raise TypeError(
                f"{self.activation.id} wants a real floating-point tensor, got {x.dtype}: "
                "convert it with x.float()"
            )
        dtype = _COMPUTED_IN.get(x.dtype, x.dtype)
        parameters = [self._tensor(name, dtype, x.device) for name in self.parameters]
        result: Tensor = _Derived.apply(x, self.activation, dtype, *parameters)
        return result

    def _tensor(self, name: str, dtype: torch.dtype, device: torch.device) -> Tensor:
        value = self.parameters[name]
        if isinstance(value, Tensor):
            return value
        key = (name, dtype, device)
        if key not in self._numbers:
            self._numbers[key] = torch.tensor(float(value), dtype=dtype, device=device)
        return self._numbers[key]

    def __repr__(self) -> str:
        inside = "".join(f", {name}={value}" for name, value in self.parameters.items())
        return f"torch_activation({self.activation.id}{inside})"


class _Derived(torch.autograd.Function):
    """f forward, f' and df/d(parameter) backward: all three compiled from the expressions."""

    @staticmethod
    def forward(
        ctx: Any, x: Tensor, activation: Activation, dtype: torch.dtype, *parameters: Tensor
    ) -> Tensor:
        ctx.save_for_backward(x, *parameters)
        ctx.activation, ctx.dtype = activation, dtype
        function = compile_torch((activation.f,), _arguments(activation), dtype)
        (value,) = function(x.to(dtype), *(parameter.to(dtype) for parameter in parameters))
        return _keep_nan(x, value).to(x.dtype)

    @staticmethod
    @once_differentiable  # type: ignore[untyped-decorator]
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, ...]:
        x, *parameters = ctx.saved_tensors
        activation: Activation = ctx.activation
        symbols = _arguments(activation)
        arguments = (x.to(ctx.dtype), *(parameter.to(ctx.dtype) for parameter in parameters))
        wanted = [ctx.needs_input_grad[0], *ctx.needs_input_grad[3:]]
        gradients: list[Tensor | None] = []
        for symbol, needed, given in zip(symbols, wanted, (x, *parameters), strict=True):
            if not needed:
                gradients.append(None)
                continue
            slope = activation.df if symbol == primitives.x else activation.df_by(symbol.name)
            (value,) = compile_torch((slope,), symbols, ctx.dtype)(*arguments)
            product = gradient.to(ctx.dtype) * _keep_nan(x, value)
            gradients.append(product.sum_to_size(given.shape).to(given.dtype))
        return (gradients[0], None, None, *gradients[1:])


def _arguments(activation: Activation) -> tuple[Symbol, ...]:
    return (primitives.x, *activation.symbols)


def _keep_nan(x: Tensor, value: Tensor) -> Tensor:
    # A NaN that fails every condition would take the last piece's value.
    return torch.where(torch.isnan(x), torch.nan, value)


def torch_activation(activation: Activation, **parameters: Any) -> TorchActivation:
    """A differentiable function on tensors, computed from the activation's one definition.

    A parameter is a number, or a tensor that broadcasts with the input; a tensor that requires a
    gradient, such as an `nn.Parameter`, gets the derived df/d(parameter), summed to its shape.
    Any floating-point dtype and any device; NaN stays NaN. Differentiable once: a second backward
    through it raises RuntimeError. TypeError: a parameter that the activation does not have, or a
    tensor that is not floating-point.
    """
    return TorchActivation(activation, parameters)
