"""The training lab in a browser: what its tests press, read and wait for."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.live_figure import figure

SMALL = "samples=64&hidden=4-4"


def step(page: Page) -> int:
    return int(figure(page).get_attribute("data-step") or 0)


def open_lab(open_page: OpenPage, path: str, **options: object) -> Page:
    """Open the lab and wait for its first picture, from which on it hears keys and pointer."""
    page = open_page(path, **options)
    figure(page).and_(page.locator("[data-ready][data-step]")).wait_for()
    return page


def reading(page: Page, name: str) -> Locator:
    return page.locator(f'.training-headline [data-reading="{name}"]')


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def pause(page: Page) -> None:
    """Press Pause and wait for the picture of where the run stands."""
    button(page, "Pause").click()
    stands(page)


def stands(page: Page) -> None:
    """Wait until the run is paused and its last picture is drawn."""
    expect(button(page, "Start")).to_be_visible()
    expect(figure(page)).to_have_attribute("data-running", "false")


def wait_for_step(page: Page, condition: Callable[[int], bool] | int) -> None:
    """Wait for a number, or for a number that is large enough: `lambda` is for the reader."""
    if isinstance(condition, int):
        expect(figure(page)).to_have_attribute("data-step", str(condition))
        return
    page.wait_for_function("() => document.querySelector('div.live-figure').dataset.step")
    for _ in range(3600):
        if condition(step(page)):
            return
        page.evaluate("() => new Promise((done) => setTimeout(done, 50))")
    raise AssertionError(f"the run stands at step {step(page)}")
