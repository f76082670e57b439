"""What the Softmax page shows, as its link says it."""

from __future__ import annotations

import math
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from actviz.ui.link import LinkReader, number_text, parse_number
from actviz.ui.softmax_plane_state import PLANE_NAMES, PlaneState, read_plane

Query = Mapping[str, Sequence[str]]

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


def default_names(classes: int) -> tuple[str, ...]:
    """A, B, C, … for up to 26 classes."""
    return tuple(string.ascii_uppercase[:classes])


@dataclass(frozen=True)
class SoftmaxState:
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

    logits: tuple[float, ...] = DEFAULT_LOGITS
    names: tuple[str, ...] = default_names(len(DEFAULT_LOGITS))
    temperature: float = 1.0
    kind: str = "softmax"
    show: str = "shift"
    seed: int = 0
    shift: float = 0.0
    naive: bool = False
    factor: float = 2.0
    varied: int = 0
    difference: float = 0.1
    target: int = 0
    rate: float = 1.0
    sweep: str = "T"
    plane: PlaneState = field(default_factory=PlaneState)

    @property
    def finite_temperature(self) -> float:
        """The temperature that the slider stands at: at a limit, its end."""
        return min(max(self.temperature, LOW_TEMPERATURE), HIGH_TEMPERATURE)

    @property
    def limit(self) -> str | None:
        """ "one-hot" or "uniform" where the temperature is 0 or infinite."""
        return {ONE_HOT: "one-hot", UNIFORM: "uniform"}.get(self.temperature)

    def to_query(self) -> dict[str, str | list[str]]:
        """The link's parameters: only what differs from the defaults."""
        query: dict[str, str | list[str]] = {}
        if self.logits != DEFAULT_LOGITS:
            query["z"] = [number_text(z) for z in self.logits]
        if self.names != default_names(len(self.logits)):
            query["name"] = list(self.names)
        numbers = {
            "shift": self.shift,
            "factor": self.factor,
            "h": self.difference,
            "rate": self.rate,
            "seed": self.seed,
            "varied": self.varied,
            "target": self.target,
        }
        usual = _NUMBERS | {"seed": 0, "varied": 0, "target": 0}
        query |= {name: number_text(n) for name, n in numbers.items() if n != usual[name]}
        if self.temperature != 1.0:
            infinite = math.isinf(self.temperature)
            query["T"] = "inf" if infinite else number_text(self.temperature)
        texts = {"kind": self.kind, "show": self.show, "sweep": self.sweep}
        query |= {name: text for name, text in texts.items() if text != _TEXTS[name]}
        if self.naive:
            query["naive"] = "1"
        return query | self.plane.to_query()


_NUMBERS = {"shift": 0.0, "factor": 2.0, "h": 0.1, "rate": 1.0}
_TEXTS = {"kind": "softmax", "show": "shift", "sweep": "T"}
SHIFT_LIMIT = 1000.0
FACTOR_LIMITS = (0.1, 10.0)
DIFFERENCE_LIMITS = (1e-12, 1.0)
RATE_LIMITS = (0.01, 10.0)


def read_softmax_link(query: Query) -> tuple[SoftmaxState, list[str]]:
    """The state a link asks for, and a message for everything in it that is no good."""
    single = {name: values[-1] for name, values in query.items() if values}
    link = LinkReader(single)
    logits = _read_logits(query.get("z", ()), link)
    names = _read_names(query.get("name", ()), len(logits), link)
    classes = len(logits)
    state = SoftmaxState(
        logits=logits,
        names=names,
        temperature=_read_temperature(link),
        kind=link.choice("kind", KINDS, "softmax"),
        show=link.choice("show", VIEWS, "shift"),
        seed=_whole(link, "seed", SEED_LIMIT),
        shift=link.number("shift", _NUMBERS["shift"], -SHIFT_LIMIT, SHIFT_LIMIT),
        naive=link.flag("naive", False),
        factor=link.number("factor", _NUMBERS["factor"], *FACTOR_LIMITS),
        varied=_whole(link, "varied", classes - 1),
        difference=link.number("h", _NUMBERS["h"], *DIFFERENCE_LIMITS),
        target=_whole(link, "target", classes - 1),
        rate=link.number("rate", _NUMBERS["rate"], *RATE_LIMITS),
        sweep=link.choice("sweep", ("T", "0", "1", "2"), "T"),
        plane=read_plane(query, link),
    )
    link.unknown(
        {"z", "name", "T", "kind", "show", "seed", "naive", "varied", "target", "sweep"}
        | set(_NUMBERS)
        | PLANE_NAMES
    )
    return state, link.messages


def _read_logits(texts: Sequence[str], link: LinkReader) -> tuple[float, ...]:
    if not texts:
        return DEFAULT_LOGITS
    if not FEWEST <= len(texts) <= MOST:
        link.reject(
            "z",
            ", ".join(texts),
            f"{FEWEST} to {MOST} numbers are wanted, these are {len(texts)}; using 2, 1, 0.1",
        )
        return DEFAULT_LOGITS
    logits = []
    for index, text in enumerate(texts):
        value = parse_number(text)
        if value is None or abs(value) > LARGEST:
            link.reject(
                "z", text, f"logit {index + 1} wants a number from -10000 to 10000, using 0"
            )
            value = 0.0
        logits.append(value + 0.0)
    return tuple(logits)


def _read_names(texts: Sequence[str], classes: int, link: LinkReader) -> tuple[str, ...]:
    usual = default_names(classes)
    if not texts:
        return usual
    if len(texts) != classes:
        link.reject("name", ", ".join(texts), f"want {classes} names, got {len(texts)}")
        return usual
    for text in texts:
        try:
            read_name(text)
        except ValueError as error:
            link.reject("name", text, f"{error}; shown cut")
    return tuple(clean_name(text) or usual[index] for index, text in enumerate(texts))


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


def _read_temperature(link: LinkReader) -> float:
    text = link.query.get("T")
    if text in ("0", "inf"):
        return ONE_HOT if text == "0" else UNIFORM
    return link.number("T", 1.0, LOW_TEMPERATURE, HIGH_TEMPERATURE)


def _whole(link: LinkReader, name: str, high: int) -> int:
    text = link.query.get(name)
    if text is None:
        return 0
    if text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= high:
        return int(text)
    link.reject(name, text, f"want a whole number from 0 to {high}, using 0")
    return 0
