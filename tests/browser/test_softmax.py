"""The Softmax page in Chromium: its link, dragging, typing, the tabs and the fit."""

import csv
import json
import re
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlparse

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from actviz.maths.softmax import outputs, softmax
from actviz.views.softmax.state import VIEWS, SoftmaxState
from tests.browser.accessibility import overflow, serious_violations, small_texts
from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import press_chart, query

TEN = "softmax?" + "&".join(f"z={z}" for z in (-1.2, 0.3, 2.1, 4, -0.8, 1.4, -2.5, 0.6, 3.1, -0.2))

# What the first figure's table says in each frame, read before the browser paints it.
SAMPLE = """
() => {
  const samples = (window.samples = []);
  const sheet = document.querySelector(".live-figure-sheet");
  const cells = (row) => [...row.children].map((cell) => cell.textContent);
  const look = () => {
    const head = cells(sheet.querySelector("thead tr"));
    const p = head.indexOf("p");
    samples.push({
      parts: [...sheet.querySelectorAll("tbody tr")].map((row) => cells(row)[p]),
      sum: cells(sheet.querySelector("tfoot tr"))[p],
    });
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
"""


def figure(page: Page, which: int = 0) -> Locator:
    """The bars (0) or the open tab's live figure (1), once it is drawn."""
    found = page.locator("div.live-figure").nth(which)
    expect(found).to_have_attribute("data-ready", "true")
    return found


def count(figure: Locator, what: str) -> int:
    return int(figure.get_attribute(f"data-{what}") or 0)


def slider(figure: Locator, control: str) -> Locator:
    return figure.locator(f'[data-control="{control}"] input[type="range"]')


def box(figure: Locator, control: str) -> Locator:
    return figure.locator(f'[data-control="{control}"] .live-figure-box')


def shares(figure: Locator) -> list[str]:
    """The column p of a figure's table."""
    head = figure.locator("thead th").all_inner_texts()
    column = head.index("p") + 1
    return figure.locator(f"tbody tr :nth-child({column})").all_inner_texts()


def drag(page: Page, thumb: Locator, to: float, steps: int = 40) -> None:
    """Press a slider in its middle and move to a share of its width; the button stays down."""
    thumb.scroll_into_view_if_needed()
    area = thumb.bounding_box()
    assert area is not None
    y = area["y"] + area["height"] / 2
    page.mouse.move(area["x"] + 0.5 * area["width"], y)
    page.mouse.down()
    page.mouse.move(area["x"] + to * area["width"], y, steps=steps)


def query_of(url: str) -> dict[str, list[str]]:
    return parse_qs(urlparse(url).query)


def test_link_restores_the_page(open_page: OpenPage) -> None:
    page = open_page("softmax?z=3&z=1&z=-1&name=cat&name=dog&name=fox&T=2&show=loss&target=1")
    bars = figure(page)
    expected = softmax([3, 1, -1], 2.0)
    np.testing.assert_allclose([float(p) for p in shares(bars)], expected, atol=1e-4)
    assert bars.locator("tbody th").all_inner_texts() == ["cat", "dog", "fox"]
    assert box(bars, "T").input_value() == "2"
    expect(page.get_by_role("tab", name="Cross-entropy")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".live-figure-chart[role=img]").first).to_have_attribute(
        "aria-label", re.compile("cat 0.665")
    )
    loss = -np.log(expected[1])
    expect(figure(page, 1).locator(".live-figure-sheet p")).to_contain_text(f"{loss:.4f}")


def test_sum_is_one_in_every_frame_of_a_drag_with_ten_classes(open_page: OpenPage) -> None:
    page = open_page(TEN)
    bars = figure(page)
    page.evaluate(SAMPLE)
    before = count(bars, "redraws")
    drag(page, slider(bars, "z3"), 0.95)
    drawn = count(bars, "redraws") - before
    assert drawn >= 10, "the bars move while the slider is dragged"
    assert count(bars, "commits") == 0, "nothing is told before the release"
    page.mouse.up()
    page.wait_for_url(lambda url: "z=9" in url)
    assert count(bars, "commits") == 1
    samples = page.evaluate("window.samples")
    assert len({tuple(sample["parts"]) for sample in samples}) >= 10
    for sample in samples:
        assert sample["sum"] == "1.0000"
        assert sum(map(Decimal, sample["parts"])) == 1


def test_tabs_move_with_the_sliders_above(open_page: OpenPage) -> None:
    page = open_page("softmax?show=jacobian")
    bars, heat = figure(page), figure(page, 1)
    before = count(heat, "redraws")
    drag(page, slider(bars, "T"), 0.8)
    # A figure that follows redraws ten times a second at most: the one under the pointer is first.
    page.wait_for_function(
        "([figure, before]) => Number(figure.dataset.redraws) > before",
        arg=[heat.element_handle(), before],
    )
    shown = box(heat, "T").input_value()
    assert shown == box(bars, "T").input_value() != "1"
    page.mouse.up()
    page.wait_for_url(lambda url: f"T={shown}" in url)


DRAWN = """
(root) => ({
  bars: [...root.querySelectorAll("g.point > path")].map((bar) => bar.getAttribute("d")),
  words: [...root.querySelectorAll("g.textpoint > text")].map((word) => [
    word.textContent,
    ...["x", "y", "transform"].map((name) => word.getAttribute(name)),
  ]),
})
"""


def numbers_in(drawn: dict[str, list[Any]]) -> list[float]:
    text = json.dumps([drawn["bars"], [word[1:] for word in drawn["words"]]])
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


@pytest.mark.parametrize("kind", ["softmax", "log_softmax", "sparsemax"])
def test_moved_bars_are_where_plotly_draws_them(open_page: OpenPage, kind: str) -> None:
    page = open_page(f"{TEN}&kind={kind}", height=1600)
    figures = [figure(page, which) for which in (0, 1)]
    start = [shown.evaluate(DRAWN) for shown in figures]
    drag(page, slider(figures[0], "z2"), 0.7)
    page.wait_for_function(
        "() => [...document.querySelectorAll('div.live-figure')].every("
        "(root) => root.liveFigure.plot.unsettled)"
    )
    held = [shown.evaluate(DRAWN) for shown in figures]
    page.mouse.up()
    page.wait_for_url(lambda url: query_of(url)["z"][2] != "2.1")
    page.wait_for_function(
        "() => [...document.querySelectorAll('div.live-figure')].every("
        "(root) => !root.liveFigure.plot.unsettled)"
    )
    for before, moved, shown in zip(start, held, figures, strict=True):
        drawn = shown.evaluate(DRAWN)
        assert moved["bars"] != before["bars"]
        assert [word[0] for word in moved["words"]] == [word[0] for word in drawn["words"]]
        # Both round to hundredths of a pixel.
        assert numbers_in(moved) == pytest.approx(numbers_in(drawn), abs=0.02)


def test_keyboard_and_reset(open_page: OpenPage) -> None:
    page = open_page("softmax?z=1&z=1&z=1")
    bars = figure(page)
    slider(bars, "z0").focus()
    page.keyboard.press("PageUp")
    page.wait_for_url(lambda url: "z=1.5" in url)
    assert count(bars, "commits") == 1
    bars.get_by_role("button", name="Reset", exact=True).click()
    page.wait_for_url(lambda url: "z" not in query_of(url))
    assert box(bars, "z0").input_value() == "2"


def test_limits_are_exact_and_end_with_the_slider(open_page: OpenPage) -> None:
    page = open_page("softmax?z=1&z=1&z=0")
    page.get_by_role("button", name="one-hot").click()
    page.wait_for_url(lambda url: "T=0" in url)
    expect(figure(page).locator("tbody tr").first).to_contain_text("0.5000")
    page.get_by_role("button", name="uniform").click()
    page.wait_for_url(lambda url: "T=inf" in url)
    wait_until_finished(page)
    assert shares(figure(page)) == ["0.3334", "0.3333", "0.3333"]
    slider(figure(page), "T").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(lambda url: "T=19" in url)


def test_naive_form_is_nan_where_the_stable_one_is_fine(open_page: OpenPage) -> None:
    page = open_page("softmax?show=shift&shift=800&naive=1")
    rows = figure(page, 1).locator("tbody tr")
    expect(rows).to_have_count(3)
    for row, p in zip(rows.all(), shares(figure(page)), strict=True):
        cells = row.locator("td").all_inner_texts()
        assert cells[1:] == ["∞", "NaN", p]


def test_csv_holds_the_table_in_full(open_page: OpenPage) -> None:
    page = open_page("softmax")
    with page.expect_download() as download:
        figure(page).get_by_role("button", name="CSV").click()
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found = [float(row["p"]) for row in rows]
    np.testing.assert_allclose(found, softmax([2, 1, 0.1]), rtol=1e-14)
    with page.expect_download() as download:
        figure(page).get_by_role("button", name="PNG").click()
    assert download.value.suggested_filename == "softmax.png"


def test_every_tab_on_a_phone_in_the_dark(open_page: OpenPage) -> None:
    page = open_page("softmax", width=390, height=844, theme="dark")
    for show, title in VIEWS.items():
        page.get_by_role("tab", name=title, exact=True).click()
        # The link says what the script has shown; it does not name the first tab.
        linked = [show] if show != SoftmaxState().show else []
        page.wait_for_url(lambda url, linked=linked: query_of(url).get("show", []) == linked)
        wait_until_finished(page)
        assert overflow(page) <= 0, show
        assert serious_violations(page) == [], show


@pytest.mark.parametrize("show", VIEWS)
def test_every_tab_on_a_wide_screen(open_page: OpenPage, show: str) -> None:
    page = open_page(f"softmax?show={show}")
    expect(page.get_by_role("tab", name=VIEWS[show])).to_have_attribute("aria-selected", "true")
    assert serious_violations(page) == []
    assert small_texts(page) == []


@pytest.mark.parametrize("kind", ["softmax", "softmin", "sparsemax"])
def test_bars_are_dragged_themselves(open_page: OpenPage, kind: str) -> None:
    page = open_page(f"/softmax?kind={kind}&z=1&z=1&z=1")
    # Three equal logits give a third each.
    press_chart(page, 1.0, 0.333, (1.0, 0.6))
    page.wait_for_url(lambda url: "z=1&z=1&z=1" not in url)
    wait_until_finished(page)
    first, moved, last = (float(text) for text in query(page)["z"])
    assert (first, last) == (1.0, 1.0)
    shares = outputs(kind, (first, moved, last), 1.0)
    assert shares[1] == pytest.approx(0.6, abs=0.02)
