"""The Gallery driven as a visitor would: search, filters, opening a card, links."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from actviz.maths import CATALOGUE, properties
from actviz.views.gallery.view import gallery_cards
from tests.browser.conftest import OpenPage, wait_until_finished


def cards(page: Page) -> Locator:
    return page.locator("a.gallery-card:visible")


def test_every_function_has_a_card(open_page: OpenPage) -> None:
    page = open_page("/")
    expect(cards(page)).to_have_count(len(CATALOGUE))


def test_search_narrows_while_typing_and_stands_in_the_link(open_page: OpenPage) -> None:
    page = open_page("/")
    box = page.get_by_role("searchbox")
    box.press_sequentially("shrink")
    found = [card for family in gallery_cards() for card in family["cards"]]
    expect(cards(page)).to_have_count(sum("shrink" in card["words"] for card in found))
    page.wait_for_url(re.compile(r"\?q=shrink$"))
    wait_until_finished(page)
    expect(box).to_have_value("shrink")
    expect(box).to_be_focused()
    page.get_by_role("button", name="Show all").click()
    expect(cards(page)).to_have_count(len(CATALOGUE))
    page.wait_for_url(lambda address: "q=" not in address)


def test_filters_are_the_computed_properties(open_page: OpenPage) -> None:
    page = open_page("/")
    page.get_by_role("button", name="Bounded").click()
    page.get_by_role("button", name="Zero-centred").click()
    facts = [properties(activation) for activation in CATALOGUE.values()]
    expect(cards(page)).to_have_count(sum(f.bounded and f.zero_centred for f in facts))
    page.wait_for_url(re.compile("bounded=1&zero_centred=1"))


def test_second_filter_outlives_the_answer_to_the_first(open_page: OpenPage, page: Page) -> None:
    told: list[str | bytes] = []
    answers: list[Callable[[], None]] = []
    waiting = False

    def between(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def tell(message: str | bytes) -> None:
            told.append(message)
            server.send(message)

        def answer(message: str | bytes) -> None:
            answers.append(lambda: socket.send(message))
            if not waiting:
                answers.pop()()

        socket.on_message(tell)
        server.on_message(answer)

    page.route_web_socket(re.compile("_stcore/stream"), between)
    open_page("/")
    wait_until_finished(page)
    waiting, before = True, len(told)
    page.get_by_role("button", name="Bounded").click()
    while len(told) == before or not answers:
        page.evaluate("() => new Promise(requestAnimationFrame)")
    second = page.get_by_role("button", name="Zero-centred")
    second.click()
    waiting = False
    for each in answers:
        each()
    page.wait_for_url(re.compile("bounded=1&zero_centred=1"))
    wait_until_finished(page)
    expect(second).to_have_attribute("aria-pressed", "true")


def test_link_restores_search_and_filters(open_page: OpenPage) -> None:
    page = open_page("/?q=relu&can_die=1")
    expect(page.get_by_role("searchbox")).to_have_value("relu")
    expect(page.get_by_role("button", name="Can die")).to_have_attribute("aria-pressed", "true")
    expect(cards(page).filter(has_text="Leaky")).to_have_count(0)
    expect(cards(page).filter(has_text="ReLU6")).to_have_count(1)


def test_nothing_found_is_said(open_page: OpenPage) -> None:
    page = open_page("/?q=zzzz")
    expect(page.get_by_role("status").filter(has_text="No function fits.")).to_be_visible()


def test_card_opens_its_explore_page_in_the_same_session(open_page: OpenPage) -> None:
    page = open_page("/")
    page.evaluate("window.sameDocument = true")
    page.get_by_role("link", name="Mish", exact=True).click()
    page.wait_for_url(re.compile(r"/explore\?activation=mish$"))
    wait_until_finished(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(["Mish"])
    assert page.evaluate("window.sameDocument") is True


def test_card_is_a_real_link(open_page: OpenPage, server: str) -> None:
    page = open_page("/")
    assert page.get_by_role("link", name="GELU", exact=True).get_attribute("href") == (
        "explore?activation=gelu"
    )


def test_search_finds_a_librarys_name_and_a_page(open_page: OpenPage) -> None:
    page = open_page("/?q=LeakyReLU")
    expect(page.get_by_role("link", name="Leaky ReLU α", exact=True)).to_be_visible()
    page.evaluate("window.sameDocument = true")
    page.get_by_role("searchbox").fill("softmax")
    expect(page.get_by_role("status").filter(has_text="a page of its own")).to_be_visible()
    page.get_by_role("navigation", name="Pages that fit").get_by_role("link").click()
    page.wait_for_url(re.compile(r"/softmax$"))
    wait_until_finished(page)
    assert page.evaluate("window.sameDocument") is True
