"""The page on zero-centred inputs driven as a visitor would."""

import re

import pytest
from playwright.sync_api import Page, expect

from actviz.views.zero_centred.numbers import numbers_of, unit_of
from actviz.views.zero_centred.state import ZeroCentredState
from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import (
    chart_places,
    downloads,
    figure,
    number,
    press_chart,
    query,
    slider_of,
    trace,
)

PATH = "/zero-centred"
PATH_OF = """wanted => document.querySelector(".live-figure-chart").data
  .find((each) => each.meta?.live === "path").x.length === wanted"""


def button(page: Page, name: str) -> None:
    figure(page).get_by_role("button", name=name, exact=True).click()


def test_what_the_root_says(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?activation=sigmoid&weights=2&batch=1")
    expect(figure(page)).to_have_attribute("data-same-sign", "1")
    kappa = numbers_of(ZeroCentredState(batch=1)).kappa
    expect(figure(page)).to_have_attribute("data-kappa", f"{kappa:.6g}")
    assert kappa == pytest.approx(12.53, rel=0.05)
    # The same for a centred function: the attributes follow.
    tanh = numbers_of(ZeroCentredState().with_activation("tanh").changed(batch=1))
    page.get_by_role("combobox", name="Activation f").click()
    page.keyboard.type("Sigmoids · Tanh")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("activation=tanh"))
    expect(figure(page)).to_have_attribute("data-same-sign", f"{tanh.same_sign:.6g}")
    expect(figure(page)).to_have_attribute("data-kappa", f"{tanh.kappa:.6g}")


def test_steps_are_taken_in_the_browser(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?steps=3")
    page.wait_for_function(PATH_OF, arg=4)
    button(page, "Step")
    page.wait_for_url(re.compile("steps=4"))
    page.wait_for_function(PATH_OF, arg=5)
    button(page, "Run")
    page.wait_for_function("document.querySelector('.live-figure-chart').data.length > 0")
    expect(slider_of(page, "steps")).not_to_have_value("4")
    expect(slider_of(page, "steps")).not_to_have_value("5")
    wait_until_finished(page)
    assert number(page, "data-commits") == 1  # the step's: a run tells nothing
    button(page, "Pause")
    page.wait_for_url(lambda address: "steps=4" not in address)
    wait_until_finished(page)
    steps = int(query(page).get("steps", ["20"])[0])
    assert steps > 5
    page.wait_for_function(PATH_OF, arg=steps + 1)
    expected = unit_of(ZeroCentredState()).path((1.0, 0.8), 3.3, 256, steps)
    assert trace(page, "path")["x"] == pytest.approx(expected[:, 0].tolist(), rel=1e-9)
    button(page, "To start")
    page.wait_for_url(re.compile("steps=0"))
    page.wait_for_function(PATH_OF, arg=1)


def test_start_is_dragged(open_page: OpenPage) -> None:
    page = open_page(PATH)
    press_chart(page, 1.0, 0.8, (-1.0, 1.0))
    page.wait_for_url(re.compile(r"w1=-"))
    wait_until_finished(page)
    w1, w2 = (float(query(page)[name][0]) for name in ("w1", "w2"))
    assert (w1, w2) == pytest.approx((-1.0, 1.0), abs=0.1)
    chart = figure(page).locator(".live-figure-chart")
    expect(chart).to_have_attribute("aria-label", re.compile(rf"from {w1:.3g}, {w2:.3g}"))
    # His two classes, by the keyboard alone.
    page.get_by_role("radio", name="LeCun").focus()
    page.keyboard.press("Space")
    page.wait_for_url(re.compile(r"data=classes"))
    expect(slider_of(page, "mu")).to_have_count(0)
    slider_of(page, "rate").focus()
    page.keyboard.press("End")
    page.wait_for_url(re.compile(r"rate=20"))
    expect(chart).to_have_attribute("aria-label", re.compile("ends beyond the axes"))


def outside(arrows: dict[str, list[float | None]]) -> int:
    """How many arrows end in the quadrants where one weight goes up and the other down."""
    ends = zip(arrows["x"][1::3], arrows["y"][1::3], strict=True)
    return sum(x is not None and y is not None and x * y < 0 for x, y in ends)


def test_only_positive_outputs_keep_every_gradient_in_two_quadrants(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?activation=softplus&rate=1", width=390, height=844)
    page.wait_for_function(PATH_OF, arg=21)
    arrows = trace(page, "arrows")
    assert len(arrows["x"]) == 3 * 64
    assert outside(arrows) == 0
    # The keyboard moves the start along either weight, and leaves the gradients where they may be.
    for weight, key, end in (("w1", "Home", "-1.5"), ("w2", "ArrowUp", "0.82")):
        slider_of(page, weight).focus()
        page.keyboard.press(key)
        page.wait_for_url(re.compile(rf"{weight}={end}"))
    page.wait_for_function(
        """() => { const { x, y } = document.querySelector(".live-figure-chart").data
          .find((each) => each.meta?.live === "start"); return x[0] === -1.5 && y[0] === 0.82; }"""
    )
    assert outside(trace(page, "arrows")) == 0
    # A finger takes the start, where else it would scroll.
    wait_until_finished(page)
    figure(page).locator(".live-figure-chart").scroll_into_view_if_needed()
    finger = page.context.new_cdp_session(page)
    start, end = chart_places(page, (-1.5, 0.82), (0.9, -0.7))
    along = [
        {axis: start[axis] + share / 10 * (end[axis] - start[axis]) for axis in "xy"}
        for share in range(11)
    ]
    for place in along:
        kind = "touchStart" if place is along[0] else "touchMove"
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [place]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_url(re.compile("w2=-"))
    wait_until_finished(page)
    w1, w2 = (float(query(page)[name][0]) for name in ("w1", "w2"))
    assert (w1, w2) == pytest.approx((0.9, -0.7), abs=0.1)
    assert outside(trace(page, "arrows")) == 0
    # Outputs of both signs: the gradients go everywhere.
    page.goto(page.url.replace("softplus", "tanh"))
    page.wait_for_function(
        """() => { const arrows = document.querySelector(".live-figure-chart")?.data
          ?.find((each) => each.meta?.live === "arrows");
          return arrows?.x.filter((x, i) => i % 3 === 1 && x * arrows.y[i] < 0).length > 10; }"""
    )


def test_networks_are_trained_in_the_browser(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?part=network&network_batch=1&network_rate=0.1")
    done = "div.live-figure[data-running=false]"
    page.locator(done).wait_for()
    page.wait_for_function(
        """() => document.querySelector(".live-figure-chart").data
          .find((each) => each.meta?.live === "relu-batches").x.length === 400"""
    )
    # Of one example every unit agrees, but for those of tanh.
    assert set(trace(page, "sigmoid-batches")["y"]) == {100}
    assert max(trace(page, "tanh-batches")["y"]) < 50
    table = downloads(page, "sign-agreement_network_rate=0.1")["CSV"].decode("utf-8-sig")
    assert len(table.splitlines()) == 402
    page.get_by_role("radio", name="8", exact=True).first.click()
    page.wait_for_url(re.compile("network_units=8"))
    wait_until_finished(page)
    expect(figure(page).locator(".live-figure-chart")).to_have_attribute(
        "aria-label", re.compile("layers of 8 and 32")
    )
    page.get_by_role("radio", name="One unit").click()
    page.wait_for_url(lambda address: "part=" not in address)
    expect(figure(page)).to_have_attribute("data-kappa", re.compile("^12"))
