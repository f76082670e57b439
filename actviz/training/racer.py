"""One competitor of a race: an activation with its parameters, fixed or learned, as one string."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property

from actviz.maths import CATALOGUE, Activation, Properties, properties
from actviz.maths.resolve import OWN, plain_name, resolve_activation, shown_name

MAXOUT = "maxout"
SAMPLED = "rrelu"
LARGEST_PARAMETER = 1e6
_SHAPE = re.compile(r"([A-Za-z_]\w*)([=~])(.+)", re.DOTALL)


@dataclass(frozen=True)
class Racer:
    """An activation with its parameters, or maxout with `pieces` linear pieces.

    The activation is one of the catalogue by its id, or the visitor's own: `=` and a formula. Read
    from `id`, `id:name=value` (fixed) or `id:name~value` (learned with the weights, starting
    at value); several parameters are separated by commas. A missing parameter is fixed at its
    default. Maxout takes `k`, its number of pieces (2-8). RReLU's `l` and `u` are the ends of the
    interval that slopes are drawn from while training, one for each example and unit.
    """

    id: str
    numbers: tuple[tuple[str, float], ...] = ()
    learned: frozenset[str] = frozenset()
    pieces: int = 1

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
            return cls(MAXOUT, pieces=_pieces(given, learned))
        activation, identifier = _activation(identifier.strip())
        try:
            known = activation.resolve(given)
        except TypeError as error:
            raise ValueError(str(error)) from None
        if identifier == SAMPLED and learned:
            raise ValueError(
                f"rrelu draws its slope, so {sorted(learned)[0]!r} cannot be learned: write = for "
                "~, or race prelu"
            )
        if identifier == SAMPLED and known["l"] > known["u"]:
            raise ValueError(f"rrelu wants l <= u, got l={known['l']:g}, u={known['u']:g}")
        racer = cls(identifier, tuple(known.items()), frozenset(learned))
        facts = racer.properties
        if facts.domain != (-math.inf, math.inf) or facts.holes or facts.broken:
            raise ValueError(
                f"a unit's input may be any number, and {racer.label} is not defined for every x: "
                "it cannot race"
            )
        return racer

    @property
    def parameters(self) -> dict[str, float]:
        """Fixed values, and start values of the learned ones."""
        return dict(self.numbers)

    @property
    def activation(self) -> Activation:
        """The function itself; ValueError for maxout, which is none of one number."""
        return resolve_activation(self.id)

    @property
    def properties(self) -> Properties:
        """The activation's computed properties at these parameters; ValueError for maxout."""
        return properties(self.activation, **self.parameters)

    @cached_property
    def text(self) -> str:
        """The string that `parse` reads, without parameters that stand at their default."""
        if self.id == MAXOUT:
            return f"{MAXOUT}:k={self.pieces}"
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
        if self.id == MAXOUT:
            return f"Maxout k={self.pieces}"
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
        return self.id != MAXOUT and self.properties.can_die

    @property
    def largest_slope(self) -> float:
        """Supremum of |f'|, infinite where it has no bound; 1 for maxout."""
        if self.id == MAXOUT:
            return 1.0
        return self.properties.max_slope


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


def _pieces(given: dict[str, float], learned: set[str]) -> int:
    unknown = sorted(set(given) - {"k"}) or sorted(learned)
    if unknown:
        raise ValueError(f"maxout takes only k=2 to k=8, got {unknown[0]!r}")
    pieces = given.get("k", 2.0)
    if pieces not in range(2, 9):
        raise ValueError(f"maxout wants a whole number of pieces k from 2 to 8, got k={pieces:g}")
    return int(pieces)
