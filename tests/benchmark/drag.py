"""While a slider is dragged: redraws per frame, gaps, messages; then the commits on release."""

import time
from itertools import pairwise
from urllib.parse import quote

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.benchmark.commit import handle_position
from tests.benchmark.pages import ComparedPage
from tests.benchmark.reporting import percentile, verdict
from tests.chromium import launch_options
from tests.maths.parser.work import HEAVIEST
from tests.serving import streamlit_server

SECONDS = 3.0
RANGE_INPUT = "div.live-figure input[type=range]"

# Counts, between press and release, the animation frames in which a pointer move arrived, and
# notes when the live figure redrew.
COUNTERS = """
() => {
  const figure = deepQuery("div.live-figure");
  const drag = { frames: 0, redraws: [], moves: 0 };
  window.benchmarkDrag = drag;
  let moved = false;
  let over = false;
  addEventListener("pointermove", () => { if (!over) { moved = true; drag.moves += 1; } }, true);
  addEventListener("pointerup", () => { over = true; }, true);
  const frame = () => {
    if (moved) drag.frames += 1;
    moved = false;
    if (!over) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new MutationObserver((records) => {
    if (!over) for (const _ of records) drag.redraws.push(performance.now());
  }).observe(figure, { attributes: true, attributeFilter: ["data-redraws"] });
  benchmarkClock.sent.length = 0;
}
"""


# The pages with the most to draw beside the plain one: eight functions of three parameters each,
# ten classes, and the heaviest formula that is accepted.
PLACES = {
    "Explore": "/explore?activation=elu",
    "Compare": "/compare?" + "&".join(["f=logistic"] * 8),
    "Compare, differences": "/compare?show=f%2Cderivative%2Cdifference&"
    + "&".join(["f=logistic"] * 8),
    "Softmax": "/softmax?" + "&".join(f"z={value}" for value in range(10)),
    "Saturation": "/saturation?depth=20&width=64",
    "Space folding": "/space-folding?hidden=16-16",
    "Heaviest formula": f"/explore?own={quote(HEAVIEST)}",
}
FEWEST_A_SECOND = 15


def run() -> None:
    """Drag the first slider of each place for some seconds; print what happened meanwhile."""
    options = launch_options()
    with streamlit_server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)  # type: ignore[arg-type]
        for name, path in PLACES.items():
            place = ComparedPage(name, address + path, RANGE_INPUT, "div.live-figure .main-svg")
            drag(name, place, browser)
        browser.close()


def drag(name: str, place: ComparedPage, browser: Browser) -> None:
    """Drag a place's first slider, and print the four figures."""
    page = place.open(browser)
    slider = place.slider(page)
    slider.scroll_into_view_if_needed()
    x, y = handle_position(page, slider)
    box = slider.bounding_box()
    assert box is not None
    commits_before = count(page, "commits")
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(COUNTERS)
    low, high = box["x"] + 0.15 * box["width"], box["x"] + 0.85 * box["width"]
    # Each move changes the value by at least one step, or there would be nothing to redraw.
    stride = max(3.0, 1.5 * pixels_per_step(page, slider, box["width"]))
    started = time.monotonic()
    while time.monotonic() - started < SECONDS:
        if not low < x + stride < high:
            stride = -stride
        x += stride
        page.mouse.move(x, y)
    # The last move is drawn in the frame after it, which belongs to the drag.
    page.evaluate("() => new Promise((r) => requestAnimationFrame(() => setTimeout(r, 50)))")
    sent = page.evaluate("benchmarkClock.sent.length")
    page.mouse.up()
    page.wait_for_timeout(1500)  # To see that no second commit follows, time must pass.
    commits = count(page, "commits") - commits_before
    counted = page.evaluate("benchmarkDrag")
    page.close()
    redraws: list[float] = counted["redraws"]
    gaps = [later - earlier for earlier, later in pairwise(redraws)]
    print(
        f"{name}, {SECONDS:g} s of {counted['moves']} pointer moves in {counted['frames']} frames: "
        f"{len(redraws)} redraws"
    )
    per_frame = len(redraws) / max(1, counted["frames"])
    print(verdict(f"{name}, redraws per frame with a move", per_frame, 0.95, at_least=True))
    rate = len(redraws) / SECONDS
    print(verdict(f"{name}, redraws per second", rate, FEWEST_A_SECOND, at_least=True))
    if gaps:
        longest = 1000 / FEWEST_A_SECOND if "formula" in name else 50
        print(verdict(f"{name}, p95 gap between redraws", percentile(gaps, 0.95), longest, " ms"))
    print(verdict(f"{name}, messages to the server", sent, 0))
    print(f"{name + ', commits on release':<34} {commits} (must be 1)")


def count(page: Page, name: str) -> int:
    """Return a counter that the live figure keeps in its data attributes."""
    return int(page.locator("div.live-figure").first.get_attribute(f"data-{name}") or 0)


def pixels_per_step(page: Page, slider: Locator, width: float) -> float:
    """Return how far the handle moves for one step of the value, in pixels."""
    steps = slider.evaluate("e => (e.max - e.min) / (Number(e.step) || (e.max - e.min) / 1000)")
    return width / steps
