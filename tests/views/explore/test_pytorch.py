"""The PyTorch lines that Explore hands out, run as a student would run them."""

from typing import Any

import numpy as np
import pytest

from actviz.maths import CATALOGUE, parse_activation
from actviz.views.explore.pytorch import pytorch_script
from actviz.views.explore.state import ExploreState

ENTRIES = pytest.mark.parametrize("identifier", CATALOGUE)


def run(state: ExploreState) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(pytorch_script(state), names)
    return {name: names[name].detach().numpy().astype(float) for name in ("x", "y", "derivative")}


@ENTRIES
def test_lines_reproduce_curve_and_derivative(identifier: str) -> None:
    state = ExploreState.of(identifier)
    found = run(state)
    expected = state.activation.value(found["x"])
    slopes = state.activation.derivative(found["x"])
    # torch.tensor(0.01) rounds a parameter to single precision: seven digits.
    within = np.isfinite(expected) & np.isfinite(slopes)
    np.testing.assert_allclose(found["y"][within], expected[within], rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(found["derivative"][within], slopes[within], rtol=1e-6, atol=1e-6)


def test_a_constant_of_the_visitors_own_runs_too() -> None:
    own = parse_activation("5")
    state = ExploreState(own, "", {})
    assert "zeros_like" in pytorch_script(state)
