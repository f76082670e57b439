"""What the networks are given of a point in the plane: its coordinates, and functions of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr, Symbol

from actviz.maths.symbolic.source_code import compile_numpy, javascript_list, python_source

Array = NDArray[np.float64]

COORDINATES = ("x1", "x2")
_SYMBOLS = tuple(Symbol(name, real=True) for name in COORDINATES)


@dataclass(frozen=True)
class InputFeature:
    """A function of the standardised coordinates x₁ and x₂, `label` on the page."""

    id: str
    label: str
    expression: Callable[[Symbol, Symbol], Expr]


FEATURES: dict[str, InputFeature] = {
    feature.id: feature
    for feature in (
        InputFeature("x1", "x₁", lambda x1, x2: x1),
        InputFeature("x2", "x₂", lambda x1, x2: x2),
        InputFeature("x1_squared", "x₁²", lambda x1, x2: x1**2),
        InputFeature("x2_squared", "x₂²", lambda x1, x2: x2**2),
        InputFeature("x1_x2", "x₁x₂", lambda x1, x2: x1 * x2),
        InputFeature("sin_x1", "sin x₁", lambda x1, x2: sympy.sin(x1)),
        InputFeature("sin_x2", "sin x₂", lambda x1, x2: sympy.sin(x2)),
    )
}


def features_fault(names: Sequence[str], coordinates: int | None) -> str:
    """What speaks against these features of data with so many coordinates, "" if nothing does."""
    if coordinates == 2 or tuple(names) == COORDINATES:
        return ""
    return (
        f"features are {','.join(names)}, but they are made of two coordinates and these data have "
        f"{coordinates or 'more or fewer'}: keep {','.join(COORDINATES)}, or choose data in a plane"
    )


def input_count(names: Sequence[str], coordinates: int) -> int:
    """Numbers that the networks are given of each example."""
    return len(names) if coordinates == 2 else coordinates


def input_names(names: Sequence[str], coordinates: Sequence[str]) -> list[str]:
    """What each input is called on the page: a feature, or one of the data's own coordinates."""
    own = tuple(names) == COORDINATES
    return list(coordinates) if own else [FEATURES[name].label for name in names]


def inputs_of(points: Array, names: Sequence[str]) -> Array:
    """The features of standardised points (points, coordinates) by name: (points, inputs).

    With `COORDINATES` the points themselves, which may then have any number of coordinates.
    """
    if tuple(names) == COORDINATES:
        return points
    return np.stack([_compiled(name)(*points.T) for name in names], axis=1)


@lru_cache
def _compiled(name: str) -> Callable[..., Array]:
    (expression,) = _expressions([name])
    return compile_numpy(expression, _SYMBOLS)


def python_of(names: Sequence[str]) -> str:
    """NumPy source of `inputs_of(x1, x2)`, which returns a tuple of the features."""
    source = python_source(sympy.Tuple(*_expressions(names)), _SYMBOLS)
    return source.replace("def f(", "def inputs_of(").rstrip()


def javascript_of(names: Sequence[str]) -> str:
    """JavaScript of a function of {x1, x2} that returns an array of the features."""
    return javascript_list(_expressions(names), _SYMBOLS)


def _expressions(names: Sequence[str]) -> list[Expr]:
    return [FEATURES[name].expression(*_SYMBOLS) for name in names]
