"""The map of dead units driven as a visitor would."""

import csv
import io
import json
import re
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from actviz.training import LabConfig
from actviz.training.sweep import Axis, SweepConfig
from actviz.training.sweep.file import read_parquet, stored
from actviz.training.sweep.networks import MEASURES, code_version, compute
from actviz.training.sweep.table import summarised
from actviz.ui.asset_routes import assets_url
from actviz.views.dead_units.content import content, head
from actviz.views.dead_units.state import DeadUnitsState
from actviz.views.training.state import TrainingState
from tests.browser.accessibility import overflow, serious_violations, small_texts
from tests.browser.conftest import PATIENCE, OpenPage, both_themes, wait_until_finished
from tests.browser.live_figure import downloads, figure, number, slider_of

CONFIG = stored().config
_TABLE = ".live-figure-sheet"


def run_of(link: str) -> TrainingState:
    state, messages = TrainingState.read(parse_qs(urlsplit(link).query, keep_blank_values=True))
    assert messages == []
    return state


def network(config: SweepConfig, panel: int, column: int, row: int, seed: int = 0) -> LabConfig:
    cell = (panel * config.y.count + row) * config.x.count + column
    return config.network(cell * config.seeds + seed)


def place(page: Page, panel: int, column: int, row: int) -> tuple[float, float]:
    """Where the middle of a cell is on the page."""
    x, y = (
        figure(page)
        .locator(".live-figure-chart")
        .evaluate(
            """(chart, [panel, column, row]) => {
              const number = panel === 0 ? "" : panel + 1;
              const [x, y] = ["x", "y"].map((name) => chart._fullLayout[`${name}axis${number}`]);
              const box = chart.getBoundingClientRect();
              return [
                box.left + x._offset + x.d2p(column), box.top + y._offset + y.d2p(row),
              ];
            }""",
            [panel, column, row],
        )
    )
    return x, y


def cells(content: bytes) -> list[dict[str, str]]:
    """The rows of a map's CSV file."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_pointer_and_keys_show_a_cell_and_open_its_run(open_page: OpenPage) -> None:
    page = open_page("/dead-units?column=12&row=7")
    sheet = figure(page).locator(_TABLE)
    expect(sheet).to_contain_text("At learning rate 2.51, initial scale 0.858")
    dead = 100 * stored().map("dead")[7, 12]
    spread = 100 * stored().map("dead_sd")[7, 12]
    row = sheet.get_by_role("row").filter(has_text=re.compile("^dead"))
    expect(row).to_contain_text(f"{dead:.1f} ± {spread:.1f} %")

    page.mouse.move(*place(page, 1, 15, 15))
    expect(sheet).to_contain_text("At learning rate 10, initial scale 10")
    expect(row).to_contain_text("diverged")
    with page.expect_popup() as opened:
        page.mouse.click(*place(page, 1, 3, 9))
    state = run_of(opened.value.url)
    opened.value.close()
    assert state.config == network(CONFIG, 1, 3, 9)
    assert (state.start, state.stop) == (True, CONFIG.steps)
    # Pointing is no choice: the link stays, and the chosen cell is shown again.
    assert "column=12" in page.url
    page.mouse.move(5, 5)
    expect(sheet).to_contain_text("At learning rate 2.51, initial scale 0.858")

    page.get_by_role("radio", name="2", exact=True).click()
    page.wait_for_url(re.compile("seed=2"))
    wait_until_finished(page)
    cell = page.locator("a.dead-units-cell").first
    cell.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".dead-units-status")).to_contain_text("learning rate 3.98")
    page.wait_for_url(re.compile("(?!.*column=).*row=8"))  # 13 is the default
    expect(cell).to_be_focused()
    expect(cell).to_have_attribute("aria-label", re.compile(r"^ReLU, learning rate 3\.98.*dead 9"))
    with page.expect_popup() as opened:
        page.keyboard.press("Enter")
    assert run_of(opened.value.url).config == network(CONFIG, 0, 13, 8, seed=2)
    opened.value.close()

    slider_of(page, "x").press("ArrowLeft")
    page.wait_for_url(re.compile("column=12.*row=8"))


def test_another_colour_and_what_can_be_taken_away(open_page: OpenPage) -> None:
    page = open_page("/dead-units")
    page.get_by_role("radio", name="Asleep").click()
    page.wait_for_url(re.compile("show=asleep"))
    page.locator("div.live-figure[data-quantity=asleep]").wait_for()
    expect(page.locator(".live-figure-chart")).to_have_attribute("aria-label", re.compile("asleep"))
    found = downloads(page, "dead-units-asleep")
    rows = cells(found["CSV"])
    assert len(rows) == CONFIG.cells
    cell = CONFIG.y.count * CONFIG.x.count + 3 * CONFIG.x.count + 14
    assert rows[cell]["activation"] == "leaky_relu"
    assert float(rows[cell]["learning_rate"]) == CONFIG.x.values[14]
    assert abs(float(rows[cell]["asleep"]) - stored().columns["asleep"][cell]) < 1e-8
    assert rows[-1]["asleep"] == ""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Parquet").click()
    assert read_parquet(waiting.value.path()).config == CONFIG
    expect(page.locator("code").filter(has_text="actviz.training.sweep")).to_be_visible()

    page.get_by_role("radio", name="At birth").click()
    page.wait_for_url(re.compile("part=birth"))
    # For a moment the other map still stands beside the new one.
    expect(figure(page).filter(has_text="constant networks")).to_have_count(1)
    expect(figure(page)).to_have_count(1)
    wait_until_finished(page)
    sheet = figure(page).locator(_TABLE)
    page.mouse.move(*place(page, 1, 0, 0))
    expect(sheet).to_contain_text("At width 1, hidden layers 1")
    expect(sheet.get_by_role("row").filter(has_text="input, exact")).to_contain_text("50.0 %")
    expect(page.locator("a.dead-units-cell:visible")).to_have_count(0)
    page.mouse.click(*place(page, 1, 4, 9))
    page.wait_for_url(re.compile("column=4.*row=9"))
    for theme in both_themes(page):
        assert serious_violations(page) == [], theme


def test_a_tap_chooses_and_a_second_one_opens(browser: Browser, server: str) -> None:
    phone = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    phone.set_default_timeout(PATIENCE)
    page = phone.new_page()
    page.goto(f"{server}/dead-units")
    wait_until_finished(page)
    page.locator(".live-figure-chart").scroll_into_view_if_needed()
    page.touchscreen.tap(*place(page, 0, 4, 12))
    page.wait_for_url(re.compile("column=4.*row=12"))
    wait_until_finished(page)
    with page.expect_popup() as opened:
        page.touchscreen.tap(*place(page, 0, 4, 12))
    assert run_of(opened.value.url).config == network(CONFIG, 0, 4, 12)
    phone.close()


def test_a_map_of_ones_own_is_trained_in_the_browser(open_page: OpenPage) -> None:
    page = open_page(
        "/dead-units?part=own&x=learning_rate%3D0.1%3A3%3A3&y=initial_scale%3D0.5%3A2%3A2&hidden=8"
        "&steps=40&seeds=2",
        width=390,
    )
    state, messages = DeadUnitsState.read(parse_qs(urlsplit(page.url).query))
    config = state.sweep
    assert messages == []
    expect(figure(page).locator(_TABLE)).to_contain_text("not yet")
    for theme in both_themes(page):
        assert overflow(page) <= 0, theme
        assert serious_violations(page) == [], theme
    assert small_texts(page) == []
    with page.expect_event("worker") as started:
        page.get_by_role("button", name="Start").click()
    with started.value.expect_event("close"):
        page.locator(f"div.live-figure[data-done='{config.networks}']").wait_for()
    expect(page.locator(".dead-units-bar")).to_contain_text("24 of 24 networks")
    expect(page.get_by_role("button", name="Go on")).to_be_hidden()
    expect(figure(page).locator(_TABLE)).not_to_contain_text("not yet")
    with page.expect_download() as waiting:
        figure(page).get_by_role("button", name="CSV").click()
    numbers = np.full((config.networks, len(MEASURES)), np.nan)
    for chunk in config.chunks():
        numbers[list(chunk)] = compute(config, chunk, "cpu", code_version())
    wanted = summarised(config, numbers, {}).columns
    for cell, row in enumerate(cells(waiting.value.path().read_bytes())):
        for name in ("dead", "asleep_sd", "loss", "diverged", "first_death"):
            found = float(row[name] or "nan")
            assert found == pytest.approx(wanted[name][cell], rel=1e-6, abs=1e-9, nan_ok=True)


def test_cancel_keeps_what_is_done_and_leaving_ends_the_work(open_page: OpenPage) -> None:
    page = open_page("/dead-units?part=own&steps=3000&y=initial_scale%3D0.1%3A10%3A16")
    with page.expect_event("worker") as started:
        page.get_by_role("button", name="Start").click()
    page.wait_for_function("() => document.querySelector('.live-figure').dataset.done >= 2")
    with started.value.expect_event("close"):
        page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Go on").wait_for()
    done = number(page, "data-done")
    expect(page.locator(".dead-units-bar")).to_contain_text(f"{done} of 256 networks, the others")

    # Another colour, and a stay elsewhere: what is done is still there.
    page.get_by_role("radio", name="Asleep").click()
    page.wait_for_url(re.compile("show=asleep"))
    wait_until_finished(page)
    assert number(page, "data-done") == done
    page.get_by_role("radio", name="Stored").click()
    page.wait_for_url(re.compile("^(?!.*part=)"))
    page.get_by_role("radio", name="Your own").click()
    page.locator(f"div.live-figure[data-done='{done}']").wait_for()
    with page.expect_event("worker") as started:
        page.get_by_role("button", name="Go on").click()
    page.wait_for_function(
        "done => document.querySelector('.live-figure').dataset.done > done", arg=done
    )
    with started.value.expect_event("close"):
        page.get_by_role("radio", name="Stored").click()
    page.wait_for_url(re.compile("^(?!.*part=)"))
    wait_until_finished(page)


def test_every_cell_has_the_link_of_its_network(blank: Page) -> None:
    shapes = SweepConfig(
        LabConfig(activations=("tanh", "prelu:alpha~0.25"), seed=4, dataset="blobs"),
        Axis.parse("width=2:16:4"),
        Axis.parse("depth=1:3:3"),
        seeds=2,
    )
    cases = [(CONFIG, content(stored())), (shapes, head(shapes))]
    for config, sent in cases:
        links = blank.evaluate(
            """async ([assets, map, seed]) => {
              const { labLink } = await import(assets + "/views/dead_units/content.js");
              return map.activations.flatMap((_, panel) => map.y.values.flatMap((_, row) =>
                map.x.values.map((_, column) => labLink(map, panel, column, row, seed))));
            }""",
            [assets_url(), json.loads(json.dumps(sent)), 1],
        )
        assert len(links) == config.cells
        for cell, link in enumerate(links):
            assert run_of(link).config == config.network(cell * config.seeds + 1)
