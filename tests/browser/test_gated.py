"""The page of gated units driven as a visitor would."""

import csv
import re

import pytest
from playwright.sync_api import Page, expect

from actviz.views.gated.state import GatedState
from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import (
    downloads,
    drag,
    figure,
    number,
    press_chart,
    query,
    slider,
    slider_of,
)

PATH = "/gated"


def shows(page: Page, label: str, value: float) -> None:
    """Wait until the readout has this number, to its four digits."""
    text = f"{value:#.4g}".replace("-", "−")
    reading = figure(page).locator(".live-figure-reading").filter(has_text=label)
    expect(reading.locator(".live-figure-number")).to_have_text(text)


def test_point_is_dragged_and_everything_follows(open_page: OpenPage) -> None:
    page = open_page(PATH)
    state = GatedState()
    shows(page, "h =", float(state.unit.value(1.5, 1.0)))

    # From where it is to a place at which its numbers are known.
    press_chart(page, 1.5, 1.0, (-2.0, 3.0))
    page.wait_for_url(re.compile(r"[?&]a=-"))
    wait_until_finished(page)
    assert number(page, "data-commits") == 1
    a, b = (float(query(page)[name][0]) for name in "ab")
    assert (a, b) == pytest.approx((-2.0, 3.0), abs=0.1)
    by_a, by_b = state.unit.gradient(a, b)
    shows(page, "h =", float(state.unit.value(a, b)))
    shows(page, "∂h/∂a", float(by_a))
    shows(page, "∂h/∂b", float(by_b))
    expect(page.get_by_test_id("stCode")).to_contain_text(f"up = torch.tensor([{a!r}]")
    chart = figure(page).locator(".live-figure-chart")
    expect(chart).to_have_attribute("aria-label", re.compile(rf"At a = {a:.3g}, b = {b:.3g}"))

    # The gate's own number moves the picture before it is let go.
    before = number(page, "data-redraws")
    drag(page, slider(page, "β"), 0.3)
    assert number(page, "data-redraws") >= before + 10
    assert number(page, "data-commits") == 1
    beta = float(slider(page, "β").input_value())
    shows(page, "h =", float(state.with_gate("swish").unit.gate.value(b, beta=beta)) * a)
    page.mouse.up()
    page.wait_for_url(re.compile(r"[?&]beta="))
    wait_until_finished(page)
    figure(page).get_by_role("button", name="Reset", exact=True).click()
    page.wait_for_url(re.compile(f"{PATH}$"))


def test_presets_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(PATH)
    page.get_by_role("radio", name="Clamped SwiGLU").focus()
    page.keyboard.press("Space")
    page.wait_for_url(re.compile(r"clamped=1"))
    slider_of(page, "limit").focus()
    page.keyboard.press("Home")
    page.wait_for_url(re.compile(r"limit=0\.5"))
    wait_until_finished(page)
    clamped = GatedState().with_preset("clamped").changed(limit=0.5)
    shows(page, "h =", float(clamped.unit.value(1.5, 1.0)))
    # Both inputs lie beyond the limit.
    slopes = figure(page).locator(".live-figure-reading").filter(has_text="∂h")
    expect(slopes.locator(".live-figure-number")).to_have_text(["0", "0"])
    slider_of(page, "a").focus()
    page.keyboard.press("Home")
    page.wait_for_url(re.compile(r"[?&]a=-10"))


def test_downloads(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?gate=relu")
    contents = downloads(page, "gated-reglu")
    rows = list(csv.reader(contents["CSV"].decode("utf-8-sig").splitlines()))
    assert rows[0] == ["a", "b", "h", "∂h/∂a", "∂h/∂b"]
    assert len(rows) == 1 + 61 * 61
    unit = GatedState().with_gate("relu").unit
    for row in rows[1::100]:
        a, b, *found = map(float, row)
        assert found == pytest.approx([unit.value(a, b), *unit.gradient(a, b)], abs=1e-12)


def test_weights_follow_the_sliders(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?part=cost&width=1000&hidden=300")
    expect(page.get_by_text("Counted in the layers")).to_contain_text("600,000 and 4,095,000")
    page.get_by_role("button", name="Gated: ⅔").click()
    page.wait_for_url(re.compile("narrow=200"))
    expect(page.get_by_text("Counted in the layers")).to_contain_text("600,000 and 600,000")
    shows(page, "weights", 1.0)
    shows(page, "units", 2 / 3)
    drag(page, slider(page, "Gated"), 0.0)
    shows(page, "weights", 3 * 64 / 600)
    page.mouse.up()
    page.wait_for_url(re.compile("narrow=64"))
