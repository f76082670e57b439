"""Fields of a LinkState: the default, the kind, and the name in the link where it is another."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from actviz.link.kinds import Choice, Flag, Flags, Kind, Number, Numbers, Some, Text, Whole
from actviz.link.reader import LinkReader, Texts
from actviz.link.state import LinkState


def spelled(default: Any, kind: Kind, name: str = "") -> Any:
    """A field of any kind."""
    return field(default=default, metadata={"kind": kind, "name": name})


def number_field(default: float, low: float, high: float, name: str = "") -> Any:
    """A finite number within [low, high]."""
    return spelled(default, Number(low, high), name)


def whole_field(default: int, low: int, high: int, name: str = "") -> Any:
    """A whole number within [low, high]."""
    return spelled(default, Whole(low, high), name)


def numbers_field(
    default: tuple[float, ...], low: float, high: float, most: int, fewest: int = 2
) -> Any:
    """`fewest` to `most` finite numbers within [low, high], with commas between them."""
    return spelled(default, Numbers(low, high, fewest, most))


def choice_field(default: Any, accepted: Collection[Any], name: str = "") -> Any:
    """One of `accepted`, texts or numbers."""
    return spelled(default, Choice(accepted), name)


def some_field(default: tuple[str, ...], accepted: tuple[str, ...], name: str = "") -> Any:
    """One or more of `accepted`, in their order."""
    return spelled(default, Some(accepted), name)


def flag_field(default: bool, name: str = "") -> Any:
    """True or False, 1 or 0 in the link."""
    return spelled(default, Flag(), name)


def flags_field(accepted: tuple[str, ...]) -> Any:
    """Any of `accepted`, none by default, each a name of its own in the link."""
    return spelled((), Flags(accepted))


def text_field(default: str, longest: int, name: str = "") -> Any:
    """A text, cut to `longest` characters."""
    return spelled(default, Text(longest), name)


def part_field(part: type[LinkState], usual: Callable[[], LinkState] | None = None) -> Any:
    """Fields that belong together, a LinkState of their own; `usual` makes the default."""
    return field(default_factory=usual or part, metadata={"kind": _Part(part), "name": ""})


@dataclass(frozen=True)
class _Part(Kind):
    """A LinkState whose names stand in the link as they are."""

    state: Any

    def read(self, link: LinkReader, name: str, default: LinkState) -> LinkState:
        """The part that the link asks for."""
        found: LinkState = self.state.from_link(link, default)
        return found

    def write(self, name: str, value: LinkState, usual: LinkState) -> dict[str, Texts]:
        """The part's own parameters."""
        return value.to_query(usual)
