"""A visitor's own lesson as a link has it: whole, so that no server need keep it."""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from actviz.ui.lessons import MOST_BYTES, Lesson, Step, lesson_of, lessons

OWN = "_"  # how the name of a lesson that is in the link begins; no file's does
LONGEST_TEXT = 8_000  # characters of a lesson in a link
_LETTERS = re.compile(r"[A-Za-z0-9_-]+")


def to_text(lesson: Lesson) -> str:
    """Title and steps of a lesson as the link's `lesson` names it; notes for a teacher stay out.

    Where it is longer than `LONGEST_TEXT`, no link opens it.
    """
    steps = [[step.link, step.question, list(step.hide)] for step in lesson.steps]
    content = json.dumps([lesson.title, steps], ensure_ascii=False, separators=(",", ":"))
    packed = base64.urlsafe_b64encode(zlib.compress(content.encode(), 9))
    return OWN + packed.decode().rstrip("=")


@lru_cache(maxsize=64)
def from_text(text: str) -> tuple[Lesson, tuple[str, ...]]:
    """The lesson that `to_text` wrote, and what is wrong in it; ValueError where there is none."""
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"it has {len(text):,} characters, and up to {LONGEST_TEXT:,} are read")
    try:
        title, steps = _unpacked(text.removeprefix(OWN))
        given = [dict(zip(("link", "question", "hide"), step, strict=True)) for step in steps]
    except (ValueError, TypeError, RecursionError, zlib.error, binascii.Error):
        raise ValueError("it is damaged: copy the link again, to its end") from None
    lesson, messages = lesson_of({"title": title, "step": given})
    return lesson, tuple(messages)


def _unpacked(letters: str) -> Any:
    if not _LETTERS.fullmatch(letters):
        raise ValueError("letters that are none of base64's")
    packed = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
    # A few bytes may stand for gigabytes.
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(packed, MOST_BYTES)
    if not unpacking.eof or unpacking.unused_data:
        raise ValueError("not a lesson's end")
    return json.loads(content)


def lesson_called(name: str) -> tuple[Lesson, Sequence[str]]:
    """The lesson that a link names, or is; ValueError says what is wrong or accepted."""
    if name.startswith(OWN):
        return from_text(name)
    if name not in lessons()[0]:
        raise ValueError(f"choose one of {', '.join(lessons()[0])}")
    return lessons()[0][name], ()


def step_query(name: str, number: int, step: Step) -> dict[str, list[str]]:
    """The parameters of a link that opens a lesson's step; what another step hid is shown."""
    return {**step.query, "hide": [",".join(step.hide)], "lesson": [f"{name}.{number}"]}


def first_link(lesson: Lesson) -> str:
    """The link that opens a lesson, from the app's root on."""
    step = lesson.steps[0]
    query = step_query(to_text(lesson), 1, step)
    told = {name: texts for name, texts in query.items() if name != "hide" or step.hide}
    return f"/{step.page.url_path}?{urlencode(told, doseq=True)}"
