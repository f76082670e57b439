"""A formula that equals an entry is recognised, and nothing else is."""

import pytest

from actviz.maths import CATALOGUE, parse_activation
from actviz.maths.recognise import equal_entry


@pytest.mark.parametrize("identifier", CATALOGUE)
def test_every_entry_is_itself(identifier: str) -> None:
    # These have a name of their own at their defaults.
    other = {"logistic": "sigmoid", "celu": "elu", "pelu": "elu", "swish": "silu"}
    found = equal_entry(CATALOGUE[identifier])
    assert found is not None
    assert found.id == other.get(identifier, identifier)


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("x*tanh(softplus(x))", "mish"),
        ("x*tanh(log(1 + exp(x)))", "mish"),
        ("max(0, x)", "relu"),
        ("1/(1 + exp(-x))", "sigmoid"),
        ("2*sigmoid(2*x) - 1", "tanh"),
        ("min(max(0, x), 6)", "relu6"),
        ("where(x > 0, x, exp(x) - 1)", "elu"),
        ("log(x/(1 - x))", "logit"),
        ("sin(x)/x", "sinc"),
        ("x*sigmoid(b*x)", "silu"),
    ],
)
def test_formula_that_equals_an_entry(text: str, identifier: str) -> None:
    found = equal_entry(parse_activation(text))
    assert found is not None
    assert found.id == identifier


@pytest.mark.parametrize(
    "text",
    [
        "min(max(0, x), 20)", "max(0, x) + 1e-7*x", "0*x", "sqrt(a - 3 - x^2)", "x + 1e-6",
        "x*tanh(softplus(1.001*x))", "max(0, x - 1e-3)",
    ],
)  # fmt: skip
def test_formula_that_only_comes_near_one(text: str) -> None:
    assert equal_entry(parse_activation(text)) is None


def test_parameters_count_as_they_are() -> None:
    formula = parse_activation("x*sigmoid(b*x)")
    found = equal_entry(formula, b=1.702)
    assert found is CATALOGUE["quick_gelu"]
    assert equal_entry(formula, b=1.7) is None
