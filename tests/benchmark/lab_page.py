"""The training lab in Chromium while it trains: pictures, updates, buttons."""

import os
import time
from dataclasses import dataclass, replace

from playwright.sync_api import Browser, sync_playwright

from actviz.training import PRESETS, LabConfig
from tests.benchmark.browser_engine import torch_updates_per_second
from tests.benchmark.reporting import percentile, summary, verdict
from tests.chromium import launch_options
from tests.serving import streamlit_server

SECONDS = 10
PRESSES = 10

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


@dataclass(frozen=True)
class Case:
    """A link, and what must hold: updates over those of a torch.nn loop, pictures a second."""

    title: str
    link: str
    config: LabConfig
    updates: float | None = None
    pictures: float | None = None


RACE = PRESETS["race-16"].config
DEEP = replace(RACE, dataset="digits", hidden=(128,) * 6)
CASES = (
    Case("race-16", "preset=race-16", RACE, 15, 25),
    Case(
        "digits, 6 × 128",
        f"dataset=digits&hidden={'-'.join(['128'] * 6)}&activations={'%3B'.join(RACE.activations)}",
        DEEP,
    ),
)
MOONSHOT = {"race-16": (30, 60)}


def run() -> None:
    """Print pictures and network updates per second, and how soon Start and Pause answer."""
    options = launch_options()
    with streamlit_server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)  # type: ignore[arg-type]
        for case in CASES:
            _measure(case, address, browser)
        browser.close()


def _measure(case: Case, address: str, browser: Browser) -> None:
    plain = torch_updates_per_second(case.config) if case.updates else 0.0
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}/training?{case.link}&start=1&stop=0")
    page.locator("div.live-figure[data-ready][data-step]").wait_for(timeout=60_000)
    page.evaluate(WATCH)
    page.wait_for_timeout(1000 * SECONDS)  # a rate needs time to pass
    pictures = page.evaluate("benchmarkPictures")
    presses: list[float] = []
    for _ in range(PRESSES):
        presses.append(page.evaluate(PRESS))
        time.sleep(0.3)  # as a hand would
    page.close()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"{case.title}, load average {load:.1f} (this benchmark adds about 2)")
    seconds = (pictures[-1][0] - pictures[0][0]) / 1000 if len(pictures) > 1 else SECONDS
    shown = (len(pictures) - 1) / seconds
    steps = (pictures[-1][1] - pictures[0][1]) / seconds if pictures else 0.0
    updates = len(case.config.activations) * steps
    print(f"{case.title}: {updates:,.0f} updates/s, {shown:.1f} pictures/s")
    if case.updates is not None and case.pictures is not None:
        # In turns, so that both meet the same machine.
        plain = max(plain, torch_updates_per_second(case.config))
        print(f"torch.nn loop: {plain:,.0f} updates/s")
        ratio = updates / plain
        print(verdict(f"{case.title}, against torch.nn", ratio, case.updates, " ×", at_least=True))
        print(verdict(f"{case.title}, pictures", shown, case.pictures, "/s", at_least=True))
        faster, more = MOONSHOT[case.title]
        reached = "reached" if ratio >= faster and shown >= more else "not reached"
        print(f"moonshot {faster} × and {more} pictures/s: {reached}")
    print(summary(f"{case.title}, Start and Pause", presses, "ms"))
    print(verdict(f"{case.title}, slowest button", percentile(presses, 1.0), 300, " ms"))


if __name__ == "__main__":
    run()
