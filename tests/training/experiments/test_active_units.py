"""How many units of a random layer are active."""

import numpy as np
import pytest

from actviz.training.experiments.active_units import EXAMPLES, active_shares, random_layer


def test_weights_have_he_variance_and_no_bias() -> None:
    layer = random_layer(512, 1024, seed=3)
    # 500,000 weights: their standard deviation is known to 0.1 %.
    assert layer.weight.std().item() == pytest.approx((2 / 512) ** 0.5, rel=0.005)
    assert (layer.bias == 0).all()


@pytest.mark.parametrize("seed", range(5))
def test_about_half_are_active(seed: int) -> None:
    shares = active_shares(64, 256, "centred", seed)
    assert shares.by_unit.shape == (256,)
    assert shares.by_example.shape == (EXAMPLES,)
    assert shares.overall == pytest.approx(0.5, abs=0.02)
    assert shares.overall == pytest.approx(float(shares.by_example.mean()), rel=1e-12)
    # Each unit is a fair coin thrown a thousand times: five standard deviations.
    assert np.abs(shares.by_unit - 0.5).max() < 5 * 0.5 / EXAMPLES**0.5


def test_positive_inputs_spread_the_units() -> None:
    centred = active_shares(64, 256, "centred", 1)
    positive = active_shares(64, 256, "positive", 1)
    assert positive.by_unit.std() > 5 * centred.by_unit.std()


def test_seed_decides() -> None:
    first, second, other = (active_shares(8, 16, "centred", seed) for seed in (7, 7, 8))
    np.testing.assert_array_equal(first.by_unit, second.by_unit)
    assert (first.by_unit != other.by_unit).any()


def test_silent_units_are_counted() -> None:
    # One positive input: a unit with a negative weight is never on.
    shares = active_shares(1, 200, "positive", 2)
    weights = random_layer(1, 200, 2).weight
    assert shares.silent == int((weights < 0).sum())


def test_unknown_inputs() -> None:
    with pytest.raises(ValueError, match="centred, positive"):
        active_shares(4, 4, "uniform", 1)
