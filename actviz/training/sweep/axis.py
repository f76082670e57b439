"""What a sweep goes along: a quantity of a run, and its values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from actviz.link import Kind, number_text, parse_number
from actviz.training.config import LabConfig

FEWEST, MOST = 2, 64
LINEAR, LOGARITHMIC = "linear", "log"


@dataclass(frozen=True)
class Quantity:
    """Something that differs from cell to cell.

    title     on the page
    put       the config with a value of it
    take      its value in a config
    linear    whether its values are usually evenly apart; else evenly apart in their logarithms
    whole     whether its values are whole numbers
    """

    title: str
    put: Callable[[LabConfig, Any], LabConfig]
    take: Callable[[LabConfig], float]
    linear: bool = False
    whole: bool = False


def _field(name: str, title: str, *, linear: bool = False, whole: bool = False) -> Quantity:
    return Quantity(
        title,
        lambda config, value: replace(config, **{name: value}),
        lambda config: float(getattr(config, name)),
        linear,
        whole,
    )


QUANTITIES: Mapping[str, Quantity] = {
    "learning_rate": _field("learning_rate", "learning rate"),
    "initial_scale": _field("initial_scale", "initial scale"),
    "bias_start": _field("bias_start", "start of the biases", linear=True),
    "width": Quantity(
        "width",
        lambda config, value: replace(config, hidden=(value,) * len(config.hidden)),
        lambda config: float(config.hidden[0]),
        whole=True,
    ),
    "depth": Quantity(
        "hidden layers",
        lambda config, value: replace(config, hidden=(config.hidden[0],) * value),
        lambda config: float(len(config.hidden)),
        linear=True,
        whole=True,
    ),
    "batch_size": _field("batch_size", "batch size", whole=True),
    "noise": _field("noise", "noise of the data", linear=True),
    "momentum": _field("momentum", "momentum", linear=True),
}


@dataclass(frozen=True)
class Axis:
    """A quantity from `low` to `high` in `count` values, evenly apart, or so in their logarithms.

    ValueError: no such quantity, a reversed range, too few or too many values, a logarithm of what
    is not above 0, or fewer whole numbers than values.
    """

    name: str
    low: float
    high: float
    count: int
    spacing: str = ""

    def __post_init__(self) -> None:
        if self.name not in QUANTITIES:
            raise ValueError(
                f"{self.name[:40]!r} cannot be swept: choose one of {', '.join(QUANTITIES)}"
            )
        usual = LINEAR if QUANTITIES[self.name].linear else LOGARITHMIC
        object.__setattr__(self, "spacing", self.spacing or usual)
        if self.spacing not in (LINEAR, LOGARITHMIC):
            raise ValueError(f"{self.spacing[:40]!r} is no spacing: want {LINEAR} or {LOGARITHMIC}")
        if not self.low < self.high:
            raise ValueError(
                f"{self.name} from {self.low:g} to {self.high:g}: want the lower end first, such "
                f"as {self.name}={min(self.low, self.high):g}:{max(self.low, self.high):g}"
            )
        if not FEWEST <= self.count <= MOST:
            raise ValueError(f"{self.name} in {self.count} values: want {FEWEST} to {MOST}")
        if self.spacing == LOGARITHMIC and self.low <= 0:
            raise ValueError(
                f"{self.name} from {self.low:g}: logarithms want a start above 0; write "
                f"{self.name}={self.low:g}:{self.high:g}:{self.count}:{LINEAR}"
            )
        values = self.values
        if len(set(values)) < len(values):
            raise ValueError(
                f"{self.name} from {self.low:g} to {self.high:g} has no {self.count} different "
                f"whole numbers so spaced: want {len(set(values))} or fewer"
            )

    @cached_property
    def values(self) -> tuple[float, ...]:
        """The values from low to high, both included; whole numbers where the quantity has them."""
        last = self.count - 1
        if self.spacing == LINEAR:
            inner = [self.low + (self.high - self.low) * i / last for i in range(1, last)]
        else:
            inner = [self.low * (self.high / self.low) ** (i / last) for i in range(1, last)]
        values = [self.low, *inner, self.high]
        if not QUANTITIES[self.name].whole:
            return tuple(values)
        return tuple(math.floor(value + 0.5) for value in values)

    @classmethod
    def parse(cls, text: str) -> Axis:
        """Read learning_rate=0.01:10:24, and :linear or :log behind it where it is not usual."""
        name, _, rest = text.partition("=")
        low, high, count, *spacing = [*rest.split(":", 4), "", "", ""][:4]
        numbers = [parse_number(part) for part in (low, high, count)]
        if None in numbers or not count.isdecimal() or len(rest.split(":")) > 4:
            raise ValueError(
                "want a name, both ends and how many values, such as learning_rate=0.01:10:24"
            )
        return cls(name, numbers[0] or 0.0, numbers[1] or 0.0, int(count), *spacing)

    @property
    def text(self) -> str:
        """What `parse` reads."""
        usual = LINEAR if QUANTITIES[self.name].linear else LOGARITHMIC
        ends = f"{number_text(self.low)}:{number_text(self.high)}"
        tail = "" if self.spacing == usual else f":{self.spacing}"
        return f"{self.name}={ends}:{self.count}{tail}"

    @property
    def title(self) -> str:
        """Its name on the page."""
        return QUANTITIES[self.name].title

    def nearest(self, wanted: float) -> int:
        """Place of the value nearest to a number, in logarithms where the axis is."""

        def away(place: int) -> float:
            value = self.values[place]
            if self.spacing == LINEAR:
                return abs(value - wanted)
            return abs(math.log(value / wanted)) if wanted > 0 else value

        return min(range(self.count), key=away)

    def put(self, config: LabConfig, place: int) -> LabConfig:
        """The config with the value at a place; ValueError as LabConfig's."""
        return QUANTITIES[self.name].put(config, self.values[place])


class Axes(Kind):
    """An axis as a link and a command line spell it."""

    def check(self, value: Any) -> Axis:
        """The axis itself."""
        if not isinstance(value, Axis):
            raise ValueError("want an Axis")
        return value

    def parse(self, text: str) -> Axis:
        """An axis."""
        return Axis.parse(text)

    def text(self, value: Axis) -> str:
        """Its text."""
        return value.text
