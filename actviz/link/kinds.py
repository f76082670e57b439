"""Kinds of values that a field can have: which there are, and how a link spells them."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from actviz.link.reader import LinkReader, Texts


def parse_number(text: str) -> float | None:
    """A finite float, or None. Takes what a link may hold: no spaces, underscores or names."""
    if len(text) > 40 or not text.isascii() or "_" in text:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def number_text(value: float) -> str:
    """The shortest text that reads back as exactly `value`."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


class Kind:
    """A kind of values; what raises ValueError says what is wanted."""

    def check(self, value: Any) -> Any:
        """The value in its one form; ValueError if it is none of this kind."""
        return value

    def parse(self, text: str) -> Any:
        """The value that a text stands for; ValueError if it stands for none."""
        return self.check(text)

    def text(self, value: Any) -> Texts:
        """The text that stands for a value, or several."""
        return str(value)

    def read(self, link: LinkReader, name: str, default: Any) -> Any:
        """The value in a link; `default` where there is none, with a message if it is bad."""
        return link.take(name, default, self)

    def write(self, name: str, value: Any, usual: Any) -> dict[str, Texts]:
        """The link's parameters for a value: none where it is the usual one."""
        return {} if value == usual else {name: self.text(value)}


@dataclass(frozen=True)
class Number(Kind):
    """A finite number within [low, high]."""

    low: float
    high: float

    def check(self, value: Any) -> float:
        """A float without the sign of a zero."""
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise ValueError(self._wanted)
        if not self.low <= value <= self.high:
            raise ValueError(self._wanted)
        return float(value) + 0.0

    def parse(self, text: str) -> float:
        """A float."""
        return self.check(parse_number(text))

    def text(self, value: float) -> str:
        """The shortest that reads back as the same number."""
        return number_text(value)

    @property
    def _wanted(self) -> str:
        return f"want a number from {self.low:g} to {self.high:g}"


@dataclass(frozen=True)
class Whole(Number):
    """A whole number within [low, high]."""

    def check(self, value: Any) -> int:
        """An int."""
        number = super().check(value)
        if number != int(number):
            raise ValueError(self._wanted)
        return int(number)

    @property
    def _wanted(self) -> str:
        return f"want a whole number from {self.low:.0f} to {self.high:.0f}"


@dataclass(frozen=True)
class Numbers(Number):
    """From `fewest` to `most` finite numbers within [low, high], with commas between them."""

    fewest: int
    most: int

    def check(self, value: Any) -> tuple[float, ...]:  # type: ignore[override]
        """A tuple of floats."""
        if not self.fewest <= len(value) <= self.most:
            raise ValueError(self._wanted)
        return tuple(super(Numbers, self).check(each) for each in value)

    def parse(self, text: str) -> tuple[float, ...]:  # type: ignore[override]
        """A tuple of floats."""
        return self.check([parse_number(part) for part in text.split(",", self.most)])

    def text(self, value: tuple[float, ...]) -> str:  # type: ignore[override]
        """The shortest that reads back as the same numbers."""
        return ",".join(map(number_text, value))

    @property
    def _wanted(self) -> str:
        count = f"{self.most}" if self.fewest == self.most else f"{self.fewest} to {self.most}"
        limits = f"from {self.low:g} to {self.high:g}"
        return f"want {count} numbers {limits} with commas between them"


@dataclass(frozen=True)
class Choice(Kind):
    """One of `accepted`, texts or numbers."""

    accepted: Collection[Any]

    def check(self, value: Any) -> Any:
        """The value itself."""
        if value not in self.accepted:
            raise ValueError(f"choose one of {', '.join(map(self.text, self.accepted))}")
        return value

    def parse(self, text: str) -> Any:
        """The one with this text."""
        return self.check(next((each for each in self.accepted if self.text(each) == text), text))

    def text(self, value: str | float) -> str:
        """A text as it is, a number at its shortest."""
        return value if isinstance(value, str) else number_text(value)


@dataclass(frozen=True)
class Flag(Kind):
    """True or False."""

    no: str = "0"
    yes: str = "1"

    def parse(self, text: str) -> bool:
        """True for `yes`, False for `no`."""
        if text not in (self.no, self.yes):
            raise ValueError(f"want {self.yes} or {self.no}")
        return text == self.yes

    def text(self, value: bool) -> str:
        """One of the two."""
        return self.yes if value else self.no


@dataclass(frozen=True)
class Some(Kind):
    """One or more of `accepted`, in their order, with commas between them."""

    accepted: tuple[str, ...]

    def check(self, value: Any) -> tuple[str, ...]:
        """A tuple of texts."""
        parts = tuple(value)
        if not parts or parts != tuple(each for each in self.accepted if each in parts):
            some = ",".join(self.accepted)
            raise ValueError(f"want some of {some} in this order with commas between them")
        return parts

    def parse(self, text: str) -> tuple[str, ...]:
        """A tuple of texts."""
        return self.check(text.split(",", len(self.accepted)))

    def text(self, value: tuple[str, ...]) -> str:
        """The texts with commas between them."""
        return ",".join(value)


@dataclass(frozen=True)
class Flags(Kind):
    """Any of `accepted`, in their order, each a name of its own in the link."""

    accepted: tuple[str, ...]

    def read(self, link: LinkReader, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """Those that the link sets to 1."""
        return tuple(each for each in self.accepted if link.take(each, each in default, Flag()))

    def write(self, name: str, value: tuple[str, ...], usual: Any) -> dict[str, Texts]:
        """1 for each."""
        return dict.fromkeys(value, "1")


@dataclass(frozen=True)
class Text(Kind):
    """A text, cut to `longest` characters."""

    longest: int

    def parse(self, text: str) -> str:
        """The text, cut."""
        return text[: self.longest]
