"""The Compare page driven as a visitor would: drag, probe, add, remove, links."""

import re
from typing import Any
from urllib.parse import quote, urlencode

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from actviz.views.compare.presets import PRESETS
from actviz.views.compare.state import CompareState
from tests.browser.accessibility import serious_violations
from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import drag, figure, number, query

ALL = "show=f,derivative,difference"
EIGHT = "&".join(["f=logistic"] * 8)


def address(state: CompareState) -> str:
    return "/compare?" + urlencode(state.to_query(), doseq=True)


def slider(page: Page, control: str) -> Any:
    return figure(page).locator(f'[data-control="{control}"] input[type=range]')


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


def test_dragging_moves_one_function_and_tells_the_server_once(open_page: OpenPage) -> None:
    page = open_page("/compare?f=relu&f=elu&f=elu")
    frames: list[object] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: frames.append(frame)))
    page.reload()
    wait_until_finished(page)
    # An axis that widens would move every line.
    figure(page).get_by_role("button", name="Lock", exact=True).click()
    frames.clear()
    before, redraws = paths(page), number(page, "data-redraws")
    drag(page, slider(page, "2.alpha"), 0.8)
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
    drag(page, slider(page, "7.k"), 0.9, moves=40)
    assert number(page, "data-redraws") - before >= 0.95 * 40
    page.mouse.up()
    page.wait_for_url(re.compile("7.k="))


def test_link_restores_the_state(open_page: OpenPage) -> None:
    link = (
        "/compare?f=elu&f=elu&f=%3Da*x&1.alpha=2&2.a=-1&show=f,difference&layout=stacked"
        "&baseline=1&from=-4&probe=-2&tab=pytorch"
    )
    page = open_page(link)
    assert [slider(page, c).input_value() for c in ("0.alpha", "1.alpha", "2.a")] == [
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
    slider(page, "1.alpha").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"1\.alpha=1\.05"))
    figure(page).get_by_role("button", name="Reset", exact=True).click()
    page.wait_for_url(re.compile(r"\?f=relu&f=elu$"))
    assert slider(page, "1.alpha").input_value() == "1"


def test_functions_are_added_twice_and_removed(open_page: OpenPage) -> None:
    page = open_page("/compare?f=relu&f=elu&1.alpha=3")
    box = page.get_by_role("combobox", name="Functions")
    box.click()
    box.fill("ELU")
    page.get_by_role("option", name="Exponential linear units · ELU", exact=True).click()
    page.wait_for_url(re.compile("f=elu&f=elu"))
    wait_until_finished(page)
    expect(figure(page).locator("legend")).to_have_text(["ELU (1)", "ELU (2)"])
    assert slider(page, "1.alpha").input_value() == "3"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Remove ReLU").click()
    page.wait_for_url(re.compile(r"\?f=elu&f=elu&0\.alpha=3$"))
    wait_until_finished(page)
    assert [slider(page, c).input_value() for c in ("0.alpha", "1.alpha")] == ["3", "1"]


def test_preset_changes_the_link_and_keeps_the_chart(open_page: OpenPage) -> None:
    page = open_page("/compare")
    wait_until_finished(page)
    figure(page).evaluate("(root) => { root.mark = true; }")
    page.get_by_role("combobox", name="Preset").click()
    page.get_by_role("option", name="ReLU and softplus").click()
    page.wait_for_url(re.compile(r"\?f=relu&f=softplus$"))
    wait_until_finished(page)
    expect(page.locator(".live-figure .legendtext")).to_have_text(["ReLU", "Softplus"])
    assert figure(page).evaluate("(root) => root.mark") is True


def test_panels_layout_and_baseline_are_chosen_on_the_page(open_page: OpenPage) -> None:
    page = open_page("/compare?f=relu&f=gelu")
    page.get_by_role("button", name="Δ = f − baseline").click()
    page.wait_for_url(re.compile("show=f%2Cderivative%2Cdifference"))
    wait_until_finished(page)
    page.get_by_role("combobox", name="Baseline").click()
    page.get_by_role("option", name="Baseline: GELU").click()
    page.wait_for_url(re.compile("baseline=1"))
    wait_until_finished(page)
    page.get_by_text("Overlaid", exact=True).click()
    page.wait_for_url(re.compile("layout=overlaid"))
    wait_until_finished(page)
    titles = page.locator(".live-figure :is(.ytitle, .y2title)")
    expect(titles).to_have_text(["f(x), f′(x)", "Δ = f(x) − GELU"])


@pytest.mark.parametrize(("width", "functions"), [(1280, 8), (390, 3)])
def test_legend_stands_above_the_curves(open_page: OpenPage, width: int, functions: int) -> None:
    page = open_page("/compare?" + "&".join(["f=logistic"] * functions), width=width)
    wait_until_finished(page)
    legend = page.locator(".live-figure g.legend").bounding_box()
    plot = figure(page).locator(".live-figure-surface").first.bounding_box()
    assert legend is not None
    assert plot is not None
    assert legend["y"] + legend["height"] <= plot["y"] + 1


def test_on_a_phone_the_chart_comes_first_and_its_panels_are_stacked(open_page: OpenPage) -> None:
    page = open_page("/compare?f=elu&f=relu", width=390, height=844)
    wait_until_finished(page)
    tops = [
        locator.first.bounding_box()["y"]  # type: ignore[index]
        for locator in (
            page.locator("h1"),
            figure(page).locator(".plot-container"),
            slider(page, "0.alpha"),
            page.get_by_role("combobox", name="Functions"),
            page.locator("table"),
        )
    ]
    assert tops == sorted(tops)
    assert tops[1] < 300
    domains = page.evaluate(
        """() => { const l = document.querySelector(".live-figure-chart")._fullLayout;
            return [l.xaxis.domain, l.xaxis2.domain]; }"""
    )
    assert domains == [[0, 1], [0, 1]]


def test_first_screen_holds_chart_and_sliders(open_page: OpenPage) -> None:
    page = open_page("/compare?f=relu&f=leaky_relu&f=prelu&f=elu&f=selu&f=relu6")
    wait_until_finished(page)
    for locator in (figure(page).locator(".plot-container").first, slider(page, "3.alpha")):
        box = locator.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 800


def test_on_a_phone_many_functions_are_named_by_their_readings(open_page: OpenPage) -> None:
    page = open_page(f"/compare?{EIGHT}", width=390, height=844)
    wait_until_finished(page)
    expect(page.locator(".live-figure g.legend")).to_have_count(0)
    expect(page.locator(".live-figure-readings:not([data-group=x])")).to_have_count(8)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("tab", ["properties", "formulas", "pytorch"])
def test_a_full_page_is_accessible(open_page: OpenPage, theme: str, tab: str) -> None:
    own = quote("=a*x + b*tanh(x)")
    page = open_page(f"/compare?f=srelu&f=elu&f=elu&f={own}&{ALL}&tab={tab}", theme=theme)
    assert serious_violations(page) == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/compare?f=relu&f=swich", "did you mean 'swish'"),
        ("/compare?f=relu&f=%3D2x", "for a product write 2*x"),
        ("/compare?f=relu&f=<img src=x onerror=alert(1)>", "unknown activation"),
        ("/compare?f=relu&f=%3D<img src=x onerror=alert(1)>", "column 9"),
        ("/compare?f=relu&f=![a](http://example.org/x.png)", "unknown activation"),
    ],
)
def test_wrong_link_is_answered_in_words(open_page: OpenPage, path: str, words: str) -> None:
    page = open_page(path)
    alert = page.get_by_test_id("stAlert")
    expect(alert).to_contain_text(words)
    expect(alert.locator("img, a")).to_have_count(0)
    expect(page.locator(".live-figure .legendtext")).to_have_text(["ReLU"])


@pytest.mark.parametrize("kind", ["SVG", "PNG", "CSV"])
def test_download(open_page: OpenPage, kind: str) -> None:
    page = open_page("/compare?f=relu&f=gelu&show=f,difference")
    with page.expect_download() as waiting:
        figure(page).get_by_role("button", name=kind, exact=False).click()
    content = waiting.value.path().read_bytes()
    assert waiting.value.suggested_filename == f"comparison.{kind.lower()}"
    if kind == "CSV":
        head, *rows = content.decode("utf-8-sig").splitlines()
        assert head == "x,ReLU: f,GELU: f,GELU: f − ReLU"
        assert len(rows) > 400
    else:
        assert content.startswith({"SVG": b"<svg", "PNG": b"\x89PNG"}[kind])
