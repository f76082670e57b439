"""What the page on zero-centred inputs shows, as its link says it.

`activation` is an id of the catalogue; its parameters go by their names, or behind `f.` if the name
is a word of the link.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from actviz.link import LinkReader, PageState, Texts, choice_field, number_field, whole_field
from actviz.maths import CATALOGUE, Activation
from actviz.ui.view_state import read_parameters, written_parameters

DEFAULT_ACTIVATION = "sigmoid"
EXAMPLES = 256
BATCHES = (1, 2, 4, 8, 32, EXAMPLES)
MOST_STEPS = 200
REACH = 1.5  # the weights' axes run from -REACH to REACH
PARTS = {"unit": "One unit", "network": "In a network"}
UNITS = (2, 4, 8, 16)  # of a network's first layer
DATA = {"outputs": "Outputs of f", "classes": "LeCun's two classes"}
SHARES = (1.0, 1.8, 2.1)  # of 1/λ: learning rates to set


@dataclass(frozen=True)
class ZeroCentredState(PageState):
    """A unit, the path of its weights, and what the numbers count.

    data                    what the inputs are
    activation, parameters  f and its numbers
    mu                      mean of what goes into f
    weights                 of the unit that is counted; the picture has two
    batch                   examples of a step
    rate                    learning rate
    w1, w2                  start, counted from the optimum
    steps                   of the path that is shown
    network_units           of the first hidden layer of the networks that are trained
    network_batch           examples of their updates
    network_rate            their learning rate
    network_seed            of their data, start weights and order of examples
    """

    PAGE: ClassVar[str] = "zero_centred"

    part: str = choice_field("unit", PARTS)
    activation: Activation = field(default_factory=lambda: CATALOGUE[DEFAULT_ACTIVATION])
    parameters: Mapping[str, float] = field(
        default_factory=lambda: CATALOGUE[DEFAULT_ACTIVATION].defaults
    )
    data: str = choice_field("outputs", DATA)
    mu: float = number_field(0.0, -3.0, 3.0)
    weights: int = whole_field(2, 2, 100)
    batch: int = choice_field(EXAMPLES, BATCHES)
    rate: float = number_field(3.3, 0.01, 20.0)
    w1: float = number_field(1.0, -REACH, REACH)
    w2: float = number_field(0.8, -REACH, REACH)
    steps: int = whole_field(20, 0, MOST_STEPS)
    network_units: int = choice_field(4, UNITS)
    network_batch: int = choice_field(8, BATCHES)
    network_rate: float = number_field(0.5, 0.01, 5.0)
    network_seed: int = whole_field(0, 0, 999_999)

    def with_activation(self, identifier: str) -> ZeroCentredState:
        """Inputs of another function, at its defaults."""
        known = CATALOGUE[identifier]
        return replace(self, data="outputs", activation=known, parameters=known.defaults)

    def with_data(self, data: str) -> ZeroCentredState:
        """Other inputs; LeCun's example at its own rate, with all examples in each step."""
        if data == "classes":
            return replace(self, data=data, rate=1.5, batch=EXAMPLES, weights=2)
        return replace(self, data=data)

    def to_query(self, usual: ZeroCentredState | None = None) -> dict[str, Texts]:
        """The link's parameters: only what differs from the defaults."""
        query: dict[str, Texts] = {}
        if self.activation.id != DEFAULT_ACTIVATION:
            query["activation"] = self.activation.id
        query |= written_parameters(self.parameters, self.activation, _spelling)
        return query | super().to_query(usual)

    @classmethod
    def from_link(
        cls, link: LinkReader, usual: ZeroCentredState | None = None, **known: Any
    ) -> ZeroCentredState:
        """The function first: it says which parameters there are."""
        identifier = link.text("activation") or DEFAULT_ACTIVATION
        try:
            activation = CATALOGUE[identifier]
        except KeyError as error:
            link.messages.append(f"{error.args[0]} The page shows {DEFAULT_ACTIVATION}.")
            activation = CATALOGUE[DEFAULT_ACTIVATION]
        function = {
            "activation": activation,
            "parameters": read_parameters(link, activation, _spelling),
        }
        state: ZeroCentredState = super().from_link(link, usual, **function, **known)
        return state

    @classmethod
    def reconcile(cls, values: dict[str, Any], link: LinkReader) -> None:
        """LeCun's example has two inputs."""
        if values["data"] == "classes" and values["weights"] != 2:
            text = link.text("weights") or ""
            link.reject("weights", text, "LeCun's classes have two inputs, using 2")
            values["weights"] = 2


_WORDS = ZeroCentredState.link_names() | {"activation"}


def _spelling(parameter: str) -> str:
    return f"f.{parameter}" if parameter in _WORDS else parameter
