"""The Cost page driven as a visitor would."""

import re

from playwright.sync_api import expect

from actviz.training.cost import stored
from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import downloads, drag, figure, number, query, slider_of

PASS = "forward and backward"
_DOTS = """([live, expected]) => {
  const chart = document.querySelector("div.live-figure .js-plotly-plot");
  const shown = chart?.data.find((trace) => trace.meta?.live === live)?.x;
  return shown && JSON.stringify(Array.from(shown)) === JSON.stringify(expected);
}"""


def test_size_moves_the_ratios_and_choices_stand_in_the_link(open_page: OpenPage) -> None:
    page = open_page("/cost?f=relu,mish,golu&sort=name")
    result = stored()

    def dots(elements: int, kind: str = "forward") -> list[float]:
        # By name: GoLU, which torch lacks, Mish, ReLU.
        return [result.ratio(name, elements, kind) for name in ("mish", "relu")]

    page.wait_for_function(_DOTS, arg=["torch", dots(2**18)])
    drag(page, slider_of(page, "elements"), 0.02)
    page.wait_for_function(_DOTS, arg=["torch", dots(64)])
    assert number(page, "data-commits") == 0
    page.mouse.up()
    page.wait_for_url(re.compile("elements=64"))
    wait_until_finished(page)
    assert number(page, "data-commits") == 1
    page.get_by_role("radio", name="Forward + backward").click()
    page.wait_for_url(re.compile("pass=both"))
    page.wait_for_function(_DOTS, arg=["torch", dots(64, PASS)])
    assert query(page)["f"] == ["relu,mish,golu"]
    name = "cost-both_elements=64"
    table = downloads(page, name)["CSV"].decode("utf-8-sig").splitlines()
    assert (
        table[0] == "activation,elements,operations,torch seconds,torch ratio_to_relu,torch spread"
    )
    page.get_by_role("radio", name="In a layer").click()
    page.wait_for_url(re.compile("part=layer"))
    share = [100 * each for each in result.layers["gelu"][PASS]["share"]]
    page.wait_for_function(
        """(expected) => [...document.querySelectorAll(".js-plotly-plot")].some((chart) =>
          chart.data.some((trace) => trace.name === "GELU"
            && JSON.stringify(Array.from(trace.y)) === JSON.stringify(expected)))""",
        arg=share,
    )
    expect(figure(page)).to_have_count(1)


# How many dots of a trace are drawn.
_COUNT = """([live, count]) => {
  const chart = document.querySelector("div.live-figure .js-plotly-plot");
  const shown = chart?.data.find((trace) => trace.meta?.live === live)?.x ?? [];
  return Array.from(shown).filter((ratio) => ratio > 0).length === count;
}"""
_ABOVE = """(parts) => {
  const [above, below] = parts.map((each) => document.querySelector(`.cost-tall ${each}`));
  return above.getBoundingClientRect().bottom <= below.getBoundingClientRect().top;
}"""


def test_measuring_here_and_in_this_browser(open_page: OpenPage) -> None:
    page = open_page("/cost?device=server&f=relu,mish&elements=64")
    page.wait_for_function(_COUNT, arg=["stored", 2])
    page.wait_for_function(_COUNT, arg=["torch", 0])
    page.get_by_role("button", name="Measure", exact=True).click()
    expect(page.get_by_text("Done: 16 of 16 measured.")).to_be_visible(timeout=120_000)
    page.wait_for_function(_COUNT, arg=["torch", 2])
    expect(page.get_by_role("button", name="Measure", exact=True)).to_be_visible()
    page.get_by_role("radio", name="All 1").click()
    page.wait_for_url(re.compile("f=all"))
    # Of a chart of several screens, what moves it stands above.
    expect(page.locator(".cost-tall")).to_be_visible()
    page.wait_for_function(_ABOVE, arg=[".live-figure-controls", ".live-figure-stage"])
    page.get_by_role("button", name="Measure", exact=True).click()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text(re.compile(r"^Stopped: \d+ of \d+ measured\.$"))).to_be_visible()
    page.wait_for_function(_COUNT, arg=["torch", 2])

    page.get_by_role("radio", name="This browser").click()
    page.wait_for_url(re.compile("device=browser"))
    bar = page.locator(".live-figure-transport")
    expect(bar.get_by_role("status")).to_have_text("Nothing is measured yet.")
    bar.get_by_role("button", name="Measure").click()
    # The rows are all of them: the first, ReLU, suffices, and a press ends the rest.
    expect(bar.get_by_role("status")).to_have_text(re.compile(r"^\d+ of \d+ measured$"))
    bar.get_by_role("button", name="Stop").click()
    expect(bar.get_by_role("status")).to_have_text("Stopped: what was measured stays.")
    expect(figure(page)).to_have_attribute("data-running", "false")
    table = downloads(page, "cost-forward_elements=64")["CSV"].decode("utf-8-sig").splitlines()
    assert table[0].endswith("javascript seconds,javascript ratio_to_relu,javascript spread")
    rows = [line.split(",") for line in table[1:]]
    assert len(rows) > 100
    (relu,) = (row for row in rows if row[0] == "relu")
    assert float(relu[4]) > 0
