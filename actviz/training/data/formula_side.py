"""Two classes, below and above a curve that the visitor types."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from actviz.link import Kind
from actviz.maths import ParseError, parse_activation
from actviz.maths.lookup import plain_formula
from actviz.maths.parser.syntax import tokenise
from actviz.training.data.examples import Array, Dataset, source_of

if TYPE_CHECKING:
    from actviz.training.config import LabConfig

REACH = 3  # of the square around the origin that the points lie in, in an exported script too
_SMALLEST_SHARE = 0.05  # of the square, on either side of the curve


class Formula(Kind):
    """A formula in x without parameters that divides the square, in its one spelling."""

    def check(self, value: Any) -> str:
        """The formula; ParseError where it is none, or leaves next to nothing on one side."""
        if not isinstance(value, str):
            raise ValueError("want a formula in x, such as sin(x)")
        return checked_formula(value)


@lru_cache(maxsize=256)
def checked_formula(text: str) -> str:
    """A formula in the spelling of links; ParseError says what is wrong with it and where."""
    curve = parse_activation(text)
    if curve.parameters:
        name = curve.parameters[0].name
        place = next(token.position for token in tokenise(text) if token.text == name)
        raise ParseError(f"the parameter {name} has no value: write a number instead", text, place)
    heights = curve.value(places())
    known = heights[~np.isnan(heights)]
    if len(known) < _SMALLEST_SHARE * len(heights):
        reason = f"f(x) is no number nearly everywhere from -{REACH} to {REACH}"
        raise ParseError(reason, text, 0)
    below = float(np.clip((known + REACH) / (2 * REACH), 0, 1).mean())
    for side, share in (("below", below), ("above", 1 - below)):
        if share < _SMALLEST_SHARE:
            raise ParseError(
                f"{100 * share:.0f} % of the square from -{REACH} to {REACH} lies {side} f(x), "
                f"and each class needs {100 * _SMALLEST_SHARE:.0f} %: shift or scale it",
                text,
                0,
            )
    return plain_formula(text)


def places() -> Array:
    """The 6000 values between -3 and 3 that x₁ takes before the noise."""
    result: Array = (np.arange(6000) + 0.5) / 1000 - 3
    return result


def formula_side(
    f: Callable[[Array], Array], count: int, noise: float, random: np.random.Generator
) -> tuple[Array, NDArray[Any]]:
    """Points of the square from -3 to 3, where f is a number; class 1 above f."""
    x = places()
    y = f(x)
    chosen = random.choice(np.flatnonzero(~np.isnan(y)), count)
    points = np.stack([x[chosen], random.uniform(-3, 3, count)], axis=1)
    labels = (points[:, 1] > y[chosen]).astype(np.int64)
    return points + 3 * noise * random.standard_normal((count, 2)), labels


class FormulaSide:
    """The examples of the config's formula."""

    title = "Side of a curve f(x)"
    noisy = sized = planar = True
    curve = False
    needs = ""

    def examples(self, config: LabConfig) -> Dataset:
        """Made anew."""
        value = parse_activation(config.formula).value
        random = np.random.default_rng(config.seed)
        points, labels = formula_side(value, config.samples, config.noise, random)
        name = f"two sides of {config.formula}"
        return Dataset(name, points, labels, ("x₁", "x₂"), ("below", "above"))

    def script(self, config: LabConfig) -> str:
        """The function, the formula in PyTorch, and the call."""
        lines = textwrap.indent(parse_activation(config.formula).pytorch_lines(), "    ")
        return f"""\
def f(places):
    x = torch.from_numpy(places)
{lines}
    return torch.as_tensor(y).expand_as(x).numpy()


{source_of(places)}


{source_of(formula_side)}


features, targets = formula_side(
    f, {config.samples}, {config.noise}, np.random.default_rng(SEED)
)"""
