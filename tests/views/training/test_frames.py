"""The training lab's charts: one line for each racer, none where there is nothing to show."""

import plotly.graph_objects as go
import pytest

from actviz.views.training.frames import describe, training_figure


@pytest.mark.parametrize("racers", [1, 3, 16])
def test_every_racer_has_its_lines(racers: int) -> None:
    labels = tuple(f"racer {index}" for index in range(racers))
    figure = go.Figure(training_figure(labels, (True,) * racers))
    names = {trace.meta["live"] for trace in figure.data}
    for kind in ("dead", "loss", "test", "gradient"):
        assert {f"{kind}-{index}" for index in range(racers)} <= names
    looks = {
        (trace.meta["role"], trace.line.dash)
        for trace in figure.data
        if trace.meta["live"].startswith("loss")
    }
    assert len(looks) == racers, "two racers look the same"


def test_racer_that_cannot_die_has_no_line_at_zero() -> None:
    figure = go.Figure(training_figure(("ReLU", "Leaky ReLU"), (True, False)))
    names = {trace.meta["live"] for trace in figure.data}
    assert "dead-0" in names
    assert "dead-1" not in names


def test_axes_do_not_move_by_themselves() -> None:
    layout = go.Figure(training_figure(("ReLU",), (True,))).layout
    assert tuple(layout.yaxis.range) == (-3, 103)
    assert layout.yaxis2.type == layout.yaxis5.type == "log"
    assert layout.xaxis.range is not None


def test_description_names_what_is_trained() -> None:
    text = describe(["ReLU", "Tanh"], "circles", (32, 16))
    for word in ("ReLU, Tanh", "circles", "32 and 16 units", "dead units"):
        assert word in text
