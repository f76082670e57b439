"""A folded square: how many sheets lie on one another, and what is lost."""

import numpy as np
import pytest

from actviz.maths import CATALOGUE
from actviz.maths.folding import ABSOLUTE, SQUARE, folding_layers, kept, shares
from actviz.maths.regions import area, linear_pieces, regions, within

RELU = linear_pieces(CATALOGUE["relu"])
LEAKY = linear_pieces(CATALOGUE["leaky_relu"], alpha=0.1)
assert RELU is not None
assert LEAKY is not None


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_each_layer_folds_all_sheets_in_four(layers: int) -> None:
    sheets = [
        part
        for region in regions(folding_layers(ABSOLUTE, layers))
        if len(part := within(region, SQUARE))
    ]
    assert len(sheets) == 4**layers
    assert [area(part) for part in sheets] == pytest.approx([4.0 / 4**layers] * 4**layers)


def test_what_each_function_loses() -> None:
    assert shares(folding_layers(RELU, 1)) == pytest.approx((0.25, 0.5, 0.25))
    for pieces in (ABSOLUTE, LEAKY):
        for layers, degrees in ((1, 0), (3, 0), (3, 20), (2, -45)):
            assert shares(folding_layers(pieces, layers, degrees)) == pytest.approx((0, 0, 1))


@pytest.mark.parametrize("degrees", [0, 20, -35])
def test_a_fold_stays_where_the_next_one_bends_it(degrees: float) -> None:
    points = np.random.default_rng(0).uniform(-1, 1, (500, 2))
    for layer in folding_layers(ABSOLUTE, 4, degrees):
        points = layer(points)
        assert points.min() >= 0
        assert points.max() <= 1 + 1e-12


def test_a_region_on_a_point_keeps_nothing() -> None:
    dimensions = [kept(region) for region in regions(folding_layers(RELU, 1))]
    assert sorted(dimensions) == [0, 1, 1, 2]
