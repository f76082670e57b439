"""Which lesson the page shows."""

from dataclasses import dataclass
from typing import ClassVar

from actviz.link import PageState, text_field


@dataclass(frozen=True)
class LessonState(PageState):
    """The lesson's name, "" for the first."""

    PAGE: ClassVar[str] = "lesson"

    show: str = text_field("", 40)
