"""What the way to a choice is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Leaf:
    """What to use: why in one line, the source, page and state that show it, code for PyTorch."""

    what: str
    why: str
    source: str
    link: str
    code: str


@dataclass(frozen=True)
class Answer:
    """An answer, and what comes after it."""

    label: str
    then: Question | Leaf


@dataclass(frozen=True)
class Question:
    """A question with its answers, by their word in the link."""

    text: str
    answers: Mapping[str, Answer]
