"""A page's state as one frozen dataclass whose fields say how the link spells them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, Self

from actviz.ui.link import LinkReader, number_text, parse_number


def number_field(default: float, low: float, high: float) -> Any:
    """A finite number within [low, high]."""

    def read(link: LinkReader, name: str) -> float:
        return link.number(name, default, low, high)

    return field(default=default, metadata={"read": read, "low": low, "high": high})


def whole_field(default: int, low: int, high: int) -> Any:
    """A whole number within [low, high]."""

    def read(link: LinkReader, name: str) -> int:
        value = link.number(name, default, low, high)
        if value != int(value):
            link.reject(name, link.query[name], f"want a whole number, using {default}")
            return default
        return int(value)

    return field(default=default, metadata={"read": read, "low": low, "high": high})


def choice_field(default: str, accepted: Collection[str]) -> Any:
    """One of `accepted`."""

    def read(link: LinkReader, name: str) -> str:
        return link.choice(name, accepted, default)

    return field(default=default, metadata={"read": read})


def numbers_field(default: tuple[float, ...], low: float, high: float, most: int) -> Any:
    """Two to `most` finite numbers within [low, high], with commas between them in the link."""

    def read(link: LinkReader, name: str) -> tuple[float, ...]:
        text = link.query.get(name)
        if text is None:
            return default
        parts = text.split(",", most)
        values = [value for value in map(parse_number, parts) if value is not None]
        if not 2 <= len(parts) == len(values) <= most or not all(
            low <= value <= high for value in values
        ):
            wanted = f"want 2 to {most} numbers from {low:g} to {high:g} with commas between them"
            link.reject(name, text, wanted)
            return default
        return tuple(values)

    return field(default=default, metadata={"read": read, "low": low, "high": high})


@dataclass(frozen=True)
class LinkState:
    """Base of a page's state: every field made by one of the functions above."""

    def to_query(self) -> dict[str, str]:
        """The link's parameters: only what differs from the defaults."""
        query = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if value != each.default:
                query[each.name] = _text(value)
        return query

    @classmethod
    def read(cls, query: Mapping[str, str]) -> tuple[Self, list[str]]:
        """The state a link asks for, and a message for everything in it that is no good."""
        link = LinkReader(query)
        values = {each.name: each.metadata["read"](link, each.name) for each in fields(cls)}
        cls.reconcile(values, link)
        link.unknown(values.keys())
        return cls(**values), link.messages

    @classmethod
    def reconcile(cls, values: dict[str, Any], link: LinkReader) -> None:
        """Mend `values` that are good one by one but not together, with a message for each."""

    @classmethod
    def limits(cls, name: str) -> tuple[float, float]:
        """Lowest and highest value of a field of numbers."""
        (found,) = (each for each in fields(cls) if each.name == name)
        return found.metadata["low"], found.metadata["high"]

    @classmethod
    def default(cls, name: str) -> Any:
        """What a field is where the link says nothing."""
        (found,) = (each for each in fields(cls) if each.name == name)
        assert found.default is not MISSING
        return found.default


def _text(value: str | float | tuple[float, ...]) -> str:
    if isinstance(value, str):
        return value
    return ",".join(map(number_text, value)) if isinstance(value, tuple) else number_text(value)
