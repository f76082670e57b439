"""What the Saturation page shows, as its link says it.

`activation` is an id of the catalogue, or `=` and a formula. A parameter goes by its name, or
behind `p.` if the name is a word of the link.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, ClassVar

import torch

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
from actviz.maths import Activation, mean_field
from actviz.maths.lookup import plain_name, resolve_activation
from actviz.training.data.registry import DATASETS
from actviz.ui.view_state import read_parameters, written_parameters

EXAMPLES = 64
LAST_SEED = 999_999
SEEDS = (1, 3, 5)
_NARROWEST_REACH, _REACH_B = 4.0, 2.0
# Functions that torch has a gain for; the others' is 1.
_GAINS = {"sigmoid", "tanh", "relu", "leaky_relu", "selu", "identity"}


def _gain(activation: Activation, parameters: Mapping[str, float]) -> float:
    if activation.id not in _GAINS:
        return 1.0
    name = "linear" if activation.id == "identity" else activation.id
    given = parameters["alpha"] if name == "leaky_relu" else None
    return float(torch.nn.init.calculate_gain(name, given))


@lru_cache(maxsize=256)
def _critical(text: str, parameters: tuple[tuple[str, float], ...]) -> float:
    # A tenth of a second, and the same at each release of another slider.
    return mean_field.critical_sigma_w(text, **dict(parameters))


@dataclass(frozen=True)
class Rule:
    """An initialisation of square layers: its label, and σ_w, None where it is chosen freely."""

    label: str
    sigma_w: Callable[[Activation, Mapping[str, float]], float] | None = None


RULES: Mapping[str, Rule] = {
    "normal": Rule("Normal"),
    "orthogonal": Rule("Orthogonal"),
    "he": Rule("He", lambda *_: math.sqrt(2)),
    "xavier": Rule("Xavier", lambda *_: 1.0),
    "lecun": Rule("LeCun", lambda *_: 1.0),
    "gain": Rule("PyTorch's gain", _gain),
}


PARTS = {"layers": "Through layers", "unit": "One unit"}
NORMAL = "normal"
# The lab's data sets with classes, but those that only a visitor has.
INPUTS: Mapping[str, str] = {NORMAL: "Normal numbers"} | {
    name: source.title
    for name, source in DATASETS.items()
    if not source.curve and name not in ("formula_side", "points")
}


class _Function(Kind):
    """A function by the text that names it."""

    def check(self, value: Any) -> str:
        """The text in its one spelling."""
        return plain_name(value)


class _Second(_Function):
    """A function to compare with; the empty text is none."""

    def check(self, value: Any) -> str:
        """The text in its one spelling."""
        return super().check(value) if value else ""


@dataclass(frozen=True)
class SaturationState(PageState):
    """A random network: its function, its layers, and the scale of its weights and biases.

    `second` is the function, at its defaults, that goes through the same layers beside it;
    `unit_weight` the weight of the page's other part.
    """

    PAGE: ClassVar[str] = "saturation"

    activation: str = spelled("sigmoid", _Function())
    parameters: Mapping[str, float] = field(default_factory=dict)
    second: str = spelled("", _Second(), "with")
    depth: int = whole_field(20, 1, 50)
    width: int = whole_field(64, 8, 256)
    initialisation: str = choice_field("normal", RULES)
    sigma_w: float = number_field(1.0, 0.01, 50.0)
    sigma_b: float = number_field(0.0, 0.0, 10.0)
    seed: int = whole_field(0, 0, LAST_SEED)
    seeds: int = choice_field(3, SEEDS)
    inputs: str = choice_field(NORMAL, INPUTS)
    part: str = choice_field("layers", PARTS)
    unit_weight: float = number_field(1.0, 0.1, 100.0)

    @property
    def function(self) -> Activation:
        """The activation itself."""
        return resolve_activation(self.activation)

    @property
    def compared(self) -> Activation | None:
        """The second function."""
        return resolve_activation(self.second) if self.second else None

    @property
    def weights(self) -> tuple[float, float]:
        """σ_w and σ_b of the network."""
        rule = RULES[self.initialisation].sigma_w
        if rule is None:
            return self.sigma_w, self.sigma_b
        return rule(self.function, self.parameters), 0.0

    @property
    def reach(self) -> tuple[float, float]:
        """How far the plane goes: past the critical point and the network's own."""
        points = [_critical(self.activation, tuple(self.parameters.items()))]
        if self.second:
            points.append(_critical(self.second, ()))
        known = max(0.0 if math.isnan(point) else min(point, 40.0) for point in points)
        sigma_w, sigma_b = self.weights
        wanted = (max(_NARROWEST_REACH, 1.5 * known, sigma_w), max(_REACH_B, sigma_b))
        return math.ceil(wanted[0]), math.ceil(wanted[1])

    def with_function(self, text: str) -> SaturationState:
        """Another function, at its defaults; ValueError if `text` names none."""
        name = plain_name(text)
        return replace(self, activation=name, parameters=resolve_activation(name).defaults)

    def with_rule(self, rule: str) -> SaturationState:
        """Another initialisation; a free one starts from the present scales."""
        if RULES[rule].sigma_w is not None:
            return replace(self, initialisation=rule)
        sigma_w, sigma_b = self.weights
        return replace(self, initialisation=rule, sigma_w=sigma_w, sigma_b=sigma_b)

    def taken(self, values: Mapping[str, float]) -> SaturationState:
        """The state with the sliders' values; other scales than a rule's are free ones."""
        scales = values["sigma_w"], values["sigma_b"]
        fixed = RULES[self.initialisation].sigma_w is not None
        moved = replace(
            self,
            depth=round(values["depth"]),
            width=round(values["width"]),
            parameters={
                name: values.get(f"p.{name}", number) for name, number in self.parameters.items()
            },
        )
        if scales == self.weights:
            return moved
        free = "normal" if fixed else self.initialisation
        return replace(moved, initialisation=free, sigma_w=scales[0], sigma_b=scales[1])

    def to_query(self, usual: SaturationState | None = None) -> dict[str, Texts]:
        """The link's parameters: only what differs from the defaults."""
        query = super().to_query(usual)
        return query | written_parameters(self.parameters, self.function, _spelling)

    @classmethod
    def from_link(
        cls, link: LinkReader, usual: SaturationState | None = None, **known: Any
    ) -> SaturationState:
        """The function first: it says which parameters there are."""
        text = link.take("activation", "sigmoid", _Function())
        parameters = read_parameters(link, resolve_activation(text), _spelling)
        state: SaturationState = super().from_link(
            link, usual, activation=text, parameters=parameters, **known
        )
        return state


# Streamlit takes `embed` and `embed_options` for itself, however they are written.
_WORDS = SaturationState.link_names() | {"embed", "embed_options"}


def _spelling(parameter: str) -> str:
    return f"p.{parameter}" if parameter.lower() in _WORDS else parameter
