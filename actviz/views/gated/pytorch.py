"""Gated units as PyTorch lines."""

from __future__ import annotations

from actviz.maths import CATALOGUE
from actviz.views.gated.state import GatedState


def pytorch_script(state: GatedState) -> str:
    """Lines to paste that compute the unit and both gradients at the point."""
    return "\n".join(
        (
            "import torch",
            "",
            # Not a and b: parameters of some gates have these names.
            f"up = torch.tensor([{state.a!r}], dtype=torch.float64, requires_grad=True)     # a",
            f"gate = torch.tensor([{state.b!r}], dtype=torch.float64, requires_grad=True)   # b",
            *_unit(state),
            "by_a, by_b = torch.autograd.grad(h.sum(), (up, gate), materialize_grads=True)",
            "print(h.item(), by_a.item(), by_b.item())",
        )
    )


def _unit(state: GatedState) -> list[str]:
    if state.preset == "glu":
        return [
            "h = torch.nn.functional.glu(torch.cat([up, gate], dim=-1))   # the second half gates"
        ]
    # What most libraries call SwiGLU has torch's own function.
    known = state.gate.id == "swish" and state.parameters["beta"] == 1
    gate = CATALOGUE["silu"] if known else state.gate
    lines = gate.pytorch_lines(**({} if known else state.parameters))
    if not state.clamped:
        return ["x = gate", lines, "h = up * y"]
    limit = repr(state.limit)
    return [
        f"x = gate.clamp(max={limit})",
        lines,
        f"h = (up.clamp(-{limit}, {limit}) + {state.shift!r}) * y",
    ]


def layer_script(state: GatedState) -> str:
    """Lines to paste that make both layers and count their weights."""
    width, hidden, narrow = state.width, state.hidden, state.narrow
    return "\n".join(
        (
            "import torch",
            "from torch import nn",
            "",
            f"gate, up = (nn.Linear({width}, {narrow}, bias=False) for _ in range(2))",
            f"down = nn.Linear({narrow}, {width}, bias=False)",
            f"x = torch.randn(8, {width})",
            "y = down(nn.functional.silu(gate(x)) * up(x))",
            "",
            f"plain = nn.Sequential(nn.Linear({width}, {hidden}, bias=False), nn.ReLU(),",
            f"                      nn.Linear({hidden}, {width}, bias=False))",
            "for layers in (plain, nn.ModuleList([gate, up, down])):",
            "    print(sum(p.numel() for p in layers.parameters()))",
        )
    )
