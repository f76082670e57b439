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
from actviz.views.softmax.state import VIEWS
from tests.browser.accessibility import serious_violations
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
    expect(found).to_have_attribute("data-ready", "true", timeout=30_000)
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


def test_pasted_vector_and_more_and_fewer_classes(open_page: OpenPage) -> None:
    page = open_page("softmax")
    field = page.get_by_label("All logits")
    field.fill("1, 2, 3, 4")
    field.press("Enter")
    page.wait_for_url(lambda url: "z=4" in url)
    expect(figure(page).locator("tbody tr")).to_have_count(4)
    page.get_by_role("button", name="Add class").click()
    expect(figure(page).locator("tbody tr")).to_have_count(5)
    page.get_by_role("button", name="Remove class").click()
    expect(figure(page).locator("tbody tr")).to_have_count(4)
    page.wait_for_url(lambda url: query_of(url)["z"] == ["1", "2", "3", "4"])


def query_of(url: str) -> dict[str, list[str]]:
    return parse_qs(urlparse(url).query)


@pytest.mark.parametrize("text", ["letters", "1e999, 2", "1 2 3 4 5 6 7 8 9 10 11", "<i>2</i>"])
def test_bad_vector_is_answered_at_the_field(open_page: OpenPage, text: str) -> None:
    page = open_page("softmax?z=3&z=1&z=-1&T=2")
    before = shares(figure(page)), query(page)
    field = page.get_by_label("All logits")
    field.fill(text)
    field.press("Enter")
    message = page.get_by_test_id("stAlert")
    expect(message).to_contain_text("number")
    field_box, message_box = field.bounding_box(), message.bounding_box()
    assert field_box is not None
    assert message_box is not None
    assert 0 < message_box["y"] - field_box["y"] < 100
    wait_until_finished(page)
    assert (shares(figure(page)), query(page)) == before
    assert field.input_value() == text


@pytest.mark.parametrize("text", ["letters", "", "1e999", "20000"])
def test_bad_number_is_answered_in_its_row(open_page: OpenPage, text: str) -> None:
    page = open_page("softmax?z=3&z=1&z=-1&T=2")
    bars = figure(page)
    before = shares(bars)
    box(bars, "z1").fill(text)
    box(bars, "z1").press("Enter")
    row = bars.locator('[data-control="z1"] [role="alert"]')
    expect(row).to_contain_text("a number from −10000 to 10000")
    assert shares(bars) == before
    assert [box(bars, f"z{i}").input_value() for i in (0, 2)] == ["3", "−1"]
    assert count(bars, "commits") == 0


def test_number_beyond_the_slider_is_taken_exactly(open_page: OpenPage) -> None:
    page = open_page("softmax")
    box(figure(page), "z0").fill("812.5")
    box(figure(page), "z0").press("Enter")
    page.wait_for_url(lambda url: "z=812.5" in url)
    wait_until_finished(page)
    assert box(figure(page), "z0").input_value() == "812.5"
    # The sliders reach as far as the largest logit asks for.
    expect(slider(figure(page), "z1")).to_have_attribute("max", "1000")


def test_table_answers_a_bad_cell_and_takes_a_good_one(open_page: OpenPage) -> None:
    page = open_page("softmax?show=table")
    grid = page.get_by_test_id("stDataFrame")
    expect(grid).to_be_visible()
    grid.scroll_into_view_if_needed()
    canvas = grid.locator("canvas").first

    def type_into_first_logit(text: str) -> None:
        area = canvas.bounding_box()
        assert area is not None
        # The first row lies under a header of its own height.
        page.mouse.dblclick(area["x"] + 0.75 * area["width"], area["y"] + 60)
        cell = page.locator("#portal textarea, #portal input")
        cell.fill(text)
        cell.press("Enter")

    type_into_first_logit("much")
    expect(page.get_by_test_id("stAlert")).to_contain_text("want a number from −10000 to 10000")
    assert "z" not in query(page)
    type_into_first_logit("5")
    page.wait_for_url(lambda url: query_of(url).get("z") == ["5", "1", "0.1"])
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


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


def place(page: Page, plane: Locator, x: float, y: float) -> tuple[float, float]:
    """Where a point of the plane is on the screen."""
    surface = plane.locator(".live-figure-plane")
    surface.scroll_into_view_if_needed()
    area = surface.bounding_box()
    assert area is not None
    return (
        area["x"] + area["width"] * (x + 3.5) / 7,
        area["y"] + area["height"] * (3.5 - y) / 7,
    )


def test_weight_vector_is_dragged_in_the_plane(open_page: OpenPage) -> None:
    page = open_page("softmax?show=regression", height=1800)
    plane = figure(page, 1)
    before = count(plane, "redraws")
    page.mouse.move(*place(page, plane, -1.6, -0.8))
    page.mouse.down()
    page.mouse.move(*place(page, plane, -2, 2), steps=20)
    assert count(plane, "redraws") - before >= 5
    assert count(plane, "commits") == 0
    page.mouse.up()
    page.wait_for_url(lambda url: "w" in query_of(url))
    x, y, bias = map(float, query(page)["w"][0].split(","))
    # One pixel of the plane is about 0.02.
    assert (x, y, bias) == pytest.approx((-2, 2, 0), abs=0.05)
    assert count(plane, "commits") == 1


def test_finger_drags_a_weight_vector_and_else_scrolls(open_page: OpenPage) -> None:
    page = open_page("softmax?show=regression", width=390, height=844)
    plane = figure(page, 1)
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        held = [{"x": x, "y": y} for x, y in points]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": held})

    def swipe(start: tuple[float, float], end: tuple[float, float]) -> None:
        touch("touchStart", start)
        for share in np.linspace(0.1, 1, 10):
            along = [(1 - share) * a + share * b for a, b in zip(start, end, strict=True)]
            touch("touchMove", (along[0], along[1]))
        touch("touchEnd")

    surface = plane.locator(".live-figure-plane")
    swipe(place(page, plane, -1.6, -0.8), place(page, plane, -2, 2))
    page.wait_for_url(lambda url: "w" in query_of(url))
    x, y, bias = map(float, query(page)["w"][0].split(","))
    # One pixel of the plane is about 0.02.
    assert (x, y, bias) == pytest.approx((-2, 2, 0), abs=0.1)
    wait_until_finished(page)
    before = surface.bounding_box()
    swipe(place(page, plane, 2.5, -1), place(page, plane, 2.5, 2))
    assert before is not None
    page.wait_for_function(
        "(top) => document.querySelectorAll('.live-figure-plane')[1].getBoundingClientRect().top"
        " < top - 50",
        arg=before["y"],
    )


def test_chain_is_written_for_the_point_under_the_pointer(open_page: OpenPage) -> None:
    page = open_page("softmax?show=regression", height=1800)
    plane = figure(page, 1)
    page.mouse.move(*place(page, plane, 2, -2.5))
    expect(plane.locator("caption")).to_contain_text("2.")
    caption = plane.locator("caption").inner_text().replace("−", "-")
    point = [float(number) for number in re.findall(r"-?\d+\.\d+", caption)[:2]]
    assert point == pytest.approx([2, -2.5], abs=0.05)
    weights = np.array([[-1.6, -0.8, 0], [0.3, -1.4, 0], [1.3, 1.5, 0]])
    expected = softmax(weights @ [*point, 1])
    shown = [float(t) for t in plane.locator("tbody td:last-child").all_inner_texts()]
    # The caption has two decimals, and a score moves by up to three times what x does.
    np.testing.assert_allclose(shown, expected, atol=0.02)
    page.mouse.move(5, 5)
    expect(plane.locator("caption")).to_contain_text("(1.00, 0.50)")
    assert count(plane, "commits") == 0


def test_fit_lowers_the_loss_live_and_ends_in_the_link(open_page: OpenPage) -> None:
    page = open_page("softmax?show=regression&w=0,0,0&w=0,0,0&w=0,0,0", height=1800)
    plane = figure(page, 1)
    page.get_by_role("button", name="Fit", exact=True).click()
    page.wait_for_function(
        "() => Number(document.querySelectorAll('div.live-figure')[1]?.dataset.step) >= 30"
    )
    assert count(plane, "redraws") >= 2
    page.get_by_role("button", name="Pause").click()
    page.wait_for_url(lambda url: query_of(url)["w"][0] != "0,0,0")
    note = plane.locator(".live-figure-sheet p").first.inner_text()
    found = re.search(r"loss (\d\.\d+) nats, accuracy (\d+\.\d) %", note)
    assert found is not None
    # The loss of equal weights is ln 3 = 1.0986.
    assert float(found[1]) < 0.5
    assert float(found[2]) > 90
    # The picture is of the paused weights, and a tick that comes late does not throw it back.
    page.evaluate("() => new Promise((done) => setTimeout(done, 600))")
    page.wait_for_function(
        """() => {
          const linked = new URLSearchParams(location.search).get("w").split(",")[0];
          const plane = document.querySelectorAll("div.live-figure")[1];
          const shown = plane?.querySelector('[data-control="w0x"] input[type=range]')?.value;
          return Math.abs(Number(linked) - Number(shown)) < 0.011;
        }"""
    )
    expect(plane.locator(".live-figure-sheet p").first).to_contain_text("Step")


def test_leaving_the_tab_ends_the_fit_and_shows_in_the_link(open_page: OpenPage) -> None:
    page = open_page("softmax?show=regression", height=1800)
    page.get_by_role("button", name="Fit", exact=True).click()
    page.wait_for_function(
        "() => Number(document.querySelectorAll('div.live-figure')[1]?.dataset.step) >= 10"
    )
    page.get_by_role("tab", name=VIEWS["simplex"]).click()
    page.wait_for_url(lambda url: query_of(url).get("show") == ["simplex"] and "w" in query_of(url))


@pytest.mark.parametrize("show", VIEWS)
def test_every_tab_on_a_phone_in_the_dark(open_page: OpenPage, show: str) -> None:
    page = open_page(f"softmax?show={show}", width=390, height=844, theme="dark")
    overflow = page.evaluate(
        """() => {
            const main = document.querySelector('[data-testid="stMain"]');
            return main.scrollWidth - main.clientWidth;
        }"""
    )
    assert overflow <= 0
    assert serious_violations(page) == []


@pytest.mark.parametrize("show", VIEWS)
def test_every_tab_on_a_wide_screen(open_page: OpenPage, show: str) -> None:
    page = open_page(f"softmax?show={show}")
    expect(page.get_by_role("tab", name=VIEWS[show])).to_have_attribute("aria-selected", "true")
    assert serious_violations(page) == []
    small = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid="stApp"] *')]
            .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
            .filter((e) => e.checkVisibility() && !e.closest('.katex'))
            .map((e) => [parseFloat(getComputedStyle(e).fontSize), e.textContent.slice(0, 60)])
            .filter(([size]) => size < 14)"""
    )
    assert small == []


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
