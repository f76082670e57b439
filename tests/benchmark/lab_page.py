"""The training lab in Chromium while sixteen networks train: pictures, updates, buttons."""

import os
import time

from playwright.sync_api import sync_playwright

from actviz.training import PRESETS
from tests.benchmark.reporting import percentile, summary, verdict
from tests.chromium import launch_options
from tests.serving import streamlit_server

SECONDS = 10
PRESSES = 10
RACERS = len(PRESETS["race-16"].config.activations)

# Notes when the picture shows another step.
WATCH = """
() => {
  const figure = document.querySelector("div.live-figure");
  window.benchmarkPictures = [];
  let last = figure.dataset.step;
  new MutationObserver(() => {
    if (figure.dataset.step === last) return;
    last = figure.dataset.step;
    benchmarkPictures.push([performance.now(), Number(last)]);
  }).observe(figure, { attributes: true, attributeFilter: ["data-step"] });
}
"""
# Presses a button; resolves to the ms until its label has changed.
PRESS = """
() => new Promise((resolve) => {
  const text = () => document.querySelector(".st-key-training_run button").innerText;
  const before = text();
  const started = performance.now();
  document.querySelector(".st-key-training_run button").click();
  const look = () => {
    if (text() === before) requestAnimationFrame(look);
    else resolve(performance.now() - started);
  };
  look();
})
"""


def run() -> None:
    """Print pictures and network updates per second, and how soon Start and Pause answer."""
    options = launch_options()
    with streamlit_server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)  # type: ignore[arg-type]
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{address}/training?preset=race-16&start=1&stop=0")
        page.locator("div.live-figure[data-ready][data-step]").wait_for(timeout=60_000)
        page.evaluate(WATCH)
        page.wait_for_timeout(1000 * SECONDS)  # a rate needs time to pass
        pictures = page.evaluate("benchmarkPictures")
        # Pause and start in turn: half of the presses meet a running fragment.
        presses: list[float] = []
        for _ in range(PRESSES):
            presses.append(page.evaluate(PRESS))
            time.sleep(0.3)  # as a hand would
        browser.close()
    seconds = (pictures[-1][0] - pictures[0][0]) / 1000
    updates = RACERS * (pictures[-1][1] - pictures[0][1]) / seconds
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"lab page, load average {load:.1f} (this benchmark adds about 2)")
    rate = (len(pictures) - 1) / seconds
    print(verdict("lab page, pictures", rate, 12, "/s", at_least=True))
    print(verdict("lab page, network updates", updates, 5000, "/s", at_least=True))
    print(summary("lab page, Start and Pause answer", presses, "ms"))
    print(verdict("lab page, slowest button", percentile(presses, 1.0), 300, " ms"))


if __name__ == "__main__":
    run()
