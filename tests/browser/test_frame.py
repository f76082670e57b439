"""What a link may say of any page: hidden controls, and a page that is shown to a class."""

import pytest
from playwright.sync_api import Page, expect

from actviz.ui.frame import controls
from actviz.ui.page_spec import PageSpec
from actviz.ui.pages import PAGES
from tests.browser.accessibility import overflow, serious_violations, small_texts
from tests.browser.conftest import OpenPage, both_themes, wait_until_finished

FIGURES = [page for page in PAGES if page.url_path not in ("", "choose", "lesson")]
# Where a page has the controls that it does not have at first.
ELSEWHERE = {
    "cost": "device=server",
    "dead-units": "part=own",
    "explore": "own=a*x",
    "maxout": "part=two",
    "space-folding": "part=fold",
    "zero-centred": "part=network",
}
LOWEST = """() => Math.max(...["h1", ".live-figure-stage", ".live-figure-readout"]
  .map((each) => document.querySelector(each)?.getBoundingClientRect().bottom ?? 0))"""


def hidden(page: Page, spec: PageSpec, name: str) -> None:
    for place in page.locator(controls(spec)[name]).all():
        expect(place).to_be_hidden()


@pytest.mark.parametrize("spec", FIGURES, ids=lambda spec: spec.title)
def test_class_reads_question_chart_and_answer_on_one_screen(
    open_page: OpenPage, spec: PageSpec
) -> None:
    page = open_page(f"{spec.url_path}?present=1", height=720)
    for theme in both_themes(page):
        assert small_texts(page, 18) == [], theme
        assert overflow(page) <= 0, theme
        assert serious_violations(page) == [], theme
    assert page.evaluate(LOWEST) <= 720
    hidden(page, spec, "navigation")
    hidden(page, spec, "toolbar")


def test_frame_holds_from_page_to_page_until_it_is_left(open_page: OpenPage) -> None:
    page = open_page("explore?activation=elu&hide=sliders,nonsense,part&present=1")
    (explore,) = (each for each in PAGES if each.url_path == "explore")
    expect(page.get_by_test_id("stAlert")).to_contain_text("nonsense")
    hidden(page, explore, "sliders")

    # A link of the page's own, and back; what was wrong with the name is not said again.
    page.evaluate("document.querySelector('.st-key-take_along a').click()")
    page.wait_for_url("**/compare?*present=1*")
    wait_until_finished(page)
    assert "hide=sliders" in page.url
    expect(page.locator(".live-figure-controls").first).to_be_hidden()
    expect(page.get_by_test_id("stAlert")).to_have_count(0)

    page.keyboard.press("Escape")
    expect(page.locator(".live-figure-controls").first).to_be_visible()
    expect(page.get_by_test_id("stTopNav")).to_be_visible()
    page.wait_for_function("() => !/hide|present/.test(location.search)")

    # Entered by the panel, left by the button.
    page.get_by_role("button", name="Share").press("Enter")
    page.get_by_role("button", name="Present").press("Enter")
    page.wait_for_url("**/compare?*present=1*")
    expect(page.get_by_test_id("stTopNav")).to_be_hidden()
    page.get_by_role("button", name="Leave").press("Enter")
    expect(page.get_by_test_id("stTopNav")).to_be_visible()
    expect(page.get_by_role("button", name="Leave")).to_be_hidden()


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.title)
def test_page_without_any_control_is_usable(open_page: OpenPage, spec: PageSpec) -> None:
    page = open_page(f"{spec.url_path}?hide=everything", width=390)
    for name in controls(spec):
        hidden(page, spec, name)
    expect(page.locator("h1")).to_be_visible()
    if spec in FIGURES:
        expect(page.locator(".live-figure-stage").first).to_be_visible()
    assert overflow(page) <= 0
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_test_id("stHeader")).to_be_visible()
    page.wait_for_function("() => !location.search.includes('hide')")
    missing = [
        name
        for name, key in spec.controls.items()
        if page.locator(f'[class*="st-key-{key}"]').count() == 0
    ]
    if missing:
        page = open_page(f"{spec.url_path}?{ELSEWHERE[spec.url_path]}")
        for name in missing:
            expect(page.locator(f'[class*="st-key-{spec.controls[name]}"]').first).to_be_attached()
