"""Functions by the text that names them in a link: a catalogue id, or `=` and a formula."""

from __future__ import annotations

from actviz.maths.activation import Activation
from actviz.maths.catalogue import CATALOGUE
from actviz.maths.parser import parse_activation
from actviz.maths.parser_syntax import LONGEST_TEXT

OWN = "="

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
