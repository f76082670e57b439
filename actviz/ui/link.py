"""The link is the state: reading it without trust, writing it without defaults."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass
class LinkReader:
    """Reads a page's query parameters; what is wrong falls back and leaves a message."""

    query: Mapping[str, str]
    messages: list[str] = field(default_factory=list)

    def choice(self, name: str, accepted: Collection[str], default: str) -> str:
        """One of `accepted`."""
        text = self.query.get(name)
        if text is None or text in accepted:
            return default if text is None else text
        self.reject(name, text, f"the page shows {default}")
        return default

    def number(self, name: str, default: float, low: float, high: float) -> float:
        """A finite number within [low, high]."""
        text = self.query.get(name)
        if text is None:
            return default
        value = parse_number(text)
        if value is None or not low <= value <= high:
            self.reject(name, text, f"want a number from {low:g} to {high:g}, using {default:g}")
            return default
        return value

    def flag(self, name: str, default: bool) -> bool:
        """1 or 0."""
        return self.choice(name, ("0", "1"), "1" if default else "0") == "1"

    def reject(self, name: str, text: str, instead: str) -> None:
        """Note that `text` was no good for `name`."""
        shown = text if len(text) <= 40 else f"{text[:40]}…"
        self.messages.append(f"The link's {name} = {shown!r} cannot be used: {instead}.")

    def unknown(self, accepted: Collection[str]) -> None:
        """Note every parameter the page does not know."""
        for name in self.query:
            if name not in accepted:
                shown = name if len(name) <= 40 else f"{name[:40]}…"
                self.messages.append(f"The link's {shown!r} means nothing on this page: ignored.")


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
