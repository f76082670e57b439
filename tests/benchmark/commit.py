"""From the release of a slider to the last message of the server, ours against the stock page.

Every page with a live figure, in turn with the stock page, and how many bytes a release brings.
"""

import statistics

from playwright.sync_api import Locator, Page

from tests.benchmark.pages import ComparedPage, compared_pages, other_pages
from tests.benchmark.reporting import summary, verdict

REPETITIONS = 20
WARM_UPS = 3
LIMIT = 0.4  # of Explore's time to the stock page's
OTHERS_LIMIT = 0.6
BYTES_LIMIT = 12  # kB
# The last message is the one after which the line is silent for this long, in milliseconds.
SILENCE = 400


def run() -> None:
    """Commit on each page in turn with the stock page; print times, their ratios, and bytes."""
    with compared_pages() as (browser, ours, stock):
        stock_page = stock.open(browser)
        for compared in (ours, *other_pages(ours)):
            opened = [(compared, compared.open(browser)), (stock, stock_page)]
            measure(opened, LIMIT if compared is ours else OTHERS_LIMIT)
            opened[0][1].close()


def measure(opened: list[tuple[ComparedPage, Page]], limit: float) -> None:
    """Commit on a page and on the stock page in turn, and print what it took."""
    (ours, page), (stock, _) = opened
    times: dict[str, list[float]] = {compared.name: [] for compared, _ in opened}
    sizes: list[float] = []
    for repetition in range(WARM_UPS + REPETITIONS):
        # In turn, so that whatever else the machine does falls on both.
        for compared, each in opened:
            elapsed = commit_time(compared, each, to_the_right=repetition % 2 == 0)
            if repetition >= WARM_UPS:
                times[compared.name].append(elapsed)
                if compared is ours:
                    sizes.append(page.evaluate("benchmarkClock.bytes.reduce((a, b) => a + b, 0)"))
    for name, values in times.items():
        print(summary(f"commit, {name}", values, "ms"))
    ratio = statistics.median(times[ours.name]) / statistics.median(times[stock.name])
    print(verdict(f"commit, {ours.name}, ratio", ratio, limit))
    kilobytes = statistics.median(sizes) / 1024
    if ours.name == "Explore":
        print(verdict("commit, Explore, bytes", kilobytes, BYTES_LIMIT, " kB"))
    else:
        print(f"{f'commit, {ours.name}, bytes':<34} {kilobytes:.1f} kB")


def commit_time(compared: ComparedPage, page: Page, to_the_right: bool) -> float:
    """Drag the slider, release it; return ms from the release to the server's last message."""
    page.bring_to_front()
    drag_slider(compared, page, to_the_right)
    page.evaluate("() => { for (const list of Object.values(benchmarkClock)) list.length = 0; }")
    page.mouse.up()
    page.wait_for_function(
        """silence => {
            const { released, received } = benchmarkClock;
            return released.length && received.length && received.at(-1) > released[0]
                && performance.now() - received.at(-1) > silence;
        }""",
        arg=SILENCE,
    )
    elapsed: float = page.evaluate("benchmarkClock.received.at(-1) - benchmarkClock.released[0]")
    return elapsed


def drag_slider(compared: ComparedPage, page: Page, to_the_right: bool) -> None:
    """Press the slider's handle and move it some way, leaving the button down."""
    slider = compared.slider(page)
    slider.scroll_into_view_if_needed()
    x, y = handle_position(page, slider)
    step = 8 if to_the_right else -8
    page.mouse.move(x, y)
    page.mouse.down()
    for move in range(1, 6):
        page.mouse.move(x + move * step, y)


def handle_position(page: Page, slider: Locator) -> tuple[float, float]:
    """Return the centre of a slider's handle, in pixels of the window."""
    box = slider.bounding_box()
    assert box is not None
    share = slider.evaluate(
        "e => e.matches('input[type=range]') ? (e.value - e.min) / (e.max - e.min) : 0.5"
    )
    # The handle of a range input keeps inside the track: half its height is a close half-width.
    inset = box["height"] / 2 if box["width"] > 2 * box["height"] else 0
    x = box["x"] + inset + share * (box["width"] - 2 * inset)
    return x, box["y"] + box["height"] / 2
