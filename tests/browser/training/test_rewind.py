"""Going back in a run: the time line, a step back, branches, when a unit died."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import serious_violations
from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import drag, figure, query
from tests.browser.training.lab import SMALL, button, open_lab, stands, step, wait_for_step
from tests.browser.training.test_engines import assets_of, exact, frame_of

# Unit 4 of the first layer dies early in it, unit 2 of the second late.
DYING = f"{SMALL}&learning_rate=2"
FOURTH, SIXTH = 3, 5


def time_line(page: Page) -> Locator:
    return page.get_by_role("slider", name="Time line")


def trained(open_page: OpenPage, stop: int, link: str = SMALL, **options: object) -> Page:
    page = open_lab(open_page, f"/training?{link}&stop={stop}&start=1", **options)
    wait_for_step(page, stop)
    stands(page)
    return page


def look_at(page: Page, unit: int) -> Locator:
    """Go to a unit by the keys; they are counted through all layers, from 0."""
    units = page.get_by_role("slider", name="Unit that is looked at")
    units.focus()
    page.keyboard.press("Home")
    for place in range(unit + 1):
        expect(units).to_have_attribute("aria-valuenow", str(place + 1))
        expect(units).to_have_attribute("aria-valuetext", re.compile("largest weight"))
        if place < unit:
            page.keyboard.press("ArrowRight")
    return units


def test_keys_show_every_step_again_as_it_was(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{DYING}&stop=0")
    expect(time_line(page)).to_be_disabled()
    seen = []
    for count in range(1, 5):
        button(page, "Step").click()
        wait_for_step(page, count)
        seen.append((exact(page, "loss"), exact(page, "dead")))
    assert len({loss for loss, _ in seen}) == 4
    time_line(page).focus()
    page.keyboard.press("Home")
    wait_for_step(page, 0)
    expect(time_line(page)).to_have_attribute("aria-valuetext", "step 0 of 4")
    for count in range(1, 5):
        page.keyboard.press("ArrowRight")
        wait_for_step(page, count)
        assert (exact(page, "loss"), exact(page, "dead")) == seen[count - 1]
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    wait_for_step(page, 3)
    button(page, "Step back").click()
    wait_for_step(page, 2)
    assert (exact(page, "loss"), exact(page, "dead")) == seen[1]
    button(page, "Step").click()
    wait_for_step(page, 3)
    assert (exact(page, "loss"), exact(page, "dead")) == seen[2]


def test_dragged_time_line_moves_every_picture_and_start_goes_on(open_page: OpenPage) -> None:
    page = trained(open_page, 300)
    wait_until_finished(page)
    end = frame_of(page)
    drag(page, time_line(page), 0.4)
    wait_for_step(page, int(time_line(page).input_value()))
    stood = step(page)
    assert 90 < stood < 150
    expect(page.get_by_text(f"step {stood} of 300")).to_be_visible()
    there = frame_of(page)
    for name in ("plane", "gradient", "loss"):
        assert there[name] != end[name], name
    assert there["z"]["counts"] != end["z"]["counts"]
    assert there["history"] == end["history"], "the lines stay whole"
    page.mouse.up()
    expect(button(page, "Start")).to_be_enabled()
    button(page, "Start").click()
    wait_for_step(page, 300)
    stands(page)
    again = frame_of(page)
    for name in ("plane", "gradient", "loss", "history", "died", "firing"):
        assert again[name] == end[name], name
    assert again["branches"] == []


def test_dragging_pauses_what_plays(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}&stop=0&start=1")
    wait_for_step(page, lambda at: at > 100)
    time_line(page).focus()
    page.keyboard.press("Home")
    stands(page)
    wait_for_step(page, 0)
    assert int(time_line(page).get_attribute("max") or 0) > 100


def test_other_rate_from_an_earlier_step_is_shown_beside_the_old_line(
    open_page: OpenPage,
) -> None:
    page = trained(open_page, 300)
    old = frame_of(page)
    drag(page, time_line(page), 0.5)
    page.mouse.up()
    wait_for_step(page, int(time_line(page).input_value()))
    stood = step(page)
    rate = page.get_by_role("slider", name="Learning rate")
    rate.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(rate).to_have_attribute("aria-valuetext", "1")
    expect(time_line(page)).to_have_attribute("max", str(stood))
    button(page, "Start").click()
    wait_for_step(page, 300)
    stands(page)
    new = frame_of(page)
    (branch,) = new["branches"]
    assert (branch["from"], branch["rate"]) == (stood, 0.1)
    assert new["rates"] == [[stood, 1]]
    steps = old["history"]["steps"]
    assert branch["steps"] == [at for at in steps if at >= branch["steps"][0]]
    assert branch["loss"] == old["history"]["loss"][-len(branch["steps"]) :]
    assert new["history"]["loss"][-1] != branch["loss"][-1]
    page.wait_for_url(re.compile(r"learning_rate=1(\D|$)"))
    # Back before the branch the run has its first rate, and again no other.
    time_line(page).focus()
    page.keyboard.press("Home")
    wait_for_step(page, 0)
    expect(rate).to_have_attribute("aria-valuetext", "0.1")
    page.wait_for_url(lambda url: "learning_rate" not in url)
    wait_until_finished(page)
    button(page, "Start").click()
    wait_for_step(page, 300)
    stands(page)
    expect(rate).to_have_attribute("aria-valuetext", "1")
    again = frame_of(page)
    assert again["branches"] == new["branches"]
    assert again["loss"] == new["loss"]
    assert again["history"] == new["history"]
    button(page, "Reset").click()
    wait_for_step(page, 0)
    assert frame_of(page)["branches"] == []


@pytest.mark.parametrize(("unit", "name"), [(FOURTH, "1.4"), (SIXTH, "2.2")])
def test_enter_on_a_dead_unit_goes_to_where_it_died(
    open_page: OpenPage, unit: int, name: str
) -> None:
    page = trained(open_page, 200, DYING)
    units = look_at(page, unit)
    expect(units).to_have_attribute("aria-valuetext", re.compile("dead by step"))
    page.keyboard.press("Enter")
    said = page.get_by_text(re.compile(rf"Unit {name} died at step \d+, exactly"))
    expect(said).to_be_visible(timeout=20_000)
    found = re.search(r"step (\d+)", said.inner_text())
    assert found
    died = int(found[1])
    wait_for_step(page, died)
    assert frame_of(page)["died"][unit] is not None
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    wait_for_step(page, died - 1)
    assert frame_of(page)["died"][unit] is None
    expect(said).to_have_count(0)


def test_press_on_a_dead_unit_goes_to_where_it_died(open_page: OpenPage) -> None:
    page = trained(open_page, 60, DYING, width=390, height=844)
    look_at(page, FOURTH)
    place = """async (assets) => {
        const { boxes, middleOf, unitPlaces } = await import(assets + "/views/training/layout.js");
        const stage = document.querySelector(".live-figure-stage").getBoundingClientRect();
        const margin = { l: 6, r: 8, t: 8, b: 2 };
        const size = { width: stage.width - margin.l - margin.r,
          height: stage.height - margin.t - margin.b };
        const { layers } = unitPlaces(boxes(size).units, { hidden: [4, 4], features: ["", ""] });
        const { x, y } = middleOf(layers[0], 3);
        return [x + margin.l, y + margin.t];
    }"""
    x, y = page.evaluate(place, assets_of(page))
    page.locator(".live-figure-stage").click(position={"x": x, "y": y})
    expect(page.get_by_text(re.compile(r"Unit 1\.4 died at step \d+, exactly"))).to_be_visible(
        timeout=20_000
    )
    assert serious_violations(page) == []


def test_living_unit_stays_where_it_is(open_page: OpenPage) -> None:
    page = trained(open_page, 60, DYING)
    look_at(page, 0)
    page.keyboard.press("Enter")
    button(page, "Step back").click()
    wait_for_step(page, 59)
    expect(page.get_by_text("looking back")).to_have_count(0)


def test_weights_into_a_unit_are_those_of_the_run(open_page: OpenPage) -> None:
    page = trained(open_page, 40, f"{SMALL}&activations=maxout%3Ak%3D2")
    look_at(page, SIXTH)
    shown = frame_of(page)["unit"]["incoming"]
    button(page, "Export").click()
    with page.expect_download() as download:
        button(page, "Weights and history as JSON").click()
    kept = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    pairs = [row[2:4] for row in kept["racers"][0]["layers"][1]["weights"]]
    assert shown == [max(pair, key=abs) for pair in pairs]


def test_server_s_run_has_no_time_line_and_says_why(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}&engine=torch")
    expect(page.get_by_text("No time line: the server keeps no earlier steps")).to_be_visible()
    expect(time_line(page)).to_have_count(0)
    units = look_at(page, FOURTH)
    expect(units).to_have_attribute("aria-valuetext", re.compile("largest weight .* from"))
    assert len(frame_of(page)["unit"]["incoming"]) == 2
    assert query(page)["engine"] == ["torch"]
    assert figure(page).get_attribute("data-engine") == "torch"
