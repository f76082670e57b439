"""The Saturation page driven as a visitor would."""

import math
import re

import pytest
from playwright.sync_api import Page, expect

from actviz.maths import mean_field
from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import (
    downloads,
    drag,
    figure,
    number,
    press_chart,
    query,
    slider_of,
    trace,
)

SETTLED = "div.live-figure[data-running=false][data-delta-factor]"


def told(page: Page, attribute: str) -> float:
    """A number of the root, once the network that is shown has been measured."""
    page.locator(SETTLED).wait_for()
    return float(figure(page).get_attribute(attribute) or "nan")


def test_measured_and_predicted_factors_stand_on_the_page(open_page: OpenPage) -> None:
    page = open_page("/saturation?activation=sigmoid&depth=12&width=128&sigma_w=3&seeds=1")
    chi = mean_field.chi("sigmoid", mean_field.fixed_point("sigmoid", 3.0), 3.0)
    assert told(page, "data-chi") == pytest.approx(chi, rel=1e-9)
    assert told(page, "data-delta-factor") == pytest.approx(math.sqrt(chi), rel=0.05)
    shown = trace(page, "delta")
    assert shown["x"] == list(range(1, 13))
    assert shown["y"][-1] - shown["y"][0] == pytest.approx(
        -11 * math.log10(math.sqrt(chi)), rel=0.1
    )
    # The slopes by themselves take more than δ loses: the weights of 3 give some of it back.
    alone = trace(page, "slopes")
    assert alone["y"][-1] == 0
    assert alone["y"][0] < shown["y"][0] - shown["y"][-1] - 3
    page.get_by_role("radio", name="He", exact=True).click()
    page.wait_for_url(re.compile("initialisation=he"))
    chi = mean_field.chi("sigmoid", mean_field.fixed_point("sigmoid", math.sqrt(2)), math.sqrt(2))
    page.wait_for_function(
        "chi => Math.abs(document.querySelector('div.live-figure').dataset.chi - chi) < 1e-9",
        arg=chi,
    )
    assert told(page, "data-delta-factor") == pytest.approx(math.sqrt(chi), rel=0.05)


def test_slider_moves_the_network_and_tells_python_once(open_page: OpenPage) -> None:
    page = open_page("/saturation?activation=tanh&depth=10&width=32&seeds=1")
    told(page, "data-chi")
    before = (number(page, "data-redraws"), trace(page, "scale"))
    page.evaluate(
        """() => { globalThis.answers = 0;
          document.querySelector("div.live-figure").liveFigure.measuring.worker
            .addEventListener("message", () => { globalThis.answers += 1; }); }"""
    )
    drag(page, slider_of(page, "sigma_w"), 0.75)
    page.wait_for_function("() => document.querySelector('div.live-figure').dataset.chi > 1.2")
    page.locator(SETTLED).wait_for()
    # A move is drawn with its answer, not before it and once more behind.
    page.wait_for_function(
        """before => {
          const drawn = document.querySelector("div.live-figure").dataset.redraws - before;
          return drawn > 0 && drawn <= globalThis.answers + 1;
        }""",
        arg=before[0],
    )
    assert number(page, "data-commits") == 0
    assert trace(page, "scale") != before[1]
    page.mouse.up()
    page.wait_for_url(re.compile("sigma_w="))
    wait_until_finished(page)
    assert number(page, "data-commits") == 1
    chosen = float(query(page)["sigma_w"][0])
    chi = mean_field.chi("tanh", mean_field.fixed_point("tanh", chosen), chosen)
    assert told(page, "data-chi") == pytest.approx(chi, rel=1e-9)


def test_point_in_the_plane_is_the_network(open_page: OpenPage) -> None:
    page = open_page("/saturation?activation=relu&initialisation=he&depth=5&width=16&seeds=1")
    assert told(page, "data-chi") == pytest.approx(1, rel=1e-12)
    point = trace(page, "critical-point")
    assert point["x"][0] == pytest.approx(math.sqrt(2), rel=1e-9)
    press_chart(page, math.sqrt(2), 0.0, (3.0, 1.0))
    page.wait_for_url(re.compile("sigma_b="))
    wait_until_finished(page)
    # Pixels are coarser than the sliders' steps.
    sigma_w, sigma_b = (float(query(page)[name][0]) for name in ("sigma_w", "sigma_b"))
    assert (sigma_w, sigma_b) == (pytest.approx(3, abs=0.05), pytest.approx(1, abs=0.05))
    expect(page.get_by_role("radio", name="Normal", exact=True)).to_be_checked()
    told(page, "data-chi")
    name = f"saturation-relu_depth=5_width=16_sigma_w={sigma_w:g}_sigma_b={sigma_b:g}"
    table = downloads(page, name)["CSV"].decode("utf-8-sig").splitlines()
    assert table[0].startswith("layer,")
    assert len(table) == 6


def test_two_functions_go_through_the_same_layers(open_page: OpenPage) -> None:
    page = open_page("/saturation?with=exponential&depth=6&width=16&seeds=1&sigma_w=4")
    told(page, "data-chi")
    readout = figure(page).locator(".live-figure-readout")
    expect(readout).to_contain_text("dashed: δ per layer =beyond 10³⁰⁸")
    expect(readout).not_to_contain_text("NaN")
    assert len(trace(page, "saturated-2")["x"]) == 6
    # Both distributions and the plane are painted, and stand in a file.
    page.wait_for_function(
        """() => { const canvas = document.querySelector(".live-figure-canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return data.some((byte, place) => place % 4 === 3 && byte > 0); }"""
    )
    found = downloads(page, "saturation-sigmoid_depth=6_width=16_sigma_w=4")
    assert found["SVG"].count(b"<image") >= 2
    header, *rows = found["CSV"].decode("utf-8-sig").splitlines()
    assert '"Sigmoid, gradient, seed 0"' in header
    assert '"Exponential, gradient, seed 0"' in header
    assert len(rows) == 6
    page.get_by_role("combobox", name="Compare with").click()
    page.keyboard.type("Tanh")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("with=tanh"))
    wait_until_finished(page)
    expect(readout).not_to_contain_text("beyond")
    expect(figure(page).locator(".live-figure-chart")).to_have_attribute(
        "aria-label", re.compile(r"beside Tanh \(dashed\)")
    )


def difference(page: Page, count: int) -> float:
    """What the page says when it is asked to check its numbers, of which there are `count`."""
    page.get_by_role("button", name="Check against PyTorch").click()
    readout = figure(page).locator(".live-figure-readout")
    expect(readout).to_contain_text(re.compile(rf"PyTorch =\S+ of {count} numbers"))
    text = readout.inner_text()
    return float(re.split(r"PyTorch =\s*", text)[1].split()[0].replace("−", "-"))


def test_every_size_is_that_of_pytorch_at_depth_fifty(open_page: OpenPage) -> None:
    page = open_page(
        "/saturation?activation=tanh&with=silu&inputs=iris&depth=50&width=32&seeds=1&sigma_w=1.5"
    )
    told(page, "data-chi")
    # Exact equality would say that nothing was compared.
    assert 0 < difference(page, 2 * 3 * 50) < 1e-9
    page.get_by_role("radio", name="Orthogonal").click()
    page.wait_for_url(re.compile("orthogonal"))
    wait_until_finished(page)
    readout = figure(page).locator(".live-figure-readout")
    expect(readout).not_to_contain_text("PyTorch")
    page.get_by_role("combobox", name="Inputs").click()
    page.keyboard.type("Normal numbers")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "inputs" not in address)
    wait_until_finished(page)
    assert 0 < difference(page, 2 * 3 * 50) < 1e-9


def test_one_unit_and_one_layer_lose_their_gradient(open_page: OpenPage) -> None:
    page = open_page("/saturation?part=unit")
    expect(figure(page).locator(".live-figure-chart")).to_have_attribute(
        "aria-label", re.compile("One unit of Sigmoid with the weight 1:")
    )
    sizes = {name: trace(page, name) for name in ("unit", "layer")}
    assert sizes["unit"]["x"] == pytest.approx([-1 + 0.1 * step for step in range(31)])
    for line in sizes.values():
        # From the steepest slope of 1/4 on, ever less is left.
        assert line["y"] == sorted(line["y"], reverse=True)
        assert line["y"][0] - line["y"][-1] > 0.5
    assert sizes["unit"]["y"][0] == pytest.approx(math.log10(0.25), abs=0.01)
    slider_of(page, "unit_weight").focus()
    page.keyboard.press("End")
    page.wait_for_url(re.compile("unit_weight=100"))
    wait_until_finished(page)
    page.wait_for_function(
        """() => document.querySelector(".live-figure-chart").data
          .find((each) => each.meta?.live === "unit-now").x[0] === 2"""
    )
    assert trace(page, "unit-now")["y"][0] == pytest.approx(sizes["unit"]["y"][-1])
    table = downloads(page, "saturation-unit-sigmoid_unit_weight=100")["CSV"]
    assert len(table.decode("utf-8-sig").splitlines()) == 32
    page.get_by_role("radio", name="Through layers").click()
    page.wait_for_url(lambda address: "part=" not in address)
    told(page, "data-chi")


def test_own_formula_and_the_way_to_the_lab(open_page: OpenPage) -> None:
    page = open_page("/saturation?depth=3&width=16&seeds=1&sigma_w=1.5")
    page.get_by_label("Your own f(x)").fill("max(a*x, x)")
    page.get_by_label("Your own f(x)").press("Enter")
    page.wait_for_url(re.compile(r"activation=%3Dmax"))
    wait_until_finished(page)
    expect(slider_of(page, "p.a")).to_have_count(1)
    told(page, "data-chi")
    page.get_by_role("link", name="Train this").click()
    page.wait_for_url(re.compile(r"/training\?.*initial_scale=1\.5"))
    expect(page.locator("h1")).to_have_text(["Training lab"])
