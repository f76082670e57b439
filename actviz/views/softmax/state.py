"""What the Softmax page shows, as its link says it."""

from __future__ import annotations

import math
import string
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from actviz.link import (
    Kind,
    LinkReader,
    Number,
    PageState,
    Texts,
    Whole,
    choice_field,
    flag_field,
    number_field,
    number_text,
    part_field,
    spelled,
    whole_field,
)
from actviz.views.softmax.regression.state import RegressionState

KINDS = {
    "softmax": "Softmax",
    "softmin": "Softmin",
    "log_softmax": "Log-softmax",
    "sparsemax": "Sparsemax",
}
VIEWS = {
    "shift": "Add a constant",
    "pair": "Two classes",
    "scale": "Scale",
    "maximum": "Log-sum-exp",
    "jacobian": "Jacobian",
    "loss": "Cross-entropy",
    "simplex": "Simplex",
    "regression": "Logistic regression",
    "table": "Table",
    "pytorch": "PyTorch",
}
FEWEST, MOST = 2, 10  # classes
LARGEST = 1e4  # size of a logit
LONGEST_NAME = 16
LOW_TEMPERATURE, HIGH_TEMPERATURE = 0.05, 20.0
ONE_HOT, UNIFORM = 0.0, math.inf  # the temperatures of the limits
DEFAULT_LOGITS = (2.0, 1.0, 0.1)
SEED_LIMIT = 2**31 - 1
SWEEPS = ("T", "0", "1", "2")


def default_names(classes: int) -> tuple[str, ...]:
    """A, B, C, … for up to 26 classes."""
    return tuple(string.ascii_uppercase[:classes])


def clean_name(text: str) -> str:
    """A name in one line, cut to what fits under a bar; "" if nothing can be seen of it."""
    return _in_one_line(text)[:LONGEST_NAME].strip()


def read_name(text: str) -> str:
    """A class's name as it was typed, in one line; ValueError if it is too long for its bar."""
    name = _in_one_line(text)
    if len(name) > LONGEST_NAME:
        shown = name if len(name) <= 40 else f"{name[:40]}…"
        raise ValueError(
            f"a class name has at most {LONGEST_NAME} letters; '{shown}' has {len(name)}"
        )
    return name


def _in_one_line(text: str) -> str:
    visible = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(visible.split())


class _Logits(Kind):
    """One number for each class, each under a `z` of its own."""

    def read(self, link: LinkReader, name: str, default: tuple[float, ...]) -> tuple[float, ...]:
        """0 takes the place of a bad one."""
        number = Number(-LARGEST, LARGEST)
        return link.several(name, "logit", (FEWEST, MOST), number, 0.0) or default

    def text(self, value: tuple[float, ...]) -> list[str]:
        """A number each."""
        return [number_text(z) for z in value]


class _Names(Kind):
    """One name for each class, each under a `name` of its own."""

    def read(self, link: LinkReader, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """As many as `default`, whose letters take the place of names that cannot be seen."""
        texts = link.texts(name)
        if not texts:
            return default
        if len(texts) != len(default):
            wanted = f"want {len(default)} names, got {len(texts)}"
            link.reject(name, ", ".join(texts), wanted)
            return default
        for text in texts:
            try:
                read_name(text)
            except ValueError as error:
                link.reject(name, text, f"{error}; shown cut")
        return tuple(
            clean_name(text) or letter for text, letter in zip(texts, default, strict=True)
        )

    def text(self, value: tuple[str, ...]) -> list[str]:
        """A text each."""
        return list(value)


class _Temperature(Number):
    """A number, or 0 and infinity for the limits."""

    def parse(self, text: str) -> float:
        """0 and inf are the limits."""
        return {"0": ONE_HOT, "inf": UNIFORM}[text] if text in ("0", "inf") else super().parse(text)

    def text(self, value: float) -> str:
        """inf for infinity."""
        return "inf" if math.isinf(value) else super().text(value)


@dataclass(frozen=True)
class SoftmaxState(PageState):
    """One view of the page.

    logits, names   one each per class
    temperature     0.05 to 20, or 0 and infinity for the limits
    kind, show      which function, and which tab
    seed            of the next random logits
    shift, naive    the constant added in "Add a constant", and whether the naive form is shown
    factor          of "Scale"
    varied          the class whose logit "Log-sum-exp" varies; `difference` its step h
    target, rate    the class and the learning rate of "Cross-entropy"
    sweep           what moves along the path on the simplex: "T" or a class number
    """

    PAGE: ClassVar[str] = "softmax"

    logits: tuple[float, ...] = spelled(DEFAULT_LOGITS, _Logits(), "z")
    names: tuple[str, ...] = spelled(default_names(len(DEFAULT_LOGITS)), _Names(), "name")
    temperature: float = spelled(1.0, _Temperature(LOW_TEMPERATURE, HIGH_TEMPERATURE), "T")
    kind: str = choice_field("softmax", KINDS)
    show: str = choice_field("shift", VIEWS)
    seed: int = whole_field(0, 0, SEED_LIMIT)
    shift: float = number_field(0.0, -1000.0, 1000.0)
    naive: bool = flag_field(False)
    factor: float = number_field(2.0, 0.1, 10.0)
    varied: int = whole_field(0, 0, MOST - 1)
    difference: float = number_field(0.1, 1e-12, 1.0, "h")
    target: int = whole_field(0, 0, MOST - 1)
    rate: float = number_field(1.0, 0.01, 10.0)
    sweep: str = choice_field("T", SWEEPS)
    regression: RegressionState = part_field(RegressionState)

    @property
    def finite_temperature(self) -> float:
        """The temperature that the slider stands at: at a limit, its end."""
        return min(max(self.temperature, LOW_TEMPERATURE), HIGH_TEMPERATURE)

    @property
    def limit(self) -> str | None:
        """ "one-hot" or "uniform" where the temperature is 0 or infinite."""
        return {ONE_HOT: "one-hot", UNIFORM: "uniform"}.get(self.temperature)

    def to_query(self, usual: SoftmaxState | None = None) -> dict[str, Texts]:
        """The link's parameters: only what differs from the defaults."""
        letters = default_names(len(self.logits))
        return super().to_query(usual or replace(self.usual(), names=letters))

    @classmethod
    def from_link(
        cls, link: LinkReader, usual: SoftmaxState | None = None, **known: Any
    ) -> SoftmaxState:
        """The logits first: they say how many classes there are."""
        usual = usual or cls.usual()
        logits = _Logits().read(link, "z", usual.logits)
        usual = replace(usual, names=default_names(len(logits)))
        place = Whole(0, len(logits) - 1)
        places = {name: link.take(name, 0, place) for name in ("varied", "target")}
        return super().from_link(link, usual, logits=logits, **places, **known)
