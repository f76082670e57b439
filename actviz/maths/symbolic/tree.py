"""Expressions as trees with shared parts: every part once, and how much there is to compute."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import sympy
from sympy import Basic

from actviz.maths.primitives import (
    Condition,
    absolute,
    chosen,
    flat_product,
    larger,
    relu,
    signum,
    smaller,
    unit_step,
)

_QUICK = (Condition, chosen, absolute, flat_product, larger, relu, signum, smaller, unit_step)
# A call of exp, sin or a power beside one addition, in a browser.
CALL = 8


def _arguments(node: Basic) -> Iterable[Basic]:
    return node.args


def parts(*roots: Basic, below: Callable[[Basic], Iterable[Basic]] = _arguments) -> Iterator[Basic]:
    """Every distinct part of the expressions, each behind those that `below` says it is made of."""
    seen: set[Basic] = set()
    stack = [(root, False) for root in reversed(roots)]
    while stack:
        node, complete = stack.pop()
        if complete:
            yield node
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((part, False) for part in reversed([*below(node)]))


def operations(*roots: Basic) -> int:
    """Additions that cost about as much as the expressions at one point, shared parts once."""
    return sum(map(_cost, parts(*roots)))


def _cost(node: Basic) -> int:
    if isinstance(node, sympy.Add | sympy.Mul):
        return len(node.args) - 1
    if isinstance(node, _QUICK) or (isinstance(node, sympy.Pow) and node.exp == -1):
        return 1
    return CALL if node.args else 0
