"""How many regions a network on two inputs can have: exact numbers, averages and proven bounds."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, prod

INPUTS = 2


def zaslavsky(lines: int, dimensions: int = INPUTS) -> int:
    """Cells of that many hyperplanes in general position, Zaslavsky 1975: the most there can be."""
    return sum(comb(lines, j) for j in range(dimensions + 1))


def through_one_point(lines: int) -> int:
    """Cells of that many different lines through one point, as units without biases have them."""
    return max(1, 2 * lines)


def average(units: int) -> int:
    """What random networks of any depth come close to on average, Hanin & Rolnick 2019."""
    return zaslavsky(units)


def montufar_lower(hidden: Sequence[int]) -> int | None:
    """What the best ReLU network reaches at least, Montúfar et al. 2014; None where not proven."""
    if min(hidden) < INPUTS:
        return None
    folds = prod((units // INPUTS) ** INPUTS for units in hidden[:-1])
    return folds * zaslavsky(hidden[-1])


def serra_lower(hidden: Sequence[int]) -> int | None:
    """Theorem 6 of Serra et al. 2018, for layers of at least three units an input; else None."""
    if min(hidden) < 3 * INPUTS:
        return None
    folds = prod((units // INPUTS + 1) ** INPUTS for units in hidden[:-1])
    return folds * zaslavsky(hidden[-1])


def serra_upper(hidden: Sequence[int]) -> int:
    """Theorem 1 of Serra et al. 2018, for ReLU: inactive units leave fewer dimensions above."""
    # How many ways there are so far to have that many dimensions left.
    ways = {INPUTS: 1}
    for units in hidden:
        following: dict[int, int] = {}
        for dimensions, count in ways.items():
            for cut in range(min(dimensions, units) + 1):
                left = min(dimensions, units - cut)
                following[left] = following.get(left, 0) + count * comb(units, cut)
        ways = following
    return sum(ways.values())


def product_upper(hidden: Sequence[int], breaks: int = 1) -> int:
    """For units with that many breaks: lines by dimension, layer by layer, Montúfar 2017."""
    dimensions, bound = INPUTS, 1
    for units in hidden:
        dimensions = min(dimensions, units)
        bound *= sum(comb(units, j) * breaks**j for j in range(dimensions + 1))
    return bound


def maxout_upper(hidden: Sequence[int], rank: int) -> int:
    """Theorem 8 of Serra et al. 2018: each pair of a unit's pieces may cut."""
    dimensions, bound = INPUTS, 1
    for units in hidden:
        dimensions = min(dimensions, units)
        bound *= zaslavsky(rank * (rank - 1) // 2 * units, dimensions)
    return bound
