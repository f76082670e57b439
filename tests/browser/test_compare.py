"""The Compare page driven as a visitor would: drag, probe, keys, and what is then drawn."""

import re
from urllib.parse import urlencode

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from actviz.views.compare.presets import PRESETS
from actviz.views.compare.state import CompareState
from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import drag, figure, number, query, slider_of

ALL = "show=f,derivative,difference"
EIGHT = "&".join(["f=logistic"] * 8)


def address(state: CompareState) -> str:
    return "/compare?" + urlencode(state.to_query(), doseq=True)


def paths(page: Page) -> list[str]:
    """The drawn lines as the browser holds them, pieces of one line joined."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".live-figure g.trace")].map((trace) =>
            [...trace.querySelectorAll("path.js-line")].map((p) => p.getAttribute("d")).join(""))"""
    )


def corners(path: str) -> np.ndarray:
    """Pixels of a drawn line, `(n, 2)`; single points are the rest of pieces taken together."""
    pieces = [piece for piece in path.split("M") if "L" in piece]
    found = [pair.split(",") for piece in pieces for pair in piece.split("L")]
    return np.array(found, dtype=float)


def test_dragging_moves_one_function_and_tells_the_server_once(
    open_page: OpenPage, page: Page
) -> None:
    frames: list[object] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(frame)))
    open_page("/compare?f=relu&f=elu&f=elu")
    # An axis that widens would move every line.
    figure(page).get_by_role("button", name="Lock", exact=True).click()
    frames.clear()
    before, redraws = paths(page), number(page, "data-redraws")
    drag(page, slider_of(page, "2.alpha"), 0.8)
    assert number(page, "data-redraws") >= redraws + 19
    assert frames == []
    held = paths(page)
    changed = [index for index, path in enumerate(held) if path != before[index]]
    # f and f′ of the third function.
    assert len(changed) == 2
    page.mouse.up()
    page.wait_for_url(re.compile("2.alpha="))
    wait_until_finished(page)
    assert number(page, "data-commits") == 1
    assert list(query(page)) == ["f", "2.alpha"]
    # What was moved while it was held is what Plotly draws afterwards.
    for moved, drawn in zip(held, paths(page), strict=True):
        # Both round to hundredths of a pixel.
        np.testing.assert_allclose(corners(moved), corners(drawn), atol=0.02)


@pytest.mark.parametrize("layout", ["side", "stacked", "overlaid"])
def test_eight_functions_redraw_in_every_frame_of_a_drag(open_page: OpenPage, layout: str) -> None:
    page = open_page(f"/compare?{EIGHT}&{ALL}&layout={layout}", height=3000)
    wait_until_finished(page)
    assert figure(page).locator("input[type=range]").count() == 25
    before = number(page, "data-redraws")
    drag(page, slider_of(page, "7.k"), 0.9, moves=40)
    assert number(page, "data-redraws") - before >= 0.95 * 40
    page.mouse.up()
    page.wait_for_url(re.compile("7.k="))


def test_link_restores_the_state(open_page: OpenPage) -> None:
    link = (
        "/compare?f=elu&f=elu&f=%3Da*x&1.alpha=2&2.a=-1&show=f,difference&layout=stacked"
        "&baseline=1&from=-4&probe=-2&tab=pytorch"
    )
    page = open_page(link)
    assert [slider_of(page, c).input_value() for c in ("0.alpha", "1.alpha", "2.a")] == [
        "1", "2", "-1",
    ]  # fmt: skip
    expect(page.locator(".live-figure .ytitle")).to_have_text("f(x)")
    expect(page.locator(".live-figure .y2title")).to_have_text("Δ = f(x) − ELU (2)")
    expect(figure(page)).to_contain_text(re.compile(r"ELU \(1\) =\s*−0\.8647"))
    expect(page.get_by_test_id("stCode")).to_contain_text("torch.nn.functional.elu(x, alpha=2.0)")
    page.reload()
    wait_until_finished(page)
    assert query(page) == {
        "f": ["elu", "elu", "=a*x"], "1.alpha": ["2"], "2.a": ["-1"], "show": ["f,difference"],
        "layout": ["stacked"], "baseline": ["1"], "from": ["-4"], "probe": ["-2"],
        "tab": ["pytorch"],
    }  # fmt: skip


@pytest.mark.parametrize("name", PRESETS)
def test_drawn_numbers_are_those_of_python(open_page: OpenPage, name: str) -> None:
    state = PRESETS[name]
    base = state.curves[state.baseline].activation
    page = open_page(address(state))
    wait_until_finished(page)
    traces = page.evaluate(
        """() => document.querySelector(".live-figure-chart").data
            .filter((trace) => "function" in trace.meta)
            .map(({ x, y, meta }) => ({ x, y, ...meta }))"""
    )
    assert {trace["live"] for trace in traces} == set(state.panels)
    for trace in traces:
        activation = state.curves[trace["function"]].activation
        x = np.array(trace["x"], dtype=float)
        drawn = np.array(trace["y"], dtype=float)
        expected = {
            "f": activation.value,
            "derivative": activation.derivative,
            "difference": lambda x, a=activation: a.value(x) - base.value(x),
        }[trace["live"]](x)
        gap = np.isnan(drawn)
        # Both languages have double precision; their exp and erf differ in the last digits.
        np.testing.assert_allclose(drawn[~gap], expected[~gap], rtol=1e-11, atol=1e-13)


def test_tanh_coincides_with_the_scaled_sigmoid(open_page: OpenPage) -> None:
    page = open_page(address(PRESETS["Sigmoid and tanh: tanh x = 2σ(2x) − 1"]))
    wait_until_finished(page)
    largest = page.evaluate(
        """() => Math.max(...document.querySelector(".live-figure-chart").data
            .find((trace) => trace.meta.live === "difference" && trace.meta.function === 2)
            .y.map(Math.abs))"""
    )
    assert largest < 1e-15


def test_error_of_the_gelu_approximations_fills_its_panel(open_page: OpenPage) -> None:
    page = open_page(address(PRESETS["GELU and its two approximations"]))
    wait_until_finished(page)
    low, high = page.evaluate(
        """() => document.querySelector(".live-figure-chart")._fullLayout.yaxis2.range"""
    )
    # The sigmoid form is off by 0.0203 at most.
    assert 0.02 < high < 0.04
    assert low == -high


@pytest.mark.parametrize("share", [0.2, 0.7])
def test_probe_on_either_panel_reads_all_functions(open_page: OpenPage, share: float) -> None:
    page = open_page("/compare?f=relu&f=leaky_relu")
    wait_until_finished(page)
    box = figure(page).locator(".live-figure-surface").first.bounding_box()
    assert box is not None
    domains = page.evaluate(
        """() => { const l = document.querySelector(".live-figure-chart")._fullLayout;
            return [l.xaxis.domain, l.xaxis2.domain]; }"""
    )
    start, end = next(domain for domain in domains if domain[0] <= share <= domain[1])
    expected = -6 + 12 * (share - start) / (end - start)
    page.mouse.move(box["x"] + share * box["width"], box["y"] + 50)
    page.mouse.down()
    # Past the panel's edge the probe stays at the edge instead of entering the other panel.
    page.mouse.move(box["x"] + (share + 0.02) * box["width"], box["y"] + 90, steps=4)
    page.mouse.move(box["x"] + share * box["width"], box["y"] + 90, steps=4)
    page.mouse.up()
    page.wait_for_url(re.compile("probe="))
    probe = float(query(page)["probe"][0])
    assert probe == pytest.approx(expected, abs=0.05)
    shown = f"{0.01 * probe:.4g}".replace("-", "−") if probe < 0 else f"{probe:.4g}"
    expect(figure(page)).to_contain_text(re.compile(rf"Leaky ReLU =\s*{re.escape(shown)}"))


def test_probe_does_not_leave_the_panel_where_it_was_pressed(open_page: OpenPage) -> None:
    page = open_page("/compare?f=relu")
    box = figure(page).locator(".live-figure-surface").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.9 * box["width"], box["y"] + 50, steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile("probe=6(&|$)"))


def test_keyboard_and_reset(open_page: OpenPage) -> None:
    page = open_page("/compare?f=relu&f=elu")
    slider_of(page, "1.alpha").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"1\.alpha=1\.05"))
    figure(page).get_by_role("button", name="Reset", exact=True).click()
    page.wait_for_url(re.compile(r"\?f=relu&f=elu$"))
    assert slider_of(page, "1.alpha").input_value() == "1"
