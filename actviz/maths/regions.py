"""Activation regions: the convex polygons of the plane on which a network is one affine map.

Every unit's kink is a straight line inside each polygon of the layers below it, so the polygons are
split layer by layer, exactly. Points are homogeneous, (x, y, w) of length 1 for the point
(x / w, y / w): a polygon that reaches to infinity has corners with w = 0, and the regions of the
whole plane are counted without a window. `assets/maths/regions.js` does the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from actviz.maths.activation import Activation

Array = NDArray[np.float64]
Corner = tuple[float, float, float]
Line = tuple[float, float, float]

# What rounding leaves of a zero, beside the size of what was added up.
ROUNDING = 1e-12
# Where a piece is held against a straight line: no multiples of each other, for waves.
_PROBES = (0.11, 0.37, 0.83, 1.71, 4.3)
_STRAIGHT = 1e-9
# The plane seen from above: its horizon in four arcs, each well below half a turn.
PLANE: tuple[Corner, ...] = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (-1.0, 0.0, 0.0), (0.0, -1.0, 0.0))


@dataclass(frozen=True)
class LinearPieces:
    """A function of one number made of straight lines: slope · z + height between breaks.

    breaks is (m,), sorted; slopes and heights are (m + 1,).
    """

    breaks: tuple[float, ...]
    slopes: tuple[float, ...]
    heights: tuple[float, ...]


@dataclass(frozen=True)
class Layer:
    """A layer of units over the plane or over the layer below.

    weights  (units, inputs), or of maxout (rank, units, inputs)
    biases   (units,), or of maxout (rank, units)
    pieces   what the units apply; None where each takes the maximum over its rank
    """

    weights: Array
    biases: Array
    pieces: LinearPieces | None

    @cached_property
    def sizes(self) -> Array:
        """Sum of the absolute weights of each line, shaped as the biases."""
        return np.abs(self.weights).sum(-1)

    def __call__(self, points: ArrayLike) -> Array:
        """Outputs (n, units) for inputs (n, inputs)."""
        z = np.asarray(points, dtype=np.float64) @ np.swapaxes(self.weights, -1, -2)
        if self.pieces is None:
            return np.asarray((z + self.biases[:, None, :]).max(0))
        z = z + self.biases
        piece = np.searchsorted(self.pieces.breaks, z, side="left")
        return np.asarray(
            np.array(self.pieces.slopes)[piece] * z + np.array(self.pieces.heights)[piece]
        )


@dataclass(frozen=True)
class Region:
    """A convex polygon with corners (k, 3), homogeneous and counter-clockwise.

    pattern  of each layer the piece of each unit, from 0
    affine   (units, 3): the last layer's outputs are affine @ (x, y, 1)
    """

    corners: tuple[Corner, ...]
    pattern: tuple[tuple[int, ...], ...]
    affine: Array


def linear_pieces(activation: Activation, **parameters: float) -> LinearPieces | None:
    """The straight pieces of an activation, equal neighbours joined; None if some piece is curved.

    TypeError for an unknown parameter.
    """
    value, derivative = activation.at(parameters)
    breaks = activation.breakpoint_values(**parameters)
    found: list[tuple[float, float, float]] = []  # where it begins, slope, height
    for low, high in zip([-math.inf, *breaks], [*breaks, math.inf], strict=True):
        points = _inside(low, high)
        values, slopes = value(points), derivative(points)
        slope, height = float(slopes[0]), float(values[0] - slopes[0] * points[0])
        room = _STRAIGHT * (1 + np.abs(values) + np.abs(slope * points))
        with np.errstate(invalid="ignore"):
            straight = np.abs(slope * points + height - values) <= room
            straight &= np.abs(slopes - slope) <= _STRAIGHT * (1 + abs(slope))
        if not straight.all():
            return None
        if not found or not _same_line(found[-1][1:], (slope, height)):
            found.append((low, slope, height))
    starts, inclines, heights = zip(*found, strict=True)
    return LinearPieces(starts[1:], inclines, heights)


def _same_line(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(
        abs(a - b) <= _STRAIGHT * (1 + abs(a) + abs(b)) for a, b in zip(one, other, strict=True)
    )


def _inside(low: float, high: float) -> Array:
    steps = np.array(_PROBES)
    if math.isinf(low) and math.isinf(high):
        return np.concatenate([-steps, steps])
    if math.isinf(low):
        return high - steps
    if math.isinf(high):
        return low + steps
    return low + (high - low) * steps / (_PROBES[0] + _PROBES[-1])


def regions(layers: Sequence[Layer]) -> list[Region]:
    """All regions of the whole plane of a network on two inputs."""
    found: list[Region] = []
    plane = np.eye(3)[:2]

    def visit(
        corners: tuple[Corner, ...], pattern: tuple[tuple[int, ...], ...], below: Array
    ) -> None:
        if len(pattern) == len(layers):
            found.append(Region(corners, pattern, below))
            return
        layer = layers[len(pattern)]
        for part, pieces, affine in _split_by_layer(corners, layer, below):
            visit(part, (*pattern, pieces), affine)

    visit(PLANE, (), plane)
    return found


def _split_by_layer(
    corners: tuple[Corner, ...], layer: Layer, below: Array
) -> Iterator[tuple[tuple[Corner, ...], tuple[int, ...], Array]]:
    """The parts of a polygon, on which the layer below is the map `below`, by one layer's units."""
    lines = layer.weights @ below
    lines[..., 2] += layer.biases
    # Where everything cancels, a line would be made of rounding alone.
    size = ROUNDING * (layer.sizes * np.abs(below).sum(1).max() + np.abs(layer.biases))
    if layer.pieces is None:
        for part, chosen in _by_maximum(corners, lines, size):
            yield part, chosen, lines[list(chosen), np.arange(len(chosen))]
        return
    slopes, heights = np.array(layer.pieces.slopes), np.array(layer.pieces.heights)
    for part, chosen in _by_breaks(corners, lines, size, layer.pieces.breaks):
        affine = lines * slopes[list(chosen), None]
        affine[:, 2] += heights[list(chosen)]
        yield part, chosen, affine


Parts = list[tuple[tuple[Corner, ...], tuple[int, ...]]]


def _by_breaks(
    corners: tuple[Corner, ...], lines: Array, size: Array, breaks: Sequence[float]
) -> Parts:
    parts: Parts = [(corners, ())]
    for unit in range(len(lines)):
        a, b, c = map(float, lines[unit])
        done: Parts = []
        for part, chosen in parts:
            rest: tuple[Corner, ...] | None = part
            for place, at in enumerate(breaks):
                assert rest is not None
                room = float(size[unit]) + ROUNDING * abs(at)
                low, rest = split(rest, (a, b, c - at), room)
                if low is not None:
                    done.append((low, (*chosen, place)))
                if rest is None:
                    break
            if rest is not None:
                done.append((rest, (*chosen, len(breaks))))
        parts = done
    return parts


def _by_maximum(corners: tuple[Corner, ...], lines: Array, size: Array) -> Parts:
    parts: Parts = [(corners, ())]
    rank = len(lines)
    for unit in range(lines.shape[1]):
        done: Parts = []
        for part, chosen in parts:
            for piece in range(rank):
                best: tuple[Corner, ...] | None = part
                for other in range(rank):
                    if other == piece or best is None:
                        continue
                    a, b, c = map(float, lines[piece, unit] - lines[other, unit])
                    room = float(size[piece, unit] + size[other, unit])
                    _low, high = split(best, (a, b, c), room)
                    # Of two that are equal everywhere the first has the region.
                    level = high is None and not _reaches(best, (a, b, c), room)
                    best = best if level and piece < other else high
                if best is not None:
                    done.append((best, (*chosen, piece)))
        parts = done
    return parts


def _reaches(corners: tuple[Corner, ...], line: Line, room: float) -> bool:
    return any(abs(line[0] * x + line[1] * y + line[2] * w) > room for x, y, w in corners)


def split(
    corners: tuple[Corner, ...], line: Line, room: float = 0.0
) -> tuple[tuple[Corner, ...] | None, tuple[Corner, ...] | None]:
    """The parts of a polygon on which a x + b y + c is at most 0, and at least 0; None if empty.

    A corner within `room` of the line is on it. What lies on it altogether is the first part.
    """
    a, b, c = line
    sides = [a * x + b * y + c * w for x, y, w in corners]
    if max(sides) <= room:
        return corners, None
    if min(sides) >= -room:
        return None, corners
    low: list[Corner] = []
    high: list[Corner] = []
    on: list[Corner] = []
    for place, corner in enumerate(corners):
        here = sides[place]
        there = sides[(place + 1) % len(corners)]
        if abs(here) <= room:
            here = 0.0
            on.append(corner)
        if here <= 0:
            low.append(corner)
        if here >= 0:
            high.append(corner)
        if here * there < 0 and abs(there) > room:
            following = corners[(place + 1) % len(corners)]
            cut = _unit(
                *(abs(there) * p + abs(here) * q for p, q in zip(corner, following, strict=True))
            )
            low.append(cut)
            high.append(cut)
            on.append(cut)
    # Between two points at infinity a line has none that says where it runs: its nearest to 0.
    if sum(w == 0 for _, _, w in on) >= 2:
        foot = _unit(-a * c, -b * c, a * a + b * b)
        return _with_foot(low, on, foot), _with_foot(high, on, foot)
    return tuple(low), tuple(high)


def _with_foot(part: list[Corner], on: list[Corner], foot: Corner) -> tuple[Corner, ...]:
    for place, corner in enumerate(part):
        following = part[(place + 1) % len(part)]
        opposite = corner[0] * following[0] + corner[1] * following[1] < 0
        if corner in on and following in on and corner[2] == following[2] == 0 and opposite:
            return (*part[: place + 1], foot, *part[place + 1 :])
    return tuple(part)


def _unit(x: float, y: float, w: float) -> Corner:
    length = math.hypot(x, y, w)
    return x / length, y / length, w / length


def within(region: Region, window: tuple[float, float, float, float]) -> Array:
    """Corners (k, 2) of the part inside a window of left, right, bottom and top; (0, 2) if none."""
    left, right, bottom, top = window
    part: tuple[Corner, ...] | None = region.corners
    for line in ((1, 0, -left), (-1, 0, right), (0, 1, -bottom), (0, -1, top)):
        if part is not None:
            _, part = split(part, line)
    if part is None:
        return np.empty((0, 2))
    return np.array([(x / w, y / w) for x, y, w in part])


def area(corners: Array) -> float:
    """Of a polygon with corners (k, 2), counter-clockwise."""
    x, y = corners.T
    return float(0.5 * (x * np.roll(y, -1) - y * np.roll(x, -1)).sum())


def distinct_maps(found: Sequence[Region], readout: Array) -> int:
    """How many different affine maps a linear output (units,) over the last layer has."""
    maps = np.array([readout @ region.affine for region in found])
    scaled = maps / (1e-9 * np.maximum(np.abs(maps).max(0), 1e-300))
    order = np.lexsort(np.round(scaled).T)
    steps = np.abs(np.diff(scaled[order], axis=0)).max(1) > 10
    return 1 + int(steps.sum())
