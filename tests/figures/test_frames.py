"""The frames of the ReLU family and of Maxout: complete, with fixed ranges."""

from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest

from actviz.figures import maxout, relu_family
from actviz.figures.palette import PALETTE

DRAWINGS = Path(__file__).resolve().parents[2] / "assets" / "drawings"
FRAMES = {
    "relu_slopes": relu_family.slopes_figure(),
    "random_slopes": relu_family.random_figure(),
    "slope_fit": relu_family.fit_figure(np.arange(3.0), np.arange(3.0)),
    "rectifier_identities": relu_family.identities_figure(),
    "maxout": maxout.unit_figure(6),
    "maxout_quadratic": maxout.quadratic_figure(),
    "maxout_planes": maxout.planes_figure(6),
    "maxout_cost": maxout.cost_figure(),
}
EACH = pytest.mark.parametrize(("drawing", "figure"), FRAMES.items(), ids=list(FRAMES))


@EACH
def test_drawing_names_every_live_trace(drawing: str, figure: go.Figure) -> None:
    source = (DRAWINGS / f"{drawing}.js").read_text(encoding="utf-8")
    names = [trace.meta["live"] for trace in figure.data if "live" in (trace.meta or {})]
    assert len(set(names)) == len(names)
    for name in names:
        stem, _, number = name.rpartition("-")
        numbered = f"{stem}-${{" if number.isdigit() else name
        assert name in source or numbered in source, f"{drawing}.js never fills {name!r}"


@EACH
def test_roles_have_colours(drawing: str, figure: go.Figure) -> None:
    roles = {trace.meta.get("role") for trace in figure.data} - {None, "boundary"}
    for theme in PALETTE.values():
        assert roles <= theme.keys()


@EACH
def test_every_axis_of_numbers_has_a_fixed_range(drawing: str, figure: go.Figure) -> None:
    for axis in (*figure.select_xaxes(), *figure.select_yaxes()):
        if drawing != "maxout_cost":
            assert axis.range is not None


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
