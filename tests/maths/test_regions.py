"""Regions of networks, against hand-made networks, brute force, known numbers and proven bounds."""

import numpy as np
import pytest

from actviz.maths import CATALOGUE
from actviz.maths.region_bounds import (
    average,
    maxout_upper,
    montufar_lower,
    product_upper,
    serra_lower,
    serra_upper,
    through_one_point,
    zaslavsky,
)
from actviz.maths.regions import Layer, area, distinct_maps, linear_pieces, regions, within
from actviz.training.experiments.random_regions import random_network, readout

RELU = linear_pieces(CATALOGUE["relu"])
WINDOW = (-3.0, 3.0, -2.0, 4.0)


def layer(weights: list[list[float]], biases: list[float]) -> Layer:
    return Layer(np.array(weights, float), np.array(biases, float), RELU)


def patterns_by_brute_force(layers: list[Layer], reach: float = 4.0) -> int:
    """How many activation patterns a fine grid meets."""
    axis = np.linspace(-reach, reach, 801) + 1e-4
    below = np.stack(np.meshgrid(axis, axis + 3e-5), -1).reshape(-1, 2)
    signs = []
    for each in layers:
        signs.append(below @ each.weights.T + each.biases > 0)
        below = each(below)
    return len(np.unique(np.hstack(signs), axis=0))


@pytest.mark.parametrize(("units", "count"), [(3, 7), (8, 37), (16, 137)])
def test_one_layer_is_zaslavskys(units: int, count: int) -> None:
    assert zaslavsky(units) == count
    for seed in range(3):
        assert len(regions(random_network((units,), RELU, seed=seed))) == count
        cones = regions(random_network((units,), RELU, seed=seed, bias_scale=0))
        assert len(cones) == through_one_point(units) == 2 * units


SQUARE = layer([[1, 0], [-1, 0], [0, 1], [0, -1]], [0, 0, 0, 0])
HAND_MADE = [
    ([SQUARE], 4),
    ([SQUARE, layer([[1, 1, 1, 1]], [-0.5])], 8),
    # Serra et al. 2018, figure 2, over one of two inputs: its third unit bends apart.
    ([layer([[1, 0], [-1, 0]], [0, 1]), layer([[4, 2]], [-3])], 5),
    ([layer([[1, 0], [1, 0]], [-1, 1])], 3),
    ([layer([[1, 0], [0, 1]], [0, 0]), layer([[1, -1]], [0])], 5),
]


@pytest.mark.parametrize(("layers", "count"), HAND_MADE)
def test_hand_made_networks_are_counted_exactly(layers: list[Layer], count: int) -> None:
    assert len(regions(layers)) == count
    assert patterns_by_brute_force(layers) == count


def test_tent_map_doubles_with_each_layer() -> None:
    """relu(2x) - relu(4x - 2), composed: 2^K pieces of [0, 1] with 2K units, and two outside."""
    first = layer([[2, 0], [4, 0]], [0, -2])
    again = layer([[2, -2], [4, -4]], [0, -2])
    for depth in range(1, 11):
        found = regions([first, *[again] * (depth - 1)])
        inside = [each for each in found if len(within(each, (0, 1, -1, 1)))]
        assert len(inside) == 2**depth


@pytest.mark.parametrize("name", ["identity", "leaky_relu"])
def test_without_a_kink_there_is_one_region_at_any_depth(name: str) -> None:
    pieces = linear_pieces(CATALOGUE[name], **({"alpha": 1.0} if name == "leaky_relu" else {}))
    assert pieces is not None
    assert len(regions(random_network((8, 8, 8, 8, 8), pieces))) == 1


def test_random_networks_stay_within_the_proven_bounds() -> None:
    shapes = [(2, 2), (3, 5), (5, 3), (4, 4), (1, 6), (3, 3, 3), (2, 4, 3), (6,)]
    for seed in range(200):
        hidden = shapes[seed % len(shapes)]
        found = len(regions(random_network(hidden, RELU, seed=seed)))
        assert found <= serra_upper(hidden) <= product_upper(hidden), (hidden, seed)
        rank = 2 + seed % 3
        small = tuple(min(units, 3) for units in hidden[:2])
        maxout = len(regions(random_network(small, None, rank=rank, seed=seed)))
        assert maxout <= maxout_upper(small, rank), (small, rank, seed)
        one = len(regions(random_network((1,), None, rank=rank, seed=seed)))
        assert 1 <= one <= rank


def test_bounds_are_the_papers() -> None:
    shapes = {
        (4, 4): (44, None, 121),
        (8, 8): (592, 925, 1369),
        (16, 16): (8768, 11097, 18769),
        (8, 8, 8): (9472, 23125, 50653),
        (2, 2): (4, None, 11),
        (2, 2, 2, 2): (4, None, 85),
    }
    for hidden, expected in shapes.items():
        assert (montufar_lower(hidden), serra_lower(hidden), serra_upper(hidden)) == expected
    assert average(24) == 301


@pytest.mark.parametrize("name", ["relu", "leaky_relu", "hard_tanh", "srelu", "maxout"])
def test_polygons_are_convex_fill_the_window_and_the_network_is_affine_on_each(name: str) -> None:
    pieces = None if name == "maxout" else linear_pieces(CATALOGUE[name])
    layers = random_network((6, 5), pieces, rank=3, seed=4)
    found = regions(layers)
    shown = [(each, corners) for each in found if len(corners := within(each, WINDOW))]
    assert sum(area(corners) for _, corners in shown) == pytest.approx(36, abs=1e-9)
    for region, corners in shown:
        sides = np.roll(corners, -1, 0) - corners
        following = np.roll(sides, -1, 0)
        assert (sides[:, 0] * following[:, 1] - sides[:, 1] * following[:, 0] >= -1e-9).all()
        middle = corners.mean(0)
        points = np.vstack([0.9 * corners + 0.1 * middle, middle])
        outputs = points
        for each in layers:
            outputs = each(outputs)
        lifted = np.column_stack([points, np.ones(len(points))])
        np.testing.assert_allclose(lifted @ region.affine.T, outputs, atol=1e-9)


def test_several_patterns_may_have_one_affine_map() -> None:
    found = regions(random_network((4, 2), RELU, seed=1))
    silent = [each for each in found if not np.any(each.affine)]
    assert len(silent) > 1
    assert distinct_maps(found, readout(2, 1)) == len(found) - len(silent) + 1


def test_only_straight_functions_have_pieces() -> None:
    assert RELU is not None
    assert (RELU.breaks, RELU.slopes, RELU.heights) == ((0.0,), (0.0, 1.0), (0.0, 0.0))
    hard = linear_pieces(CATALOGUE["hard_tanh"])
    assert hard is not None
    assert hard.breaks == (-1.0, 1.0)
    for name in ("gelu", "tanh", "sinc", "hard_swish", "sinusoid"):
        assert linear_pieces(CATALOGUE[name]) is None
    with pytest.raises(TypeError, match="no parameter"):
        linear_pieces(CATALOGUE["relu"], alpha=1)
