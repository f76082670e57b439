"""A lesson's link leads a class from step to step, by keyboard, on a wide page and on a phone."""

import pytest
from playwright.sync_api import expect

from actviz.ui.lessons import lessons
from tests.browser.accessibility import overflow, serious_violations, small_texts
from tests.browser.conftest import OpenPage, both_themes, wait_until_finished

LESSON = lessons()[0]["15-minutes"]


@pytest.mark.parametrize("width", [1280, 390])
def test_class_goes_through_a_lesson(open_page: OpenPage, width: int) -> None:
    page = open_page("lesson", width=width)
    page.get_by_role("link", name="Start with step 1").press("Enter")
    strip = page.locator(".st-key-lesson_strip")
    count = len(LESSON.steps)
    expect(strip).to_contain_text(f"Step 1 of {count}")
    expect(strip.get_by_role("link", name="Back")).to_have_count(0)

    strip.get_by_role("link", name="Next").press("Enter")
    expect(strip).to_contain_text(f"Step 2 of {count}")
    expect(page.locator("h1")).to_have_text(["Sigmoid"])
    page.wait_for_url("**/explore?*lesson=15-minutes.2*")
    wait_until_finished(page)
    expect(page.locator(".st-key-explore_own")).to_be_hidden()
    for theme in both_themes(page):
        assert overflow(page) <= 0, theme
        assert serious_violations(page) == [], theme
        assert small_texts(page) == [], theme

    # What the step hides is shown again; the class stays where it is.
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-explore_own")).to_be_visible()
    expect(strip).to_contain_text(f"Step 2 of {count}")
    page.wait_for_url("**/explore?*lesson=15-minutes.2*")

    strip.get_by_role("link", name="Next").press("Enter")
    expect(strip).to_contain_text(f"Step 3 of {count}")
    expect(page.locator("h1")).to_have_text(["Compare"])
    strip.get_by_role("link", name="Back").press("Enter")
    expect(strip).to_contain_text(f"Step 2 of {count}")
    expect(page.locator(".st-key-explore_own")).to_be_hidden()
    # From a step to another of the same page, and by the browser's own keys.
    strip.get_by_role("link", name="Back").press("Enter")
    expect(strip).to_contain_text(f"Step 1 of {count}")
    page.wait_for_url("**/explore?*lesson=15-minutes.1*")
    page.go_back()
    expect(strip).to_contain_text(f"Step 2 of {count}")
    page.wait_for_url("**/explore?*lesson=15-minutes.2*")

    for number in range(3, count + 1):
        strip.get_by_role("link", name="Next").press("Enter")
        expect(strip).to_contain_text(f"Step {number} of {count}")
    page.wait_for_url(f"**/saturation?*lesson=15-minutes.{count}*")
    strip.get_by_role("button", name="End").press("Enter")
    expect(strip).to_have_count(0)
    page.wait_for_function("() => !/lesson=|hide/.test(location.search)")
    assert "/saturation" in page.url
