"""What every page of the list must hold, in both themes and on both widths."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from actviz.ui.page_spec import PageSpec
from actviz.ui.pages import PAGES
from tests.browser.accessibility import (
    overflow,
    serious_violations,
    small_texts,
    title_is_clear,
)
from tests.browser.conftest import BACKGROUNDS, PATIENCE, OpenPage, both_themes, forget
from tests.serving import streamlit_server, uvicorn_server

Serve = Callable[..., AbstractContextManager[str]]

each_page = pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.title)


def leave(page: Page) -> None:
    """Leave the app before its server ends, or the page would report the lost connection."""
    expect(page.get_by_test_id("stException")).to_have_count(0)
    page.goto("about:blank")


def background(page: Page) -> str:
    app = page.get_by_test_id("stApp")
    return str(app.evaluate("app => getComputedStyle(app).backgroundColor"))


@each_page
@pytest.mark.parametrize("width", [1280, 390])
def test_page_by_deep_link(open_page: OpenPage, spec: PageSpec, width: int) -> None:
    page = open_page(spec.url_path, width=width, height=800)

    expect(page.locator("h1")).to_have_count(1)
    assert small_texts(page) == []
    title_is_clear(page)
    for theme in both_themes(page):
        assert overflow(page) <= 0, theme
        assert serious_violations(page) == [], theme


# The lab is left while the browser still fetches its run, which the server has dropped by then.
@pytest.mark.allow_problems(r"/media/[0-9a-f]+\.bin")
def test_navigation_leads_to_every_page(open_page: OpenPage) -> None:
    page = open_page("/")
    for spec in PAGES:
        page.get_by_test_id("stTopNavSection").filter(has_text=spec.section).click()
        page.get_by_test_id("stTopNavDropdownLink").filter(has_text=spec.title).click()
        page.wait_for_url(f"**/{spec.url_path}")
        expect(page.locator("h1")).to_have_count(1)


def test_visitor_can_choose_the_theme(open_page: OpenPage) -> None:
    page = open_page("/", theme="light")
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    page.get_by_role("menuitemradio", name="Dark").click()
    page.wait_for_function(
        "colour => getComputedStyle(document.querySelector('[data-testid=stApp]'))"
        ".backgroundColor === colour",
        arg=BACKGROUNDS["dark"],
    )


@pytest.mark.parametrize("serve", [streamlit_server, uvicorn_server])
def test_any_directory_and_a_base_path(open_page: OpenPage, serve: Serve, tmp_path: Path) -> None:
    spec = next(spec for spec in PAGES if not spec.is_home)
    with serve(base_path="class/room", directory=tmp_path) as address:
        page = open_page(spec.url_path, theme="dark", address=address)
        expect(page.locator("h1")).to_have_count(1)
        # The theme tells that .streamlit/config.toml was found.
        assert background(page) == BACKGROUNDS["dark"]
        leave(page)


def test_home_page_shows_every_page_with_its_question(open_page: OpenPage) -> None:
    page = open_page("/", width=390)
    for spec in PAGES:
        if spec.is_home:
            continue
        expect(page.get_by_role("link", name=spec.question)).to_be_visible()
    page.get_by_role("link", name=spec.question).click()
    page.wait_for_url(f"**/{spec.url_path}")


def test_function_is_taken_along(open_page: OpenPage) -> None:
    page = open_page("/explore?own=a*x&a=2.5&from=-3")
    page.get_by_role("link", name="Compare this").click()
    page.wait_for_url("**/compare?*f=%3Da*x*0.a=2.5*")
    expect(page.locator("h1")).to_have_text(["Compare"])
    page.go_back()
    page.get_by_role("link", name="Train with this").click()
    page.wait_for_url("**/training?*activations=*2.5*")
    expect(page.locator("h1")).to_have_text(["Training lab"])


def test_phone_menu_closes_behind_a_page(browser: Browser, server: str) -> None:
    # Streamlit asks which device it is, not how wide the window.
    phone = browser.new_context(
        viewport={"width": 390, "height": 800},
        user_agent="Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 "
        "(KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36",
        has_touch=True,
        is_mobile=True,
    )
    phone.set_default_timeout(PATIENCE)
    page = phone.new_page()
    page.goto(server)
    page.get_by_test_id("stExpandSidebarButton").tap()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Compare").tap()
    page.wait_for_url("**/compare")
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
    phone.close()


def test_what_a_test_has_stored_is_forgotten_before_the_next(
    profile: BrowserContext, server: str
) -> None:
    stored = []
    for _ in range(2):
        page = profile.new_page()
        forget(page, server)
        page.goto(f"{server}/_stcore/health")
        stored.append(
            page.evaluate(
                "['a' in localStorage, 'a' in sessionStorage, document.cookie.includes('a=1')]"
            )
        )
        page.evaluate(
            "() => { localStorage.a = sessionStorage.a = 1; document.cookie = 'a=1; max-age=60' }"
        )
        page.close()
    assert stored == [[False, False, False]] * 2
