"""What the page of gated units shows, as its link says it.

`gate` is an id of the catalogue. A parameter of the gate goes by its name, or behind `g.` if the
name is a word of the link, as the `a` of SinLU is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, ClassVar

from actviz.link import (
    LinkReader,
    PageState,
    Texts,
    choice_field,
    flag_field,
    number_field,
    whole_field,
)
from actviz.maths import CATALOGUE, Activation
from actviz.maths.gated import GatedUnit
from actviz.training.experiments.gated_layer import two_thirds
from actviz.ui.view_state import read_parameters, written_parameters

PARTS = {"surface": "Two inputs", "cost": "Parameters"}
REACHES = (2, 4, 10)
DEFAULT_GATE = "swish"
_HIDDEN = 2048


@dataclass(frozen=True)
class Preset:
    """A unit that has a name: its gate, and whether inputs are clamped."""

    name: str
    gate: str
    parameters: Mapping[str, float] = field(default_factory=dict)
    clamped: bool = False


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "glu": Preset("GLU", "sigmoid"),
        "bilinear": Preset("Bilinear", "identity"),
        "reglu": Preset("ReGLU", "relu"),
        "geglu": Preset("GEGLU", "gelu"),
        "swiglu": Preset("SwiGLU", "swish"),
        "clamped": Preset("Clamped SwiGLU", "swish", {"beta": 1.702}, clamped=True),
    }
)


@dataclass(frozen=True)
class GatedState(PageState):
    """Both parts keep their settings in the link while the other is shown.

    gate, parameters    g and its numbers
    clamped             a is cut off at ±limit and gets `shift` added, b is cut off at limit
    reach               both axes run from -reach to reach
    a, b                the point
    width               inputs and outputs of the layers whose weights are counted
    hidden, narrow      hidden units of the plain layer and of the gated one
    """

    PAGE: ClassVar[str] = "gated"

    gate: Activation = field(default_factory=lambda: CATALOGUE[DEFAULT_GATE])
    parameters: Mapping[str, float] = field(
        default_factory=lambda: CATALOGUE[DEFAULT_GATE].defaults
    )
    part: str = choice_field("surface", PARTS)
    clamped: bool = flag_field(False)
    limit: float = number_field(7.0, 0.5, 10.0)
    shift: float = number_field(1.0, 0.0, 2.0)
    reach: int = choice_field(4, REACHES)
    a: float = number_field(1.5, -REACHES[-1], REACHES[-1])
    b: float = number_field(1.0, -REACHES[-1], REACHES[-1])

    width: int = whole_field(512, 1, 16384)
    hidden: int = whole_field(_HIDDEN, 1, 65536)
    narrow: int = whole_field(two_thirds(_HIDDEN), 1, 65536)

    @property
    def unit(self) -> GatedUnit:
        """The unit that is shown."""
        if self.clamped:
            return GatedUnit(self.gate, self.parameters, self.limit, self.shift)
        return GatedUnit(self.gate, self.parameters)

    @property
    def preset(self) -> str | None:
        """The preset that the present unit is, None for another."""
        return next((name for name in PRESETS if self._with_unit(name) == self), None)

    def _with_unit(self, name: str) -> GatedState:
        known = PRESETS[name]
        numbers = CATALOGUE[known.gate].defaults | dict(known.parameters)
        changed = replace(
            self, gate=CATALOGUE[known.gate], parameters=numbers, clamped=known.clamped
        )
        if not known.clamped:
            return changed
        return replace(changed, limit=self.default("limit"), shift=self.default("shift"))

    def with_preset(self, name: str) -> GatedState:
        """The unit of a preset; a clamped one on axes that reach beyond its limit."""
        changed = self._with_unit(name)
        return changed.with_reach(REACHES[-1]) if changed.clamped else changed

    def with_gate(self, identifier: str) -> GatedState:
        """Another gate, at its defaults."""
        gate = CATALOGUE[identifier]
        return replace(self, gate=gate, parameters=gate.defaults)

    def with_reach(self, reach: int) -> GatedState:
        """Other axes; the point stays on them."""
        a, b = (min(max(each, -reach), reach) for each in (self.a, self.b))
        return replace(self, reach=reach, a=float(a), b=float(b))

    def with_two_thirds(self) -> GatedState:
        """A gated layer of two thirds of the plain one's width."""
        return replace(self, narrow=two_thirds(self.hidden))

    def to_query(self, usual: GatedState | None = None) -> dict[str, Texts]:
        """The link's parameters: only what differs from the defaults."""
        query: dict[str, Texts] = {}
        if self.gate.id != DEFAULT_GATE:
            query["gate"] = self.gate.id
        query |= written_parameters(self.parameters, self.gate, _spelling)
        return query | super().to_query(usual)

    @classmethod
    def from_link(
        cls, link: LinkReader, usual: GatedState | None = None, **known: Any
    ) -> GatedState:
        """The gate first: it says which parameters there are."""
        identifier = link.text("gate") or DEFAULT_GATE
        try:
            gate = CATALOGUE[identifier]
        except KeyError as error:
            link.messages.append(f"{error.args[0]} The page shows {DEFAULT_GATE}.")
            gate = CATALOGUE[DEFAULT_GATE]
        parameters = read_parameters(link, gate, _spelling)
        state: GatedState = super().from_link(
            link, usual, gate=gate, parameters=parameters, **known
        )
        return state

    @classmethod
    def reconcile(cls, values: dict[str, Any], link: LinkReader) -> None:
        """The point lies on the axes."""
        reach = values["reach"]
        for name in ("a", "b"):
            if abs(values[name]) > reach:
                text = link.text(name) or ""
                link.reject(name, text, f"the axes end at {reach}, using {cls.default(name):g}")
                values[name] = cls.default(name)


_WORDS = GatedState.link_names() | {"gate"}


def _spelling(parameter: str) -> str:
    return f"g.{parameter}" if parameter in _WORDS else parameter
