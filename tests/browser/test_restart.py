"""The server is killed under an open page, and another takes its place."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import FINISHED, OpenPage, wait_until_finished
from tests.browser.live_figure import figure, query, slider
from tests.serving import mortal_server

Restart = Callable[..., None]

# What a page without its server reports is not what these tests are about.
pytestmark = pytest.mark.allow_problems(
    "ERR_CONNECTION", "_stcore/", "server is not responding", "when disconnected", "timed out"
)


@pytest.fixture(scope="module")
def mortal() -> Iterator[tuple[str, Restart]]:
    with mortal_server() as served:
        yield served


def wait_for_return(page: Page) -> None:
    """Wait until the page has found the new server and shows what that one says."""
    page.locator(FINISHED).wait_for()
    wait_until_finished(page)


def leave(page: Page) -> None:
    expect(page.get_by_test_id("stException")).to_have_count(0)
    page.goto("about:blank")


def test_first_move_after_a_restart_is_written(
    open_page: OpenPage, mortal: tuple[str, Restart]
) -> None:
    address, restart = mortal
    page = open_page("/explore?activation=elu&alpha=2&from=-3", address=address)
    # The first request of a fresh server was a deep link; it came through the router only if the
    # navigation stands above the page.
    expect(page.get_by_test_id("stTopNavSection").first).to_be_visible()
    restart()
    wait_for_return(page)
    slider(page, "α").press("ArrowRight")
    page.wait_for_url(re.compile("alpha=2.05"))
    assert query(page) == {"activation": ["elu"], "alpha": ["2.05"], "from": ["-3"]}
    slider(page, "α").press("ArrowRight")
    page.wait_for_url(re.compile("alpha=2.1(&|$)"))
    leave(page)


def test_move_while_the_server_is_away_is_written(
    open_page: OpenPage, mortal: tuple[str, Restart]
) -> None:
    address, restart = mortal
    page = open_page("/explore?activation=elu&alpha=2", address=address)

    def move() -> None:
        # At once: a second later Streamlit's own notice lies over the page.
        slider(page, "α").press("ArrowRight")
        expect(figure(page)).to_have_attribute("data-commits", "1")

    restart(meanwhile=move)
    page.wait_for_url(re.compile("alpha=2.05"))
    leave(page)


def test_lab_offers_to_train_to_where_it_stood(
    open_page: OpenPage, mortal: tuple[str, Restart]
) -> None:
    address, restart = mortal
    page = open_page("/training?samples=100&engine=torch", address=address)
    step = page.locator(".st-key-training_step").get_by_role("button")
    step.click()
    expect(figure(page)).to_have_attribute("data-step", "1")
    restart()
    offer = page.get_by_role("button", name="Train to step 1")
    expect(offer).to_be_visible()
    offer.click()
    expect(offer).to_have_count(0)
    step.click()
    expect(figure(page)).to_have_attribute("data-step", "2")
    leave(page)


def test_lab_in_the_browser_outlives_the_server(
    open_page: OpenPage, mortal: tuple[str, Restart]
) -> None:
    address, restart = mortal
    page = open_page("/training?samples=100", address=address)
    step = page.locator(".st-key-training_step").get_by_role("button")
    step.click()
    expect(figure(page)).to_have_attribute("data-step", "1")

    def train_on() -> None:
        # Also while nobody is there to hear of it.
        step.click()
        expect(figure(page)).to_have_attribute("data-step", "2")

    restart(meanwhile=train_on)
    wait_for_return(page)
    step.click()
    expect(figure(page)).to_have_attribute("data-step", "3")
    page.get_by_role("button", name="Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="PyTorch script", exact=True).click()
    assert "STEPS = 3" in Path(download.value.path()).read_text(encoding="utf-8")
    leave(page)
