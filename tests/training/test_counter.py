"""The counter-based numbers: as published, evenly spread, and each for itself."""

import itertools
from collections import Counter

import numpy as np
import pytest

from actviz.training.counter import mixed, shuffled, uniform

PLACES = [(0, 0, 0), (1, 2, 3), (2**32 - 1, 7, 123_456_789)]


def published(x: int, y: int, z: int, w: int) -> tuple[int, int]:
    """pcg4d line by line as in the paper's supplement, in whole numbers of any size."""
    x, y, z, w = ((v * 1664525 + 1013904223) % 2**32 for v in (x, y, z, w))
    x = (x + y * w) % 2**32
    y = (y + z * x) % 2**32
    z = (z + x * y) % 2**32
    w = (w + y * z) % 2**32
    x, y, z, w = (v ^ v >> 16 for v in (x, y, z, w))
    x = (x + y * w) % 2**32
    y = (y + z * x) % 2**32
    return x, y


@pytest.mark.parametrize("place", PLACES)
def test_numbers_are_those_of_pcg4d(place: tuple[int, int, int]) -> None:
    first, second = mixed(*place, 50)
    expected = [published(*place, index) for index in range(50)]
    assert list(zip(first.tolist(), second.tolist(), strict=True)) == expected
    drawn = [((high >> 5) * 2**26 + (low >> 6)) / 2**53 for high, low in expected]
    assert uniform(*place, 50).tolist() == drawn


def test_uniform_numbers_are_evenly_spread_along_every_coordinate() -> None:
    blocks = {
        "index": uniform(5, 1, 9, 10_000),
        "step": np.concatenate([uniform(5, 1, step, 1) for step in range(10_000)]),
        "seed": np.concatenate([uniform(seed, 1, 9, 1) for seed in range(10_000)]),
    }
    for name, numbers in blocks.items():
        counts = np.histogram(numbers, 20, (0.0, 1.0))[0]
        # Chi-square with 19 degrees of freedom: above 43.8 in one case of a thousand.
        assert ((counts - 500) ** 2 / 500).sum() < 43.8, name
        # The correlation of neighbours has a standard deviation of 0.01.
        assert abs(np.corrcoef(numbers[1:], numbers[:-1])[0, 1]) < 0.04, name


def test_every_order_is_as_likely() -> None:
    orders = Counter(tuple(shuffled(3, epoch, 4).tolist()) for epoch in range(24_000))
    assert set(orders) == set(itertools.permutations(range(4)))
    # Chi-square with 23 degrees of freedom: above 49.7 in one case of a thousand.
    assert sum((count - 1000) ** 2 / 1000 for count in orders.values()) < 49.7


def test_order_is_a_permutation_at_the_largest_size_of_a_set() -> None:
    assert np.array_equal(np.sort(shuffled(0, 0, 20_000)), np.arange(20_000))
