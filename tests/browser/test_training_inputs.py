"""The lab's inputs driven as a visitor would: features of the plane."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import figure, query
from tests.browser.test_training import button, open_lab, wait_for_step


def accuracy(page: Page) -> Locator:
    return figure(page).locator("tbody tr").first


def test_input_features_are_chosen_and_change_what_is_learned(open_page: OpenPage) -> None:
    link = "/training?dataset=xor&noise=0&activations=identity&hidden=1&learning_rate=0.3&stop=300"
    page = open_lab(open_page, link)
    # Of the coordinates alone a linear network makes a straight boundary, which halves no XOR.
    button(page, "Start").click()
    wait_for_step(page, 300)
    expect(accuracy(page)).not_to_contain_text(re.compile(r"(9\d|100)(\.\d+)? %"))
    button(page, "Network").click()
    page.get_by_test_id("stButtonGroup").get_by_text("x₁x₂", exact=True).click()
    page.wait_for_url(re.compile("features="))
    wait_until_finished(page)
    wait_for_step(page, 0)
    assert query(page)["features"] == ["x1,x2,x1_x2"]
    page.keyboard.press("Escape")
    button(page, "Start").click()
    wait_for_step(page, 300)
    expect(accuracy(page)).to_contain_text(re.compile(r"(9\d|100)(\.\d+)? %"))
