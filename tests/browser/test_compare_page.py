"""What stands on the Compare page: its functions, panels, legend, words and downloads."""

import re
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import serious_violations
from tests.browser.conftest import OpenPage, both_themes, wait_until_finished
from tests.browser.live_figure import downloads, figure, slider_of

ALL = "show=f,derivative,difference"
EIGHT = "&".join(["f=logistic"] * 8)


def test_functions_are_added_twice_and_removed(open_page: OpenPage) -> None:
    page = open_page("/compare?f=relu&f=elu&1.alpha=3")
    box = page.get_by_role("combobox", name="Functions")
    box.click()
    box.fill("ELU")
    page.get_by_role("option", name="Exponential linear units · ELU", exact=True).click()
    page.wait_for_url(re.compile("f=elu&f=elu"))
    wait_until_finished(page)
    expect(figure(page).locator("legend")).to_have_text(["ELU (1)", "ELU (2)"])
    assert slider_of(page, "1.alpha").input_value() == "3"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Remove ReLU").click()
    page.wait_for_url(re.compile(r"\?f=elu&f=elu&0\.alpha=3$"))
    wait_until_finished(page)
    assert [slider_of(page, c).input_value() for c in ("0.alpha", "1.alpha")] == ["3", "1"]


def test_preset_changes_the_link_and_keeps_the_chart(open_page: OpenPage) -> None:
    page = open_page("/compare")
    wait_until_finished(page)
    figure(page).evaluate("(root) => { root.mark = true; }")
    page.get_by_role("combobox", name="Preset").click()
    page.get_by_role("option", name="ReLU and softplus").click()
    page.wait_for_url(re.compile(r"\?f=relu&f=softplus$"))
    wait_until_finished(page)
    expect(page.locator(".live-figure .legendtext")).to_have_text(["ReLU", "Softplus"])
    assert figure(page).evaluate("(root) => root.mark") is True


def test_panels_layout_and_baseline_are_chosen_on_the_page(open_page: OpenPage) -> None:
    page = open_page("/compare?f=relu&f=gelu")
    page.get_by_role("button", name="Δ = f − baseline").click()
    page.wait_for_url(re.compile("show=f%2Cderivative%2Cdifference"))
    wait_until_finished(page)
    page.get_by_role("combobox", name="Baseline").click()
    page.get_by_role("option", name="Baseline: GELU").click()
    page.wait_for_url(re.compile("baseline=1"))
    wait_until_finished(page)
    page.get_by_text("Overlaid", exact=True).click()
    page.wait_for_url(re.compile("layout=overlaid"))
    wait_until_finished(page)
    titles = page.locator(".live-figure :is(.ytitle, .y2title)")
    expect(titles).to_have_text(["f(x), f′(x)", "Δ = f(x) − GELU"])


@pytest.mark.parametrize(("width", "functions"), [(1280, 8), (390, 3)])
def test_legend_stands_above_the_curves(open_page: OpenPage, width: int, functions: int) -> None:
    page = open_page("/compare?" + "&".join(["f=logistic"] * functions), width=width)
    wait_until_finished(page)
    legend = page.locator(".live-figure g.legend").bounding_box()
    plot = figure(page).locator(".live-figure-surface").first.bounding_box()
    assert legend is not None
    assert plot is not None
    assert legend["y"] + legend["height"] <= plot["y"] + 1


def test_on_a_phone_the_chart_comes_first_and_its_panels_are_stacked(open_page: OpenPage) -> None:
    page = open_page("/compare?f=elu&f=relu", width=390, height=844)
    wait_until_finished(page)
    tops = [
        locator.first.bounding_box()["y"]  # type: ignore[index]
        for locator in (
            page.locator("h1"),
            figure(page).locator(".plot-container"),
            slider_of(page, "0.alpha"),
            page.get_by_role("combobox", name="Functions"),
            page.locator("table"),
        )
    ]
    assert tops == sorted(tops)
    assert tops[1] < 300
    domains = page.evaluate(
        """() => { const l = document.querySelector(".live-figure-chart")._fullLayout;
            return [l.xaxis.domain, l.xaxis2.domain]; }"""
    )
    assert domains == [[0, 1], [0, 1]]


def test_first_screen_holds_chart_and_sliders(open_page: OpenPage) -> None:
    page = open_page("/compare?f=relu&f=leaky_relu&f=prelu&f=elu&f=selu&f=relu6")
    wait_until_finished(page)
    for locator in (figure(page).locator(".plot-container").first, slider_of(page, "3.alpha")):
        box = locator.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 800


def test_on_a_phone_many_functions_are_named_by_their_readings(open_page: OpenPage) -> None:
    page = open_page(f"/compare?{EIGHT}", width=390, height=844)
    wait_until_finished(page)
    expect(page.locator(".live-figure g.legend")).to_have_count(0)
    expect(page.locator(".live-figure-readings:not([data-group=x])")).to_have_count(8)


@pytest.mark.parametrize("tab", ["properties", "formulas", "pytorch"])
def test_a_full_page_is_accessible(open_page: OpenPage, tab: str) -> None:
    own = quote("=a*x + b*tanh(x)")
    page = open_page(f"/compare?f=srelu&f=elu&f=elu&f={own}&{ALL}&tab={tab}")
    for theme in both_themes(page):
        assert serious_violations(page) == [], theme


def test_wrong_link_is_answered_in_words(open_page: OpenPage) -> None:
    markup, picture = "<img src=x onerror=alert(1)>", "![a](http://example.org/x.png)"
    answers = {
        "swich": "did you mean 'swish'",
        "=2x": "for a product write 2*x",
        markup: f"unknown activation '{markup}'",
        f"={markup}": "column 9",
        picture: "unknown activation '![a]",
    }
    page = open_page("/compare?f=relu&" + urlencode([("f", text) for text in answers]))
    alert = page.get_by_test_id("stAlert")
    for words in answers.values():
        expect(alert).to_contain_text(words)
    expect(alert.locator("img, a")).to_have_count(0)
    expect(page.locator(".live-figure .legendtext")).to_have_text(["ReLU"])


def test_downloads(open_page: OpenPage) -> None:
    page = open_page("/compare?f=relu&f=gelu&show=f,difference")
    contents = downloads(page, "comparison")
    head, *rows = contents["CSV"].decode("utf-8-sig").splitlines()
    assert head == "x,ReLU: f,GELU: f,GELU: f − ReLU"
    assert len(rows) > 400
