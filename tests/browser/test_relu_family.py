"""The page of the ReLU family driven as a visitor would."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import serious_violations
from tests.browser.conftest import OpenPage, both_themes, wait_until_finished
from tests.browser.live_figure import figure, number, query, slider, trace

PATH = "/relu-family"
SHOWN_IS_LINKED = """
() => document.querySelector("div.live-figure").dataset.step
  === new URLSearchParams(location.search).get("steps")
"""


def test_parts_are_in_the_link(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?leaky=0.2")
    page.get_by_role("radio", name="Randomized").click()
    page.wait_for_url(re.compile("part=random"))
    wait_until_finished(page)
    assert query(page) == {"part": ["random"], "leaky": ["0.2"]}
    expect(figure(page)).to_contain_text("drawn mean")


def test_same_seed_same_fan_and_a_press_draws_anew(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?part=random&seed=7")
    first = trace(page, "fan")["y"]
    assert len(first) == 3 * 60
    page.get_by_role("button", name="Draw again").click()
    page.wait_for_url(re.compile("seed=8"))
    wait_until_finished(page)
    page.wait_for_function(
        """(first) => document.querySelector(".live-figure-chart").data
             .find((each) => each.meta?.live === "fan").y[0] !== first""",
        arg=first[0],
    )
    page.go_back()
    page = open_page(f"{PATH}?part=random&seed=7")
    assert trace(page, "fan")["y"] == first


def test_fan_stays_within_l_and_u(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?part=random&l=0.2&u=0.3&draws=200")
    ends = trace(page, "fan")["y"][::3]
    assert len(ends) == 200
    assert all(-6 * 0.3 <= height <= -6 * 0.2 for height in ends)


@pytest.mark.parametrize(("form", "slope"), [("slope", 11 / 48), ("divisor", 2 / 11)])
def test_test_phase_is_one_line(open_page: OpenPage, form: str, slope: float) -> None:
    page = open_page(f"{PATH}?part=random&phase=test&form={form}")
    assert trace(page, "fan")["x"] == []
    assert trace(page, "test")["y"] == pytest.approx([-6 * slope, 0])


def test_divisor_form_says_that_the_means_differ(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?part=random&form=divisor")
    expect(figure(page)).to_contain_text(re.compile(r"E\[slope\] =\s*0\.1962"))
    expect(figure(page)).to_contain_text(re.compile(r"test slope =\s*0\.1818"))


def test_sliders_that_pass_each_other_change_places(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?part=random")
    box = figure(page).get_by_role("textbox", name="l, exact value")
    box.fill("0.5")
    box.press("Enter")
    page.wait_for_url(re.compile(r"u=0\.5"))
    wait_until_finished(page)
    assert float(query(page)["l"][0]) == pytest.approx(1 / 3)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


def test_descent_runs_step_by_step_until_it_settles(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?part=learned&target=steep&rate=0.1")
    page.evaluate(
        """() => {
            const root = document.querySelector("div.live-figure");
            window.steps = new Set();
            new MutationObserver(() => steps.add(root.dataset.step))
              .observe(root, { attributeFilter: ["data-step"] });
        }"""
    )
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_test_id("stAlert")).to_contain_text(
        "PReLU at α = 1.600, max(x, αx) at α = 1.000"
    )
    assert page.evaluate("steps.size") > 3, "pictures between the first and the last"
    page.wait_for_function(SHOWN_IS_LINKED)
    steps = int(query(page)["steps"][0])
    # The link leads to the same place.
    page = open_page(f"{PATH}?part=learned&target=steep&rate=0.1&steps={steps}")
    assert number(page, "data-step") == steps
    assert len(trace(page, "path-0")["x"]) == steps + 1
    assert trace(page, "ball-0")["x"] == pytest.approx([1.6], abs=1e-3)
    assert trace(page, "ball-1")["x"] == pytest.approx([1.0], abs=1e-3)


def test_pause_and_single_steps(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?part=learned&rate=0.01")
    page.get_by_role("button", name="Step").click()
    page.wait_for_url(re.compile("steps=1"))
    expect(figure(page)).to_have_attribute("data-step", "1")
    page.get_by_role("button", name="Run").click()
    page.wait_for_function("() => document.querySelector('div.live-figure').dataset.step >= 4")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Run")).to_be_visible()
    page.wait_for_function(SHOWN_IS_LINKED)
    page.get_by_role("button", name="Start over").click()
    page.wait_for_function("() => document.querySelector('div.live-figure').dataset.step === '0'")
    assert "steps" not in query(page)


@pytest.mark.parametrize(("rate", "words"), [("0.1", "PReLU at α = 1.600"), ("1", "Diverged")])
def test_end_of_a_fit_is_told_and_accessible(open_page: OpenPage, rate: str, words: str) -> None:
    page = open_page(f"{PATH}?part=learned&target=steep&rate={rate}&steps=300")
    for theme in both_themes(page):
        expect(page.get_by_test_id("stAlert")).to_contain_text(words)
        assert serious_violations(page) == [], theme


def test_new_layer_is_drawn(open_page: OpenPage) -> None:
    page = open_page(f"{PATH}?part=active&data=positive&units=64")
    chart = page.locator(".live-figure-chart")
    before = chart.get_attribute("aria-label")
    page.get_by_role("button", name="Draw again").click()
    page.wait_for_url(re.compile("layer=2"))
    expect(chart).not_to_have_attribute("aria-label", before or "")


def test_explore_shows_the_divisor_form(open_page: OpenPage) -> None:
    page = open_page("/explore?activation=rrelu")
    page.get_by_role("radio", name=re.compile("divisor", re.IGNORECASE)).click()
    page.wait_for_url(re.compile("form=rrelu_divisor"))
    expect(slider(page, "u")).to_have_value("8")
    page.keyboard.press("Escape")
    expect(page.locator(".katex-display").first).to_be_visible()
