"""Changes of the whole vector: pasted text, the table, presets, more and fewer classes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from actviz.link import number_text, parse_number
from actviz.maths.softmax import cross_entropy_gradient
from actviz.views.softmax.state import (
    FEWEST,
    LARGEST,
    MOST,
    SEED_LIMIT,
    SoftmaxState,
    default_names,
    read_name,
)

SPREAD = 2.0  # standard deviation of random logits
STEP_DIGITS = 6  # decimals that a descent step keeps, so that box and link stay readable


@dataclass(frozen=True)
class Preset:
    """Logits worth a look, with the names that go with them and a reason to look."""

    title: str
    logits: tuple[float, ...]
    names: tuple[str, ...] = ()


PRESETS = (
    Preset("Three classes: 2, 1, 0.1", (2.0, 1.0, 0.1)),
    Preset("An image classifier", (3.2, 5.1, -1.7), ("cat", "car", "frog")),
    Preset("A tie: 1, 1, 0", (1.0, 1.0, 0.0)),
    Preset("All equal", (1.0, 1.0, 1.0, 1.0)),
    Preset("One huge: 1000, 1, 0", (1000.0, 1.0, 0.0)),
    Preset("Two classes", (1.5, -0.5)),
    Preset(
        "Ten digits",
        (-1.2, 0.3, 2.1, 4.0, -0.8, 1.4, -2.5, 0.6, 3.1, -0.2),
        tuple(f"digit {digit}" for digit in range(10)),
    ),
)


def with_classes(
    state: SoftmaxState, logits: Sequence[float], names: Sequence[str] = ()
) -> SoftmaxState:
    """The state with other logits; names that are not given start again from A."""
    last = len(logits) - 1
    return replace(
        state,
        logits=tuple(logits),
        names=tuple(names) or default_names(len(logits)),
        target=min(state.target, last),
        varied=min(state.varied, last),
    )


def add_class(state: SoftmaxState) -> SoftmaxState:
    """One more class with logit 0 and the first letter that is free."""
    free = next(name for name in default_names(26) if name not in state.names)
    return with_classes(state, (*state.logits, 0.0), (*state.names, free))


def remove_class(state: SoftmaxState) -> SoftmaxState:
    """Without the last class."""
    return with_classes(state, state.logits[:-1], state.names[:-1])


def shuffle(state: SoftmaxState) -> SoftmaxState:
    """The classes in another order, their names and the target with them; uses up the seed."""
    order = np.random.default_rng(state.seed).permutation(len(state.logits))
    moved = with_classes(state, [state.logits[i] for i in order], [state.names[i] for i in order])
    place = {int(old): new for new, old in enumerate(order)}
    return replace(next_seed(moved), target=place[state.target], varied=place[state.varied])


def random_logits(state: SoftmaxState) -> SoftmaxState:
    """Normal logits with two decimals, the same for the same seed; uses up the seed."""
    drawn = np.random.default_rng(state.seed).normal(0.0, SPREAD, len(state.logits)).round(2)
    return next_seed(with_classes(state, [float(z) + 0.0 for z in drawn], state.names))


def next_seed(state: SoftmaxState) -> SoftmaxState:
    """The state with the seed of the next draw."""
    return replace(state, seed=(state.seed + 1) % (SEED_LIMIT + 1))


def descend(state: SoftmaxState, steps: int = 1) -> SoftmaxState:
    """The logits after gradient-descent steps on the cross-entropy, within their limits."""
    logits = np.array(state.logits)
    for _ in range(steps):
        gradient = cross_entropy_gradient(logits, state.target, state.finite_temperature)
        logits = np.clip(logits - state.rate * gradient, -LARGEST, LARGEST)
    return replace(state, logits=tuple(float(z) + 0.0 for z in logits.round(STEP_DIGITS)))


def parse_vector(text: str) -> tuple[list[float], list[str]]:
    """Logits, and names if there are any, from text such as "2, 1, 0.1" or lines "cat 2".

    ValueError says what cannot be read, what is wanted, and where.
    """
    if len(text) > 2000:
        raise ValueError(
            f"type {FEWEST} to {MOST} numbers; this is a text of {len(text)} characters"
        )
    stripped = text.strip().strip("[]()")
    lines = [line.strip(" \t,;") for line in stripped.splitlines() if line.strip()]
    pairs = [pair for line in lines for pair in _pairs(line, named=len(lines) > 1)]
    logits = [read_logit(number, index) for index, (_name, number) in enumerate(pairs)]
    _check_count(len(logits))
    usual = default_names(len(logits))
    names = [read_name(name) or usual[i] for i, (name, _number) in enumerate(pairs)]
    return logits, names if any(name for name, _number in pairs) else []


def _pairs(line: str, named: bool) -> list[tuple[str, str]]:
    """(name, number text) of each logit in a line; only one of several lines can have a name."""
    parts = re.split(r"\s*[,;]\s*|\s+", line)
    if named and any(parse_number(part) is None for part in parts[:-1]):
        name = line[: len(line) - len(parts[-1])].rstrip(" \t,;:=")
        return [(name, parts[-1])]
    return [("", part) for part in parts]


def read_logit(text: str, index: int) -> float:
    """One logit as a visitor types it; ValueError that says which one and what is wanted."""
    cleaned = text.strip().replace("−", "-").replace("–", "-")
    value = parse_number(cleaned)
    if value is not None and abs(value) <= LARGEST:
        return value + 0.0
    shown = cleaned if len(cleaned) <= 20 else f"{cleaned[:20]}…"
    got = f"'{shown}'" if shown else "nothing"
    raise ValueError(f"logit {index + 1}: want a number from −10000 to 10000, got {got}")


def _check_count(count: int) -> None:
    if not FEWEST <= count <= MOST:
        raise ValueError(
            f"type {FEWEST} to {MOST} numbers; {'this is' if count == 1 else 'these are'} {count}"
        )


def vector_text(state: SoftmaxState) -> str:
    """The logits as `parse_vector` reads them."""
    return ", ".join(number_text(z) for z in state.logits)


def apply_table_edits(
    state: SoftmaxState, changes: Mapping[str, Any]
) -> tuple[list[float], list[str]]:
    """Logits and names after the edits of a data editor with the columns "class" and "logit".

    `changes` is what the editor keeps: edited_rows, added_rows, deleted_rows. ValueError as for
    `parse_vector`; a class without a name keeps its old one or takes a free letter.
    """
    rows = [
        {"class": name, "logit": number_text(z)}
        for name, z in zip(state.names, state.logits, strict=True)
    ]
    for index, cells in changes.get("edited_rows", {}).items():
        rows[int(index)] |= cells
    deleted = set(changes.get("deleted_rows", ()))
    rows = [row for index, row in enumerate(rows) if index not in deleted]
    rows += [{"class": "", "logit": ""} | added for added in changes.get("added_rows", ())]
    logits = [read_logit(str(row["logit"] or ""), index) for index, row in enumerate(rows)]
    _check_count(len(logits))
    names = [read_name(str(row["class"] or "")) for row in rows]
    free = iter([name for name in default_names(26) if name not in names])
    return logits, [name or next(free) for name in names]
