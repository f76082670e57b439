"""What the Compare page shows, as its link says it.

`f` stands once for each function: an id, or `=` and a formula. `0.alpha=2` sets a parameter of the
first of them, `1.alpha` of the second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from actviz.link import Choice, LinkReader, Texts, choice_field, some_field, whole_field
from actviz.maths import Activation
from actviz.maths.lookup import check_own_size, plain_name, resolve_activation, shown_name
from actviz.ui.view_state import ViewState, read_parameters, written_parameters

MOST_CURVES = 8
PANELS = {"f": "f", "derivative": "f′", "difference": "Δ = f − baseline"}
LAYOUTS = {"side": "Side by side", "stacked": "Stacked", "overlaid": "Overlaid"}
TABS = {"properties": "Properties", "formulas": "Formulas", "pytorch": "PyTorch"}
_DEFAULT_TEXTS = ("sigmoid", "tanh", "relu")


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


def _default_curves() -> tuple[Curve, ...]:
    return tuple(map(Curve.of, _DEFAULT_TEXTS))


@dataclass(frozen=True)
class CompareState(ViewState):
    """One comparison; `baseline` is the position of the curve that the differences are from."""

    PAGE: ClassVar[str] = "compare"

    curves: tuple[Curve, ...] = field(default_factory=_default_curves)
    panels: tuple[str, ...] = some_field(("f", "derivative"), tuple(PANELS), "show")
    layout: str = choice_field("side", LAYOUTS)
    baseline: int = whole_field(0, 0, MOST_CURVES - 1)
    tab: str = choice_field("properties", TABS)

    @classmethod
    def of(cls, *texts: str, panels: tuple[str, ...] = ("f", "derivative")) -> CompareState:
        """Some functions at their defaults; ValueError if a text names none."""
        return cls(tuple(map(Curve.of, texts)) or _default_curves(), panels)

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

    def to_query(self, usual: CompareState | None = None) -> dict[str, Texts]:
        """The link's parameters: only what differs from the defaults."""
        texts = [curve.text for curve in self.curves]
        query: dict[str, Texts] = {} if texts == [*_DEFAULT_TEXTS] else {"f": texts}
        for place, curve in enumerate(self.curves):
            query |= written_parameters(curve.parameters, curve.activation, _spelling(place))
        return query | super().to_query(usual)

    @classmethod
    def from_link(
        cls, link: LinkReader, usual: CompareState | None = None, **known: Any
    ) -> CompareState:
        """The functions first: they say which parameters and baselines there are."""
        found = _read_curves(link) or dict(enumerate(_default_curves()))
        curves = tuple(
            replace(curve, parameters=read_parameters(link, curve.activation, _spelling(place)))
            for place, curve in found.items()
        )
        baseline = link.take("baseline", next(iter(found)), Choice(found))
        places = {"curves": curves, "baseline": list(found).index(baseline)}
        state: CompareState = super().from_link(link, usual, **places, **known)
        return state


def _spelling(place: int) -> Callable[[str], str]:
    return lambda parameter: f"{place}.{parameter}"


def check_size(texts: Sequence[str]) -> None:
    """ValueError if there are too many functions, or too much of the visitor's own."""
    if len(texts) > MOST_CURVES:
        raise ValueError(f"at most {MOST_CURVES} functions can be compared: remove one first")
    check_own_size(texts)


def _read_curves(link: LinkReader) -> dict[int, Curve]:
    """The good ones among a link's functions, by their place in the link."""
    curves: dict[int, Curve] = {}
    left_out = 0
    for place, text in enumerate(link.texts("f")):
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
