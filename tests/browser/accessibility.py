"""axe-core on a page: what it may not find."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

BLOCKING = {"serious", "critical"}

# Rules that Streamlit's own chrome breaks, each with the one element within which it is forgiven:
# on a phone the navigation's list puts a <div> per section between its <ul> and its <li>s.
FORGIVEN = (
    ("list", '[data-testid="stSidebarNavItems"]'),
    ("listitem", '[data-testid="stSidebarNavItems"]'),
)


SETTLED = """() => Promise.all(
  document
    .getAnimations()
    .filter((animation) => animation.effect.getComputedTiming().iterations !== Infinity)
    .map((animation) => animation.finished.catch(() => null)),
)"""


def serious_violations(page: Page) -> list[str]:
    """Return one line per element with a serious or critical violation, once nothing fades."""
    page.evaluate(SETTLED)
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:200]}"
        f" {' '.join(check['message'] for check in node['any'])}"
        for violation in found
        if violation["impact"] in BLOCKING
        for node in violation["nodes"]
        if not _is_forgiven(page, violation["id"], node["target"])
    ]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    pixels: int = page.evaluate(
        """() => Math.max(
          ...[document.documentElement, document.querySelector('[data-testid="stMain"]')]
            .map((each) => each.scrollWidth - each.clientWidth))"""
    )
    return pixels


# A line has a few pixels of room above its letters.
OFFER_AND_TITLE = """() => {
  const offer = document.querySelector(".predict-offer");
  const text = document.createRange();
  text.selectNodeContents(document.querySelector("h1"));
  return !offer || offer.getBoundingClientRect().bottom < text.getBoundingClientRect().top + 5;
}"""


def title_is_clear(page: Page) -> None:
    """Wait until a question that is offered stands above the page's title, not on it."""
    page.wait_for_function(OFFER_AND_TITLE)


def small_texts(page: Page, smallest: float = 14) -> list[tuple[float, str]]:
    """Texts under so many px, formulas aside, which nobody in the last row can read."""
    found: list[tuple[float, str]] = page.evaluate(
        """(smallest) => [...document.querySelectorAll('[data-testid="stApp"] *')]
            .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
            .filter((e) => e.checkVisibility() && !e.closest('.katex'))
            .map((e) => [parseFloat(getComputedStyle(e).fontSize), e.textContent.slice(0, 60)])
            .filter(([size]) => size < smallest)""",
        smallest,
    )
    return found


def _is_forgiven(page: Page, rule: str, target: list[Any]) -> bool:
    selector = target[0]
    if not isinstance(selector, str):
        return False  # A path through a shadow root: none of Streamlit's chrome lies in one.
    return any(
        rule == forgiven_rule
        and page.locator(selector).first.evaluate(
            "(element, within) => element.closest(within) !== null", within
        )
        for forgiven_rule, within in FORGIVEN
    )
