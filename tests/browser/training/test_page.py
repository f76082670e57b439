"""The training lab's page: keys, pictures, a CSV of one's own, what is taken away."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import serious_violations
from tests.browser.conftest import OpenPage, wait_until_finished
from tests.browser.live_figure import figure, query
from tests.browser.training.lab import (
    SMALL,
    button,
    open_lab,
    pause,
    reading,
    stands,
    step,
    wait_for_step,
)


def test_pictures_move_without_being_rebuilt(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}&stop=0")
    figure(page).evaluate("root => { root.querySelector('.live-figure-chart').mine = true }")
    page.evaluate(
        """() => {
            window.boxes = new Set();
            const look = () => {
                for (const name of ['.live-figure-stage', '.training-dead', '.st-key-training_run'])
                    boxes.add(name + JSON.stringify(document.querySelector(name)
                        .getBoundingClientRect().toJSON()));
                window.looking = requestAnimationFrame(look);
            };
            look();
        }"""
    )
    button(page, "Start").click()
    wait_for_step(page, lambda at: at > 60)
    pause(page)
    assert figure(page).evaluate("root => root.querySelector('.live-figure-chart').mine")
    seen = page.evaluate("() => { cancelAnimationFrame(looking); return [...boxes] }")
    assert len(seen) == 3, f"something jumped: {seen}"


def test_keys(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}&stop=0")
    page.keyboard.press("ArrowRight")
    wait_for_step(page, 1)
    page.keyboard.press("Space")
    wait_for_step(page, lambda at: at > 10)
    page.keyboard.press("Space")
    stands(page)
    wait_until_finished(page)
    page.keyboard.press("r")
    wait_for_step(page, 0)


def test_keys_leave_typing_alone(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}")
    box = page.get_by_role("spinbutton", name="Stop at step")
    box.click()
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.evaluate("() => new Promise((done) => setTimeout(done, 400))")
    assert step(page) == 0
    expect(button(page, "Start")).to_be_visible()


def test_clicking_a_picture_looks_at_its_racer(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}&activations=relu%3Btanh")
    box = page.locator(".live-figure-stage").bounding_box()
    assert box is not None
    # The second picture stands beside the first, in the left third.
    page.mouse.click(box["x"] + 260, box["y"] + 130)
    expect(page.locator(".training-dead dt")).to_contain_text("Tanh")
    page.wait_for_url(re.compile("racer=1"))


def test_pointing_at_a_unit_shows_its_response(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}")
    units = page.get_by_role("slider", name="Unit that is looked at")
    box = units.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 12, box["y"] + 36)
    expect(units).to_have_attribute("aria-valuetext", re.compile("layer 1, unit 1, fires on"))
    units.focus()
    page.keyboard.press("End")
    expect(units).to_have_attribute("aria-valuetext", re.compile("layer 2, unit 4, fires on"))


def test_own_csv(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_lab(open_page, f"/training?{SMALL}")
    button(page, "Step").click()
    wait_for_step(page, 1)
    button(page, "Data").click()
    bad = tmp_path / "bad.csv"
    bad.write_text("width,kind\n1,a\n2,a\n3,a\n4,a\n", encoding="utf-8")
    chooser = page.locator('input[type="file"]')
    chooser.set_input_files(bad)
    expect(page.get_by_text("has one class only")).to_be_visible()
    assert step(page) == 1, "what is no good must cost nothing"
    good = tmp_path / "good.csv"
    rows = "".join(f"{i % 7},{i % 5},{'a' if i % 7 > 3 else 'b'}\n" for i in range(60))
    good.write_text(f"width,height,kind\n{rows}", encoding="utf-8")
    page.locator('input[type="file"]').set_input_files(good)
    button(page, "Use this data").click()
    page.wait_for_url(re.compile("dataset=own"))
    expect(figure(page).get_by_text("Network output (width →, height ↑)")).to_be_visible()
    wait_for_step(page, 0)


def test_export(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}")
    button(page, "Epoch").click()
    wait_for_step(page, 2)
    button(page, "Export").click()
    with page.expect_download() as download:
        button(page, "History as CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text.startswith("step,racer,loss,")
    with page.expect_download() as download:
        button(page, "PyTorch script").click()
    script = Path(download.value.path()).read_text(encoding="utf-8")
    assert "STEPS = 2" in script
    compile(script, "training_run.py", "exec")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_one_screen(open_page: OpenPage, theme: str) -> None:
    page = open_lab(open_page, "/training?preset=race-16&start=1&stop=0", theme=theme)
    wait_for_step(page, lambda at: at > 0)
    pause(page)
    wait_until_finished(page)
    parts = (
        button(page, "Start"),
        reading(page, "dead"),
        page.locator(".live-figure-stage"),
        page.get_by_role("slider", name="Time line"),
    )
    for part in parts:
        box = part.bounding_box()
        assert box is not None
        assert box["y"] > 0
        assert box["y"] + box["height"] <= 800
    assert serious_violations(page) == []


def test_own_formula_joins_the_race(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}", theme="dark")
    button(page, "Racers").click()
    box = page.get_by_label("Add your own f(x)")
    box.fill("where(x < 0, 0.1*sin(3*x), a*x): a~1")
    box.press("Enter")
    expect(page.locator("tbody th").nth(1)).to_contain_text("where(x < 0")
    assert query(page)["activations"] == ["relu;=where(x < 0, 0.1*sin(3*x), a*x):a~1.0"]
    expect(box).to_have_value("")
    box.fill("log(x) + foo(")
    box.press("Enter")
    expect(page.get_by_test_id("stAlert")).to_contain_text("The formula stops here")
    expect(box).to_have_value("log(x) + foo(")
    wait_until_finished(page)
    assert serious_violations(page) == []
    page.keyboard.press("Escape")
    button(page, "Epoch").click()
    wait_for_step(page, 2)


def test_phone_has_preset_rate_and_picture_on_its_first_screen(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}", width=390, height=844)
    names = (
        ".st-key-training_preset",
        ".st-key-training_question",
        ".st-key-training_learning_rate",
        ".training-headline",
        ".live-figure-stage",
        ".st-key-training_speed",
    )
    tops = [(page.locator(name).first.bounding_box() or {})["y"] for name in names]
    assert tops == sorted(tops)
    assert tops[names.index(".live-figure-stage")] < 600
    start = button(page, "Start").bounding_box()
    assert start is not None
    assert start["y"] + start["height"] <= 844, "the buttons stay in reach"


def test_csv_of_the_figure_is_the_history(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}")
    button(page, "Epoch").click()
    wait_for_step(page, 2)
    with page.expect_download() as download:
        figure(page).get_by_role("button", name="CSV").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "step,ReLU: loss,ReLU: test loss,ReLU: dead"
    assert [line.split(",")[0] for line in lines[1:]] == ["0", "2"]


def test_downloaded_picture_holds_what_is_painted(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}")
    with page.expect_download() as download:
        figure(page).get_by_role("button", name="SVG").click()
    picture = Path(download.value.path()).read_text(encoding="utf-8")
    assert "data:image/png" in picture
    assert json.dumps("Dead units, %")[1:-1] in picture
