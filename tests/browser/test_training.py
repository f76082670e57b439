"""The training lab driven as a visitor would: buttons, keys, presets, links, a CSV of one's own."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.accessibility import serious_violations
from tests.browser.conftest import PATIENCE, OpenPage, wait_until_finished
from tests.browser.live_figure import figure, query

SMALL = "samples=64&hidden=4-4"


def step(page: Page) -> int:
    return int(figure(page).get_attribute("data-step") or 0)


def open_lab(open_page: OpenPage, path: str, **options: object) -> Page:
    """Open the lab and wait for its first picture, from which on it hears keys and pointer."""
    page = open_page(path, **options)
    figure(page).and_(page.locator("[data-ready][data-step]")).wait_for()
    return page


def reading(page: Page, name: str) -> Locator:
    return page.locator(f'.training-headline [data-reading="{name}"]')


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def pause(page: Page) -> None:
    """Press Pause and wait for the picture of where the run stands."""
    button(page, "Pause").click()
    stands(page)


def stands(page: Page) -> None:
    """Wait until the run is paused and its last picture is drawn."""
    expect(button(page, "Start")).to_be_visible()
    expect(figure(page)).to_have_attribute("data-running", "false")


def wait_for_step(page: Page, condition: Callable[[int], bool] | int) -> None:
    """Wait for a number, or for a number that is large enough: `lambda` is for the reader."""
    if isinstance(condition, int):
        expect(figure(page)).to_have_attribute("data-step", str(condition))
        return
    page.wait_for_function("() => document.querySelector('div.live-figure').dataset.step")
    for _ in range(3600):
        if condition(step(page)):
            return
        page.evaluate("() => new Promise((done) => setTimeout(done, 50))")
    raise AssertionError(f"the run stands at step {step(page)}")


def test_start_pause_step_epoch_reset(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}&stop=0")
    expect(reading(page, "step")).to_have_text("0")
    button(page, "Start").click()
    wait_for_step(page, lambda at: at > 20)
    pause(page)
    wait_until_finished(page)
    stood = step(page)
    button(page, "Step").click()
    wait_for_step(page, stood + 1)
    button(page, "Epoch").click()
    wait_for_step(page, lambda at: at > stood + 1)
    assert step(page) % 2 == 0, "51 training examples in batches of 32: an epoch is 2 steps"
    button(page, "Reset").click()
    wait_for_step(page, 0)
    expect(reading(page, "step")).to_have_text("0")


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


@pytest.mark.parametrize("engine", ["browser", "torch"])
def test_run_stops_where_it_is_told(open_page: OpenPage, engine: str) -> None:
    page = open_lab(open_page, f"/training?{SMALL}&stop=37&start=1&engine={engine}")
    wait_for_step(page, 37)
    expect(button(page, "Start")).to_be_disabled()
    assert "start" not in query(page)


def test_learning_rate_applies_at_once(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}&stop=0")
    button(page, "Step").click()
    wait_for_step(page, 1)
    page.get_by_role("slider", name="Learning rate").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"learning_rate=0\.2"))
    wait_until_finished(page)
    assert step(page) == 1, "another rate is no other run"


@pytest.fixture
def busy_machine() -> Iterator[None]:
    """Two loops that leave the rest of the machine what is over."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    yield
    for loop in loops:
        loop.kill()
        loop.wait()


def wait_for_link(page: Page, wanted: dict[str, str]) -> None:
    page.wait_for_function(
        """(wanted) => JSON.stringify(
            Object.entries(Object.fromEntries(new URLSearchParams(location.search))).sort()
          ) === JSON.stringify(Object.entries(wanted).sort())""",
        arg=wanted,
    )


@pytest.mark.parametrize("engine", [{}, {"engine": "torch"}], ids=str)
def test_fifty_changes_while_a_preset_trains(
    open_page: OpenPage, busy_machine: None, engine: dict[str, str]
) -> None:
    wanted = {"preset": "dying-relu", "stop": "900000", **engine}
    page = open_lab(open_page, f"/training?{urlencode(wanted)}")
    button(page, "Start").click()
    wait_for_step(page, lambda at: at > 0)
    last = 0
    for number in range(25):
        # One press of an arrow each, which nothing but the widget itself can answer to.
        back = number % 2 == 1
        page.get_by_role("slider", name="Learning rate").focus()
        page.keyboard.press("ArrowRight" if back else "ArrowLeft")
        wanted.pop("learning_rate", None)
        if not back:
            wanted["learning_rate"] = "2"
        # Before the server has answered to that one.
        page.get_by_role("spinbutton", name="Stop at step").focus()
        page.keyboard.press("ArrowUp" if back else "ArrowDown")
        page.keyboard.press("Enter")
        wanted["stop"] = "900000" if back else "899500"
        wait_for_link(page, wanted)
        at = step(page)
        assert at >= last, "no change takes the run back"
        last = at
    wait_for_step(page, lambda at: at > last)
    expect(button(page, "Pause")).to_be_visible()
    assert {name: values[0] for name, values in query(page).items()} == wanted


def test_a_new_shape_restarts_and_says_so(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}")
    button(page, "Step").click()
    wait_for_step(page, 1)
    button(page, "Network").click()
    page.get_by_role("spinbutton", name="Hidden layers").fill("3")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stToast")).to_contain_text("back to step 0")
    wait_for_step(page, 0)
    assert query(page)["hidden"] == ["4-4-4"]


def test_preset_asks_then_shows_dead_units(open_page: OpenPage) -> None:
    page = open_lab(open_page, "/training?preset=dying-relu")
    expect(page.get_by_text("how many of the 64 units still learn")).to_be_visible()
    wait_for_step(page, 0)
    button(page, "Start").click()
    wait_for_step(page, 1500)
    text = reading(page, "dead").inner_text()
    assert int(text.removesuffix(" %")) >= 40


def test_who_cannot_die_is_said_so(open_page: OpenPage) -> None:
    page = open_lab(open_page, f"/training?{SMALL}&activations=leaky_relu")
    expect(reading(page, "dead")).to_have_text("cannot die")
    expect(page.locator(".live-figure-sheet td").filter(has_text="cannot die")).to_have_count(1)


@pytest.mark.parametrize("engine", ["browser", "torch"])
def test_diverged_racer_is_labelled_and_has_no_fraction(open_page: OpenPage, engine: str) -> None:
    wild = "activations=relu%3Bidentity&learning_rate=1000&loss=squared_error&stop=400&racer=1"
    page = open_lab(open_page, f"/training?{SMALL}&{wild}&start=1&engine={engine}")
    expect(reading(page, "dead")).to_have_text("diverged")
    for name in ("loss", "accuracy", "saturated"):
        expect(reading(page, name)).to_have_text("—")


def test_link_restores_everything(open_page: OpenPage) -> None:
    link = (
        "activations=tanh%3Bprelu%3Aalpha~0.3&dataset=moons&hidden=5-3&layer=1&learning_rate=0.05"
        "&optimiser=adam&racer=1&seed=7&speed=5&stop=50"
    )
    page = open_lab(open_page, f"/training?{link}")
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    expect(figure(page).get_by_text("Pre-activations, layer 2")).to_be_visible()
    expect(page.locator(".training-dead dt")).to_contain_text("Parametric ReLU")
    button(page, "Start").click()
    wait_for_step(page, 50)
    assert "&".join(sorted(urlsplit(page.url).query.split("&"))) == link


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


def test_two_visitors_have_two_runs(open_page: OpenPage, browser: Browser, server: str) -> None:
    page = open_lab(open_page, f"/training?{SMALL}")
    other = browser.new_context().new_page()
    other.set_default_timeout(PATIENCE)
    other.goto(f"{server}/training?{SMALL}")
    wait_until_finished(other)
    button(page, "Epoch").click()
    wait_for_step(page, 2)
    assert step(other) == 0
    other.close()


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
