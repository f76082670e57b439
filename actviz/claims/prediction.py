"""Predict, then look: a question whose result is shown only to who has answered or skipped it.

A question stands beside the claim whose measurement answers it, in the `PREDICTIONS` of its module,
and is asked on its page by that alone:

    Prediction(
        id="sigmoid-slope",
        entry="how steep does σ get?",
        text="σ climbs from 0 to 1. How large does its slope σ′ get?",
        answer=Choices(
            (
                Option("1", "takes σ for as steep as x itself", lambda n: n["slope"] > 0.9),
                Option("¼", "multiplies σ by 1 − σ", lambda n: abs(n["slope"] - 0.25) < 0.01),
            )
        ),
        result="σ′ is largest at x = {at:g}: {slope:g}.",
        link="/explore?activation=sigmoid",
        why=Why("Why no more?", (Reason("…", "…", explains=True), Reason("…", "…"))),
        transfer=Transfer("And tanh′?", "/explore?activation=tanh"),
        measure=steepest,
    )

`/explore?ask=sigmoid-slope` opens it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from urllib.parse import parse_qs, urlsplit

from actviz.claims.record import Measurement, Numbers, measured

# What was answered: the place of an option, a number, or None where the visitor skipped.
Given = int | float | None


@dataclass(frozen=True)
class Option:
    """One of several answers, what it assumes, and whether the numbers say so.

    value  what it is where it is a number, from which the gap is taken
    """

    text: str
    assumes: str
    holds: Callable[[Numbers], bool]
    value: float | None = None


@dataclass(frozen=True)
class Choices:
    """Two to four options, of which one holds.

    measured  the number among the measured ones that options with a `value` are held against
    form      how that number is written, for `str.format`
    """

    options: tuple[Option, ...]
    measured: Callable[[Numbers], float] | None = None
    form: str = "{:.3g}"


@dataclass(frozen=True)
class Estimate:
    """A number from `low` to `high`, typed, or dragged where `slider`.

    guesses  answers that many give, each with what it assumes
    """

    low: float
    high: float
    step: float
    measured: Callable[[Numbers], float]
    guesses: tuple[tuple[str, str], ...]
    form: str = "{:g}"
    slider: bool = True


@dataclass(frozen=True)
class Reason:
    """A reason to choose, and what is to be said of it."""

    text: str
    reply: str
    explains: bool = False


@dataclass(frozen=True)
class Why:
    """The second question, with its reasons, of which one explains the result."""

    text: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Transfer:
    """The same thought on another surface: a question, and the link to where it is seen."""

    text: str
    link: str

    @property
    def page(self) -> str:
        """Path of the page where it is seen."""
        return _path(self.link)

    @property
    def query(self) -> dict[str, list[str]]:
        """The parameters of `link`."""
        return _parameters(self.link)


@dataclass(frozen=True)
class Comparison:
    """An answer beside the result. `gap` is "" where they are no numbers, `yours` if skipped.

    others  the other answers, or those that many give, each with what it assumes
    """

    result: str
    measured: str
    yours: str
    gap: str
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Prediction:
    """A question to answer before its result is seen.

    id        names it in links: `ask=<id>`
    entry     the question in a few words, behind "Predict first:"
    text      the question; fields are numbers of `measure`, none of them its result
    result    what was measured, in a sentence whose fields are numbers of `measure`, or ""
    link      page and state in which the result is seen
    measure   computes the numbers, at once; None where a run of the page is to bring them
    where     names in the link that must be as in `link`, or the page does not offer the question
    """

    id: str
    entry: str
    text: str
    answer: Choices | Estimate
    result: str
    link: str
    why: Why
    transfer: Transfer
    measure: Measurement | None
    where: tuple[str, ...] = ()

    @property
    def page(self) -> str:
        """Path of the page that asks."""
        return _path(self.link)

    @property
    def query(self) -> dict[str, list[str]]:
        """The parameters of `link`."""
        return _parameters(self.link)

    def numbers(self) -> Numbers:
        """What `measure` returns, computed once for all; empty without it."""
        return {} if self.measure is None else measured(self.measure)

    def asked(self) -> str:
        """The question with its numbers."""
        return self.text.format(**self.numbers()) if "{" in self.text else self.text

    def accepts(self, given: object) -> bool:
        """Whether this is an answer, or None."""
        if given is None:
            return True
        if isinstance(self.answer, Choices):
            return type(given) is int and given in range(len(self.answer.options))
        number = isinstance(given, int | float) and not isinstance(given, bool)
        return number and self.answer.low <= cast(float, given) <= self.answer.high

    def worded(self, given: Given) -> str:
        """An answer as it is told, "" for a Skip."""
        if given is None:
            return ""
        if isinstance(self.answer, Choices):
            return self.answer.options[int(given)].text
        return self.answer.form.format(given)

    def compared(self, given: Given, numbers: Numbers) -> Comparison:
        """The answer beside what was measured."""
        told = self.result.format(**numbers)
        if isinstance(self.answer, Choices):
            return _chosen(self.answer, cast("int | None", given), numbers, told)
        return _estimated(self.answer, given, numbers, told)


def _path(link: str) -> str:
    return urlsplit(link).path.removeprefix("/")


def _parameters(link: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(link).query, keep_blank_values=True)


def _chosen(choices: Choices, given: int | None, numbers: Numbers, result: str) -> Comparison:
    holding = next((option for option in choices.options if option.holds(numbers)), None)
    mine = None if given is None else choices.options[given]
    gap = ""
    if mine is not None and mine.value is not None and choices.measured is not None:
        gap = choices.form.format(abs(mine.value - choices.measured(numbers)))
    others = tuple((each.text, each.assumes) for each in choices.options if each is not holding)
    return Comparison(
        result, holding.text if holding else "", mine.text if mine else "", gap, others
    )


def _estimated(estimate: Estimate, given: Given, numbers: Numbers, result: str) -> Comparison:
    value, form = estimate.measured(numbers), estimate.form.format
    yours, gap = ("", "") if given is None else (form(given), form(abs(given - value)))
    return Comparison(result, form(value), yours, gap, estimate.guesses)
