"""Two sides of a typed curve: which side a point lies on, and formulas that divide nothing."""

import numpy as np
import pytest

from actviz.maths import ParseError, parse_activation
from actviz.training import Lab, LabConfig, make_dataset
from actviz.training.data.formula_side import checked_formula

SIDES = LabConfig(dataset="formula_side", samples=400, noise=0.0)


@pytest.mark.parametrize(
    "formula", ["sin(x)", "x^2 - 1", "1/x", "log(x)", "sqrt(4 - x^2)", "max(x, -x)", "2", "sinh(x)"]
)
def test_class_is_the_side_of_the_curve(formula: str) -> None:
    data = make_dataset(LabConfig(dataset="formula_side", formula=formula, samples=400, noise=0.0))
    x, y = data.features.T
    assert (np.abs(data.features) <= 3).all()
    height = parse_activation(formula).value(x)
    # No point lies where there is no curve, as left of 0 for the logarithm.
    assert not np.isnan(height).any()
    assert np.array_equal(data.targets == 1, y > height)
    assert set(data.targets) == {0, 1}
    assert data.class_names == ("below", "above")
    assert len(data.features) == 400


def test_lab_learns_it() -> None:
    lab = Lab(LabConfig(dataset="formula_side", formula="sin(2*x)", noise=0.0, optimiser="adam",
                        learning_rate=0.02, activations=("tanh",)))  # fmt: skip
    lab.advance(1000)
    assert lab.accuracy()[0] > 0.95


@pytest.mark.parametrize(
    ("formula", "position", "reason"),
    [
        ("tanh(a*x)", 5, "the parameter a has no value: write a number instead"),
        ("x + β", 4, "the parameter beta has no value"),
        ("2x", 1, "an operator is missing"),
        ("", 0, "there is no formula"),
        ("sqrt(-1 - x^2)", 0, "real and finite"),
        ("log(x - 2.9)", 0, "no number nearly everywhere from -3 to 3"),
        ("x^2 + 3", 0, "0 % of the square from -3 to 3 lies above f(x)"),
        ("-100", 0, "0 % of the square from -3 to 3 lies below f(x)"),
        ("sin(x)" + "+x" * 100, 200, "at most 200 are read"),
    ],
)
def test_formula_that_divides_nothing_is_refused_at_its_place(
    formula: str, position: int, reason: str
) -> None:
    with pytest.raises(ParseError) as error:
        checked_formula(formula)
    assert error.value.position == position
    assert reason in error.value.reason
    with pytest.raises(ValueError, match="^formula is "):
        LabConfig(formula=formula)
    config, (message,) = LabConfig.read({"formula": formula, "dataset": "formula_side"})
    assert config == LabConfig(dataset="formula_side")
    assert message.startswith("The link's formula = ")
    assert message.endswith(", using sin(x).")


def test_formula_has_one_spelling() -> None:
    config, messages = LabConfig.read({"formula": " 2 × sin( x ) "})
    assert (config.formula, messages) == ("2*sin(x)", [])
    assert config == LabConfig(formula="2*sin(x)")
    for wrong in (3, None, ["x"]):
        with pytest.raises(ValueError, match="want a formula in x"):
            LabConfig(formula=wrong)  # type: ignore[arg-type]
