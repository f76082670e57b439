"""A maxout layer in torch: values, parameters, and that it cannot die."""

import numpy as np
import pytest
import torch

from actviz.maths.maxout import maxout
from actviz.training.experiments.maxout_layer import MaxoutLayer, dead_shares, parameter_counts


def test_layer_computes_maxout() -> None:
    torch.manual_seed(0)
    layer = MaxoutLayer(3, 4, 5).double()
    x = torch.randn(7, 3, dtype=torch.float64)
    result = layer(x).detach().numpy()
    assert result.shape == (7, 4)
    weights = layer.linear.weight.detach().numpy().reshape(4, 5, 3)
    biases = layer.linear.bias.detach().numpy().reshape(4, 5)
    for unit in range(4):
        expected = maxout(x.numpy(), weights[unit], biases[unit])
        np.testing.assert_allclose(result[:, unit], expected, rtol=1e-12)


@pytest.mark.parametrize("pieces", range(2, 7))
@pytest.mark.parametrize(("inputs", "units"), [(1, 1), (64, 32), (1024, 1024)])
def test_parameters_are_k_times_as_many(inputs: int, units: int, pieces: int) -> None:
    relu, counted = parameter_counts(inputs, units, pieces)
    assert counted == pieces * relu == pieces * (inputs + 1) * units


def test_relu_units_die_and_maxout_units_do_not() -> None:
    shifts = np.array([-30.0, -2.0, 0.0])
    relu, maxed = dead_shares(shifts, inputs=16, units=50, pieces=2, seed=1)
    assert relu[0] == 1.0
    assert 0 < relu[1] < 1
    assert relu[2] == 0.0
    assert (maxed == 0.0).all()


def test_seed_decides_and_leaves_torchs_own_alone() -> None:
    before = torch.random.get_rng_state()
    first, _ = dead_shares(np.array([-2.0]), 8, 100, 2, seed=5)
    second, _ = dead_shares(np.array([-2.0]), 8, 100, 2, seed=5)
    assert first == second
    assert torch.equal(before, torch.random.get_rng_state())
