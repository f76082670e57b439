"""What the Gallery is narrowed to, and its filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from actviz.link import PageState, flags_field, text_field

_LONGEST_SEARCH = 60  # characters

# (id in the link, label, what it means, test on the computed properties)
FILTERS = (
    ("bounded", "Bounded", "both ends of the range are finite", lambda p: p.bounded),
    ("monotonic", "Monotonic", "never turns back", lambda p: p.monotonic != "no"),
    ("zero_centred", "Zero-centred", "mean output 0 for normal input", lambda p: p.zero_centred),
    ("smooth", "Smooth", "no kink and no jump", lambda p: p.smooth),
    ("can_die", "Can die", "f′ is 0 on a whole interval", lambda p: p.can_die),
    ("cannot_die", "Cannot die", "f′ is 0 at single points at most", lambda p: not p.can_die),
)


@dataclass(frozen=True)
class GalleryState(PageState):
    """What the Gallery is narrowed to."""

    PAGE: ClassVar[str] = "gallery"

    search: str = text_field("", _LONGEST_SEARCH, "q")
    filters: tuple[str, ...] = flags_field(tuple(identifier for identifier, *_ in FILTERS))


def parse_gallery_commit(payload: object) -> GalleryState | None:
    """The state in a browser's message, or None for what is no such message."""
    if not isinstance(payload, Mapping):
        return None
    search, filters = payload.get("search"), payload.get("filters")
    if not isinstance(search, str) or not isinstance(filters, list):
        return None
    known = tuple(identifier for identifier, *_ in FILTERS if identifier in filters)
    return GalleryState(search[:_LONGEST_SEARCH], known)
