"""A lesson's link leads a class from step to step, by keyboard, on a wide page and on a phone."""

import pytest
from playwright.sync_api import expect

from actviz.ui.lesson_link import first_link
from actviz.ui.lessons import UNTITLED, Lesson, Step, lessons, write_file
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


def test_lesson_is_made_of_pages_and_opened_by_its_link(open_page: OpenPage, server: str) -> None:
    page = open_page("explore?activation=elu&hide=own")
    told = page.locator(".frame-corner .share-lesson")
    page.get_by_role("button", name="Share").press("Enter")
    page.get_by_role("button", name="Add to my lesson").press("Enter")
    expect(told).to_have_text("My lesson has 1 step.")
    page.get_by_role("button", name="Open my lesson").press("Enter")
    page.wait_for_url("**/lesson?*show=mine*")
    question = page.get_by_label("Question")
    question.fill("Why does it bend?")
    question.press("Enter")
    bent = Step("/explore?activation=elu", "Why does it bend?", ("own",))
    link = page.locator(".share-in-page textarea")
    expect(link).to_have_value(server + first_link(Lesson(UNTITLED, (bent,))))

    # Another visit, another session: the browser has kept it.
    page = open_page("compare")
    page.get_by_role("button", name="Share").press("Enter")
    expect(told).to_have_text("My lesson has 1 step.")
    page.get_by_role("button", name="Add to my lesson").press("Enter")
    expect(told).to_have_text("My lesson has 2 steps.")
    page.get_by_role("button", name="Open my lesson").press("Enter")
    page.wait_for_url("**/lesson?*show=mine*")
    expect(question).to_have_count(2)
    page.get_by_role("button", name="Up").nth(1).press("Enter")
    made = Lesson(UNTITLED, (Step("/compare"), bent))
    expect(link).to_have_value(server + first_link(made))
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        for theme in both_themes(page):
            assert overflow(page) <= 0, (width, theme)
            assert serious_violations(page) == [], (width, theme)
            assert small_texts(page) == [], (width, theme)

    # A broken file is named and changes nothing; what another tab makes is seen here.
    broken = {"name": "x.toml", "mimeType": "text/plain", "buffer": b"title = 'A'\n[[step\n"}
    page.locator("input[type=file]").set_input_files(files=[broken])  # type: ignore[list-item]
    expect(page.get_by_test_id("stAlert")).to_contain_text("x.toml cannot be used")
    expect(page.get_by_test_id("stAlert")).to_contain_text("line 2")
    expect(question).to_have_count(2)
    made = Lesson("Of two tabs", made.steps)
    page.evaluate(
        """newValue => dispatchEvent(
          new StorageEvent("storage", { key: "actviz.lesson", newValue })
        )""",
        write_file(made),
    )
    expect(link).to_have_value(server + first_link(made))
    # The title that was shown before stands beside the new one until the run has ended.
    expect(page.get_by_label("Title")).to_have_count(1)
    expect(page.get_by_label("Title")).to_have_value("Of two tabs")

    page = open_page(link.input_value().removeprefix(server))
    strip = page.locator(".st-key-lesson_strip")
    expect(strip).to_contain_text("Step 1 of 2: How do these functions differ?")
    strip.get_by_role("link", name="Next").press("Enter")
    expect(strip).to_contain_text("Step 2 of 2: Why does it bend?")
    expect(page.locator("h1")).to_have_text("ELU")
    expect(page.locator(".st-key-explore_own")).to_be_hidden()
