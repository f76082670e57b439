"""The page Choose driven as a visitor would."""

import re

import pytest
from playwright.sync_api import Page, expect

from actviz.claims import CLAIMS
from tests.browser.accessibility import overflow, serious_violations
from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import figure

LONGEST_PATH = "/choose?path=hidden.precision.gated"


def answer(page: Page, text: str, told: str) -> None:
    """Choose an answer by the keyboard alone, and wait until the link has it."""
    page.get_by_role("radio", name=text).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(told) + "$"))
    wait_until_finished(page)


@pytest.mark.parametrize("path", [LONGEST_PATH, "/choose?part=practice", "/choose?part=claims"])
@pytest.mark.parametrize(("width", "theme"), [(1280, "dark"), (390, "light")])
def test_every_part(open_page: OpenPage, path: str, width: int, theme: str) -> None:
    page = open_page(path, width=width, height=844, theme=theme)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    assert overflow(page) <= 0
    assert serious_violations(page) == []


def test_way_by_keyboard_and_back(open_page: OpenPage) -> None:
    page = open_page("/choose")
    answer(page, "A hidden layer", "path=hidden")
    answer(page, "A plain MLP or CNN", "path=hidden.plain")
    answer(page, "At the first try", "path=hidden.plain.first")
    expect(page.get_by_role("heading", name="ReLU, with He initialisation")).to_be_visible()
    answer(page, "The output layer", "path=output")
    expect(page.get_by_role("radiogroup", name="What does it predict?")).to_be_visible()
    expect(page.get_by_role("heading", name="ReLU, with He initialisation")).to_have_count(0)


def test_end_leads_to_the_state_that_shows_it(open_page: OpenPage) -> None:
    page = open_page("/choose?path=output.one")
    page.evaluate("window.sameDocument = true")
    page.get_by_role("link", name="See it: Softmax").click()
    page.wait_for_url(re.compile(r"/softmax\?show=loss$"))
    wait_until_finished(page)
    assert page.evaluate("window.sameDocument") is True


def test_count_is_a_chart_with_its_words(open_page: OpenPage) -> None:
    page = open_page("/choose?part=practice")
    chart = figure(page).locator(".live-figure-chart")
    expect(chart).to_have_attribute("aria-label", re.compile("GELU, all forms 247; .*Mish 0"))
    expect(page.get_by_text("Counted in transformers", exact=False)).to_be_visible()


def test_claims_are_measured_found_and_lead_on(open_page: OpenPage) -> None:
    page = open_page("/choose?part=claims&section=tanh")
    crossing = CLAIMS["tanh-gradients"]
    expect(page.get_by_text("Only for |x| < 1.6629")).to_be_visible()
    expect(page.get_by_text("Measuring now")).to_have_count(0)
    page.get_by_role("textbox", name="Search the claims").fill("stronger")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=stronger"))
    wait_until_finished(page)
    expect(page.get_by_text(f"1 of {len(CLAIMS)} claims.")).to_be_visible()
    page.get_by_role("link", name="See it: Compare").click()
    page.wait_for_url(re.compile(r"/compare\?.*probe=1\.6629"))
    assert crossing.link.startswith("/compare")


@pytest.mark.parametrize("path", ["hidden.plain.never", "<img src=x>", "output." * 3000])
def test_bad_path_is_said_and_the_page_usable(open_page: OpenPage, path: str) -> None:
    page = open_page(f"/choose?path={path}")
    alert = page.get_by_test_id("stAlert")
    expect(alert).to_contain_text("cannot be used")
    expect(alert.locator("img, a")).to_have_count(0)
    answer(page, "The output layer", "path=output")
    expect(alert).to_have_count(0)
