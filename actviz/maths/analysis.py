"""What an activation is like, computed from its definition: range, limits, slopes, kinks."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import sympy
from numpy.typing import NDArray

from actviz.maths.activation import Activation, number
from actviz.maths.primitives import Primitive, x

Array = NDArray[np.float64]
Function = Callable[[Array], Array]
Monotonicity = Literal["increasing", "non-decreasing", "decreasing", "non-increasing", "no"]

_SPAN = 40.0  # every shape in the catalogue happens within [-40, 40]
_GRID = np.linspace(-_SPAN, _SPAN, 8001)
# Irregular multipliers, so that a periodic function cannot look constant.
_SCALES = (1e2, 1e3, 1e4, 1e6, 1e8, 1e16, 1e32, 1e64, 1e128, 1e300)
_POLE = 1e6  # a maximum that refinement raises by this factor is a pole
_MULTIPLIERS = np.array([1.0, 1.1234, 1.3717, 1.5239, 1.7813, 1.9031])


@dataclass(frozen=True)
class Kink:
    """A point where f jumps or f′ does, with both one-sided slopes."""

    at: float
    jump: bool
    left_slope: float
    right_slope: float


@dataclass(frozen=True)
class Properties:
    """Facts about f at one setting of its parameters.

    Limits are None where there is none (f oscillates, or is not defined that far out). `mean` is
    the mean output for a standard normal input; f is zero-centred where that mean is 0. Flat
    regions are intervals on which f′ is identically 0: only they make a unit able to die.
    """

    range: tuple[float, float]
    attained: tuple[bool, bool]
    monotonic: Monotonicity
    mean: float
    limits: tuple[float | None, float | None]
    slope_limits: tuple[float | None, float | None]
    max_slope: float
    stationary: tuple[float, ...]
    more_stationary: bool
    flat: tuple[tuple[float, float], ...]
    at_zero: float
    slope_at_zero: float
    kinks: tuple[Kink, ...]
    domain: tuple[float, float]

    @property
    def bounded(self) -> bool:
        """Both ends of the range are finite."""
        return all(math.isfinite(end) for end in self.range)

    @property
    def zero_centred(self) -> bool:
        """The mean output is 0 for a standard normal input."""
        return abs(self.mean) < 1e-6

    @property
    def smooth(self) -> bool:
        """f is differentiable wherever it is defined."""
        return not self.kinks

    @property
    def can_die(self) -> bool:
        """f′ is 0 on a whole interval, so a unit can be without gradient on every example."""
        return bool(self.flat)


def properties(activation: Activation, **parameters: float) -> Properties:
    """Compute the facts of `activation` at the given parameters, defaults for the missing."""
    known = activation.resolve(parameters)
    return _properties(activation, tuple((name, float(value)) for name, value in known.items()))


# Enough for the whole catalogue at its defaults and for what a class is dragging just now.
@functools.lru_cache(maxsize=1024)
def _properties(activation: Activation, known: tuple[tuple[str, float], ...]) -> Properties:
    # Overflow and undefined stretches are findings here, not accidents.
    with np.errstate(all="ignore"):
        return _analyse(activation, dict(known))


def _analyse(activation: Activation, known: dict[str, float]) -> Properties:
    def value(points: Array) -> Array:
        return activation.value(points, **known)

    def slope(points: Array) -> Array:
        return activation.derivative(points, **known)

    breaks = [b for b in activation.breakpoint_values(**known) if abs(b) <= _SPAN]
    grid = _grid(breaks)
    values, slopes = value(grid), slope(grid)
    defined = np.isfinite(values)
    domain = _domain(value, grid, ~np.isnan(values))
    limits = tuple(_limit(value, side) for side in (-1, 1))
    flat = _flat_regions(_flatness(activation, known, slope), breaks)
    kinks = tuple(k for k in (_kink(value, slope, b) for b in breaks) if k is not None)
    stationary = _stationary(slope, grid, slopes, flat, breaks)
    bounds, attained = _range(value, grid, values, limits, flat, domain)
    return Properties(
        range=bounds,
        attained=attained,
        monotonic=_monotonicity(values[defined], bool(flat)),
        mean=_normal_mean(value, breaks),
        limits=(limits[0], limits[1]),
        slope_limits=(_limit(slope, -1), _limit(slope, 1)),
        max_slope=_supremum(slope, grid, slopes),
        stationary=tuple(float(p) for p in stationary if abs(p) <= 10),
        more_stationary=bool(np.any(np.abs(stationary) > 10)),
        flat=flat,
        at_zero=float(value(np.array(0.0))),
        slope_at_zero=float(slope(np.array(0.0))),
        kinks=kinks,
        domain=domain,
    )


def _grid(breaks: list[float]) -> Array:
    near = [b + side * offset for b in breaks for side in (-1, 1) for offset in (1e-9, 1e-6, 1e-3)]
    return np.unique(np.concatenate([_GRID, breaks, near]))


def _domain(value: Function, grid: Array, defined: Array) -> tuple[float, float]:
    inside = np.flatnonzero(defined)
    if inside.size == 0:
        return (math.nan, math.nan)

    def edge(index: int, outside: int) -> float:
        good, bad = grid[index], grid[outside]
        for _ in range(60):
            middle = 0.5 * (good + bad)
            good, bad = (middle, bad) if ~np.isnan(value(middle)) else (good, middle)
        return float(good) if abs(good) > 1e-12 else 0.0

    first, last = int(inside[0]), int(inside[-1])
    low = -math.inf if first == 0 else edge(first, first - 1)
    high = math.inf if last == grid.size - 1 else edge(last, last + 1)
    return (low, high)


def _limit(function: Function, side: int) -> float | None:
    levels = [function(side * scale * _MULTIPLIERS) for scale in _SCALES]
    usable = [level for level in levels if not np.isnan(level).any()]
    if len(usable) < 3:
        return None
    last, before = usable[-1], usable[-2]
    if np.isinf(last).all():
        return float(last[0]) if len({*np.sign(last)}) == 1 else None
    if np.isinf(last).any():
        return None
    if np.ptp(last) <= 1e-6 * (1 + np.abs(last).min()) and abs(last[0] - before[0]) <= 1e-6:
        return float(round(last[0], 12))
    growing = np.abs(last).min() > 1.02 * np.abs(before).max() and np.abs(last).min() > 10
    return math.copysign(math.inf, last[0]) if growing and np.ptp(np.sign(last)) == 0 else None


def _defined(values: Array) -> Array:
    """The values, with the undefined ones too low to be a maximum."""
    return np.where(np.isnan(values), -np.inf, values)


def _zoom(function: Function, grid: Array, index: int) -> tuple[float, float]:
    """Refine the maximum near `grid[index]`; (place, value)."""
    low, high = grid[max(index - 1, 0)], grid[min(index + 1, grid.size - 1)]
    place, best = grid[index], float(_defined(function(grid[index])))
    start = abs(best)
    for _ in range(8):
        fine = np.linspace(low, high, 41)
        values = _defined(function(fine))
        top = int(np.argmax(values))
        if values[top] > best:
            place, best = fine[top], float(values[top])
        low, high = fine[max(top - 1, 0)], fine[min(top + 1, 40)]
    return float(place), math.inf if best > _POLE * (1 + start) else best


def _supremum(slope: Function, grid: Array, slopes: Array) -> float:
    def size(points: Array) -> Array:
        return np.abs(slope(points))

    finite = np.where(np.isfinite(slopes), np.abs(slopes), -np.inf)
    _, best = _zoom(size, grid, int(np.argmax(finite)))
    far = size(
        np.concatenate(
            [scale * side * _MULTIPLIERS for scale in (1e2, 1e3, 1e6) for side in (-1, 1)]
        )
    )
    far = np.where(np.isnan(far), 0.0, far)
    if far.max() > 10 * best + 1:
        return math.inf
    return float(round(max(best, *(f for f in far if f <= best * (1 + 1e-6) or f > best)), 12))


def _range(
    value: Function,
    grid: Array,
    values: Array,
    limits: tuple[float | None, ...],
    flat: tuple[tuple[float, float], ...],
    domain: tuple[float, float],
) -> tuple[tuple[float, float], tuple[bool, bool]]:
    if not np.isfinite(values).any():
        return (math.nan, math.nan), (False, False)
    ends, attained = [], []
    for sign in (-1, 1):
        finite = np.where(np.isfinite(values), sign * values, -np.inf)
        signed = functools.partial(_times, sign, value)
        place, best = _zoom(signed, grid, int(np.argmax(finite)))
        tails = [sign * limit for limit in limits if limit is not None]
        oscillates = any(limit is None for limit in limits) and _grows(value, sign)
        tail = math.inf if oscillates else max(tails, default=-math.inf)
        on_flat = any(low <= place <= high for low, high in flat)
        interior = best > tail + 1e-9 * (1 + abs(tail)) if math.isfinite(tail) else tail < 0
        ends.append(sign * round(max(best, tail), 12))
        attained.append(bool(math.isfinite(ends[-1]) and (interior or on_flat)))
    return (ends[0], ends[1]), (attained[0], attained[1])


def _times(factor: float, function: Function, points: Array) -> Array:
    return factor * function(points)


def _grows(value: Function, sign: int) -> bool:
    near = _defined(sign * value(_GRID)).max()
    far = _defined(sign * value(np.linspace(-1e4, 1e4, 4001))).max()
    return bool(far > 10 * abs(near) + 10)


def _monotonicity(values: Array, has_flat: bool) -> Monotonicity:
    steps = np.diff(values)
    slack = 1e-12 * (1 + np.abs(values[1:]))
    if np.all(steps >= -slack):
        return "non-decreasing" if has_flat else "increasing"
    if np.all(steps <= slack):
        return "non-increasing" if has_flat else "decreasing"
    return "no"


def _normal_mean(value: Function, breaks: list[float]) -> float:
    """Mean of f(X) for X ~ N(0, 1), by Gauss-Legendre on pieces without a break inside."""
    edges = np.unique(
        np.concatenate([np.linspace(-12, 12, 25), [b for b in breaks if abs(b) < 12]])
    )
    nodes, weights = np.polynomial.legendre.leggauss(24)
    half = 0.5 * np.diff(edges)[:, None]
    points = edges[:-1, None] + half * (nodes + 1)
    density = np.exp(-0.5 * points**2) / math.sqrt(2 * math.pi)
    return float(np.sum(half * weights * density * value(points)))


def _kink(value: Function, slope: Function, at: float) -> Kink | None:
    step = 1e-9 * (1 + abs(at))
    sides = np.array([at - step, at + step])
    (low, high), (left, right) = value(sides), slope(sides)
    scale = 1 + abs(left) + abs(right)
    jump = bool(abs(high - low) > 1e-6 * (1 + abs(low) + abs(high)))
    if jump or abs(left - right) > 1e-6 * scale:
        return Kink(at, jump, float(left), float(right))
    return None


def _stationary(
    slope: Function,
    grid: Array,
    slopes: Array,
    flat: tuple[tuple[float, float], ...],
    breaks: list[float],
) -> Array:
    """Isolated points where f′ = 0."""
    exact = np.flatnonzero(slopes == 0)
    crossing = np.flatnonzero(slopes[:-1] * slopes[1:] < 0)
    low, high = grid[crossing].copy(), grid[crossing + 1].copy()
    falling = np.sign(slopes[crossing])
    for _ in range(60):
        middle = 0.5 * (low + high)
        left = np.sign(slope(middle)) == falling
        low, high = np.where(left, middle, low), np.where(left, high, middle)
    points = np.concatenate([grid[exact], 0.5 * (low + high)])
    keep = np.array(
        [
            not any(a <= p <= b for a, b in flat)
            and not any(abs(p - b) < 1e-6 for b in breaks)
            and bool(np.abs(slope(p + np.array([-1e-3, 1e-3]))).min() > 0)
            and abs(float(slope(p))) < 1e-6
            for p in points
        ],
        dtype=bool,
    )
    found = np.sort(points[keep]) if points.size else points
    return found[np.diff(found, prepend=-np.inf) > 1e-6] + 0.0


def _flatness(
    activation: Activation, known: dict[str, float], slope: Function
) -> Callable[[float, float], bool]:
    """The test whether f′ is identically 0 between two neighbouring breakpoints.

    A catalogue entry is judged on its expression, not on numbers that may have underflowed. With a
    typed one, putting numbers into the expression could take forever.
    """
    if activation.typed:
        return lambda low, high: not slope(np.linspace(low, high, 11)[1:-1]).any()
    numbers = {symbol: number(known[symbol.name]) for symbol in activation.symbols}
    derivative = activation.df.subs(numbers)
    return lambda low, high: bool(piece_at(derivative, 0.5 * (low + high)) == 0)


def _flat_regions(
    flat: Callable[[float, float], bool], breaks: list[float]
) -> tuple[tuple[float, float], ...]:
    """Intervals where f′ is identically 0."""
    edges = [-math.inf, *breaks, math.inf]
    regions: list[tuple[float, float]] = []
    for low, high in itertools.pairwise(edges):
        # Near the break: far out, e^-x² has underflown to a flat line that f is not.
        near_low = low if math.isfinite(low) else min(high, _SPAN) - 4
        near_high = high if math.isfinite(high) else max(low, -_SPAN) + 4
        if not breaks:
            near_low, near_high = -2.0, 2.0
        if flat(near_low, near_high):
            if regions and regions[-1][1] == low:
                low = regions.pop()[0]
            regions.append((low, high))
    return tuple(regions)


def piece_at(expression: sympy.Expr, point: float) -> sympy.Expr:
    """The smooth expression that holds around `point`: every choice on x decided there."""
    return _piece_at(expression, sympy.Float(point), {})


def _piece_at(
    node: sympy.Basic, point: sympy.Float, known: dict[sympy.Basic, sympy.Basic]
) -> sympy.Basic:
    # Each node once: nested choices share their arguments, and would double the work per level.
    if not node.args:
        return node
    if node not in known:
        choice = node
        if isinstance(node, Primitive) and type(node).kink:
            first = _piece_at(node.args[0], point, known)
            choice = type(node)(first, *node.args[1:]).elementary()
        if isinstance(choice, sympy.Piecewise):
            holds = (value for value, condition in choice.args if condition.subs(x, point) == True)  # noqa: E712
            known[node] = _piece_at(next(holds, sympy.nan), point, known)
        elif choice is not node:
            known[node] = choice
        else:
            known[node] = node.func(*(_piece_at(argument, point, known) for argument in node.args))
    return known[node]
