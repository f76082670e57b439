"""One server and one browser per worker; a page that fails its test if an error occurs in it."""

import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, cast

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

from tests.chromium import launch_options
from tests.serving import streamlit_server

HERE = Path(__file__).parent

# Milliseconds until what is waited for counts as missing: tens of times what the slowest needs.
PATIENCE = 180_000
expect.set_options(timeout=PATIENCE)

Theme = Literal["light", "dark"]
OpenPage = Callable[..., Page]

BACKGROUNDS: dict[Theme, str] = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 23, 26)"}
# The page has a theme's background, and every chart is drawn in that theme.
WORN = """([theme, background]) =>
  getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor === background
  && [...document.querySelectorAll("div.live-figure")].every(
    (root) => root.dataset.theme === theme && !root.liveFigure?.frame
  )"""

# Streamlit's own sign that the script has run to its end. The state is "initial" until the first
# run, so this cannot match before there is a page. Stale elements await removal.
FINISHED = (
    '[data-testid="stApp"][data-test-script-state="notRunning"]'
    '[data-test-connection-state="CONNECTED"]'
)
UNFINISHED = '[data-testid="stSkeleton"], [data-stale="true"], [data-testid="stAppSkeleton"]'
UNDRAWN = "div.live-figure:not([data-ready])"
# A component's place before its program has put the component's root there.
UNMOUNTED = '[data-testid="stBidiComponentRegular"]:not(:has(> [class]))'


# Nothing is unfinished, three frames in a row: a component takes what a run sent after its end.
CALM = """(unfinished) => {
  window.calmFrames = document.querySelector(unfinished) ? 0 : (window.calmFrames ?? 0) + 1;
  if (window.calmFrames < 3) return false;
  window.calmFrames = 0;
  return true;
}"""

# On a deep link Streamlit's script looks for its server under the page's own path first, and the
# answers 404 are how it learns the base path. Nothing else may be missing.
PROBES = r"/[a-z-]+/_stcore/(health|host-config)$"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of the real app."""
    with streamlit_server() as address:
        yield address


@pytest.fixture(scope="session")
def options() -> dict[str, object]:
    """How the browser is launched; found before Playwright runs, which finding it starts too."""
    return launch_options()


@pytest.fixture(scope="session")
def chromium(options: dict[str, object]) -> Iterator[BrowserType]:
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def browser(chromium: BrowserType, options: dict[str, object]) -> Iterator[Browser]:
    """A browser for visitors beside the test's own: another person, another device."""
    browser = chromium.launch(**options)  # type: ignore[arg-type]
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def profile(chromium: BrowserType, options: dict[str, object]) -> Iterator[BrowserContext]:
    """A profile on disk: what is compiled of Streamlit's and Plotly's scripts is kept there.

    A context without one compiles them for each page: half of a load's work.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as directory:
        profile = chromium.launch_persistent_context(directory, **options)  # type: ignore[arg-type]
        profile.set_default_timeout(PATIENCE)
        yield profile
        profile.close()


@pytest.fixture(scope="module")
def blank(profile: BrowserContext, server: str) -> Iterator[Page]:
    """A page of the server's origin without the app, to import modules in."""
    page = profile.new_page()
    page.goto(f"{server}/_stcore/health")
    yield page
    page.close()


@pytest.fixture
def page(profile: BrowserContext, server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that remembers nothing of earlier ones; the test fails if it reports an error.

    What a test provokes on purpose it allows by a marker: `@pytest.mark.allow_problems(r"404")`.
    """
    marker = request.node.get_closest_marker("allow_problems")
    allowed = cast("tuple[str, ...]", marker.args if marker else ())
    page = profile.new_page()
    forget(page, server)
    problems = watch(page)
    yield page
    boxes = page.locator('[data-testid="stException"]')
    problems += [f"exception box: {text}" for text in boxes.all_inner_texts()]
    page.close()
    unexpected = [text for text in problems if not any(re.search(p, text) for p in allowed)]
    if unexpected:
        pytest.fail("the page reported:\n" + "\n".join(unexpected), pytrace=False)


def forget(page: Page, server: str) -> None:
    """Take from the page's profile what scripts have stored; a test's own server has no past."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Storage.clearDataForOrigin", {"origin": server, "storageTypes": "all"})
    devtools.detach()


def watch(page: Page) -> list[str]:
    """Return a list that fills with whatever goes wrong in the page from now on."""
    problems: list[str] = []

    def failed(request: Request) -> None:
        # Leaving a page aborts what is still loading, which is no fault of the page.
        if request.failure != "net::ERR_ABORTED":
            problems.append(f"request failed: {request.url} ({request.failure})")

    def answered(response: Response) -> None:
        if response.status >= 400 and not re.search(PROBES, response.url):
            problems.append(f"status {response.status}: {response.url}")

    def logged(message: ConsoleMessage) -> None:
        address = message.location.get("url", "")
        if message.type == "error" and not re.search(PROBES, address):
            problems.append(f"console: {message.text} ({address})")

    page.on("console", logged)
    page.on("pageerror", lambda error: problems.append(f"page error: {error}"))
    page.on("requestfailed", failed)
    page.on("response", answered)
    return problems


def wait_until_finished(page: Page, drawn: bool = True) -> None:
    """Wait until the script has run to its end, and its elements and charts are on the page.

    Where a chart is meant to fail, `drawn=False` does not wait for it.
    """
    page.locator(FINISHED).wait_for()
    unfinished = ", ".join([UNFINISHED, UNMOUNTED, *([UNDRAWN] if drawn else [])])
    page.wait_for_function(CALM, arg=unfinished)


def both_themes(page: Page) -> Iterator[Theme]:
    """The page in one theme and then in the other, as the system's preference changes under it."""
    for theme, background in BACKGROUNDS.items():
        page.emulate_media(color_scheme=theme)
        page.wait_for_function(WORN, arg=[theme, background])
        wait_until_finished(page)
        yield theme


@pytest.fixture
def open_page(page: Page, server: str) -> OpenPage:
    """Return a function that opens a path of the app and waits until it is complete."""

    def open_page(
        path: str = "/",
        width: int = 1280,
        height: int = 800,
        theme: Theme = "light",
        address: str = server,
        drawn: bool = True,
    ) -> Page:
        page.set_viewport_size({"width": width, "height": height})
        # Streamlit follows the system's preference until the visitor chooses a theme.
        page.emulate_media(color_scheme=theme, reduced_motion="no-preference")
        page.goto(f"{address}/{path.lstrip('/')}")
        wait_until_finished(page, drawn)
        page.evaluate("document.fonts.ready")
        return page

    return open_page
