"""What the Explore page shows, as its link says it.

`activation` is an id of the catalogue, `own` a formula in its place. A parameter goes by its name,
or behind `own.` if the name is a word of the link, as the slope of `own=to*x` is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from actviz.maths import CATALOGUE, Activation, ParseError, parse_activation
from actviz.maths.resolve import plain_formula
from actviz.ui.link import LinkReader, number_text

DEFAULT_ACTIVATION = "logistic"
LIMIT = 1e4  # the farthest x a view may reach
TABS = ("properties", "judgement", "pytorch", "source")
_LOW, _HIGH, _PROBE = -6.0, 6.0, 1.0
_WORDS = frozenset(
    {"activation", "own", "form", "from", "to", "probe", "derivative", "saturation", "tab"}
)


@dataclass(frozen=True)
class ExploreState:
    """One view of one activation.

    `form` is an alternative definition's id, or ''; `own` the formula where it is the visitor's.
    """

    base: Activation
    form: str
    parameters: Mapping[str, float]
    low: float = _LOW
    high: float = _HIGH
    probe: float = _PROBE
    derivative: bool = True
    saturation: bool = True
    tab: str = TABS[0]
    own: str = ""

    @property
    def activation(self) -> Activation:
        """The function shown: the entry itself, or the chosen form of it."""
        return {form.id: form for form in self.base.forms}.get(self.form, self.base)

    @classmethod
    def of(cls, identifier: str, form: str = "") -> ExploreState:
        """An activation at its defaults."""
        state = cls(CATALOGUE[identifier], form, {})
        return cls(state.base, form, state.activation.defaults)

    @classmethod
    def of_formula(cls, text: str) -> ExploreState:
        """A formula at its defaults; ParseError if it is none."""
        own = plain_formula(text)
        activation = parse_activation(own)
        return cls(activation, "", activation.defaults, own=own)

    def to_query(self) -> dict[str, str]:
        """The link's parameters: only what differs from the defaults."""
        numbers = {
            _link_name(name): (value, self.activation.defaults[name])
            for name, value in self.parameters.items()
        }
        numbers |= {
            "from": (self.low, _LOW),
            "to": (self.high, _HIGH),
            "probe": (self.probe, _PROBE),
        }
        query = {} if self.base.id == DEFAULT_ACTIVATION else {"activation": self.base.id}
        if self.own:
            query = {"own": self.own}
        if self.form:
            query["form"] = self.form
        query |= {name: number_text(v) for name, (v, default) in numbers.items() if v != default}
        query |= {} if self.derivative else {"derivative": "0"}
        query |= {} if self.saturation else {"saturation": "0"}
        query |= {} if self.tab == TABS[0] else {"tab": self.tab}
        return query


def read_explore_link(query: Mapping[str, str]) -> tuple[ExploreState, list[str]]:
    """The state a link asks for, and a message for everything in it that is no good."""
    link = LinkReader(query)
    start = _read_function(query, link)
    if start is None:
        # The other parameters were meant for a function that is not here.
        return ExploreState.of(DEFAULT_ACTIVATION), link.messages
    parameters = {
        parameter.name: link.number(
            _link_name(parameter.name), parameter.default, parameter.low, parameter.high
        )
        for parameter in start.activation.parameters
    }
    low = link.number("from", _LOW, -LIMIT, LIMIT)
    high = link.number("to", _HIGH, -LIMIT, LIMIT)
    if high - low < 1e-6:
        link.reject("from", number_text(low), f"it must be less than 'to' ({high:g})")
        low, high = _LOW, _HIGH
    middle = _PROBE if low <= _PROBE <= high else 0.5 * (low + high)
    state = ExploreState(
        base=start.base,
        form=start.form,
        own=start.own,
        parameters=parameters,
        low=low,
        high=high,
        probe=link.number("probe", middle, low, high),
        derivative=link.flag("derivative", True),
        saturation=link.flag("saturation", True),
        tab=link.choice("tab", TABS, TABS[0]),
    )
    other = {"activation", "form"} if start.own else {"own"}
    link.unknown((_WORDS - other) | {_link_name(name) for name in parameters})
    return state, link.messages


def _read_function(query: Mapping[str, str], link: LinkReader) -> ExploreState | None:
    """The function a link asks for, at its defaults; None, and a message, if there is no such."""
    if "own" in query:
        try:
            return ExploreState.of_formula(query["own"])
        except ParseError as error:
            link.reject("own", query["own"], f"{error}; the page shows {DEFAULT_ACTIVATION}")
            return None
    identifier = query.get("activation", DEFAULT_ACTIVATION)
    if identifier not in CATALOGUE:
        try:
            CATALOGUE[identifier]
        except KeyError as error:
            link.messages.append(f"{error.args[0]} The page shows {DEFAULT_ACTIVATION}.")
        return None
    forms = tuple(form.id for form in CATALOGUE[identifier].forms)
    form = link.choice("form", forms, "") if "form" in query else ""
    return ExploreState.of(identifier, form)


def _link_name(parameter: str) -> str:
    return f"own.{parameter}" if parameter in _WORDS else parameter
