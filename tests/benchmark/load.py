"""From a warm page load to its first chart, ours against the stock page; and the Gallery."""

import statistics

from playwright.sync_api import Page

from tests.benchmark.pages import compared_pages
from tests.benchmark.reporting import summary, verdict

REPETITIONS = 9
LIMIT = 1.1
GALLERY_LIMIT = 2.0  # seconds

# What a small multiple may be drawn with; the logo lies outside the main block.
GALLERY_CHART = "a.gallery-card svg path"


def run() -> None:
    """Load both pages in turn, and print the times and their ratio."""
    with compared_pages() as (browser, ours, stock):
        opened = [(ours, ours.open(browser)), (stock, stock.open(browser))]
        times: dict[str, list[float]] = {ours.name: [], stock.name: []}
        for _ in range(REPETITIONS):
            for compared, page in opened:
                page.bring_to_front()
                times[compared.name].append(load_time(page, compared.address, compared.first_chart))
        root = stock.address.removesuffix("below")
        times["stock page at the root"] = [
            load_time(opened[1][1], root, stock.first_chart) for _ in range(REPETITIONS)
        ]
        page = opened[0][1]
        page.bring_to_front()
        home = ours.address.split("/explore")[0]
        gallery = [load_time(page, f"{home}/", GALLERY_CHART) for _ in range(REPETITIONS)]
    for name, values in times.items():
        print(summary(f"load, {name}", values, "ms"))
    ratio = statistics.median(times[ours.name]) / statistics.median(times[stock.name])
    print(verdict("load, ratio of the medians", ratio, LIMIT))
    print(summary("load, Gallery", gallery, "ms"))
    seconds = statistics.median(gallery) / 1000
    print(verdict("load, Gallery's first chart", seconds, GALLERY_LIMIT, " s"))


def load_time(page: Page, address: str, first_chart: str) -> float:
    """Load a page anew; return ms from the navigation's start to its first visible chart."""
    page.goto("about:blank")
    page.goto(address, wait_until="commit")
    elapsed: float = page.evaluate(
        """selector => new Promise((resolve) => {
            const look = () => {
                const chart = deepQuery(selector);
                const box = chart && chart.getBoundingClientRect();
                if (box && box.width && box.height) resolve(performance.now());
                else requestAnimationFrame(look);
            };
            look();
        })""",
        first_chart,
    )
    return elapsed
