"""The two pages that are compared, in one browser, with a clock inside each page."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.browser.conftest import wait_until_finished
from tests.chromium import launch_options
from tests.serving import streamlit_server

STOCK_SCRIPT = Path(__file__).with_name("stock_app.py")

# Both sides are timed by the page's own clock: the driver's calls take milliseconds of their own.
CLOCK = """
(() => {
  const clock = { sent: [], received: [], released: [], bytes: [] };
  window.benchmarkClock = clock;
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    clock.sent.push(performance.now());
    return send.call(this, data);
  };
  window.WebSocket = new Proxy(WebSocket, {
    construct(target, parameters) {
      const socket = new target(...parameters);
      socket.addEventListener("message", ({ data }) => {
        clock.received.push(performance.now());
        clock.bytes.push(data.size ?? data.byteLength ?? data.length);
      });
      return socket;
    },
  });
  // In the capture phase at the window nothing in the page can come first or stop it.
  for (const type of ["pointerup", "mouseup"])
    addEventListener(type, () => clock.released.push(performance.now()), true);

  // A component may draw inside a shadow root, which querySelector does not enter.
  window.deepQuery = (selector, root = document) => {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const element of root.querySelectorAll("*")) {
      const inside = element.shadowRoot && window.deepQuery(selector, element.shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
})();
"""


@dataclass(frozen=True)
class ComparedPage:
    """A page under measurement: how to open it and where its slider is."""

    name: str
    address: str
    thumb: str
    """Selector of the slider's handle or range input."""
    first_chart: str
    """Selector of what shows that the first chart is drawn."""

    def open(self, browser: Browser) -> Page:
        """Open it in a fresh profile, complete, with the clock running."""
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        page.add_init_script(CLOCK)
        self.load(page)
        return page

    def load(self, page: Page) -> None:
        """Load or reload it and wait until it is complete."""
        page.goto(self.address)
        wait_until_finished(page)
        page.locator(self.first_chart).first.wait_for(state="attached")

    def slider(self, page: Page) -> Locator:
        """Return its first slider."""
        return page.locator(self.thumb).first


# The visible handle; the input inside it is one pixel wide, for screen readers.
STOCK_HANDLE = '[data-testid="stSlider"] div:has(> div > input[type="range"])'
DRAWN_CURVE = ".js-plotly-plot .scatterlayer .trace path.js-line"


LIVE_SLIDER = "div.live-figure input[type=range]"
DRAWN_FIGURE = "div.live-figure[data-ready]"
# Pages beside Explore: name, link, what is dragged there.
OTHER_PAGES = (
    ("Compare, 3 functions", "compare?f=relu&f=elu&f=gelu", LIVE_SLIDER),
    ("Softmax", "softmax", LIVE_SLIDER),
    ("Maxout", "maxout", LIVE_SLIDER),
    ("ReLU family", "relu-family", LIVE_SLIDER),
    ("Saturation", "saturation", LIVE_SLIDER),
    ("Training at rest", "training", STOCK_HANDLE),
)


def other_pages(ours: ComparedPage) -> list[ComparedPage]:
    """The further pages of the server that `ours` is on."""
    home = ours.address.split("/explore")[0]
    return [
        ComparedPage(name, f"{home}/{link}", thumb, DRAWN_FIGURE)
        for name, link, thumb in OTHER_PAGES
    ]


@contextmanager
def compared_pages() -> Iterator[tuple[Browser, ComparedPage, ComparedPage]]:
    """Serve both pages, each by a process of its own; yield a browser, ours and the stock page."""
    options = launch_options()
    with ExitStack() as stack:
        ours = stack.enter_context(streamlit_server())
        # Started away from the project's config.toml, it keeps Streamlit's own settings.
        elsewhere = STOCK_SCRIPT.parent
        stock = stack.enter_context(streamlit_server(STOCK_SCRIPT, directory=elsewhere))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(**options)  # type: ignore[arg-type]
        stack.callback(browser.close)
        yield (
            browser,
            ComparedPage(
                "Explore",
                f"{ours}/explore?activation=elu",
                LIVE_SLIDER,
                f"div.live-figure {DRAWN_CURVE}",
            ),
            # Reached as ours is, by a deep link.
            ComparedPage("stock page", f"{stock}/below", STOCK_HANDLE, DRAWN_CURVE),
        )
