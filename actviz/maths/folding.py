"""A square folded layer by layer: two units a layer, each a projection and then a selection.

`assets/maths/folding.js` has the same, for the page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from actviz.maths.regions import Array, Layer, LinearPieces, Region, area, regions, within

SQUARE = (-1.0, 1.0, -1.0, 1.0)  # left, right, bottom, top
ABSOLUTE = LinearPieces((0.0,), (-1.0, 1.0), (0.0, 0.0))  # maxout of x and -x
_NONE = 1e-9  # a slope that is none


def folding_layers(pieces: LinearPieces, layers: int, degrees: float = 0.0) -> list[Layer]:
    """Layers of two units that turn the square by an angle and bend it along both axes.

    What a fold has laid on 0 to 1 the next layer spreads over -1 to 1 first, or it would meet no
    crease; turned squares are made smaller until they fit.
    """
    angle = math.radians(degrees)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    turn = turn / np.abs(turn[0]).sum()
    following = Layer(2 * turn, -turn.sum(1), pieces)
    return [Layer(turn, np.zeros(2), pieces), *[following] * (layers - 1)]


def kept(region: Region) -> int:
    """How many dimensions a region keeps: 2, 1 where it is laid on a line, 0 on a point."""
    linear: Array = region.affine[:, :2]
    if np.linalg.norm(linear) <= _NONE:
        return 0
    return int(np.linalg.matrix_rank(linear, tol=_NONE))


def shares(layers: Sequence[Layer]) -> tuple[float, float, float]:
    """The shares of the square that keep 0, 1 and 2 dimensions."""
    sums = [0.0, 0.0, 0.0]
    for region in regions(layers):
        part = within(region, SQUARE)
        if len(part):
            sums[kept(region)] += area(part) / 4
    return sums[0], sums[1], sums[2]
