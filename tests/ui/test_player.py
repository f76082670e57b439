"""Everything that is played, as messages arrive: late, twice, in every order a browser can send."""

from __future__ import annotations

import weakref
from typing import Any, cast

import pytest
from streamlit.runtime.scriptrunner import get_script_run_ctx

from actviz.ui import time_share
from actviz.views.training.run import Run
from tests.ui.browser_model import Browser

LINK = {"preset": "dying-relu", "stop": "20000", "engine": "torch"}
# label, what the visitor chooses, the link's name and text for it
CHANGES = [
    ("Learning rate", 0.05, "learning_rate", "0.05"),
    ("Stop at step", 15_000, "stop", "15000"),
    ("Speed", "1", "speed", "1"),
]


@pytest.fixture(autouse=True)
def one_step_a_slice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_share, "pace", lambda _players: (0.02, 1e-9))
    # What the test before left playing is not to keep this one from the server.
    monkeypatch.setattr(time_share.TIME_SHARE, "_seen", weakref.WeakKeyDictionary())


def playing_lab(**query: str) -> Browser:
    browser = Browser("training", **{**LINK, **query})
    browser.press("Start")
    assert browser.player("training").playing
    return browser


def run_of(browser: Browser) -> Run:
    return cast(Run, browser.player("training").run)


@pytest.mark.parametrize("late", [0, 1, 3])
@pytest.mark.parametrize("early", [0, 2])
@pytest.mark.parametrize(("label", "value", "name", "text"), CHANGES)
def test_a_change_while_the_lab_plays(
    label: str, value: Any, name: str, text: str, early: int, late: int
) -> None:
    browser = playing_lab()
    lab, before = run_of(browser).lab, browser.link
    old = browser.shown
    for _ in range(early):
        browser.tick(old)
    browser.change(label, value, old)
    for _ in range(late):
        # The widget has its new value, the rest of the page and the link their old ones.
        browser.tick(old)
    browser.tick()
    step = lab.step
    browser.tick()
    assert browser.player("training").playing
    assert run_of(browser).lab is lab
    assert lab.step == step + 1
    assert browser.link == {**before, name: [text]}
    assert browser.shown.widget(label).value == value
    follows = {
        "learning_rate": str(lab.config.learning_rate),
        "stop": str(run_of(browser).stop),
        "speed": run_of(browser).speed,
    }
    assert follows[name] == text
    assert browser.shown.widget("Preset").value == (
        "" if label == "Learning rate" else "dying-relu"
    )


@pytest.mark.parametrize("ticks", [0, 1])
@pytest.mark.parametrize("first", range(3))
@pytest.mark.parametrize("second", range(3))
def test_two_changes_before_the_first_is_answered(first: int, second: int, ticks: int) -> None:
    browser = playing_lab()
    before, old = browser.link, browser.shown
    for place in (first, second):
        browser.change(*CHANGES[place][:2], old)
        for _ in range(ticks):
            browser.tick(old)
    browser.tick()
    wanted = {CHANGES[place][2]: [CHANGES[place][3]] for place in (first, second)}
    assert browser.link == {**before, **wanted}
    assert browser.player("training").playing


def test_keys_pressed_quickly_end_at_the_last() -> None:
    browser = playing_lab()
    old = browser.shown
    for rate in (2.0, 1.0, 0.5):
        browser.change("Learning rate", rate, old)
        browser.tick(old)
    assert browser.link["learning_rate"] == ["0.5"]
    assert run_of(browser).lab.config.learning_rate == 0.5
    assert browser.shown.widget("Learning rate").key == old.widget("Learning rate").key, (
        "a slider that is moved by keys is never put in the place of another"
    )


def test_a_change_back_to_what_the_link_said_first_is_a_change() -> None:
    browser = playing_lab()
    browser.change("Stop at step", 15_000)
    browser.change("Stop at step", 20_000)
    assert browser.link["stop"] == ["20000"]
    browser.tick()
    assert run_of(browser).stop == 20_000


def test_a_preset_chosen_while_another_plays() -> None:
    browser = playing_lab()
    old = browser.shown
    browser.change("Learning rate", 0.05, old)
    browser.tick(old)
    fresh = browser.shown
    browser.change("Preset", "race-16", fresh)
    for _ in range(3):
        browser.tick(fresh)
    assert browser.link == {"preset": ["race-16"], "engine": ["torch"]}
    assert not browser.player("training").playing
    assert browser.shown.widget("Learning rate").value != 0.05
    assert browser.shown.widget("Preset").value == "race-16"


@pytest.mark.parametrize("label", ["Start", "Pause"])
def test_a_press_that_is_reported_twice_is_one(label: str) -> None:
    browser = Browser("training", **LINK) if label == "Start" else playing_lab()
    old = browser.shown
    # Between the press and its report a tick leaves, and carries the press too.
    browser.press(label, old, with_tick=True)
    browser.press(label, old)
    assert browser.player("training").playing == (label == "Start")
    assert browser.shown.widget("Pause" if label == "Start" else "Start")


@pytest.mark.parametrize("others", range(3))
def test_a_step_that_is_reported_twice_is_one_update(others: int) -> None:
    browser = playing_lab()
    old, step = browser.shown, run_of(browser).lab.step
    browser.press("Step", old, with_tick=True)
    for _ in range(others):
        browser.tick(old)
    browser.press("Step", old)
    assert run_of(browser).lab.step == step + 1
    assert browser.shown.widget("Start")
    browser.press("Step")
    assert run_of(browser).lab.step == step + 2


def test_an_epoch_that_is_reported_twice_is_one() -> None:
    browser = Browser("training", samples="64", batch_size="64", engine="torch")
    lab = run_of(browser).lab
    assert lab.steps_per_epoch == 1, "each press then ends its epoch at once"
    browser.press("Start")
    old, step = browser.shown, lab.step
    browser.press("Epoch", old, with_tick=True)
    browser.press("Epoch", old)
    assert lab.step == step + 1


def test_late_ticks_of_a_paused_run_do_nothing_and_draw_the_page_again() -> None:
    browser = playing_lab()
    old = browser.shown
    browser.press("Pause", old)
    step = run_of(browser).lab.step
    for _ in range(3):
        browser.shown = old  # the answer to the press was lost
        browser.tick(old)
        assert browser.shown.widget("Start")
    assert run_of(browser).lab.step == step


def test_late_ticks_do_not_move_the_next_run() -> None:
    browser = playing_lab()
    old = browser.shown
    browser.tick(old)
    browser.press("Reset", old)
    browser.tick(old)
    assert run_of(browser).lab.step == 0
    assert not browser.player("training").playing


HEAVY = {
    "engine": "torch",
    "samples": "20000", "batch_size": "1", "hidden": "8-8", "activations": ";".join(["relu"] * 16),
}  # fmt: skip


def test_an_epoch_is_made_of_slices_and_ends_at_its_end() -> None:
    browser = Browser("training", samples="64", batch_size="16", engine="torch")
    run = run_of(browser)
    assert run.lab.steps_per_epoch > 2
    browser.press("Epoch")
    for step in range(1, run.lab.steps_per_epoch):
        assert run.lab.step == step
        assert browser.player("training").playing
        browser.tick()
    assert run.lab.step == run.lab.steps_per_epoch
    assert not browser.player("training").playing
    assert browser.shown.widget("Start")
    browser.tick()
    assert run.lab.step == run.lab.steps_per_epoch


@pytest.mark.parametrize("end", ["Reset", "Pause", "Step", "page"])
def test_a_heavy_epoch_ends_at_once(end: str) -> None:
    browser = Browser("training", **HEAVY)
    browser.press("Epoch")
    browser.tick()
    lab, old = run_of(browser).lab, browser.shown
    assert lab.step == 2
    if end == "page":
        browser.open("maxout")
        browser.open("training", **HEAVY)
    else:
        browser.press(end, old)
        browser.tick(old)
    assert not browser.player("training").playing
    assert lab.step == (3 if end == "Step" else 2), "no step after the end but the one asked for"
    assert run_of(browser).lab.step == (0 if end == "Reset" else lab.step)


def test_a_closed_tab_ends_a_heavy_epoch_after_its_slice(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Browser("training", **HEAVY)
    browser.press("Epoch")
    slices = []
    real = Run.slice

    def closed_meanwhile(run: Run, seconds: float, until: int | None = None) -> None:
        # What a session does whose tab is closed, while the slice is being computed.
        context = get_script_run_ctx()
        assert context is not None
        assert context.script_requests is not None
        context.script_requests.request_stop()
        real(run, seconds, until)
        slices.append(run.lab.step)

    monkeypatch.setattr(Run, "slice", closed_meanwhile)
    browser.tick()
    assert slices == [2]


@pytest.mark.parametrize(
    ("page", "query", "name", "start", "field"),
    [
        ("softmax", {"show": "regression"}, "softmax", "Fit", "w"),
        ("relu-family", {"part": "learned"}, "relu_family", "Run", "steps"),
    ],
)
def test_a_fit_pauses_in_the_link_and_no_late_tick_throws_it_back(
    page: str, query: dict[str, str], name: str, start: str, field: str
) -> None:
    browser = Browser(page, **query)
    browser.press(start)
    for _ in range(4):
        browser.tick()
    old = browser.shown
    assert field not in old.query
    browser.press("Pause", old)
    paused = browser.link
    assert field in paused
    for _ in range(3):
        browser.tick(old)
        assert browser.link == paused
        assert not browser.player(name).playing
    assert browser.shown.widget(start)


def test_learning_rate_of_the_softmax_fit_is_changed_while_it_runs() -> None:
    browser = Browser("softmax", show="regression")
    browser.press("Fit")
    old = browser.shown
    browser.change("Learning rate", 0.1, old)
    browser.tick(old)
    browser.tick()
    assert browser.player("softmax").playing
    assert browser.player("softmax").run.rate == 0.1
    assert browser.link["fitrate"] == ["0.1"]
