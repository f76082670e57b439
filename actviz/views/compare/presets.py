"""Comparisons worth showing, by name."""

from __future__ import annotations

from dataclasses import replace

from actviz.views.compare.state import CompareState

_WITH_DIFFERENCE = ("f", "difference")


def _preset(*texts: str, panels: tuple[str, ...] = ("f", "derivative")) -> CompareState:
    return CompareState.of(*texts, panels=panels)


PRESETS: dict[str, CompareState] = {
    # They differ below 0 and, ReLU6, above 6.
    "ReLU family": replace(
        _preset("relu", "leaky_relu", "prelu", "rrelu", "relu6", "elu", "selu"),
        high=8.0,
        probe=-1.0,
    ),
    "Sigmoid and tanh: tanh x = 2σ(2x) − 1": _preset(
        "tanh", "sigmoid", "=2*sigmoid(2*x) - 1", panels=_WITH_DIFFERENCE
    ),
    "ReLU and softplus": _preset("relu", "softplus"),
    "Smooth ReLUs": _preset("relu", "softplus", "gelu", "silu", "mish", "squareplus"),
    "Bounded": _preset("sigmoid", "tanh", "arctan", "softsign", "hard_tanh", "gaussian"),
    "Three hard sigmoids: PyTorch, old Keras, BinaryConnect": _preset(
        "sigmoid", "hard_sigmoid", "=max(0, min(1, 0.2*x + 0.5))", "sparse_sigmoid"
    ),
    "GELU and its two approximations": _preset(
        "gelu", "gelu_tanh", "quick_gelu", panels=_WITH_DIFFERENCE
    ),
}


def preset_of(state: CompareState) -> str | None:
    """The name of the preset that `state` is, if it is one."""
    return next((name for name, preset in PRESETS.items() if preset == state), None)
