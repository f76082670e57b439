"""Where the pieces of a function end: exactly for linear switches, by search for the others.

A switch is an expression at whose zeros a condition changes or a primitive has its kink.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr

from actviz.maths.primitives import Comparison, Primitive, product, x
from actviz.maths.symbolic.tree import parts

Array = NDArray[np.float64]

# assets/maths/roots.js searches the same grid in the same way.
SEARCH_SPAN, CELLS_PER_UNIT, MOST_ROOTS, HALVINGS = 50, 20, 100, 60
# Where x and sin(x) touch, their difference rounds to 0 on either side of 0 as far as 2e-8.
_SAME = 1e-6


def switches(*expressions: Expr) -> tuple[Expr, ...]:
    """The switches in the expressions that depend on x, each once."""
    found: dict[Expr, None] = {}
    for node in parts(*expressions):
        if isinstance(node, sympy.core.relational.Relational | Comparison):
            found[node.args[0] - node.args[1]] = None
        elif isinstance(node, Primitive) and type(node).kink:
            found[node.args[0]] = None
    return tuple(switch for switch in found if x in switch.free_symbols)


def linear_zero(switch: Expr) -> Expr | None:
    """The zero of a switch that is linear in x, in the parameters; None for any other."""
    line = _line(switch)
    return None if line is None or line[0] == 0 else product(-line[1], 1 / line[0])


def _line(expression: Expr) -> tuple[Expr, Expr] | None:
    """Slope and height at 0 of a straight line in x, by its sums and products alone."""
    if x not in expression.free_symbols:
        return sympy.Integer(0), expression
    if expression == x:
        return sympy.Integer(1), sympy.Integer(0)
    if isinstance(expression, sympy.Add):
        lines = [_line(term) for term in expression.args]
        known = [line for line in lines if line is not None]
        if len(known) < len(lines):
            return None
        return sympy.Add(*(rise for rise, _ in known)), sympy.Add(*(height for _, height in known))
    if isinstance(expression, sympy.Mul):
        constant, moving = expression.as_independent(x, as_Add=False)
        line = None if moving == expression else _line(moving)
        return None if line is None else (product(constant, line[0]), product(constant, line[1]))
    return None


def roots(function: Callable[[Array], Array]) -> list[float]:
    """Where `function`, (n,) -> (n,), changes sign, to or from 0 included, within -50 to 50.

    Searched in cells of 1/20 and narrowed by halving to the last digits. Two changes within one
    cell cancel and are missed; beyond 100 changes it is an oscillation, and none is reported.
    """
    grid = (
        np.arange(-SEARCH_SPAN * CELLS_PER_UNIT, SEARCH_SPAN * CELLS_PER_UNIT + 1) / CELLS_PER_UNIT
    )
    signs = np.sign(function(grid))
    changed = signs[1:] != signs[:-1]
    known = ~np.isnan(signs[1:]) & ~np.isnan(signs[:-1])
    cells = np.flatnonzero(changed & known)
    if len(cells) > MOST_ROOTS:
        return []
    low, high, before = grid[cells], grid[cells + 1], signs[cells]
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        same = np.sign(function(middle)) == before
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    # Of the two sides the one with the zero itself, where the sign reaches 0 on a float.
    found = np.where(before == 0, low, high)
    return _apart(sorted(float(root) for root in found))


def _apart(points: list[float]) -> list[float]:
    """One point, the middle, for those that only rounding tells apart."""
    groups: list[list[float]] = []
    for point in points:
        if groups and point - groups[-1][-1] < _SAME:
            groups[-1].append(point)
        else:
            groups.append([point])
    return [(group[0] + group[-1]) / 2 for group in groups]
