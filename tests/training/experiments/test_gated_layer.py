"""A gated layer in torch: its values and its weights."""

import numpy as np
import pytest
import torch

from actviz.maths import CATALOGUE
from actviz.maths.gated import GatedUnit
from actviz.training import torch_activation
from actviz.training.experiments.gated_layer import GatedLayer, parameter_counts, two_thirds


def test_layer_multiplies_as_the_unit_does() -> None:
    torch.manual_seed(0)
    gelu = CATALOGUE["gelu"]
    layer = GatedLayer(3, 5, torch_activation(gelu)).double()
    x = torch.randn(7, 3, dtype=torch.float64)
    hidden = GatedUnit(gelu).value(layer.up(x).detach(), layer.gate(x).detach())
    expected = hidden @ layer.down.weight.detach().numpy().T
    np.testing.assert_allclose(layer(x).detach().numpy(), expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("width", [1, 512, 8192])
@pytest.mark.parametrize("hidden", [1, 2, 3, 4, 2048, 65536])
def test_two_thirds_of_the_width_are_equal_in_weights(width: int, hidden: int) -> None:
    narrow = two_thirds(hidden)
    plain, gated = parameter_counts(width, hidden, narrow)
    assert (plain, gated) == (2 * width * hidden, 3 * width * narrow)
    # The nearest whole number: no other is nearer to equal.
    assert all(
        abs(gated - plain) <= abs(3 * width * other - plain)
        for other in (narrow - 1, narrow + 1)
        if other > 0
    )
