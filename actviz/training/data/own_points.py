"""Points that the visitor places one by one, short enough for a link."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from actviz.link import Kind
from actviz.training.data.examples import Dataset

if TYPE_CHECKING:
    from actviz.training.config import LabConfig

CLASSES = "ABC"
FEWEST_POINTS, MOST_POINTS = 4, 200
STEPS = 100  # of a coordinate between 0 and 1
_POINT = re.compile(rf"([{CLASSES}])(0|-?[1-9][0-9]{{0,2}})\.(0|-?[1-9][0-9]{{0,2}})", re.ASCII)

Point = tuple[str, float, float]


class Points(Kind):
    """Points (class, x₁, x₂), in hundredths: `A25.-100` is A at (0.25, -1), with _ between them."""

    def check(self, value: Any) -> tuple[Point, ...]:
        """The points, rounded to hundredths."""
        if isinstance(value, str) or not isinstance(value, Iterable):
            raise ValueError('want points such as ("A", 0.25, -1)')
        points = tuple(value)
        if not FEWEST_POINTS <= len(points) <= MOST_POINTS:
            raise ValueError(f"want {FEWEST_POINTS} to {MOST_POINTS} points, not {len(points)}")
        return tuple(map(_checked, points))

    def parse(self, text: str) -> tuple[Point, ...]:
        """The points of a link."""
        found = []
        for part in text.split("_", MOST_POINTS):
            match = _POINT.fullmatch(part)
            if match is None:
                raise ValueError(
                    f"cannot read {part[:20]!r}: want A25.-100 for a point of class A at "
                    "(0.25, -1), and _ between points"
                )
            found.append((match[1], int(match[2]) / STEPS, int(match[3]) / STEPS))
        return self.check(found)

    def text(self, value: tuple[Point, ...]) -> str:
        """The link's text of points."""
        return "_".join(f"{name}{round(x * STEPS)}.{round(y * STEPS)}" for name, x, y in value)


def _checked(point: Any) -> Point:
    if isinstance(point, str) or not isinstance(point, Iterable) or len(parts := [*point]) != 3:
        raise ValueError(f'want points such as ("A", 0.25, -1), not {str(point)[:40]!r}')
    name, *place = parts
    if name not in (*CLASSES,):
        raise ValueError(f"class is {str(name)[:20]!r}: choose one of {', '.join(CLASSES)}")
    for number in place:
        if not isinstance(number, int | float) or isinstance(number, bool) or not -1 <= number <= 1:
            raise ValueError(f"a coordinate is {str(number)[:20]!r}: want a number from -1 to 1")
    x, y = (round(STEPS * number) / STEPS + 0.0 for number in place)
    return name, x, y


# A cross of one class in a ring of the other: no straight line divides them.
START: tuple[Point, ...] = Points().parse(
    "A0.15_A15.-10_A-15.-10_A0.-35_B0.80_B57.57_B80.0_B57.-57_B0.-80_B-57.-57_B-80.0_B-57.57"
)


class OwnPoints:
    """The points of the config, all of them."""

    title = "My own points"
    noisy = sized = curve = False
    planar = True
    needs = ""

    def examples(self, config: LabConfig) -> Dataset:
        """The points as they stand; two classes at least."""
        names = [name for name, _, _ in config.points]
        points = np.array([place for _, *place in config.points], dtype=np.float64)
        classes = CLASSES[: max(2, 1 + max(map(CLASSES.index, names)))]
        targets = np.array([classes.index(name) for name in names])
        return Dataset("own points", points, targets, ("x₁", "x₂"), tuple(classes))

    def script(self, config: LabConfig) -> str:
        """The points themselves."""
        data = self.examples(config)
        return (
            f"features = np.array({data.features.tolist()})\n"
            f"targets = np.array({data.targets.tolist()})"
        )
