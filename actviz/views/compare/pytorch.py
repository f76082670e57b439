"""The compared functions as PyTorch lines."""

from __future__ import annotations

from actviz.views.compare.state import CompareState


def pytorch_lines(state: CompareState) -> str:
    """Lines to paste that reproduce every curve."""
    lines = ["import torch", "", f"x = torch.linspace({state.low:g}, {state.high:g}, 601)"]
    for curve in state.curves:
        activation = curve.activation
        lines += ["", f"# {activation.title}", activation.pytorch_lines(**curve.parameters)]
    return "\n".join(lines)
