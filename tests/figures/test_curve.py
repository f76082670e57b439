"""The Explore figure: what it draws, and that its frame stands still."""

import numpy as np
import pytest

from actviz.figures.curve import activation_figure, describe, vertical_range
from actviz.maths import CATALOGUE, Activation

ENTRIES = pytest.mark.parametrize("activation", CATALOGUE.values(), ids=list(CATALOGUE))


def lines(activation: Activation, **parameters: float) -> dict[str, object]:
    figure = activation_figure(
        activation, activation.defaults | parameters, low=-6, high=6, probe=1.0
    )
    return {trace.name: trace for trace in figure.data}


@ENTRIES
def test_traces_hold_the_functions_values(activation: Activation) -> None:
    traces = lines(activation)
    f = traces["f(x)"]
    drawn = np.isfinite(f.y)  # type: ignore[attr-defined]
    np.testing.assert_array_equal(f.y[drawn], activation.value(f.x[drawn]))  # type: ignore[attr-defined]
    slope = traces["f′(x)"]
    drawn = np.isfinite(slope.y)  # type: ignore[attr-defined]
    np.testing.assert_array_equal(
        slope.y[drawn],  # type: ignore[attr-defined]
        activation.derivative(slope.x[drawn]),  # type: ignore[attr-defined]
    )


@ENTRIES
def test_vertical_range_holds_whatever_the_sliders_say(activation: Activation) -> None:
    low, high = vertical_range(activation, -6, 6)
    assert np.isfinite([low, high]).all()
    assert low < high
    for parameter in activation.parameters:
        changed = activation_figure(
            activation, activation.defaults | {parameter.name: parameter.high},
            low=-6, high=6, probe=1.0,
        )  # fmt: skip
        assert tuple(changed.layout.yaxis.range) == (low, high)


def test_jump_is_a_gap() -> None:
    step = lines(CATALOGUE["binary_step"])["f(x)"]
    at = int(np.flatnonzero(np.isnan(step.y))[0])  # type: ignore[attr-defined]
    assert step.y[at - 1] == 0  # type: ignore[attr-defined]
    assert step.y[at + 1] == 1  # type: ignore[attr-defined]
    assert step.x[at + 1] - step.x[at - 1] < 1e-6  # type: ignore[attr-defined]


def test_derivative_of_a_kinked_function_jumps() -> None:
    slope = lines(CATALOGUE["relu"])["f′(x)"]
    assert set(slope.y[np.isfinite(slope.y)]) == {0.0, 1.0}  # type: ignore[attr-defined]
    assert np.isnan(slope.y).sum() == 1  # type: ignore[attr-defined]


def test_ghost_appears_with_a_change() -> None:
    assert not lines(CATALOGUE["elu"])["defaults"].visible  # type: ignore[attr-defined]
    assert lines(CATALOGUE["elu"], alpha=2.0)["defaults"].visible  # type: ignore[attr-defined]


def test_derivative_can_be_hidden() -> None:
    figure = activation_figure(CATALOGUE["relu"], {}, low=-6, high=6, probe=1.0, derivative=False)
    assert "f′(x)" not in {trace.name for trace in figure.data}


@ENTRIES
def test_description_names_the_function(activation: Activation) -> None:
    text = describe(activation, activation.defaults)
    assert activation.name in text
    assert "nan" not in text
