"""Lessons: steps through the pages, read without trust from files and links, and written as files.

What is wrong in a step is named and left out or mended, and the rest is a lesson all the same.
"""

from __future__ import annotations

import json
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from actviz.claims import CLAIMS
from actviz.maths.parser.vocabulary import RESERVED_IN_LINKS
from actviz.ui.address import frame_of
from actviz.ui.frame import EVERYTHING, control_names, controls
from actviz.ui.page_spec import ROOT, PageSpec
from actviz.ui.pages import PAGES

FOLDER = ROOT / "assets" / "lessons"
SUFFIX = ".toml"
UNTITLED = "My lesson"
MOST_STEPS = 60
MOST_BYTES = 100_000  # of a file
LONGEST_LINK = 1_500
LONGEST_TEXT = 400
_MOST_NOTES = 40
_MOST_MINUTES = 600
NOTES = ("ask", "misconceptions", "tips")


@dataclass(frozen=True)
class Step:
    """One step: `/page?state`, what is asked, what is hidden, and the claim it shows."""

    link: str
    question: str = ""
    hide: tuple[str, ...] = ()
    claim: str = ""

    @property
    def page(self) -> PageSpec:
        """The page that it shows."""
        return _page(urlsplit(self.link).path)

    @property
    def query(self) -> dict[str, list[str]]:
        """The state of that page."""
        return parse_qs(urlsplit(self.link).query, keep_blank_values=True)

    @property
    def asked(self) -> str:
        """What a class is asked, the page's own question where there is none."""
        return self.question or self.page.question


@dataclass(frozen=True)
class Lesson:
    """A lesson: its steps, and what a teacher should know."""

    title: str
    steps: tuple[Step, ...]
    minutes: int = 0
    ask: tuple[str, ...] = ()
    misconceptions: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()


@dataclass
class _Reading:
    """What is wrong with what is read, each behind its place."""

    messages: list[str] = field(default_factory=list)

    def text(self, given: Mapping[str, Any], name: str, place: str, most: int) -> str:
        value = given.get(name, "")
        if not isinstance(value, str):
            self.messages.append(f"{place} has {name} = {value!r:.60}: want a text")
            return ""
        text = clean(value)
        if len(text) > most:
            self.messages.append(
                f"{place} has a {name} of {len(text):,} characters: cut to {most:,}"
            )
        return text[:most].strip()

    def texts(self, given: Mapping[str, Any], name: str, place: str) -> tuple[str, ...]:
        value = given.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.messages.append(f"{place} has {name} = {value!r:.60}: want a list of texts")
            return ()
        if len(value) > _MOST_NOTES:
            self.messages.append(f"{place} has {len(value):,} {name}: using {_MOST_NOTES}")
        cleaned = (clean(each)[:LONGEST_TEXT].strip() for each in value[:_MOST_NOTES])
        return tuple(each for each in cleaned if each)

    def step(self, given: Any, place: str) -> Step | None:
        try:
            if not isinstance(given, dict):
                raise ValueError(f"is {given!r:.40}: want link and question")
            link, hidden = _checked_link(given.get("link"))
        except ValueError as error:
            self.messages.append(f"{place} is left out: it {error}")
            return None
        known, asked = control_names(), (*self.texts(given, "hide", place), *hidden)
        if unknown := [name for name in dict.fromkeys(asked) if name not in known]:
            accepted = ", ".join([*controls(_page(urlsplit(link).path)), EVERYTHING])
            self.messages.append(
                f"{place} hides {','.join(unknown)[:60]!r}: ignored. Its page has {accepted}"
            )
        claim = self.text(given, "claim", place, 60)
        if claim and claim not in CLAIMS:
            self.messages.append(f"{place} has claim = {claim!r}: none of Choose's claims")
            claim = ""
        hide = tuple(name for name in dict.fromkeys(asked) if name in known)
        return Step(link, self.text(given, "question", place, LONGEST_TEXT), hide, claim)


def step_of(given: Mapping[str, Any], place: str) -> tuple[Step | None, list[str]]:
    """The step in these fields, None where there is none, and what is wrong with it."""
    reading = _Reading()
    return reading.step(given, place), reading.messages


def lesson_of(given: Mapping[str, Any]) -> tuple[Lesson, list[str]]:
    """The lesson in a file's or link's fields, and what is wrong with them.

    ValueError where no step of it can be used.
    """
    reading, steps = _Reading(), given.get("step")
    if not isinstance(steps, list) or not steps:
        raise ValueError("it has no [[step]]")
    if len(steps) > MOST_STEPS:
        reading.messages.append(
            f"It has {len(steps):,} steps, and up to {MOST_STEPS} can be used: the rest is left out"
        )
    found = [reading.step(each, f"Step {n}") for n, each in enumerate(steps[:MOST_STEPS], 1)]
    usable = tuple(step for step in found if step is not None)
    if not usable:
        raise ValueError("; ".join(["none of its steps can be used", *reading.messages[:3]]))
    minutes = given.get("minutes", 0)
    if type(minutes) is not int or not 0 <= minutes <= _MOST_MINUTES:
        reading.messages.append(
            f"It has minutes = {minutes!r:.40}: want a whole number up to {_MOST_MINUTES}"
        )
        minutes = 0
    title = reading.text(given, "title", "It", LONGEST_TEXT) or UNTITLED
    notes = {name: reading.texts(given, name, "It") for name in NOTES}
    return Lesson(title, usable, minutes, **notes), reading.messages


def read_file(data: bytes) -> tuple[Lesson, list[str]]:
    """The lesson that a file holds, and what is wrong in it; ValueError where it holds none."""
    if len(data) > MOST_BYTES:
        raise ValueError(f"it has {len(data):,} bytes, and a lesson has up to {MOST_BYTES:,}")
    try:
        given = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("it is no text in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"it is no TOML: {error}") from None
    except RecursionError:
        raise ValueError("it is no TOML of a lesson: it is nested too deep") from None
    return lesson_of(given)


def write_file(lesson: Lesson) -> str:
    """The lesson as TOML, to keep, to edit, and to read again."""
    lines = [f"title = {_quoted(lesson.title)}"]
    if lesson.minutes:
        lines.append(f"minutes = {lesson.minutes}")
    for name in NOTES:
        if texts := getattr(lesson, name):
            lines += [f"{name} = [", *(f"    {_quoted(text)}," for text in texts), "]"]
    for step in lesson.steps:
        lines += ["", "[[step]]", f"link = {_quoted(step.link)}"]
        lines.append(f"question = {_quoted(step.question)}")
        if step.hide:
            lines.append(f"hide = [{', '.join(map(_quoted, step.hide))}]")
        if step.claim:
            lines.append(f"claim = {_quoted(step.claim)}")
    return "\n".join([*lines, ""])


@cache
def lessons(folder: Path = FOLDER) -> tuple[dict[str, Lesson], tuple[str, ...]]:
    """The lessons by name, the shortest first, and what is wrong in their files."""
    found: dict[str, Lesson] = {}
    wrong: list[str] = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            found[path.stem], messages = read_file(path.read_bytes())
        except (ValueError, OSError) as error:
            messages = [f"{error}"]
        wrong += [f"{path.name}: {message[:1].lower()}{message[1:]}." for message in messages]
    names = sorted(found, key=lambda name: found[name].minutes)
    return {name: found[name] for name in names}, tuple(wrong)


def state_link(page: PageSpec, query: Mapping[str, Sequence[str]]) -> str:
    """A page's state as a step has it, without what a link may say of every page."""
    frame = frame_of({name: list(texts) for name, texts in query.items()})
    kept = {
        name: texts
        for name, texts in query.items()
        if name not in frame and name.lower() not in RESERVED_IN_LINKS
    }
    return f"/{page.url_path}" + (f"?{urlencode(kept, doseq=True)}" if kept else "")


def clean(text: str) -> str:
    """A text in one line, without characters that stand for no letter."""
    letters = (
        each for each in text if each.isspace() or unicodedata.category(each) not in ("Cc", "Cs")
    )
    return " ".join("".join(letters).split())


def _checked_link(link: Any) -> tuple[str, list[str]]:
    """A step's link in its one form, and what the link itself hides; ValueError if it is none."""
    if not isinstance(link, str) or not link:
        raise ValueError(f"has link = {link!r:.40}: want one such as '/explore?activation=elu'")
    shown = f"{link[:60]!r}"
    try:
        address = urlsplit(clean(link))
    except ValueError:
        raise ValueError(f"has link = {shown}, which is no link") from None
    if address.scheme or address.netloc or not link.startswith("/") or link.startswith("//"):
        raise ValueError(f"has link = {shown}, which leads out of the app: want '/explore?…'")
    page = _page(address.path)
    query = parse_qs(address.query, keep_blank_values=True)
    kept, hidden = state_link(page, query), frame_of(query).get("hide", [])
    if len(kept) > LONGEST_LINK:
        raise ValueError(
            f"has a link of {len(kept):,} characters, {shown} …: want up to {LONGEST_LINK:,}"
        )
    return kept, [name for text in hidden for name in text.split(",") if name]


def _page(path: str) -> PageSpec:
    """The page at a path; ValueError that names those there are."""
    page = next((each for each in PAGES if f"/{each.url_path}" == path), None)
    if page is None:
        accepted = ", ".join(f"/{each.url_path}" for each in PAGES)
        raise ValueError(f"has link = {path[:60]!r}: want one that begins with {accepted}")
    return page


def _quoted(text: str) -> str:
    # What JSON escapes, TOML reads; it asks for one character more.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
