"""A run of 200,000 steps in Chromium: the memory of the page that trains stays what it was."""

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmark.process import held_by, is_readable
from tests.benchmark.reporting import verdict
from tests.chromium import launch_options
from tests.serving import streamlit_server

STEPS = 200_000
SETTLED = 20_000  # by then the snapshots fill what they may
LIMIT = 96.0  # megabytes: the snapshots' 64, and what waits for the collector
LINK = "samples=100&hidden=8-8-8&batch_size=10&learning_rate=0.03&start=1"


def run() -> None:
    """Print how much the browser's processes grow from step 20,000 to step 200,000."""
    if not is_readable():
        print("long run: this system has no /proc to read it from")
        return
    options = launch_options()
    with streamlit_server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)  # type: ignore[arg-type]
        page = browser.new_page()
        page.goto(f"{address}/training?{LINK}&stop={STEPS}")
        _wait_for(page, SETTLED)
        before = _megabytes(browser)
        _wait_for(page, STEPS)
        after = _megabytes(browser)
        browser.close()
    print(f"long run: {before:.0f} MB by step {SETTLED:,}, {after:.0f} MB at step {STEPS:,}")
    print(verdict("long run, growth", after - before, LIMIT, " MB"))


def _wait_for(page: Page, step: int) -> None:
    page.wait_for_function(
        "(step) => Number(document.querySelector('div.live-figure')?.dataset.step) >= step",
        arg=step,
        timeout=900_000,
    )


def _megabytes(browser: Browser) -> float:
    """What all pages' processes hold."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    pages = [each["id"] for each in processes if each["type"] == "renderer"]
    return sum(held_by(process).megabytes for process in pages)


if __name__ == "__main__":
    run()
