"""The way to a choice: from the first question to an end, answer by answer."""

from __future__ import annotations

from collections.abc import Iterator

from actviz.views.choose.hidden_layer import HIDDEN_LAYER
from actviz.views.choose.output_layer import OUTPUT_LAYER
from actviz.views.choose.question import Answer, Leaf, Question

Path = tuple[str, ...]

START = Question(
    "Which layer?",
    {
        "output": Answer("The output layer", OUTPUT_LAYER),
        "hidden": Answer("A hidden layer", HIDDEN_LAYER),
    },
)


def at(path: Path) -> Question | Leaf:
    """Where a path leads; ValueError, which says what there is, for a word that is no answer."""
    place: Question | Leaf = START
    for word in path:
        answers = {} if isinstance(place, Leaf) else place.answers
        if word not in answers:
            there = f"choose one of {', '.join(answers)}" if answers else "the path ends before it"
            raise ValueError(f"{word[:40]!r} is no answer here: {there}")
        place = answers[word].then
    return place


def leaves(place: Question | Leaf = START, path: Path = ()) -> Iterator[tuple[Path, Leaf]]:
    """Every end of the way below `place`, with its path."""
    if isinstance(place, Leaf):
        yield path, place
        return
    for word, answer in place.answers.items():
        yield from leaves(answer.then, (*path, word))
