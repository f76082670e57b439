"""Runs of the training lab: started, stopped, changed while they go, restored from a link."""

import re
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE, OpenPage, wait_until_finished
from tests.browser.live_figure import figure, query
from tests.browser.training.lab import SMALL, button, open_lab, pause, reading, step, wait_for_step


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
