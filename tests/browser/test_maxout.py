"""The Maxout page driven as a visitor would."""

import json
import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from actviz.maths import CATALOGUE
from actviz.views.maxout.state import PRESETS
from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import figure, number, press_chart, query, slider, trace

PATH = "/maxout"
# The chart follows its message a moment after the script has ended.
DIFFERS = """([live, before]) => {
  const { x, y } = document.querySelector(".live-figure-chart").data
    .find((each) => each.meta?.live === live);
  return JSON.stringify([Array.from(x), Array.from(y)]) !== before;
}"""


def wait_for_change(page: Page, live: str, before: dict[str, list[float]]) -> None:
    text = json.dumps([before["x"], before["y"]], separators=(",", ":"))
    page.wait_for_function(DIFFERS, arg=[live, text])


def test_six_pieces_share_the_first_screen_with_the_formula(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?w=-2,-1,0,0.5,1,2&b=0,0,0,0,0,0")
    boxes = [
        figure(page).locator(".live-figure-stage").bounding_box(),
        slider(page, "b₆").bounding_box(),
        page.locator(".katex-display").first.bounding_box(),
    ]
    assert all(box is not None and box["y"] + box["height"] <= 800 for box in boxes)


def test_on_a_phone_the_chart_comes_first(open_page: OpenPage) -> None:
    page = open_page(PATH, width=390, height=844)
    chart = figure(page).locator(".live-figure-stage").bounding_box()
    presets = page.get_by_role("radio", name="Leaky ReLU").bounding_box()
    assert chart is not None
    assert presets is not None
    assert chart["y"] < presets["y"]


@pytest.mark.parametrize(("preset", "function"), [("relu", "relu"), ("leaky", "leaky_relu")])
def test_preset_is_exactly_its_function(open_page: OpenPage, preset: str, function: str) -> None:
    page = open_page(PATH)
    before = trace(page, "model")
    page.get_by_role("radio", name=PRESETS[preset][0], exact=True).click()
    page.wait_for_url(re.compile(r"w=0"))
    wait_for_change(page, "model", before)
    expect(page.get_by_text(f"Exactly {PRESETS[preset][0]}")).to_be_visible()
    activation = CATALOGUE[function]
    parameters = {"alpha": 0.1} if preset == "leaky" else {}
    for live in ("max-0", "max-1", "model"):
        drawn = trace(page, live)
        assert len(drawn["x"]) >= 2
        np.testing.assert_array_equal(drawn["y"], activation.value(drawn["x"], **parameters))


def test_bar_shows_who_wins_where(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?w=-1,1,0&b=0,0,1")
    assert trace(page, "bar-0")["x"] == [-3, -1]
    assert trace(page, "bar-2")["x"] == [-1, 1]
    assert trace(page, "bar-1")["x"] == [1, 3]
    expect(figure(page)).to_contain_text(re.compile(r"winner =\s*piece 2"))


def test_number_of_pieces(open_page: OpenPage) -> None:
    page = open_page(PATH)
    page.get_by_role("radio", name="5", exact=True).click()
    page.wait_for_url(re.compile("w="))
    wait_until_finished(page)
    assert len(query(page)["w"][0].split(",")) == 5
    figure(page).get_by_role("slider", name="w₅", exact=True).wait_for()
    expect(figure(page).locator(".legendtext")).to_have_count(5)


def test_moving_another_plane(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?part=two")
    page.get_by_role("radiogroup", name="Piece to move").get_by_role("radio", name="3").click()
    page.wait_for_url(re.compile("piece=3"))
    wait_until_finished(page)
    slider(page, "b₃").focus()
    page.keyboard.press("End")
    page.wait_for_url(re.compile("[?&]c="))
    assert query(page)["c"] == ["0,0,2,0"]


def test_drawn_pieces_come_back_by_their_link(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?part=two")
    before = trace(page, "edges")
    page.get_by_role("button", name="Draw pieces").click()
    page.wait_for_url(re.compile("seed=1"))
    wait_for_change(page, "edges", before)
    address = query(page)
    edges = trace(page, "edges")
    again = open_page(f"{PATH}?" + "&".join(f"{name}={v[0]}" for name, v in address.items()))
    assert trace(again, "edges") == edges


def test_download_of_the_surface(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?part=two")
    with page.expect_download() as waiting:
        figure(page).get_by_role("button", name="CSV").click()
    rows = waiting.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "x1,x2,h"
    assert len(rows) == 1 + 41 * 41
    for row in rows[1::100]:
        x1, x2, h = map(float, row.split(","))
        assert h == pytest.approx(abs(x1) + abs(x2))


def test_parameters_follow_the_sliders(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?part=cost&inputs=10&units=5&pieces=4")
    expect(page.get_by_test_id("stMarkdown").filter(has_text="Counted")).to_contain_text(
        "55 and 220, 4 times"
    )
    assert trace(page, "totals")["y"] == [55, 220]


def test_lines_are_dragged_themselves(open_page: OpenPage) -> None:
    page = open_page(PATH)
    # Piece 3 is 0.5 everywhere: near x = 0 it is shifted, far out it turns about x = 0.
    press_chart(page, 0.2, 0.5, (0.2, 2.0))
    page.wait_for_url(re.compile(r"[?&]b="))
    wait_until_finished(page)
    assert number(page, "data-commits") == 1
    assert float(query(page)["b"][0].split(",")[2]) == pytest.approx(2.0, abs=0.05)
    press_chart(page, 2.0, 2.0, (2.0, 4.0))
    page.wait_for_url(re.compile(r"[?&]w="))
    wait_until_finished(page)
    assert float(query(page)["w"][0].split(",")[2]) == pytest.approx(1.0, abs=0.05)
    # Where there is no line the probe moves.
    press_chart(page, -2.5, -2.0, (-2.0, -2.0))
    page.wait_for_url(re.compile(r"[?&]x=-2"))
