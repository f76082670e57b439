"""The Softmax page's figures: their values, their limits, and that names are only shown."""

import math

import numpy as np
import plotly.graph_objects as go
import pytest

from actviz.maths.softmax import outputs, share_texts
from actviz.views.softmax.frames import (
    describe_softmax,
    jacobian_figure,
    pair_figure,
    shift_figure,
    simplex_figure,
    softmax_figure,
)
from actviz.views.softmax.regression.frames import regression_figure

KINDS = ("softmax", "softmin", "log_softmax", "sparsemax")
each_kind = pytest.mark.parametrize("kind", KINDS)


@each_kind
def test_limits_are_where_the_functions_go(kind: str) -> None:
    logits = (2.0, 1.0, 2.0, -1.0)
    with np.errstate(over="ignore"):
        cold = outputs(kind, logits, 1e-3)
        warm = outputs(kind, logits, 1e9)
    if kind == "log_softmax":
        # ln p of a loser goes to minus infinity; the winners' can be compared.
        assert list(outputs(kind, logits, 0.0)[[1, 3]]) == [-math.inf] * 2
        np.testing.assert_allclose(outputs(kind, logits, 0.0)[[0, 2]], cold[[0, 2]], atol=1e-9)
    else:
        np.testing.assert_allclose(outputs(kind, logits, 0.0), cold, atol=1e-9)
    np.testing.assert_allclose(outputs(kind, logits, math.inf), warm, atol=1e-8)


@each_kind
def test_vertical_range_holds_the_outputs(kind: str) -> None:
    low, high = go.Figure(softmax_figure(kind, ("A", "B"))).layout.yaxis.range
    shares = outputs(kind, (0.3, 0.0), 1.0)
    assert ((low < shares) & (shares < high)).all()


def test_texts_of_shares_sum_to_one_and_logarithms_have_no_minus_zero() -> None:
    thirds = outputs("softmax", (0.0, 0.0, 0.0), 1.0)
    assert sum(round(1000 * float(text)) for text in share_texts("softmax", thirds)) == 1000
    assert share_texts("log_softmax", np.array([-0.001, -math.inf])) == ["0.00", "−∞"]


def test_names_are_shown_and_not_obeyed() -> None:
    name = "<a href='x'>&amp;"
    shown = "&lt;a href='x'&gt;&amp;amp;"
    names = (name, "B", "C")
    assert go.Figure(softmax_figure("softmax", names)).layout.xaxis.ticktext[0] == shown
    assert go.Figure(jacobian_figure(names)).layout.yaxis.ticktext[0] == shown
    assert shown in go.Figure(pair_figure(name, "B")).layout.xaxis.title.text
    assert any(
        trace.text and shown in trace.text for trace in go.Figure(simplex_figure(names, True)).data
    )


def test_description_says_the_numbers() -> None:
    text = describe_softmax("softmax", (2, 1, 0.1), ("A", "B", "C"), 1.0)
    assert "A 0.659, B 0.242, C 0.099" in text
    assert "limit T → 0" in describe_softmax("softmax", (2, 1), ("A", "B"), 0.0)


def test_naive_bars_are_there_only_when_asked_for() -> None:
    tags = [
        {t.meta["live"] for t in go.Figure(shift_figure(("A", "B"), naive)).data}
        for naive in (False, True)
    ]
    assert tags[0] == {"stable", "stable-labels"}
    assert tags[1] == tags[0] | {"naive", "naive-labels"}


def test_plane_has_one_weight_and_one_cloud_per_class() -> None:
    features, targets = np.arange(12.0).reshape(6, 2), np.array([0, 0, 1, 1, 2, 2])
    figure = regression_figure(("a", "b", "c"), 3.5, ("x₁", "x₂"), features, targets)
    weights = [t for t in figure.data if (t.meta.get("live") or "").startswith("weight")]
    clouds = [t for t in figure.data if "live" not in t.meta]
    assert (len(weights), len(clouds)) == (3, 3)
    np.testing.assert_array_equal(np.column_stack([clouds[2].x, clouds[2].y]), features[4:])
