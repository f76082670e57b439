"""The page of cost without a browser, and what the stored result says."""

import pytest

from actviz.maths import CATALOGUE
from actviz.training.cost import DERIVED, PASSES, functions, stored
from actviz.views.cost.functions import functions_chart
from actviz.views.cost.layer import layer_chart
from actviz.views.cost.state import ELEMENTS, CostState
from tests.pages import open_link


def test_stored_result_is_whole() -> None:
    result = stored()
    assert set(result.functions) == set(functions())
    for table, sizes in ((result.functions, result.elements), (result.layers, result.widths)):
        for passes in table.values():
            assert set(passes) == set(PASSES)
            for numbers in passes.values():
                assert {len(each) for each in numbers.values()} == {len(sizes)}
    assert {"processor", "threads", "torch", "command", "date"} <= set(result.about)


@pytest.mark.parametrize("elements", [size for size in ELEMENTS if size >= 2**18])
def test_stored_order_is_the_known_one(elements: int) -> None:
    result = stored()
    names = ("relu", "sigmoid", "softplus", "mish")
    ratios = [result.ratio(name, elements, "forward") for name in names]
    assert ratios == sorted(ratios)


def test_every_function_has_a_row() -> None:
    state = CostState(functions=tuple(CATALOGUE), groups=("torch", "derived"))
    rows = functions_chart(state).inputs["rows"]
    assert [row["id"] for row in rows] == list(CATALOGUE)
    for row in rows:
        assert ("torch" in row) == (CATALOGUE[row["id"]].torch is not None)
        assert row["derived"] == stored().functions[f"{row['id']}{DERIVED}"]["forward"]
    assert {row["id"]: row["operations"] for row in rows}["sigmoid"] == 3


def test_shares_of_a_layer_are_the_stored_ones() -> None:
    shown = {each["id"]: each for each in layer_chart(CostState(part="layer")).inputs["layers"]}
    for name, layer in shown.items():
        assert layer["share"] == stored().layers[name]["forward"]["share"]


def test_sizes_between_the_measured_ones_are_the_nearest() -> None:
    state = CostState()
    for size in ELEMENTS:
        assert state.with_elements(size * 1.4).elements == size
    assert state.with_elements(1e9).elements == ELEMENTS[-1]
    assert state.with_width(1500.0).width in (1024, 2048)


def test_nothing_measured_is_no_error() -> None:
    app = open_link("cost", f="golu", group="torch")
    assert not app.exception


def test_page_says_that_its_result_is_stored() -> None:
    app = open_link("cost", part="layer")
    assert not app.exception
    assert any("Stored result" in each.value for each in app.caption)
