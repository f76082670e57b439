"""The lesson that a visitor makes: kept in the session, and by the browser for the next one."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from actviz.ui.lessons import (
    MOST_STEPS,
    NOTES,
    UNTITLED,
    Lesson,
    Step,
    read_file,
    step_of,
    write_file,
)
from actviz.ui.session import memory

_DRAFT = "lesson.draft"
_WRONG = "lesson.wrong"
_numbers = itertools.count()


_NONE = Lesson(UNTITLED, ())


@dataclass(frozen=True)
class Draft:
    """A lesson that may have no steps yet; `names` tell its steps apart wherever they stand."""

    lesson: Lesson = _NONE
    names: tuple[int, ...] = ()
    removed: tuple[tuple[int, Step], ...] = ()
    """What was taken out last, each with its place."""


def draft() -> Draft:
    """The lesson as it is now."""
    found: Draft | None = memory().get(_DRAFT)
    return found or Draft()


def kept() -> str | None:
    """What the browser is to keep: the lesson's file; None where this session has no word on it."""
    found: Draft | None = memory().get(_DRAFT)
    if found is None:
        return None
    return write_file(found.lesson) if found.lesson.steps else ""


def bring(file: str, *, newer: bool) -> None:
    """Take what the browser has kept, where nothing was made in this session or it is `newer`."""
    if memory().get(_DRAFT) is not None and not newer:
        return
    before = draft()
    try:
        lesson, _ = read_file(file.encode(errors="replace"))
    except ValueError:
        # What is no lesson was not kept by this program: the browser is told to drop it.
        _put(Draft())
        return
    # A question that is being typed keeps its place.
    known = [*zip(before.names, before.lesson.steps, strict=True)]
    names = tuple(
        known[n][0] if n < len(known) and known[n][1].link == step.link else next(_numbers)
        for n, step in enumerate(lesson.steps)
    )
    _put(Draft(lesson, names, before.removed))


def news() -> dict[str, Any]:
    """What the browser is to know of the lesson; nothing, for all who make none."""
    if kept() is None and not wrong():
        return {}
    return {"steps": len(draft().names), "wrong": wrong(), "file": kept()}


def wrong() -> tuple[str, ...]:
    """What was wrong with what was added last."""
    found: tuple[str, ...] = memory().get(_WRONG, ())
    return found


def say(messages: Sequence[str]) -> None:
    """Note what is wrong with what was to be added; nothing to be done with it."""
    memory()[_WRONG] = tuple(messages)


def add_link(link: str) -> None:
    """Add a page's state as the last step."""
    step, messages = step_of({"link": link}, "The page")
    say(messages)
    if step is not None:
        include(Lesson(UNTITLED, (step,)))


def open_file(name: str, data: bytes) -> None:
    """Add what a file has, and note what is wrong in it."""
    try:
        lesson, messages = read_file(data)
    except ValueError as error:
        say([f"{name} cannot be used: {error}."])
        return
    say([f"{name}: {message[:1].lower()}{message[1:]}." for message in messages])
    include(lesson)


def include(lesson: Lesson) -> None:
    """Add a lesson's steps behind those there are, and its notes; its title where there is none."""
    now = draft()
    room = MOST_STEPS - len(now.names)
    if len(lesson.steps) > room:
        left = len(lesson.steps) - room
        say([*wrong(), f"A lesson has up to {MOST_STEPS} steps: {left} more had no room."])
    steps = lesson.steps[:room]
    before = now.lesson
    more: dict[str, Any] = {
        name: tuple(dict.fromkeys((*getattr(before, name), *getattr(lesson, name))))
        for name in NOTES
    }
    if before.title == UNTITLED:
        more["title"] = lesson.title or UNTITLED
    more["minutes"] = before.minutes or lesson.minutes
    _put(
        replace(
            now,
            lesson=replace(before, steps=(*before.steps, *steps), **more),
            names=(*now.names, *(next(_numbers) for _ in steps)),
        )
    )


def rename(title: str) -> None:
    """Give the lesson a title."""
    now = draft()
    _put(replace(now, lesson=replace(now.lesson, title=title or UNTITLED)))


def change(name: int, **fields: Any) -> None:
    """Give a step another question, or other things to hide."""
    now = draft()
    steps = tuple(
        replace(step, **fields) if each == name else step
        for each, step in zip(now.names, now.lesson.steps, strict=True)
    )
    _put(replace(now, lesson=replace(now.lesson, steps=steps)))


def move(name: int, by: int) -> None:
    """Move a step by so many places, as far as there are some."""
    now = draft()
    if name in now.names:
        pairs = list(zip(now.names, now.lesson.steps, strict=True))
        pair = pairs.pop(now.names.index(name))
        pairs.insert(max(0, now.names.index(name) + by), pair)
        _put(_with(now, pairs))


def remove(names: Sequence[int]) -> None:
    """Take steps out; `bring_back` knows them until others are taken out."""
    now = draft()
    pairs = list(zip(now.names, now.lesson.steps, strict=True))
    removed = tuple((n, step) for n, (name, step) in enumerate(pairs) if name in names)
    # A second press of the same button may come late.
    if removed:
        _put(replace(_with(now, [each for each in pairs if each[0] not in names]), removed=removed))


def bring_back() -> None:
    """Put the steps that were taken out last where they were."""
    now = draft()
    pairs = list(zip(now.names, now.lesson.steps, strict=True))
    for place, step in now.removed[: MOST_STEPS - len(pairs)]:
        pairs.insert(place, (next(_numbers), step))
    _put(replace(_with(now, pairs), removed=()))


def _with(now: Draft, pairs: Sequence[tuple[int, Step]]) -> Draft:
    steps = tuple(step for _, step in pairs)
    names = tuple(name for name, _ in pairs)
    return replace(now, lesson=replace(now.lesson, steps=steps), names=names)


def _put(now: Draft) -> None:
    memory()[_DRAFT] = now
