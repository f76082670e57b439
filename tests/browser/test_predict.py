"""Predict, then look: before an answer nothing of the result is in the browser, then it is."""

import re

import pytest
from playwright.sync_api import Page, expect

from actviz.claims import PREDICTIONS, Prediction
from actviz.claims.prediction import Choices, Estimate
from tests.browser.accessibility import (
    overflow,
    serious_violations,
    small_texts,
    title_is_clear,
)
from tests.browser.conftest import OpenPage, both_themes, wait_until_finished
from tests.browser.live_figure import query
from tests.browser.training.lab import button, open_lab, wait_for_step

PAGES: dict[str, list[Prediction]] = {}
for question in PREDICTIONS.values():
    if question.measure is not None:
        PAGES.setdefault(question.page, []).append(question)


def secrets(question: Prediction) -> set[str]:
    """What may stand nowhere before the answer."""
    told = question.compared(None, question.numbers())
    given, why = question.answer, question.why
    texts = {told.result, why.text, question.transfer.text, *(text for _, text in told.others)}
    texts |= {text for reason in why.reasons for text in (reason.text, reason.reply)}
    # Of several answers the one that holds is among those to choose from.
    return texts if isinstance(given, Choices) else texts | {told.measured}


def nothing_is_given_away(page: Page, question: Prediction) -> None:
    # As a list, of one: the page's title leaves a moment after the question has come.
    expect(page.get_by_role("heading", level=1)).to_have_text([question.asked()])
    wait_until_finished(page)
    shown = page.locator("body").evaluate("body => body.innerText + body.outerHTML")
    assert [text for text in secrets(question) if text in shown] == []
    expect(page.locator(".live-figure, .katex, canvas, svg.main-svg")).to_have_count(0)
    expect(page.locator(".predict").get_by_role("status")).to_have_text([""])


def give(page: Page, question: Prediction) -> str:
    """Answer by the keyboard; return the answer as it is told."""
    given = question.answer
    field = page.locator(".predict input").first
    field.focus()
    if isinstance(given, Choices):
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("radio").nth(1)).to_be_checked()
        text = given.options[1].text
    elif given.slider:
        page.keyboard.press("ArrowRight")
        expect(page.locator(".predict-value")).to_contain_text(f"{given.low + given.step:g}")
        text = given.form.format(given.low + given.step)
    else:
        page.keyboard.type("77")
        text = given.form.format(77)
    page.keyboard.press("Enter")
    return text


def is_told(page: Page, question: Prediction, answer: str) -> None:
    told = question.compared(None, question.numbers())
    region = page.locator(".predict-result")
    expect(region).to_have_role("status")
    expect(region).to_contain_text(told.result)
    expect(region).to_contain_text(re.compile(rf"Your answer\s*{re.escape(answer)}"))
    expect(region).to_contain_text(told.measured)
    for text, assumes in told.others:
        expect(page.get_by_role("listitem").filter(has_text=f"{text}: {assumes}")).to_be_visible()
    assert {**query(page), "ask": []} == {**question.query, "ask": []}
    expect(page.locator("h1")).to_have_count(1)
    wait_until_finished(page)
    assert page.locator("div.live-figure").count() >= 1
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


@pytest.mark.parametrize("name", PAGES)
def test_result_comes_after_the_answer(open_page: OpenPage, name: str) -> None:
    page = open_page(f"{name}?ask={PAGES[name][0].id}", width=390)
    for place, question in enumerate(PAGES[name]):
        if place:
            # The next one is offered as soon as this one is closed.
            page.get_by_role("button", name="Close").click()
            offer = page.get_by_role("button", name=f"Predict first: {question.entry}")
            expect(offer).to_be_visible()
            title_is_clear(page)
            offer.click()
        nothing_is_given_away(page, question)
        assert overflow(page) <= 0
        answer = give(page, question)
        is_told(page, question, answer)
        expect(page.locator(".predict-result")).to_be_focused()
        for reason in question.why.reasons:
            expect(page.get_by_text(reason.reply)).to_have_count(0)
            page.get_by_role("button", name=reason.text).click()
            expect(page.get_by_text(reason.reply)).to_be_visible()
        assert overflow(page) <= 0
    following = question.transfer
    page.get_by_role("link", name=f"Next: {following.text}").click()
    page.wait_for_url(re.compile(rf"/{following.page}\b"))
    page.wait_for_function(
        "wanted => [...new URLSearchParams(location.search)].toString() === wanted",
        arg=",".join(f"{name},{text}" for name, texts in following.query.items() for text in texts),
    )
    wait_until_finished(page)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


def test_question_is_skipped_asked_again_and_left(open_page: OpenPage) -> None:
    page = open_page("explore?activation=gelu&from=-2&ask=sigmoid-slope")
    question = PREDICTIONS["sigmoid-slope"]
    nothing_is_given_away(page, question)
    for theme in both_themes(page):
        assert serious_violations(page) == [], theme
    assert small_texts(page) == []
    page.get_by_role("button", name="Answer").click()
    # The browser says what is missing, and nothing is sent.
    assert page.locator(".predict input:invalid").count() == 4
    page.get_by_role("button", name="Skip").click()
    is_told(page, question, "skipped")
    for theme in both_themes(page):
        assert serious_violations(page) == [], theme
    assert small_texts(page) == []
    # The figure is on the first screen too.
    chart = page.locator(".live-figure-chart").bounding_box()
    assert chart is not None
    assert chart["y"] + 0.75 * chart["height"] < 800
    page.get_by_role("button", name="Ask again").click()
    nothing_is_given_away(page, question)
    page.get_by_role("radio").nth(2).check()
    page.get_by_role("button", name="Answer").click()
    is_told(page, question, question.compared(2, question.numbers()).yours)
    page.get_by_role("button", name="Close").click()
    offer = page.get_by_role("button", name="Predict first")
    expect(offer).to_have_text(f"Predict first: {PREDICTIONS['sigmoid-tail'].entry}")
    assert "ask" not in query(page)
    # Of another function it does not speak.
    page.get_by_role("combobox", name="Activation").fill("gelu")
    page.get_by_role("option", name="GELU", exact=False).first.click()
    expect(offer).to_have_count(0)


def test_offer_moves_nothing_and_an_unknown_question_is_named(open_page: OpenPage) -> None:
    page = open_page("explore?ask=nothing")
    expect(page.get_by_test_id("stAlert")).to_contain_text("'nothing' is no question of this page")
    page = open_page("explore")
    offer = page.get_by_role("button", name="Predict first").bounding_box()
    title = page.locator("h1").bounding_box()
    header = page.get_by_test_id("stHeader").bounding_box()
    assert offer is not None
    assert title is not None
    assert header is not None
    assert header["y"] + header["height"] <= offer["y"]
    assert offer["y"] + offer["height"] <= title["y"]


def test_run_of_the_lab_is_predicted_before_its_start(open_page: OpenPage) -> None:
    page = open_lab(open_page, "/training?preset=dying-relu")
    question = PREDICTIONS["dying-relu"]
    assert isinstance(question.answer, Estimate)
    place = page.locator(".predict")
    expect(place.get_by_role("group", name="Predict first")).to_be_visible()
    shown = page.locator("body").evaluate("body => body.innerText + body.outerHTML")
    told = {
        question.why.text,
        question.transfer.text,
        *(text for _, text in question.answer.guesses),
    }
    assert [text for text in told if text in shown] == []
    assert overflow(page) <= 0
    for theme in both_themes(page):
        assert serious_violations(page) == [], theme
    place.locator("input").fill("40")
    place.get_by_role("button", name="Answer").click()
    expect(place).to_contain_text("You predict: 40.")
    place.get_by_role("button", name="Change").click()
    place.locator("input").fill("41")
    place.locator("input").press("Enter")
    expect(place).to_contain_text("You predict: 41.")
    button(page, "Start").click()
    wait_for_step(page, 1500)
    result = page.locator(".predict-result")
    expect(result).to_contain_text(re.compile(r"Your answer\s*41\s*Measured\s*\d+\s*Gap\s*\d+"))
    answer = page.locator(".training-asked strong")
    alive, gap = (int(n) for n in re.findall(r"\d+", result.inner_text())[1:])
    expect(answer).to_contain_text(f"{alive} of 64 units still learn")
    assert gap == abs(41 - alive)
    # Who starts the next without an answer has skipped it.
    page.get_by_role("link", name="Next: ").click()
    page.wait_for_url("**/training?preset=leaky-rescue")
    expect(place.get_by_role("radio")).to_have_count(3)
    wait_for_step(page, 0)
    button(page, "Start").click()
    expect(place.locator("form")).to_be_hidden()
    wait_for_step(page, 1500)
    expect(answer).to_be_visible()
    expect(place).to_have_count(0)
    assert overflow(page) <= 0
    # The note that another run has begun: Streamlit gives its box no name.
    expect(page.get_by_test_id("stToast")).to_have_count(0)
    for theme in both_themes(page):
        assert serious_violations(page) == [], theme
