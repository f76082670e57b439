"""What the Explore page shows, as its link says it.

`activation` is an id of the catalogue, `own` a formula in its place. A parameter goes by its name,
or behind `own.` if the name is a word of the link, as the slope of `own=to*x` is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from actviz.link import Choice, LinkReader, Texts, choice_field, flag_field
from actviz.maths import CATALOGUE, Activation, ParseError, parse_activation
from actviz.maths.lookup import plain_formula
from actviz.ui.view_state import ViewState, read_parameters, written_parameters

DEFAULT_ACTIVATION = "logistic"
TABS = {
    "properties": "Properties",
    "judgement": "Merits and drawbacks",
    "pytorch": "PyTorch",
    "source": "Source",
}


@dataclass(frozen=True)
class ExploreState(ViewState):
    """One view of one activation.

    `form` is an alternative definition's id, or ''; `own` the formula where it is the visitor's.
    """

    PAGE: ClassVar[str] = "explore"

    base: Activation = field(default_factory=lambda: CATALOGUE[DEFAULT_ACTIVATION])
    form: str = ""
    parameters: Mapping[str, float] = field(
        default_factory=lambda: CATALOGUE[DEFAULT_ACTIVATION].defaults
    )
    own: str = ""
    derivative: bool = flag_field(True)
    saturation: bool = flag_field(True)
    tab: str = choice_field("properties", TABS)

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
        return cls(activation, "", activation.defaults, own)

    def to_query(self, usual: ExploreState | None = None) -> dict[str, Texts]:
        """The link's parameters: only what differs from the defaults."""
        query: dict[str, Texts] = {}
        if self.own:
            query["own"] = self.own
        elif self.base.id != DEFAULT_ACTIVATION:
            query["activation"] = self.base.id
        if self.form:
            query["form"] = self.form
        query |= written_parameters(self.parameters, self.activation, _spelling)
        return query | super().to_query(usual)

    @classmethod
    def from_link(
        cls, link: LinkReader, usual: ExploreState | None = None, **known: Any
    ) -> ExploreState:
        """The function first: it says which parameters there are."""
        start = _read_function(link)
        if start is None:
            # The other parameters were meant for a function that is not here.
            link.ignore_the_rest()
            return cls()
        function = {"base": start.base, "form": start.form, "own": start.own}
        parameters = read_parameters(link, start.activation, _spelling)
        state: ExploreState = super().from_link(
            link, usual, **function, parameters=parameters, **known
        )
        return state


def _read_function(link: LinkReader) -> ExploreState | None:
    """The function a link asks for, at its defaults; None, and a message, if there is no such."""
    own = link.text("own") if "own" in link else None
    if own is not None:
        try:
            return ExploreState.of_formula(own)
        except ParseError as error:
            link.reject("own", own, f"{error}; the page shows {DEFAULT_ACTIVATION}")
            return None
    identifier = link.text("activation") or DEFAULT_ACTIVATION
    try:
        forms = [form.id for form in CATALOGUE[identifier].forms]
    except KeyError as error:
        link.messages.append(f"{error.args[0]} The page shows {DEFAULT_ACTIVATION}.")
        return None
    return ExploreState.of(identifier, link.take("form", "", Choice(["", *forms])))


_WORDS = ExploreState.link_names() | {"activation", "own", "form"}
# Streamlit takes these for itself, however they are written: no page can set them.
_STREAMLIT = ("embed", "embed_options")


def _spelling(parameter: str) -> str:
    taken = parameter in _WORDS or parameter.lower() in _STREAMLIT
    return f"own.{parameter}" if taken else parameter
