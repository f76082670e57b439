"""Functions by the text that names them in a link: a catalogue id, or `=` and a formula."""

from __future__ import annotations

from collections.abc import Iterable

from actviz.maths.activation import Activation
from actviz.maths.catalogue import CATALOGUE
from actviz.maths.custom_activation import CustomActivation
from actviz.maths.parser import parse_activation
from actviz.maths.parser.syntax import LONGEST_TEXT

OWN = "="
_LONGEST_NAME = 32

_FORMS = {form.id: form for entry in CATALOGUE.values() for form in entry.forms}


def resolve_activation(text: str) -> Activation:
    """The activation that `text` names: `relu`, `rrelu_divisor`, `=x*tanh(softplus(x))`.

    That is the id of a catalogue entry or of one of its forms, or `=` and a formula. ValueError
    says what is wrong; for a formula it is a ParseError, whose position counts from behind the `=`.
    """
    if text.startswith(OWN):
        return parse_activation(text.removeprefix(OWN))
    if text in _FORMS:
        return _FORMS[text]
    try:
        return CATALOGUE[text]
    except KeyError as error:
        raise ValueError(error.args[0]) from None


def check_own_size(texts: Iterable[str]) -> None:
    """ValueError if the formulas among `texts` are together longer than one may be.

    What a page derives from formulas is bounded so, however many of them a link holds.
    """
    letters = sum(len(text) - 1 for text in set(texts) if text.startswith(OWN))
    if letters > LONGEST_TEXT:
        raise ValueError(
            f"the formulas of your own have {letters} characters together; "
            f"at most {LONGEST_TEXT} fit on a page: remove one first"
        )


def name_in_links(activation: Activation) -> str:
    """The text that names an activation for `resolve_activation`."""
    own = isinstance(activation, CustomActivation)
    return OWN + activation.source if own else activation.id


def shown_name(activation: Activation) -> str:
    """The function's name, or the formula, cut at 32 characters, if it is the visitor's own."""
    if not isinstance(activation, CustomActivation):
        return activation.name
    formula = activation.source
    return formula if len(formula) <= _LONGEST_NAME else f"{formula[: _LONGEST_NAME - 1]}…"


def plain_name(text: str) -> str:
    """`text` in the one spelling that links use, which names the same; ValueError as above."""
    if not text.startswith(OWN):
        resolve_activation(text)
        return text
    return OWN + plain_formula(text.removeprefix(OWN))


def plain_formula(text: str) -> str:
    """A formula in the one spelling that links use; ParseError if it is none.

    That is the activation's `source`, or the text itself where spacing and spelled-out Greek
    letters would make it longer than a formula may be.
    """
    source = parse_activation(text).source
    return source if len(source) <= LONGEST_TEXT else text
