"""The lab's inputs driven as a visitor would: features of the plane, a typed curve."""

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


def test_curve_is_typed_between_two_classes(open_page: OpenPage) -> None:
    page = open_lab(open_page, "/training?dataset=formula_side&formula=x%5E2+-+1&samples=64")
    question = page.get_by_text(re.compile("training examples of two sides of"))
    expect(question).to_contain_text("two sides of x^2 - 1")
    button(page, "Data").click()
    box = page.get_by_role("textbox", name="Curve f(x)")
    expect(box).to_have_value("x^2 - 1")
    box.fill("tanh(a*x)")
    box.press("Enter")
    expect(page.get_by_text("The parameter a has no value")).to_be_visible()
    assert query(page)["formula"] == ["x^2 - 1"]
    box.fill("tanh(2*x)")
    box.press("Enter")
    page.wait_for_url(re.compile(r"formula=tanh"))
    expect(question).to_contain_text("two sides of tanh(2*x)")
    expect(page.get_by_text("The parameter a has no value")).to_have_count(0)
