"""The Explore figure's frame, and its description."""

import plotly.graph_objects as go
import pytest

from actviz.maths import CATALOGUE, Activation
from actviz.views.explore.frames import activation_figure, describe

ENTRIES = pytest.mark.parametrize("activation", CATALOGUE.values(), ids=list(CATALOGUE))


@pytest.mark.parametrize("derivative", [True, False])
def test_derivative_can_be_hidden(derivative: bool) -> None:
    names = {trace.name for trace in go.Figure(activation_figure(derivative)).data}
    assert {"f(x)", "defaults", "tangent", "probe"} == names - {"f′(x)"}
    assert ("f′(x)" in names) is derivative


def test_frame_holds_no_points() -> None:
    for trace in go.Figure(activation_figure(True)).data:
        assert len(trace.x) == len(trace.y) == 0


@ENTRIES
def test_description_names_the_function(activation: Activation) -> None:
    text = describe(activation, activation.defaults)
    assert activation.name in text
    assert "nan" not in text
