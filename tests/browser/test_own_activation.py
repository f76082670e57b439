"""Typing a function: it moves like any other, its mistakes are shown, nothing of it is obeyed."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import overflow
from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import drag, figure, number, query, slider

MARKUP = [
    "<img src=x onerror=\"document.title='taken'\">",
    "<script>document.title='taken'</script>",
    "x + **bold** [a](http://example.org) ![b](http://example.org/x.png)",
    "x + `code` $x^2$ :material/home:",
]


def enter(page: Page, label: str, text: str) -> None:
    box = page.get_by_role("textbox", name=label)
    box.fill(text)
    box.press("Enter")
    wait_until_finished(page)


def test_typed_function_is_drawn_dragged_and_linked(open_page: OpenPage) -> None:
    page = open_page("/explore")
    enter(page, "Your own f(x)", "max(0,x) - a*max(0,-x)")
    page.wait_for_url(re.compile("own="))
    wait_until_finished(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(["Your function"])
    expect(page.get_by_role("textbox", name="Your own f(x)")).to_have_value(
        "max(0, x) - a*max(0, -x)"
    )
    before = number(page, "data-redraws")
    drag(page, slider(page, "a"), 0.8)
    assert number(page, "data-redraws") >= before + 10
    page.mouse.up()
    page.wait_for_url(re.compile("&a="))
    wait_until_finished(page)
    slope = float(query(page)["a"][0])
    assert slope > 1
    page.get_by_role("tab", name="PyTorch").click()
    expect(page.get_by_test_id("stCode").first).to_contain_text(f"a = torch.tensor({slope})")
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    wait_until_finished(page)
    assert float(slider(page, "a").input_value()) == slope


def test_mistake_is_pointed_at_and_the_picture_stays(open_page: OpenPage) -> None:
    page = open_page("/explore?own=x^2")
    page.locator("div.live-figure[data-ready]").wait_for()
    before = figure(page).locator("path.js-line").first.get_attribute("d")
    enter(page, "Your own f(x)", "x + sigmod(x)")
    expect(page.get_by_test_id("stAlert")).to_contain_text("did you mean sigmoid?")
    expect(page.get_by_test_id("stCode").first).to_contain_text("x + sigmod(x)")
    assert "\n    ^" in page.get_by_test_id("stCode").first.inner_text()
    expect(page.get_by_role("textbox", name="Your own f(x)")).to_have_value("x + sigmod(x)")
    assert query(page)["own"] == ["x^2"]
    assert figure(page).locator("path.js-line").first.get_attribute("d") == before


@pytest.mark.parametrize(
    ("path", "label"), [("/explore", "Your own f(x)"), ("/compare", "Add your own f(x)")]
)
def test_markup_is_shown_as_text(open_page: OpenPage, path: str, label: str) -> None:
    page = open_page(path)
    title = page.title()
    shown = page.locator('[data-testid="stAlert"], [data-testid="stCode"]')
    made = "img, a, script, strong, .katex, [data-testid=stIconMaterial]"
    for text in MARKUP:
        enter(page, label, text)
        # The place of the mistake with 30 characters on either side.
        expect(page.get_by_test_id("stCode").first).to_contain_text(text[:20])
        wait_until_finished(page)
        expect(shown.locator(made)).to_have_count(0)
        assert page.title() == title, text


def test_help_names_the_functions(open_page: OpenPage) -> None:
    page = open_page("/explore")
    page.get_by_role("button", name="Syntax").click()
    popover = page.get_by_test_id("stPopoverBody")
    expect(popover).to_contain_text("softplus(u)")
    expect(popover).to_contain_text("where(condition, a, b)")


def test_formula_is_added_to_the_comparison(open_page: OpenPage) -> None:
    page = open_page("/compare?f=tanh")
    enter(page, "Add your own f(x)", "2*sigmoid(2*x)-1")
    page.wait_for_url(re.compile("f=tanh&f=%3D2"))
    wait_until_finished(page)
    expect(page.locator(".live-figure .legendtext")).to_have_text(["Tanh", "2*sigmoid(2*x) - 1"])
    expect(page.get_by_role("textbox", name="Add your own f(x)")).to_have_value("")


def test_less_than_in_a_name_is_text_in_the_chart(open_page: OpenPage) -> None:
    page = open_page("/compare?f=%3Dwhere(x < b > 0, x, 2)")
    expect(page.locator(".live-figure .legendtext")).to_have_text(["where(x < b > 0, x, 2)"])


def test_mistake_on_a_phone_stays_within_the_page(open_page: OpenPage) -> None:
    page = open_page("/explore", width=390, height=844)
    enter(page, "Your own f(x)", "x" * 150)
    expect(page.get_by_test_id("stAlert")).to_be_visible()
    assert overflow(page) <= 0
