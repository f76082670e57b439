"""Functions by the text that links use: every one is found, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actviz.maths import CATALOGUE, Activation, ParseError, parse_activation
from actviz.maths.lookup import plain_formula, plain_name, resolve_activation
from actviz.maths.parser.syntax import LONGEST_TEXT
from tests.maths.parser.test_refusals import HOSTILE
from tests.maths.parser.test_values import EXAMPLES
from tests.maths.parser.work import HEAVY

FORMS = {form.id: form for entry in CATALOGUE.values() for form in entry.forms}


@pytest.mark.parametrize("identifier", [*CATALOGUE, *FORMS])
def test_every_entry_and_form_goes_by_its_id(identifier: str) -> None:
    assert resolve_activation(identifier) is {**CATALOGUE, **FORMS}[identifier]
    assert plain_name(identifier) == identifier


@pytest.mark.parametrize("text", [*EXAMPLES, *HEAVY])
def test_plain_spelling_names_the_same_function(text: str) -> None:
    name = plain_name(f"={text}")
    assert resolve_activation(name).f == parse_activation(text).f
    assert plain_name(name) == name


@pytest.mark.parametrize("text", ["+".join(["x"] * 100), "*".join("α" * 40)])
def test_spelling_that_would_be_too_long_stays_as_it_is(text: str) -> None:
    assert len(parse_activation(text).source) > LONGEST_TEXT
    assert plain_formula(text) == text


def test_unknown_name_is_a_value_error_that_helps() -> None:
    with pytest.raises(ValueError, match="unknown activation 'swich': did you mean 'swish'"):
        resolve_activation("swich")


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:24]))
def test_hostile_formula_is_refused(text: str) -> None:
    for name in (resolve_activation, plain_name):
        with pytest.raises(ParseError):
            name(f"={text}")


@given(st.text(max_size=30))
def test_any_text_gives_an_activation_or_a_value_error(text: str) -> None:
    try:
        found = resolve_activation(text)
    except ValueError:
        return
    assert isinstance(found, Activation)
