"""What the page Choose shows, as its link says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from actviz.claims import SECTIONS, Verdict
from actviz.link import Kind, PageState, choice_field, some_field, spelled, text_field
from actviz.views.choose.decisions import Path, at

PARTS = {"path": "Find one", "practice": "Today's models", "claims": "Claims"}
VERDICTS = tuple(verdict.value for verdict in Verdict)
LONGEST_SEARCH = 60  # characters
_LONGEST_PATH = 8  # answers


class _Path(Kind):
    """The answers given so far, with dots between them."""

    def check(self, value: Any) -> Path:
        """A tuple of answers that lead somewhere."""
        path = tuple(value)
        at(path)
        return path

    def parse(self, text: str) -> Path:
        """A tuple of answers."""
        return self.check(text.split(".", _LONGEST_PATH)) if text else ()

    def text(self, value: Path) -> str:
        """The answers with dots between them."""
        return ".".join(value)


@dataclass(frozen=True)
class ChooseState(PageState):
    """Every part keeps its settings in the link while another part is shown.

    path      the answers given, from the first question on
    search    words that a shown claim has
    verdicts  verdicts of the claims that are shown
    section   section of the claims that are shown, "" for all
    """

    PAGE: ClassVar[str] = "choose"

    part: str = choice_field("path", PARTS)
    path: Path = spelled((), _Path())
    search: str = text_field("", LONGEST_SEARCH, "q")
    verdicts: tuple[str, ...] = some_field(VERDICTS, VERDICTS, "verdict")
    section: str = choice_field("", ("", *SECTIONS))
