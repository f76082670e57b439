"""Gated units against torch's own functions and autograd."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional

from actviz.maths import CATALOGUE
from actviz.maths.gated import GatedUnit
from actviz.views.gated.state import PRESETS, GatedState

# Every kink of gates and clamp, both sides of each, and the far ends.
POINTS = np.unique(
    [*np.linspace(-10, 10, 41), *(kink + step for kink in (-7, 0, 7) for step in (-1e-8, 1e-8))]
)


def gpt_oss(a: Tensor, b: Tensor) -> Tensor:
    """As the transformers library has it: a is its `up`, b its `gate`."""
    gate, up = b.clamp(max=7.0), a.clamp(min=-7.0, max=7.0)
    return (up + 1) * (gate * torch.sigmoid(gate * 1.702))


IN_TORCH: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "glu": lambda a, b: functional.glu(torch.cat([a, b], dim=-1), dim=-1),
    "bilinear": lambda a, b: a * b,
    "reglu": lambda a, b: a * functional.relu(b),
    "geglu": lambda a, b: a * functional.gelu(b),
    "swiglu": lambda a, b: a * functional.silu(b),
    "clamped": gpt_oss,
}


def test_every_preset_is_compared() -> None:
    assert IN_TORCH.keys() == PRESETS.keys()


@pytest.mark.parametrize("name", PRESETS)
def test_value_and_gradients_equal_torch(name: str) -> None:
    unit = GatedState().with_preset(name).unit
    a, b = np.meshgrid(POINTS, POINTS)
    first, second = (torch.tensor(each, requires_grad=True) for each in (a, b))
    h = IN_TORCH[name](first, second)
    gradients = torch.autograd.grad(h.sum(), (first, second))
    found = (unit.value(a, b), *unit.gradient(a, b))
    for ours, torchs in zip(found, (h.detach(), *gradients), strict=True):
        assert ours.shape == a.shape
        np.testing.assert_allclose(ours, torchs.numpy(), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("limited", [False, True])
@pytest.mark.parametrize("identifier", CATALOGUE)
def test_any_gate_is_multiplied(identifier: str, limited: bool) -> None:
    gate = CATALOGUE[identifier]
    unit = GatedUnit(gate, {}, *((3.0, 0.5) if limited else ()))
    a, b = np.array([-5.0, -1.0, 0.0, 2.0]), np.linspace(-5, 5, 12)[:, np.newaxis]
    kept = np.minimum(b, 3.0) if limited else b
    left = np.clip(a, -3, 3) + 0.5 if limited else a
    inside = (abs(a) <= 3, b <= 3) if limited else (True, True)
    with np.errstate(all="ignore"):
        expected = (
            left * gate.value(kept),
            inside[0] * gate.value(kept),
            left * gate.derivative(kept) * inside[1],
        )
    for ours, theirs in zip((unit.value(a, b), *unit.gradient(a, b)), expected, strict=True):
        np.testing.assert_array_equal(ours, np.broadcast_to(theirs, (12, 4)))


def test_what_is_no_unit_is_said() -> None:
    swish = CATALOGUE["swish"]
    with pytest.raises(TypeError, match="swish has no parameter 'alpha'; it takes: beta"):
        GatedUnit(swish, {"alpha": 1.0})
    for limit in (0.0, -1.0, np.inf, np.nan):
        with pytest.raises(ValueError, match="want a positive finite number"):
            GatedUnit(swish, {}, limit)
    with pytest.raises(ValueError, match="only beside a limit, got 1.0"):
        GatedUnit(swish, shift=1.0)
