"""Maxout: its pieces, which of them wins where, and the functions it makes exactly."""

import itertools
import math
import re

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from actviz.maths import CATALOGUE
from actviz.maths.maxout import (
    Pieces,
    Region,
    absolute_pieces,
    leaky_relu_pieces,
    maxout,
    quadratic_error,
    quadratic_pieces,
    regions,
    relu_pieces,
    winners,
)

X = np.linspace(-4, 4, 161)


@pytest.mark.parametrize("alpha", [0.0, 0.01, 0.3, 1.0])
def test_makes_leaky_relu_exactly(alpha: float) -> None:
    pieces = leaky_relu_pieces(alpha)
    expected = CATALOGUE["leaky_relu"].value(X, alpha=alpha)
    np.testing.assert_array_equal(maxout(X, pieces.weights, pieces.biases), expected)


@pytest.mark.parametrize(("pieces", "f"), [(relu_pieces(), "relu"), (absolute_pieces(), "abs")])
def test_makes_relu_and_absolute_value_exactly(pieces: Pieces, f: str) -> None:
    expected = np.abs(X) if f == "abs" else CATALOGUE[f].value(X)
    np.testing.assert_array_equal(maxout(X, pieces.weights, pieces.biases), expected)


@pytest.mark.parametrize("k", range(1, 9))
@pytest.mark.parametrize(("low", "high"), [(-1.0, 1.0), (0.0, 3.0), (-2.0, 5.0)])
def test_tangents_of_the_quadratic_and_their_error(k: int, low: float, high: float) -> None:
    pieces = quadratic_pieces(k, low, high)
    # The grid holds the ends and meeting points of the tangents, where the error is largest.
    x = np.linspace(low, high, 8 * 840 + 1)
    error = x**2 - maxout(x, pieces.weights, pieces.biases)
    # Never above the parabola, but for rounding at 25 in size.
    assert error.min() >= -1e-13
    assert error.max() == pytest.approx(quadratic_error(k, low, high), abs=1e-13)
    found = regions(pieces.weights, pieces.biases)
    edges = low + np.arange(1, k) * (high - low) / k
    assert [region.high for region in found[:-1]] == pytest.approx(edges, abs=1e-14)


def test_shapes() -> None:
    weights, biases = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]]), np.array([0.0, 0.0, 0.5])
    points = np.array([[[2.0, 1.0], [0.0, 3.0]], [[-1.0, -1.0], [0.0, 0.0]]])
    np.testing.assert_array_equal(maxout(points, weights, biases), [[2, 3], [2.5, 0.5]])
    np.testing.assert_array_equal(winners(points, weights, biases), [[0, 1], [2, 2]])
    assert maxout(1.5, [0, 1], [0, 0]) == 1.5
    assert maxout(np.zeros((2, 3, 4)), [0, 1], [0, 0]).shape == (2, 3, 4)
    assert winners(0.0, [1, 1], [0, 0]) == 0


def test_equals_torch_linear_and_maximum() -> None:
    layer = torch.nn.Linear(3, 5, dtype=torch.float64)
    points = torch.arange(12, dtype=torch.float64).reshape(4, 3) - 6
    expected = layer(points).max(dim=-1)
    weights, biases = layer.weight.detach().numpy(), layer.bias.detach().numpy()
    np.testing.assert_allclose(
        maxout(points.numpy(), weights, biases), expected.values.detach().numpy(), rtol=1e-13
    )
    np.testing.assert_array_equal(winners(points.numpy(), weights, biases), expected.indices)


SMALL = st.integers(-4, 4).map(float)


@given(st.lists(st.tuples(SMALL, SMALL), min_size=1, max_size=6))
def test_regions_are_where_each_piece_wins(lines: list[tuple[float, float]]) -> None:
    weights, biases = (np.array(column) for column in zip(*lines, strict=True))
    found = regions(weights, biases)
    assert (found[0].low, found[-1].high) == (-math.inf, math.inf)
    for left, right in itertools.pairwise(found):
        assert left.high == right.low
        # At the break both have the value of the whole; thirds and fifths round at 1e-15.
        both = weights[[left.piece, right.piece]] * left.high + biases[[left.piece, right.piece]]
        assert both == pytest.approx([maxout(left.high, weights, biases)] * 2, abs=1e-13)
    for region in found:
        assert region.low < region.high
        inside = np.clip([region.low, region.high], -100, 100).mean()
        assert winners(inside, weights, biases) == region.piece


def test_regions_by_hand() -> None:
    assert regions([0, 1], [0, 0]) == [Region(0, -math.inf, 0), Region(1, 0, math.inf)]
    # The middle line only touches where the outer two cross, or lies below.
    assert [r.piece for r in regions([-1, 0, 1], [0, 0, 0])] == [0, 2]
    assert [r.piece for r in regions([1, 1, 1], [0, 2, 2])] == [1]


@pytest.mark.parametrize(
    ("x", "weights", "biases", "fault"),
    [
        (X, [], [], "weights: want shape (k,) for one input or (k, d) for d, got (0,)"),
        (X, 1.0, [1.0], "weights: want shape (k,)"),
        (X, np.zeros((2, 2, 2)), [0, 0], "weights: want shape (k,)"),
        (X, [1, 2], [0], "biases: want one for each piece, shape (2,), got (1,)"),
        (X, [1, math.nan], [0, 0], "weights: want finite numbers"),
        (X, [1, 2], [0, math.inf], "biases: want finite numbers"),
        (X, ["a", "b"], [0, 0], "weights and biases: want arrays of numbers"),
        (X, np.zeros((2, 3)), [0, 0], "x: want a last axis of 3, the inputs of weights (2, 3)"),
        (1.0, np.zeros((2, 3)), [0, 0], "x: want a last axis of 3"),
    ],
)
def test_shapes_that_do_not_fit(x: object, weights: object, biases: object, fault: str) -> None:
    with pytest.raises(ValueError, match=re.escape(fault)):
        maxout(x, weights, biases)  # type: ignore[arg-type]


def test_other_refusals() -> None:
    with pytest.raises(ValueError, match="regions need one input"):
        regions(np.zeros((2, 2)), [0, 0])
    with pytest.raises(ValueError, match="alpha: .* 0 to 1 only, got 1.5"):
        leaky_relu_pieces(1.5)
    with pytest.raises(ValueError, match="pieces: want a whole number from 1, got 0"):
        quadratic_pieces(0)
    with pytest.raises(ValueError, match="low < high, both finite, got 1 and 1"):
        quadratic_error(2, 1, 1)
