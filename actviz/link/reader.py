"""A link's parameters, read without trust: what is wrong falls back and leaves a message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

Texts = str | list[str]
Query = Mapping[str, str | Sequence[str]]

_LONGEST = 40  # characters of a visitor's text in a message
_MOST_UNKNOWN = 5  # messages about names that mean nothing


class Parser(Protocol):
    """What makes a value of a text; ValueError says what is wanted."""

    def parse(self, text: str) -> Any:
        """The value."""

    def text(self, value: Any) -> Texts:
        """A value as the link has it."""


class LinkReader:
    """Reads the parameters of a link by name, and knows which of them nobody asked for."""

    def __init__(self, query: Query) -> None:
        self._texts = {
            name: [given] if isinstance(given, str) else list(given)
            for name, given in query.items()
        }
        self._asked: set[str] = set()
        self.messages: list[str] = []

    def __contains__(self, name: str) -> bool:
        return bool(self._texts.get(name))

    def texts(self, name: str) -> list[str]:
        """Every text that the link has under a name."""
        self._asked.add(name)
        return self._texts.get(name, [])

    def text(self, name: str) -> str | None:
        """The last text under a name, None where there is none."""
        return next(reversed(self.texts(name)), None)

    def take(self, name: str, default: Any, parser: Parser) -> Any:
        """The value under a name; `default`, and a message, where it is none."""
        text = self.text(name)
        return default if text is None else self._parsed(name, text, default, parser)

    def several(
        self, name: str, noun: str, counts: tuple[int, int], parser: Parser, instead: Any
    ) -> tuple[Any, ...]:
        """The values under a name that stands once for each; () for none, or not so many.

        `counts` are the fewest and the most; `instead` takes the place of a bad one.
        """
        texts, (fewest, most) = self.texts(name), counts
        if not texts or fewest <= len(texts) <= most:
            return tuple(
                self._parsed(name, text, instead, parser, f"{noun} {place}: ")
                for place, text in enumerate(texts, 1)
            )
        wanted = f"{most}" if fewest == most else f"{fewest} to {most}"
        self.reject(name, ", ".join(texts), f"want {wanted} {noun}s, got {len(texts)}")
        return ()

    def _parsed(self, name: str, text: str, default: Any, parser: Parser, place: str = "") -> Any:
        try:
            return parser.parse(text)
        except ValueError as error:
            joint = " Using" if f"{error}".endswith("?") else ", using"
            self.reject(name, text, f"{place}{error}{joint} {parser.text(default) or 'none'}")
            return default

    def reject(self, name: str, text: str, instead: str) -> None:
        """Note that `text` was no good for `name`."""
        self.messages.append(f"The link's {name} = {_short(text)!r} cannot be used: {instead}.")

    def unknown(self) -> None:
        """Note the parameters that nobody asked for."""
        names = [name for name in self._texts if name not in self._asked]
        for name in names[:_MOST_UNKNOWN]:
            message = f"The link's {_short(name)!r} means nothing on this page: ignored."
            self.messages.append(message)
        if len(names) > _MOST_UNKNOWN:
            more = len(names) - _MOST_UNKNOWN
            self.messages.append(f"{more} more names in the link mean nothing here: ignored.")

    def ignore_the_rest(self) -> None:
        """What was not asked for yet is not unknown: it was meant for what could not be read."""
        self._asked.update(self._texts)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
