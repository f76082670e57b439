"""The plane of multinomial logistic regression on the Softmax page."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from actviz.maths.softmax import softmax
from actviz.views.softmax.state import VIEWS
from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import query
from tests.browser.test_softmax import count, figure, query_of


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
