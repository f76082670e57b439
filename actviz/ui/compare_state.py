"""What the Compare page shows, as its link says it.

`f` stands once for each function: an id, or `=` and a formula. `0.alpha=2` sets a parameter of the
first of them, `1.alpha` of the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from actviz.maths import Activation
from actviz.maths.resolve import check_own_size, plain_name, resolve_activation, shown_name
from actviz.ui.link import LinkReader, number_text

MOST_CURVES = 8
LIMIT = 1e4  # the farthest x a view may reach
PANELS = ("f", "derivative", "difference")
LAYOUTS = ("side", "stacked", "overlaid")
TABS = ("properties", "formulas", "pytorch")
_DEFAULT_TEXTS = ("sigmoid", "tanh", "relu")
_DEFAULT_PANELS = ("f", "derivative")
_LOW, _HIGH, _PROBE = -6.0, 6.0, 1.0
_SETS_OF_PANELS = [
    ",".join(panels) for count in (1, 2, 3) for panels in combinations(PANELS, count)
]


@dataclass(frozen=True)
class Curve:
    """One function of the comparison: its name in the link, and its parameters."""

    text: str
    parameters: Mapping[str, float]

    @classmethod
    def of(cls, text: str) -> Curve:
        """A function at its defaults; ValueError if `text` names none."""
        return cls(text, resolve_activation(text).defaults)

    @property
    def activation(self) -> Activation:
        """The function itself."""
        return resolve_activation(self.text)

    @property
    def name(self) -> str:
        """The function's name, or the formula if it is the visitor's own."""
        return shown_name(self.activation)


@dataclass(frozen=True)
class CompareState:
    """One comparison; `baseline` is the position of the curve that the differences are from."""

    curves: tuple[Curve, ...]
    panels: tuple[str, ...] = _DEFAULT_PANELS
    layout: str = "side"
    baseline: int = 0
    low: float = _LOW
    high: float = _HIGH
    probe: float = _PROBE
    tab: str = TABS[0]

    @classmethod
    def of(cls, *texts: str, panels: tuple[str, ...] = _DEFAULT_PANELS) -> CompareState:
        """Some functions at their defaults; ValueError if a text names none."""
        return cls(tuple(Curve.of(text) for text in texts or _DEFAULT_TEXTS), panels)

    @property
    def names(self) -> list[str]:
        """The curves' names, numbered where one stands twice."""
        names = [curve.name for curve in self.curves]
        return [
            f"{name} ({names[: place + 1].count(name)})" if names.count(name) > 1 else name
            for place, name in enumerate(names)
        ]

    def kept(self, places: Sequence[int], added: Iterable[str] = ()) -> CompareState:
        """The curves at `places`, in that order, then `added` ones; ValueError if they are bad."""
        texts = list(added)
        curves = (*(self.curves[place] for place in places), *map(Curve.of, texts))
        check_size([curve.text for curve in curves])
        baseline = places.index(self.baseline) if self.baseline in places else 0
        return replace(self, curves=curves, baseline=baseline)

    def with_values(self, values: Mapping[str, float]) -> CompareState:
        """The state with the sliders' `values`, by `0.alpha` and so on."""
        curves = (
            replace(
                curve,
                parameters={
                    name: values.get(f"{place}.{name}", number)
                    for name, number in curve.parameters.items()
                },
            )
            for place, curve in enumerate(self.curves)
        )
        return replace(self, curves=tuple(curves))

    def to_query(self) -> dict[str, str | list[str]]:
        """The link's parameters: only what differs from the defaults."""
        texts = [curve.text for curve in self.curves]
        query: dict[str, str | list[str]] = {} if texts == [*_DEFAULT_TEXTS] else {"f": texts}
        for place, curve in enumerate(self.curves):
            defaults = curve.activation.defaults
            query |= {
                f"{place}.{name}": number_text(value)
                for name, value in curve.parameters.items()
                if value != defaults[name]
            }
        query |= {"show": ",".join(self.panels)} if self.panels != _DEFAULT_PANELS else {}
        query |= {"layout": self.layout} if self.layout != "side" else {}
        query |= {"baseline": str(self.baseline)} if self.baseline else {}
        query |= {"tab": self.tab} if self.tab != TABS[0] else {}
        numbers = {
            "from": (self.low, _LOW),
            "to": (self.high, _HIGH),
            "probe": (self.probe, _PROBE),
        }
        return query | {
            name: number_text(value) for name, (value, usual) in numbers.items() if value != usual
        }


def check_size(texts: Sequence[str]) -> None:
    """ValueError if there are too many functions, or too much of the visitor's own."""
    if len(texts) > MOST_CURVES:
        raise ValueError(f"at most {MOST_CURVES} functions can be compared: remove one first")
    check_own_size(texts)


def read_compare_link(query: Mapping[str, Sequence[str]]) -> tuple[CompareState, list[str]]:
    """The state a link asks for, and a message for everything in it that is no good."""
    link = LinkReader({name: values[-1] for name, values in query.items() if values})
    found = _read_curves(query.get("f", ()), link)
    if not found:
        found = dict(enumerate(CompareState.of().curves))
    accepted = {"f", "show", "layout", "baseline", "from", "to", "probe", "tab"}
    curves = []
    for place, curve in found.items():
        names = {p.name: f"{place}.{p.name}" for p in curve.activation.parameters}
        accepted |= set(names.values())
        parameters = {
            p.name: link.number(names[p.name], p.default, p.low, p.high)
            for p in curve.activation.parameters
        }
        curves.append(replace(curve, parameters=parameters))
    low = link.number("from", _LOW, -LIMIT, LIMIT)
    high = link.number("to", _HIGH, -LIMIT, LIMIT)
    if high - low < 1e-6:
        link.reject("from", number_text(low), f"it must be less than 'to' ({high:g})")
        low, high = _LOW, _HIGH
    places = [str(place) for place in found]
    panels = link.choice("show", _SETS_OF_PANELS, ",".join(_DEFAULT_PANELS))
    state = CompareState(
        curves=tuple(curves),
        panels=tuple(panels.split(",")),
        layout=link.choice("layout", LAYOUTS, "side"),
        baseline=places.index(link.choice("baseline", places, places[0])),
        low=low,
        high=high,
        probe=link.number(
            "probe", _PROBE if low <= _PROBE <= high else 0.5 * (low + high), low, high
        ),
        tab=link.choice("tab", TABS, TABS[0]),
    )
    link.unknown(accepted)
    return state, link.messages


def _read_curves(texts: Sequence[str], link: LinkReader) -> dict[int, Curve]:
    """The good ones among a link's functions, by their place in the link."""
    curves: dict[int, Curve] = {}
    left_out = 0
    for place, text in enumerate(texts):
        try:
            name = plain_name(text)
            check_size([*(curve.text for curve in curves.values()), name])
        except ValueError as error:
            left_out += 1  # reading takes time, and a link may hold any number of them
            shown = text if len(text) <= 40 else f"{text[:40]}…"
            message = f"The link's f = {shown!r} is left out: {error}."
            link.messages.append(message.replace("?.", "?"))
            if len(curves) == MOST_CURVES or left_out == MOST_CURVES:
                break
        else:
            curves[place] = Curve.of(name)
    return curves
