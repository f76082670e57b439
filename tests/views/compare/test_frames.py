"""The frame of the comparison: its panels, its curves, and their names."""

from itertools import pairwise

import plotly.graph_objects as go
import pytest

from actviz.maths import CATALOGUE
from actviz.views.compare.frames import arrangement, compare_figure, describe_comparison, panels_of

KINDS = ("f", "derivative", "difference")


def draw(*identifiers: str, kinds: tuple[str, ...] = KINDS, layout: str = "side") -> go.Figure:
    names = tuple(CATALOGUE[identifier].name for identifier in identifiers)
    return go.Figure(compare_figure(names, kinds, layout))


def curves(figure: go.Figure) -> list[tuple[str, int]]:
    """(kind, place of the function) of each curve, in the order of drawing."""
    return [(t.meta["live"], t.meta["function"]) for t in figure.data if "function" in t.meta]


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ("side", [("f",), ("derivative",), ("difference",)]),
        ("stacked", [("f",), ("derivative",), ("difference",)]),
        ("overlaid", [("f", "derivative"), ("difference",)]),
    ],
)
def test_panels(layout: str, expected: list[tuple[str, ...]]) -> None:
    assert [panel.kinds for panel in panels_of(KINDS, layout)] == expected
    figure = draw("relu", "gelu", layout=layout)
    axes = {trace.yaxis or "y" for trace in figure.data}
    assert len(axes) == len(expected)


def test_every_function_has_one_legend_entry_and_one_colour() -> None:
    figure = draw("relu", "gelu", "elu")
    named = [trace.name for trace in figure.data if trace.showlegend is not False]
    assert named == ["ReLU", "GELU", "ELU"]
    for trace in figure.data:
        if "function" in trace.meta:
            assert trace.meta["role"] == f"series-{trace.meta['function']}"


def test_baseline_is_drawn_first_and_has_no_difference() -> None:
    names = ("relu", "gelu", "elu")
    figure = go.Figure(compare_figure(names, ("f", "difference"), "side", 1))
    assert curves(figure) == [("f", 1), ("f", 0), ("f", 2), ("difference", 0), ("difference", 2)]
    widths = [trace.line.width for trace in figure.data if trace.meta["live"] == "f"]
    assert widths[0] > max(widths[1:])
    assert "gelu" in figure.layout.yaxis2.title.text


def test_every_curve_is_held_by_its_axis() -> None:
    fits = {trace.meta["live"]: trace.meta.get("fit") for trace in draw("relu", "gelu").data}
    assert fits == {
        "f": "zero",
        "derivative": "zero",
        "difference": "symmetric",
        "probe-line": None,
        "probe-points": None,
    }


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("stacked", [False, True])
def test_panels_do_not_overlap(count: int, stacked: bool) -> None:
    axes = arrangement(count, stacked=stacked)
    letter = "y" if stacked else "x"
    names = [f"{letter}axis{'' if k == 1 else k}" for k in range(1, count + 1)]
    spans = sorted(axes[name]["domain"] for name in names)
    assert spans[0][0] == 0
    assert spans[-1][1] == 1
    assert all(left[1] < right[0] for left, right in pairwise(spans))
    # Every panel has its x on the axis that is labelled: all side by side, the lowest in a stack.
    labelled = [name for name, axis in axes.items() if axis.get("showticklabels")]
    assert len(labelled) == (1 if stacked else count)


def test_names_are_text_not_markup() -> None:
    figure = go.Figure(compare_figure(("<b>x</b>", "x"), KINDS, "side"))
    texts = [trace.name for trace in figure.data] + [figure.layout.yaxis3.title.text]
    assert not any("<" in (text or "") for text in texts)


def test_description_says_what_is_shown() -> None:
    text = describe_comparison(["ReLU", "GELU"], ("f", "difference"), 1)
    assert text == (
        "Graphs of f and the difference f − GELU for ReLU, GELU. "
        "The values at the probe stand below."
    )
