"""Saturation's fifty layers, from the key that asks for them to the picture."""

from playwright.sync_api import sync_playwright

from tests.benchmark.reporting import percentile, verdict
from tests.chromium import launch_options
from tests.serving import streamlit_server

PATH = "/saturation?width=64"  # three networks, as the page has them
ROUNDS = 10
MOST = 500  # ms

# From one depth to fifty layers that are measured for all networks and drawn.
MEASURE = """
async () => {
  const root = document.querySelector("div.live-figure");
  const slider = root.querySelector('[data-control="depth"] input[type=range]');
  const press = (key) => slider.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const settled = (layers) => new Promise((done) => {
    const look = () => {
      const { data } = root.querySelector(".live-figure-chart");
      const line = data.find((trace) => trace.meta?.live === "delta");
      if (root.dataset.running === "false" && line.x.length === layers) done();
      else requestAnimationFrame(look);
    };
    look();
  });
  press("Home");
  await settled(1);
  const start = performance.now();
  press("End");
  await settled(50);
  return performance.now() - start;
}
"""


def run() -> None:
    """Go from one layer to fifty some times; print the slowest tenth."""
    options = launch_options()
    with streamlit_server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)  # type: ignore[arg-type]
        page = browser.new_page()
        page.goto(address + PATH)
        page.locator("div.live-figure[data-running=false]").wait_for()
        # The first draws fifty layers' numbers, which the worker keeps.
        first, *times = [page.evaluate(MEASURE) for _ in range(ROUNDS)]
        browser.close()
    print(verdict("fifty layers, the first time", first, MOST, " ms"))
    print(verdict("fifty layers, p95", percentile(times, 0.95), MOST, " ms"))
