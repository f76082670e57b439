"""The Space folding page driven as a visitor would."""

import re

from playwright.sync_api import Page, expect

from actviz.maths import CATALOGUE
from actviz.maths.regions import linear_pieces, regions
from actviz.training.experiments.random_regions import random_network
from tests.browser.accessibility import serious_violations
from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import (
    downloads,
    drag,
    figure,
    number,
    press_chart,
    query,
    slider_of,
)

RELU = linear_pieces(CATALOGUE["relu"])


def await_regions(page: Page, count: int) -> None:
    expect(figure(page)).to_have_attribute("data-regions", str(count))
    expect(figure(page)).to_have_attribute("data-running", "false")


def test_regions_follow_the_sliders_and_python_hears_once(open_page: OpenPage) -> None:
    page = open_page("/space-folding?hidden=12-12&activation=relu&bias=1&seed=3")
    await_regions(page, len(regions(random_network((12, 12), RELU, seed=3))))
    expect(figure(page)).to_have_attribute("data-regions-window", re.compile(r"^[1-9]\d*$"))
    expect(figure(page).locator("table")).to_contain_text("6,241")
    drag(page, slider_of(page, "bias"), 0)
    # Without biases only cones are left: every line passes through 0.
    cones = len(regions(random_network((12, 12), RELU, seed=3, bias_scale=0)))
    await_regions(page, cones)
    assert number(page, "data-commits") == 0
    page.mouse.up()
    page.wait_for_url(re.compile("bias=0"))
    wait_until_finished(page)
    expect(figure(page)).to_have_attribute("data-commits", "1")
    page.get_by_role("radio", name="3", exact=True).click()
    page.wait_for_url(re.compile("hidden=12-12-12"))
    wait_until_finished(page)
    await_regions(page, len(regions(random_network((12, 12, 12), RELU, seed=3, bias_scale=0))))


def test_plane_is_dragged_and_taken_away(open_page: OpenPage) -> None:
    page = open_page("/space-folding?hidden=6&seed=1")
    await_regions(page, 22)
    chart = figure(page).locator(".live-figure-chart").bounding_box()
    assert chart is not None
    x, y = chart["x"] + 0.5 * chart["width"], chart["y"] + 0.4 * chart["height"]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=6)
    page.mouse.up()
    page.wait_for_url(re.compile("[?&]x=-"))
    wait_until_finished(page)
    # 60 pixels of some hundred for six: how many depends on the page's width.
    assert -2 < float(query(page)["x"][0]) < -0.3
    await_regions(page, 22)
    shown = number(page, "data-regions-window")
    name = f"regions-relu_units0=6_x={float(query(page)['x'][0]):g}"
    files = downloads(page, name)
    table = files["CSV"].decode("utf-8-sig").splitlines()
    assert table[0].startswith("region,area in the window,")
    assert len(table) == 1 + shown
    assert b"data:image/png" in files["SVG"]


def test_smooth_functions_have_none_and_maxout_has_its_own(open_page: OpenPage) -> None:
    page = open_page("/space-folding?activation=tanh&hidden=4")
    expect(figure(page)).to_contain_text("none: the function is smooth")
    expect(figure(page)).not_to_have_attribute("data-regions", re.compile("."))
    page = open_page("/space-folding?activation=maxout&hidden=1&rank=3&seed=2")
    await_regions(page, len(regions(random_network((1,), None, rank=3, seed=2))))
    page = open_page("/space-folding?activation=hard_tanh&hidden=64-64-64-64-64")
    # Splitting that far takes seconds, and a slow machine's many.
    expect(figure(page)).to_contain_text("more than 100,000, too many to draw", timeout=120_000)
    expect(figure(page)).to_have_attribute("data-running", "false")


def test_a_square_is_folded_and_its_output_unfolds(open_page: OpenPage) -> None:
    page = open_page("/space-folding?part=fold&turn=0")
    root = figure(page)
    # Two layers, four sheets each.
    expect(root).to_have_attribute("data-pieces", "16")
    expect(root).to_have_attribute("data-same", "16")
    expect(root).to_have_attribute("data-cut", "16")
    way = slider_of(page, "way")
    drag(page, way, 0.3)
    expect(page.get_by_text("layer 1: selection")).to_be_visible()
    assert number(page, "data-commits") == 0
    page.mouse.up()
    page.wait_for_url(re.compile("way=0.[23]"))
    wait_until_finished(page)
    # By the keyboard back to the input, and one layer more.
    way.press("Home")
    page.wait_for_url(re.compile("way=0(&|$)"))
    expect(page.get_by_text("input, before layer 1")).to_be_visible()
    slider_of(page, "folds").press("ArrowRight")
    page.wait_for_url(re.compile("folds=3"))
    expect(root).to_have_attribute("data-pieces", "64")
    wait_until_finished(page)
    press_chart(page, 0.6, 0.4, to=(-0.5, 0.3))
    page.wait_for_url(re.compile("px=-0"))
    wait_until_finished(page)
    page.get_by_role("radio", name="ReLU", exact=True).click()
    page.wait_for_url(re.compile("fold=relu"))
    wait_until_finished(page)
    expect(root).to_contain_text("to a point")
    page.get_by_role("radio", name="Tanh", exact=True).click()
    page.wait_for_url(re.compile("fold=tanh"))
    expect(root).to_contain_text("none: smooth")
    expect(root).to_contain_text("this input alone")
    wait_until_finished(page)
    page.mouse.move(2, 2)  # A button that is pointed at has colours of its own.
    assert serious_violations(page) == []
