"""One competitor of a race: an activation with its parameters, fixed or learned, as one string."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from actviz.maths import CATALOGUE, Activation, Properties, properties
from actviz.maths.lookup import OWN, plain_name, resolve_activation, shown_name

MAXOUT = "maxout"
LARGEST_PARAMETER = 1e6
_SHAPE = re.compile(r"([A-Za-z_]\w*)([=~])(.+)", re.DOTALL)


@dataclass(frozen=True)
class Racer:
    """An activation with its parameters.

    elementwise  it is a function of one number, which `activation` gives
    sampled      a parameter of it is drawn while training
    pieces       linear pieces of a unit, each with weights of its own

    The activation is one of the catalogue by its id, or the visitor's own: `=` and a formula. Read
    from `id`, `id:name=value` (fixed) or `id:name~value` (learned with the weights, starting
    at value); several parameters are separated by commas. A missing parameter is fixed at its
    default. Maxout takes `k`, its number of pieces (2-8). RReLU's `l` and `u` are the ends of the
    interval that slopes are drawn from while training, one for each example and unit.
    """

    id: str
    numbers: tuple[tuple[str, float], ...] = ()
    learned: frozenset[str] = frozenset()

    elementwise: ClassVar[bool] = True
    sampled: ClassVar[bool] = False

    @property
    def pieces(self) -> int:
        """Linear pieces of each unit."""
        return 1

    @classmethod
    def parse(cls, text: str) -> Racer:
        """Read a racer; ValueError names what is wrong and what is accepted."""
        identifier, _, rest = str(text).strip().partition(":")
        given: dict[str, float] = {}
        learned = set()
        for part in filter(None, rest.split(",")):
            name, sign, number = _parameter(part)
            if name in given:
                raise ValueError(f"racer {identifier[:60]!r} has parameter {name!r} twice")
            given[name] = number
            if sign == "~":
                learned.add(name)
        if identifier == MAXOUT:
            return Maxout.of(given, learned)
        activation, identifier = _activation(identifier.strip())
        try:
            known = activation.resolve(given)
        except TypeError as error:
            raise ValueError(str(error)) from None
        kind = RandomizedReLU if identifier == RandomizedReLU.NAME else Racer
        racer = kind(identifier, tuple(known.items()), frozenset(learned))
        racer.check()
        return racer

    def check(self) -> None:
        """ValueError for what cannot race."""
        facts = self.properties
        if facts.domain != (-math.inf, math.inf) or facts.holes or facts.broken:
            raise ValueError(
                f"a unit's input may be any number, and {self.label} is not defined for every x: "
                "it cannot race"
            )

    @property
    def parameters(self) -> dict[str, float]:
        """Fixed values, and start values of the learned ones."""
        return dict(self.numbers)

    @property
    def activation(self) -> Activation:
        """The function itself; ValueError where it is none of one number."""
        return resolve_activation(self.id)

    @property
    def properties(self) -> Properties:
        """The activation's computed properties at these parameters."""
        return properties(self.activation, **self.parameters)

    @cached_property
    def text(self) -> str:
        """The string that `parse` reads, without parameters that stand at their default."""
        defaults = self.activation.defaults
        parts = [
            f"{name}{'~' if name in self.learned else '='}{number!r}"
            for name, number in self.numbers
            if name in self.learned or number != defaults[name]
        ]
        return self.id + (":" + ",".join(parts) if parts else "")

    @cached_property
    def label(self) -> str:
        """Name for a legend: Leaky ReLU α=0.1, Swish β learned, Maxout k=3."""
        shown = [shown_name(self.activation)]
        for parameter in self.activation.parameters:
            number = self.parameters[parameter.name]
            if parameter.name in self.learned:
                shown.append(f"{parameter.symbol} learned")
            elif number != parameter.default:
                shown.append(f"{parameter.symbol}={number:g}")
        return " ".join(shown)

    @property
    def can_die(self) -> bool:
        """f' is 0 on a whole interval; if not, no unit can be dead by the definition."""
        return self.properties.can_die

    @property
    def largest_slope(self) -> float:
        """Supremum of |f'|, infinite where it has no bound."""
        return self.properties.max_slope


@dataclass(frozen=True)
class RandomizedReLU(Racer):
    """RReLU: its slope is drawn between `l` and `u` while training, and their middle at rest."""

    NAME: ClassVar[str] = "rrelu"

    sampled: ClassVar[bool] = True

    def check(self) -> None:
        """ValueError for a bound that is learned, or bounds in the wrong order."""
        if self.learned:
            raise ValueError(
                f"rrelu draws its slope, so {min(self.learned)!r} cannot be learned: write = for "
                "~, or race prelu"
            )
        low, high = self.parameters["l"], self.parameters["u"]
        if low > high:
            raise ValueError(f"rrelu wants l <= u, got l={low:g}, u={high:g}")
        super().check()


@dataclass(frozen=True)
class Maxout(Racer):
    """The largest of k linear pieces, each with weights of its own: no function of one number."""

    elementwise: ClassVar[bool] = False

    @classmethod
    def of(cls, given: dict[str, float], learned: set[str]) -> Maxout:
        """With the k that is given, else 2; ValueError for any other parameter."""
        unknown = sorted(set(given) - {"k"}) or sorted(learned)
        if unknown:
            raise ValueError(f"maxout takes only k=2 to k=8, got {unknown[0]!r}")
        pieces = given.get("k", 2.0)
        if pieces not in range(2, 9):
            raise ValueError(
                f"maxout wants a whole number of pieces k from 2 to 8, got k={pieces:g}"
            )
        return cls(MAXOUT, (("k", pieces),))

    @property
    def pieces(self) -> int:
        """k."""
        return int(self.parameters["k"])

    @cached_property
    def text(self) -> str:
        """The string that `parse` reads."""
        return f"{MAXOUT}:k={self.pieces}"

    @cached_property
    def label(self) -> str:
        """Name for a legend: Maxout k=3."""
        return f"Maxout k={self.pieces}"

    @property
    def can_die(self) -> bool:
        """Some piece always wins, and its slope is 1."""
        return False

    @property
    def largest_slope(self) -> float:
        """That of the piece that wins."""
        return 1.0


def _activation(text: str) -> tuple[Activation, str]:
    """The activation that `text` names, and its one spelling in a link."""
    if text.startswith(OWN):
        return resolve_activation(text), plain_name(text)
    try:
        return CATALOGUE[text], text
    except KeyError as error:
        raise ValueError(f"{error.args[0]}; maxout is a racer too") from None


def _parameter(part: str) -> tuple[str, str, float]:
    match = _SHAPE.fullmatch(part.strip())
    if match is None:
        raise ValueError(
            f"cannot read {part[:60]!r}: write name=value for a fixed parameter, "
            "name~value for a learned one"
        )
    name, sign, text = match.groups()
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not abs(number) <= LARGEST_PARAMETER:
        raise ValueError(
            f"parameter {name[:60]!r} is {text[:60]!r}: want a number between "
            f"-{LARGEST_PARAMETER:,.0f} and {LARGEST_PARAMETER:,.0f}"
        )
    return name, sign, number
