"""PyTorch lines that reproduce the Softmax page's table."""

from __future__ import annotations

import math

from actviz.views.softmax.state import SoftmaxState

_SPARSEMAX = """\
descending = shifted.sort(descending=True).values
counts = torch.arange(1, len(z) + 1)
thresholds = (descending.cumsum(0) - 1) / counts
tau = thresholds[descending > thresholds][-1]
p = (shifted - tau).clamp(min=0)"""


def pytorch_lines(state: SoftmaxState) -> str:
    """A script whose variables are the table's columns: scaled, shifted, exponentials, p."""
    logits = ", ".join(repr(float(z)) for z in state.logits)
    lines = ["import torch", "", f"z = torch.tensor([{logits}], dtype=torch.float64)"]
    if state.limit:
        lines += _limit_lines(state)
    else:
        sign = "-" if state.kind == "softmin" else ""
        lines += [
            f"T = {state.temperature!r}",
            f"scaled = {sign}z / T",
            "shifted = scaled - scaled.max()",
        ]
        lines += _rest(state.kind)
    if state.kind == "log_softmax":
        return "\n".join(lines)
    return "\n".join([*lines, "entropy = -torch.special.xlogy(p, p).sum()  # in nats"])


def _rest(kind: str) -> list[str]:
    if kind == "sparsemax":
        return _SPARSEMAX.splitlines()
    lines = [
        "exponentials = shifted.exp()",
        "p = exponentials / exponentials.sum()",
    ]
    in_torch = {"softmax": "softmax(z / T, dim=0)", "softmin": "softmin(z / T, dim=0)"}
    if kind == "log_softmax":
        lines.append("log_p = torch.log_softmax(z / T, dim=0)")
    else:
        lines.append(f"assert torch.allclose(p, torch.nn.functional.{in_torch[kind]})")
    return lines


def _limit_lines(state: SoftmaxState) -> list[str]:
    if math.isinf(state.temperature):
        lines = ["# T → ∞: every class gets the same share.", "p = torch.ones_like(z) / len(z)"]
    else:
        best = "min" if state.kind == "softmin" else "max"
        lines = [
            f"# T → 0: all to the {best}imum, shared evenly in a tie.",
            f"p = (z == z.{best}()).double()",
            "p = p / p.sum()",
        ]
    return [*lines, "log_p = p.log()"] if state.kind == "log_softmax" else lines
