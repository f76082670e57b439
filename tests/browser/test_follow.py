"""A class follows the teacher: page, state and lesson, and each may leave and come back."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import overflow, serious_violations
from tests.browser.conftest import PATIENCE, OpenPage, wait_until_finished
from tests.browser.live_figure import slider


def visitor(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport={"width": 390, "height": 800}).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    wait_until_finished(page)
    return page


def strip(page: Page, text: str) -> None:
    expect(page.locator(".st-key-follow_strip")).to_contain_text(text)


@pytest.mark.allow_problems(r"404.*/actviz-follow/")
def test_two_follow_a_teacher(open_page: OpenPage, browser: Browser, server: str) -> None:
    teacher = open_page("explore?activation=elu&alpha=2")
    teacher.get_by_role("button", name="Share").press("Enter")
    teacher.get_by_role("button", name="Let a class follow").press("Enter")
    link = teacher.get_by_label("Link to follow by")
    expect(link).to_have_value(re.compile(r"/explore\?follow=[A-Z]{5}$"))
    address = link.input_value()
    code = address[-5:]
    expect(teacher.locator(".share-room")).to_have_text(f"Room {code}")
    expect(teacher.locator(".share-rooms img")).to_be_visible()

    by_link = visitor(browser, address)
    strip(by_link, f"Following {code}")
    expect(slider(by_link, "α")).to_have_value("2")

    by_code = visitor(browser, f"{server}/softmax")
    by_code.get_by_role("button", name="Share").press("Enter")
    typed = by_code.get_by_label("Code of a room to follow")
    typed.fill("zzzzz")
    typed.press("Enter")
    expect(by_code.get_by_role("alert").get_by_text("There is no room ZZZZZ")).to_be_visible()
    typed.fill(f"{code[:2].lower()} {code[2:]}")
    typed.press("Enter")
    by_code.wait_for_url(re.compile(r"/explore\?.*alpha=2(&|$)"))
    strip(by_code, f"Following {code}")
    expect(teacher.get_by_text("2 follow", exact=True)).to_be_visible()
    assert not serious_violations(teacher)

    teacher.keyboard.press("Escape")
    slider(teacher, "α").press("ArrowRight")
    for page in (by_link, by_code):
        expect(slider(page, "α")).to_have_value("2.05")
        page.wait_for_url(re.compile("alpha=2.05"))

    by_link.get_by_role("button", name="Explore on my own").press("Enter")
    strip(by_link, "Exploring on your own")
    teacher.get_by_role("button", name="Share").press("Enter")
    expect(teacher.get_by_text("1 follows", exact=True)).to_be_visible()
    teacher.keyboard.press("Escape")
    slider(teacher, "α").press("ArrowRight")
    by_code.wait_for_url(re.compile("alpha=2.1(&|$)"))
    expect(slider(by_link, "α")).to_have_value("2.05")
    by_link.get_by_role("button", name="Come back").press("Enter")
    expect(slider(by_link, "α")).to_have_value("2.1")
    assert overflow(by_link) <= 0
    assert not serious_violations(by_link)

    teacher.get_by_role("button", name="Share").press("Enter")
    teacher.get_by_role("button", name="Close the room").press("Enter")
    expect(teacher.get_by_role("button", name="Let a class follow")).to_be_visible()
    for page in (by_link, by_code):
        strip(page, f"There is no room {code}")
    by_code.get_by_role("button", name="Leave").press("Enter")
    expect(by_code.locator(".st-key-follow_strip")).to_have_count(0)
    for page in (by_link, by_code):
        page.context.close()
