"""Vertical axes: filled at rest, only wider and in small steps while curves move."""

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from actviz.maths import CATALOGUE
from actviz.ui.asset_routes import assets_url
from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import drag, figure, slider

# Pictures of one axis in turn, each shown until it stays: [{range, pictures}] of each.
SHOW = """
async ([assets, fit, scenes]) => {
  const { VerticalAxes } = await import(`${assets}/live_figure/chart/vertical_axes.js`);
  const axes = new VerticalAxes();
  return scenes.map(({ y, moving, locked, asked }) => {
    if (locked !== undefined) axes.locked = locked;
    if (asked) axes.fit();
    const data = y.map((each, which) => ({ y: each, meta: { live: "f", function: which, fit } }));
    const pictures = [];
    let shown;
    do {
      shown = axes.arrange({ data, layout: { yaxis: {} } }, { from: -6, to: 6 }, moving);
      pictures.push(shown.layout.yaxis.range);
    } while (shown.going && pictures.length < 100);
    return pictures;
  });
}
"""
X = np.linspace(-6, 6, 241)
CAP = 6.0


def show(page: Page, server: str, scenes: list[dict[str, Any]], fit: str = "zero") -> list[Any]:
    page.goto(f"{server}/_stcore/health")
    for scene in scenes:
        scene["y"] = [[v if np.isfinite(v) else None for v in each] for each in scene["y"]]
    found: list[Any] = page.evaluate(SHOW, [assets_url(), fit, scenes])
    return found


def test_every_function_fills_the_chart_and_motion_only_widens_it(page: Page, server: str) -> None:
    scenes, starts = [], []
    for activation in CATALOGUE.values():
        starts.append(len(scenes))
        settings = [{}]
        settings += [{p.name: end} for p in activation.parameters for end in (p.high, p.low)]
        for setting in settings:
            y = [activation.value(X, **setting), activation.derivative(X, **setting)]
            scenes.append({"y": y, "moving": bool(setting), "asked": not setting})
    shown = show(page, server, scenes)
    for place, (scene, pictures) in enumerate(zip(scenes, shown, strict=True)):
        low, high = pictures[-1]
        values = np.array([v for each in scene["y"] for v in each if v is not None] + [0.0])
        bottom, top = max(values.min(), -CAP), min(values.max(), CAP)
        assert low <= bottom <= top <= high
        if place in starts:
            assert top - bottom >= 0.8 * (high - low) or top == bottom
        else:
            before = [shown[place - 1][-1], *pictures]
            for (old_low, old_high), (new_low, new_high) in zip(before, pictures, strict=False):
                assert new_low <= old_low
                assert new_high >= old_high


def test_axis_goes_smoothly_and_comes_back_when_much_is_empty(page: Page, server: str) -> None:
    flat, tall = np.tanh(X), 5 * np.tanh(X)
    first, up, still, rest = show(
        page,
        server,
        [
            {"y": [flat], "moving": False},
            {"y": [tall], "moving": True},
            {"y": [flat], "moving": True},
            {"y": [flat], "moving": False},
        ],
    )
    assert len(first) == 1
    assert len(up) > 4
    highs = [high for _, high in up]
    assert highs == sorted(highs)
    # No step is more than half of the way.
    assert max(np.diff([first[-1][1], *highs])) < 0.5 * (highs[-1] - first[-1][1])
    assert still == [up[-1]]
    assert len(rest) > 4
    assert rest[-1] == pytest.approx(first[-1], rel=0.01)


def test_locked_axis_stays_until_it_is_to_fit(page: Page, server: str) -> None:
    first, moved, fitted = show(
        page,
        server,
        [
            {"y": [np.tanh(X)], "moving": False, "locked": True},
            {"y": [4 * np.tanh(X)], "moving": True},
            {"y": [4 * np.tanh(X)], "moving": False, "asked": True},
        ],
    )
    assert moved == first
    assert fitted[-1][1] == pytest.approx(4.48, abs=0.02)


def test_differences_have_zero_in_the_middle(page: Page, server: str) -> None:
    shown = show(
        page, server, [{"y": [0.02 * np.tanh(X), 0.01 * np.cos(X)], "moving": False}], "symmetric"
    )
    low, high = shown[0][0]
    assert low == -high
    assert 0.02 < high < 0.025


def vertical(page: Page) -> list[float]:
    found: list[float] = page.evaluate(
        "() => [...document.querySelector('.live-figure-chart').layout.yaxis.range]"
    )
    return found


def settled(page: Page) -> list[float]:
    """The vertical range when no further redraw is coming."""
    page.wait_for_function("() => !document.querySelector('.live-figure').liveFigure.frame")
    return vertical(page)


def test_logistic_fills_the_chart_at_its_defaults(open_page: OpenPage) -> None:
    page = open_page("/explore?activation=logistic")
    low, high = vertical(page)
    assert low == pytest.approx(-0.06, abs=0.01)
    assert high == pytest.approx(1.06, abs=0.01)


def test_dragged_curve_stays_in_a_chart_that_only_grows(open_page: OpenPage) -> None:
    page = open_page("/explore?activation=logistic")
    start = vertical(page)
    drag(page, slider(page, "L"), 0.95)
    grown = settled(page)
    assert grown[1] > 4
    drag(page, slider(page, "L"), 0.3)
    assert settled(page) == grown
    page.mouse.up()
    wait_until_finished(page)
    page.wait_for_function(
        "high => document.querySelector('.live-figure-chart').layout.yaxis.range[1] < high",
        arg=grown[1] / 2,
    )
    assert start[0] == pytest.approx(-0.06, abs=0.01)


def test_lock_fit_double_click_and_r(open_page: OpenPage) -> None:
    page = open_page("/explore?activation=logistic")
    start = vertical(page)
    lock = figure(page).get_by_role("button", name="Lock", exact=True)
    lock.click()
    expect(lock).to_have_attribute("aria-pressed", "true")
    slider(page, "L").focus()
    page.keyboard.press("End")
    page.wait_for_url("**L=5**")
    wait_until_finished(page)
    assert settled(page) == start
    for act in (
        lambda: page.keyboard.press("r"),
        lambda: figure(page).get_by_role("button", name="Fit", exact=True).click(),
        lambda: figure(page).locator(".live-figure-surface").first.dblclick(),
    ):
        slider(page, "L").focus()
        page.keyboard.press("End")
        wait_until_finished(page)
        act()
        page.wait_for_function(
            "() => document.querySelector('.live-figure-chart').layout.yaxis.range[1] > 5"
        )
        slider(page, "L").focus()
        page.keyboard.press("Home")
        wait_until_finished(page)
        page.keyboard.press("R")
        page.wait_for_function(
            "() => document.querySelector('.live-figure-chart').layout.yaxis.range[1] < 2"
        )
