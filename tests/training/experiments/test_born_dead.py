"""How many networks are dead at birth, against what was computed elsewhere."""

import numpy as np
import pytest

from actviz.training.experiments.born_dead import constant_shares, line_at_most, one_input


# Shares of a line after ten hidden layers; 20,000 networks have a standard error below 0.004.
@pytest.mark.parametrize(("width", "share"), [(2, 0.909), (3, 0.633), (5, 0.152), (10, 0.002)])
def test_share_of_constant_networks(width: int, share: float) -> None:
    one, line = constant_shares(width, 10, 20_000, seed=1)
    assert line[-1] == pytest.approx(share, abs=0.01)
    for layers, drawn in enumerate(one, 1):
        assert drawn == pytest.approx(one_input(width, layers), abs=0.015)
    assert line[0] == 0
    bounds = np.array([line_at_most(width, layers) for layers in range(1, 11)])
    assert (line <= bounds + 0.01).all()


def test_one_unit_is_silent_on_half_of_its_inputs() -> None:
    assert one_input(1, 1) == 0.5
    assert one_input(2, 10) == 1 - 0.75**10
    assert line_at_most(7, 1) == 0
