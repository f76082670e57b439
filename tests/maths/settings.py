"""Which entries, parameters and points the tests of the catalogue go through."""

import math
from collections.abc import Iterable

import pytest
import sympy

from actviz.maths import CATALOGUE, Activation, Parameter
from actviz.maths.primitives import Primitive, chosen

EVERY_RECORD = [form for entry in CATALOGUE.values() for form in (entry, *entry.forms)]
every_activation = pytest.mark.parametrize("activation", EVERY_RECORD, ids=lambda a: a.id)
DELICATE = [0.0, *(sign * x for x in (1.0, 20.0, 88.0, 700.0) for sign in (1, -1))]
TINY = [sign * x for x in (1e-8, 1e-4) for sign in (1, -1)]
# Where f has values at all, for the entries that have none elsewhere.
DOMAINS = {"logit": (0.0, 1.0), "probit": (0.0, 1.0)}


def elementary(expression: sympy.Basic) -> sympy.Basic:
    """The expression in SymPy's own functions, without a primitive or choice of ours."""
    while expression.has(Primitive, chosen):
        expression = expression.replace(
            lambda node: isinstance(node, Primitive | chosen), lambda node: node.elementary()
        )
    return expression


def inside_domain(activation: Activation, points: Iterable[float]) -> list[float]:
    """Those of the points at which the activation has a value."""
    low, high = DOMAINS.get(activation.id, (-math.inf, math.inf))
    return [float(point) for point in points if low <= point <= high]


def along(parameter: Parameter, share: float) -> float:
    """The value that far along the slider, a fraction in [0, 1]."""
    low, high = parameter.low, parameter.high
    if parameter.logarithmic:
        return math.exp(math.log(low) + share * math.log(high / low))
    return low + share * (high - low)


def parameter_settings(activation: Activation) -> list[dict[str, float]]:
    """The defaults, and every parameter a quarter and three quarters along its slider."""
    if not activation.parameters:
        return [{}]
    between = [{p.name: along(p, share) for p in activation.parameters} for share in (0.25, 0.75)]
    return [activation.defaults, *between]


def around_breakpoints(activation: Activation, parameters: dict[str, float]) -> list[float]:
    """Every breakpoint, and 1e-8 on either side of it."""
    return [
        point + offset
        for point in activation.breakpoint_values(**parameters)
        for offset in (-1e-8, 0.0, 1e-8)
    ]
