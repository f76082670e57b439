"""Where the pieces of a function end: exactly for linear switches, by search for the others.

A switch is an expression at whose zeros a condition changes or a primitive has its kink.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr

from actviz.maths.primitives import Primitive, x

Array = NDArray[np.float64]

# assets/roots.js searches the same grid in the same way.
SPAN, CELLS_PER_UNIT, MOST_ROOTS, HALVINGS = 50, 20, 100, 60
# Where x and sin(x) touch, their difference rounds to 0 on either side of 0 as far as 2e-8.
_SAME = 1e-6


def switches(*expressions: Expr) -> tuple[Expr, ...]:
    """The switches in the expressions that depend on x, each once."""
    found: dict[Expr, None] = {}
    for expression in expressions:
        for relation in expression.atoms(sympy.core.relational.Relational):
            found[relation.lhs - relation.rhs] = None
        for primitive in expression.atoms(Primitive):
            if type(primitive).kink:
                found[primitive.args[0]] = None
    return tuple(switch for switch in found if x in switch.free_symbols)


def is_linear(switch: Expr) -> bool:
    """Whether a switch is linear in x, so that its zero has a formula."""
    if not switch.is_polynomial(x):
        return False
    slope = switch.diff(x)
    return slope != 0 and x not in slope.free_symbols


def linear_zero(switch: Expr) -> Expr:
    """The zero of a linear switch, in the parameters."""
    return -switch.subs(x, 0) / switch.diff(x)


def roots(function: Callable[[Array], Array]) -> list[float]:
    """Where `function`, (n,) -> (n,), changes sign, to or from 0 included, within -50 to 50.

    Searched in cells of 1/20 and narrowed by halving to the last digits. Two changes within one
    cell cancel and are missed; beyond 100 changes it is an oscillation, and none is reported.
    """
    grid = np.arange(-SPAN * CELLS_PER_UNIT, SPAN * CELLS_PER_UNIT + 1) / CELLS_PER_UNIT
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
