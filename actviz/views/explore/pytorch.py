"""Explore as PyTorch lines."""

from __future__ import annotations

from actviz.views.explore.state import ExploreState


def pytorch_script(state: ExploreState) -> str:
    """Lines to paste that reproduce the curve and its derivative."""
    # A function without slope anywhere leaves autograd nothing to follow back to x.
    flat = state.activation.df == 0
    slope = "torch.zeros_like(x)" if flat else "torch.autograd.grad(y.sum(), x)[0]"
    lines = (
        "import torch",
        "",
        f"x = torch.linspace({state.low:g}, {state.high:g}, 601, dtype=torch.float64)",
        "x.requires_grad_()",
        state.activation.pytorch_lines(**state.parameters),
        f"derivative = {slope}",
    )
    return "\n".join(lines)
