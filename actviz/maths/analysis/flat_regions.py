"""Where f′ is identically 0, and the smooth piece of an expression around a point."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping

import numpy as np
import sympy

from actviz.maths.activation import Activation, number, with_numbers
from actviz.maths.analysis.extremes import SHAPE_SPAN, Function
from actviz.maths.custom_activation import CustomActivation
from actviz.maths.primitives import Primitive, chosen, x


def flat_regions(
    activation: Activation,
    known: Mapping[str, float],
    slope: Function,
    breaks: list[float],
) -> tuple[tuple[float, float], ...]:
    """Intervals between breakpoints, joined where they meet, on which f′ is identically 0."""
    flat = _flatness(activation, known, slope)
    edges = [-math.inf, *breaks, math.inf]
    regions: list[tuple[float, float]] = []
    for low, high in itertools.pairwise(edges):
        # Near the break: far out, e^-x² has underflown to a flat line that f is not.
        near_low = low if math.isfinite(low) else min(high, SHAPE_SPAN) - 4
        near_high = high if math.isfinite(high) else max(low, -SHAPE_SPAN) + 4
        if not breaks:
            near_low, near_high = -2.0, 2.0
        if flat(near_low, near_high):
            if regions and regions[-1][1] == low:
                low = regions.pop()[0]
            regions.append((low, high))
    return tuple(regions)


def _flatness(
    activation: Activation, known: Mapping[str, float], slope: Function
) -> Callable[[float, float], bool]:
    """The test whether f′ is identically 0 between two neighbouring breakpoints.

    A catalogue entry is judged on its expression, not on numbers that may have underflowed. With a
    formula, putting numbers into the expression could take forever.
    """
    if isinstance(activation, CustomActivation):
        return lambda low, high: not slope(np.linspace(low, high, 11)[1:-1]).any()
    numbers = {symbol: number(known[symbol.name]) for symbol in activation.symbols}
    derivative = with_numbers(activation.df, numbers)
    return lambda low, high: bool(piece_at(derivative, 0.5 * (low + high)) == 0)


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
        while isinstance(choice, chosen):
            choice = choice.elementary()
        if isinstance(choice, sympy.Piecewise):
            holds = (value for value, condition in choice.args if condition.subs(x, point) == True)  # noqa: E712
            known[node] = _piece_at(next(holds, sympy.nan), point, known)
        elif choice is not node:
            known[node] = choice
        else:
            known[node] = node.func(*(_piece_at(argument, point, known) for argument in node.args))
    return known[node]
