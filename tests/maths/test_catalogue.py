"""The catalogue as a mapping."""

import math
from dataclasses import replace

import numpy as np
import pytest

from actviz.maths import CATALOGUE, Activation
from actviz.maths.catalogue import FAMILIES, Catalogue

PROMISED = [
    "logistic", "sigmoid", "tanh", "relu", "softplus", "leaky_relu", "prelu", "rrelu", "identity",
    "binary_step", "arctan", "softsign", "elu", "srelu", "apl", "bent_identity", "soft_exponential",
    "sinusoid", "sinc", "gaussian", "selu", "celu", "gelu", "gelu_tanh", "silu", "swish", "mish",
    "relu6", "hard_tanh", "hard_sigmoid", "hard_swish", "hard_shrink", "soft_shrink", "tanh_shrink",
    "log_sigmoid", "threshold", "squareplus", "sparse_plus", "sparse_sigmoid", "exponential",
    "isru", "isrlu", "sqnl", "squared_relu", "lecun_tanh",
]  # fmt: skip


def entry(identifier: str) -> Activation:
    return Activation(identifier, "Name", 2000, "Source", expression=lambda x: x)


@pytest.mark.parametrize("identifier", PROMISED)
def test_every_promised_function_is_there(identifier):
    assert CATALOGUE[identifier].id == identifier


@pytest.mark.parametrize(
    ("wrong", "near"), [("swich", "swish"), ("relu_6", "relu6"), ("sigmoide", "sigmoid")]
)
def test_unknown_id_names_its_near_matches(wrong, near):
    with pytest.raises(KeyError, match=f"unknown activation '{wrong}'.*did you mean.*'{near}'"):
        CATALOGUE[wrong]


def test_unknown_id_without_near_match_makes_no_guess():
    with pytest.raises(KeyError, match="unknown activation 'zzzzzz'") as caught:
        CATALOGUE["zzzzzz"]
    assert "did you mean" not in str(caught.value)


def test_a_very_long_id_is_cut_in_the_message():
    with pytest.raises(KeyError) as caught:
        CATALOGUE["x" * 100_000]
    assert len(str(caught.value)) < 300


def test_two_entries_of_one_id_are_refused():
    with pytest.raises(ValueError, match="two activations have the id 'twice'"):
        Catalogue([entry("twice"), entry("once"), entry("twice")])


def test_it_is_a_mapping():
    small = Catalogue([entry("one"), entry("two")])
    assert list(small) == ["one", "two"]
    assert len(small) == 2
    assert "one" in small
    assert "three" not in small


def test_an_alias_names_one_entry():
    owners = {identifier: identifier for identifier in CATALOGUE}
    for activation in CATALOGUE.values():
        for alias in activation.aliases:
            # "PReLU" for prelu is a spelling, not a second owner.
            assert owners.setdefault(alias.lower(), activation.id) == activation.id, alias
        assert activation.id not in activation.aliases
        assert len(set(activation.aliases)) == len(activation.aliases)


def test_there_are_more_than_a_hundred():
    assert len(CATALOGUE) >= 105


def test_no_two_functions_without_parameters_are_the_same():
    x = np.linspace(0.013, 0.987, 41)
    x = np.concatenate([x, 20 * x, -20 * x])
    curves = {
        identifier: tuple(np.round(activation.value(x), 9))
        for identifier, activation in CATALOGUE.items()
        if not activation.parameters
    }
    seen: dict[tuple[float, ...], str] = {}
    for identifier, curve in curves.items():
        # NaN outside a domain differs from itself.
        key = tuple(None if math.isnan(y) else y for y in curve)
        assert key not in seen, f"{identifier} is {seen[key]}"
        seen[key] = identifier


def test_forms_have_ids_of_their_own():
    forms = [form.id for a in CATALOGUE.values() for form in a.forms]
    assert len(set(forms)) == len(forms)
    assert not set(forms) & set(CATALOGUE)


def test_the_gallery_opens_with_what_a_class_knows():
    assert list(CATALOGUE)[:2] == ["sigmoid", "tanh"]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda module: module.FAMILY)
def test_a_family_is_one_module(family):
    records = [r for a in family.ENTRIES for r in (CATALOGUE[a.id], *CATALOGUE[a.id].forms)]
    assert {record.family for record in records} == {family.FAMILY}


def test_no_two_families_have_one_name():
    assert len({family.FAMILY for family in FAMILIES}) == len(FAMILIES)


def test_a_record_with_another_expression_computes_that():
    relu = CATALOGUE["relu"]
    assert relu.value(2.0) == 2.0
    doubled = replace(relu, expression=lambda x: 2 * relu.expression(x))
    assert (doubled.value(2.0), doubled.derivative(2.0), relu.value(2.0)) == (4.0, 2.0, 2.0)
