"""What the Space folding page shows, as its link says it.

`activation` is an id of the catalogue, or maxout. A parameter goes by its name, or behind `p.` if
the name is a word of the link.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from actviz.link import (
    Kind,
    LinkReader,
    PageState,
    Texts,
    choice_field,
    number_field,
    spelled,
    whole_field,
)
from actviz.maths import CATALOGUE, Activation
from actviz.maths.lookup import resolve_activation
from actviz.ui.view_state import read_parameters, written_parameters

MAXOUT = "maxout"
MOST_LAYERS, MOST_UNITS = 5, 64
LAST_SEED = 999_999
PARTS = {"regions": "Regions", "fold": "A fold"}
FOLDS = {"absolute": "|x|", "relu": "ReLU", "leaky_relu": "Leaky ReLU", "tanh": "Tanh"}


class _Hidden(Kind):
    """Units of each hidden layer."""

    def check(self, value: Any) -> tuple[int, ...]:
        """A tuple of whole numbers."""
        units = tuple(value)
        if not 1 <= len(units) <= MOST_LAYERS or not all(
            type(each) is int and 1 <= each <= MOST_UNITS for each in units
        ):
            raise ValueError(
                f"want 1 to {MOST_LAYERS} numbers from 1 to {MOST_UNITS} such as 12-12"
            )
        return units

    def parse(self, text: str) -> tuple[int, ...]:
        """Numbers with a "-" between them."""
        parts = text.split("-", MOST_LAYERS)
        known = all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts)
        return self.check([int(part) for part in parts] if known else ())

    def text(self, value: tuple[int, ...]) -> str:
        """The same."""
        return "-".join(map(str, value))


class _Activation(Kind):
    """A function of the catalogue, or maxout."""

    def check(self, value: Any) -> str:
        """The id itself."""
        if value != MAXOUT:
            if value not in CATALOGUE:
                resolve_activation(value if not value.startswith("=") else "formula")
            return str(value)
        return MAXOUT


@dataclass(frozen=True)
class SpaceFoldingState(PageState):
    """A random network on two inputs, and the window in which its regions are seen; a fold.

    fold          what bends the square
    folds         its layers
    turn          degrees that each layer turns
    way           share of the way through the layers that is shown
    px, py        input pointed at
    cut_turn      degrees of the normal of a line in the output
    cut_offset    its distance from 0
    """

    PAGE: ClassVar[str] = "space_folding"

    part: str = choice_field("regions", PARTS)

    hidden: tuple[int, ...] = spelled((12, 12), _Hidden())
    activation: str = spelled("relu", _Activation())
    parameters: Mapping[str, float] = field(default_factory=dict)
    rank: int = whole_field(3, 2, 5)
    weight: float = number_field(1.0, 0.01, 10.0)
    bias: float = number_field(1.0, 0.0, 10.0)
    seed: int = whole_field(0, 0, LAST_SEED)
    x: float = number_field(0.0, -100.0, 100.0)
    y: float = number_field(0.0, -100.0, 100.0)
    reach: float = number_field(3.0, 0.01, 100.0)
    fold: str = choice_field("absolute", FOLDS)
    folds: int = whole_field(2, 1, 4)
    turn: float = number_field(20.0, -45.0, 45.0)
    way: float = number_field(1.0, 0.0, 1.0)
    px: float = number_field(0.6, -1.0, 1.0)
    py: float = number_field(0.4, -1.0, 1.0)
    cut_turn: float = number_field(30.0, -180.0, 180.0)
    cut_offset: float = number_field(0.6, -1.5, 1.5)

    @property
    def function(self) -> Activation | None:
        """What the units apply; None where they are maxout."""
        return None if self.activation == MAXOUT else CATALOGUE[self.activation]

    def with_function(self, name: str) -> SpaceFoldingState:
        """Another function, at its defaults."""
        parameters = {} if name == MAXOUT else CATALOGUE[name].defaults
        return replace(self, activation=name, parameters=parameters)

    def with_layers(self, count: int) -> SpaceFoldingState:
        """That many layers; new ones are as wide as the last."""
        more = (self.hidden[-1],) * (count - len(self.hidden))
        return replace(self, hidden=self.hidden[:count] + more)

    def taken(self, values: Mapping[str, float]) -> SpaceFoldingState:
        """The state with the sliders' values."""
        return replace(
            self,
            hidden=tuple(
                round(values.get(f"units{place}", units)) for place, units in enumerate(self.hidden)
            ),
            parameters={
                name: values.get(f"p.{name}", number) for name, number in self.parameters.items()
            },
            rank=round(values.get("rank", self.rank)),
            weight=values["weight"],
            bias=values["bias"],
            x=values["x"],
            y=values["y"],
            reach=values["reach"],
        )

    def to_query(self, usual: SpaceFoldingState | None = None) -> dict[str, Texts]:
        """The link's parameters: only what differs from the defaults."""
        query = super().to_query(usual)
        if self.function is None:
            return query
        return query | written_parameters(self.parameters, self.function, _spelling)

    @classmethod
    def from_link(
        cls, link: LinkReader, usual: SpaceFoldingState | None = None, **known: Any
    ) -> SpaceFoldingState:
        """The function first: it says which parameters there are."""
        name = link.take("activation", "relu", _Activation())
        parameters = {} if name == MAXOUT else read_parameters(link, CATALOGUE[name], _spelling)
        state: SpaceFoldingState = super().from_link(
            link, usual, activation=name, parameters=parameters, **known
        )
        return state


# Streamlit takes `embed` and `embed_options` for itself, however they are written.
_WORDS = SpaceFoldingState.link_names() | {"embed", "embed_options"}


def _spelling(parameter: str) -> str:
    return f"p.{parameter}" if parameter.lower() in _WORDS else parameter
