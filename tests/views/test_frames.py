"""The frames of pages with fixed ranges, and what they count."""

import numpy as np
import plotly.graph_objects as go
import pytest

from actviz.views.gated import frames as gated
from actviz.views.maxout import frames as maxout
from actviz.views.relu_family import frames as relu_family
from actviz.views.space_folding import frames as space_folding
from actviz.views.zero_centred import frames as zero_centred

FRAMES = {
    "relu_slopes": relu_family.slopes_figure(),
    "random_slopes": relu_family.random_figure(),
    "rectifier_identities": relu_family.identities_figure(),
    "maxout": maxout.unit_figure(6),
    "maxout_quadratic": maxout.quadratic_figure(),
    "maxout_planes": maxout.planes_figure(6),
    "gated": gated.surface_figure(4, 16.0),
    "fold": space_folding.fold_figure(),
    "descent": zero_centred.descent_figure(),
    "agreement": zero_centred.agreement_figure(),
}


@pytest.mark.parametrize("drawing", FRAMES)
def test_every_axis_of_numbers_has_a_fixed_range(drawing: str) -> None:
    figure = go.Figure(FRAMES[drawing])
    for axis in (*figure.select_xaxes(), *figure.select_yaxes()):
        assert axis.range is not None


def test_frames_are_made_once() -> None:
    assert maxout.unit_figure(6) is maxout.unit_figure(6)
    assert maxout.unit_figure(6) != maxout.unit_figure(5)


def test_histograms_count_everything() -> None:
    rng = np.random.default_rng(0)
    figure = relu_family.active_figure(rng.random(200), rng.random(1000))
    assert [int(bars.y.sum()) for bars in figure.data] == [200, 1000]


def test_dead_shares_are_drawn_as_they_are() -> None:
    shifts = np.array([-2.0, -1.0, 0.0])
    shares = np.array([0.5, 0.1, 0.0])
    relu, maxed = maxout.alive_figure(shifts, shares, np.zeros(3)).data
    np.testing.assert_array_equal(relu.y, shares)
    np.testing.assert_array_equal(maxed.y, 0)
    np.testing.assert_array_equal(relu.x, shifts)
