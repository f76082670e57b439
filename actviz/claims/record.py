"""One claim about activation functions, with what became of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

Numbers = Mapping[str, float]
Measurement = Callable[[], Numbers]

_known: dict[Measurement, Numbers] = {}
_turn = threading.Lock()


class Verdict(StrEnum):
    """What can be said of a claim; `label` is how a page says it."""

    TRUE = "true"
    CONDITION = "condition"
    NOT_GENERAL = "not-general"
    UNTESTABLE = "untestable"

    @property
    def label(self) -> str:
        """In words."""
        return _LABELS[self]


_LABELS = {
    Verdict.TRUE: "True",
    Verdict.CONDITION: "Under a condition",
    Verdict.NOT_GENERAL: "Not in general",
    Verdict.UNTESTABLE: "Cannot be tested",
}


@dataclass(frozen=True)
class Claim:
    """A claim, its verdict, and what the verdict rests on.

    id         names it in links and tests
    section    the part of the text that it stands in, one of `SECTIONS`
    text       the claim in our words
    verdict    what became of it
    condition  why, or under which condition; the numbers that `measure` returns stand in it as
               fields of `str.format`. Without `measure`, its numbers are those of the source
    source     the paper or course that decides
    link       page and state of this app that show it, "" if none does
    measure    computes the numbers within seconds, None where there is nothing to compute
    """

    id: str
    section: str
    text: str
    verdict: Verdict
    condition: str
    source: str
    link: str = ""
    measure: Measurement | None = None

    @property
    def measured(self) -> bool:
        """Whether its numbers are there already, or there are none."""
        return self.measure is None or self.measure in _known

    def numbers(self) -> Numbers:
        """What `measure` returns, computed once for all; empty without it."""
        return MappingProxyType({}) if self.measure is None else measured(self.measure)

    def reason(self) -> str:
        """The condition with its numbers."""
        return self.condition.format(**self.numbers())


def measured(measure: Measurement) -> Numbers:
    """What a measurement returns, computed once for all."""
    if measure not in _known:
        # Where a class opens the page at once, one computes and the others wait.
        with _turn:
            if measure not in _known:
                _known[measure] = MappingProxyType(dict(measure()))
    return _known[measure]
