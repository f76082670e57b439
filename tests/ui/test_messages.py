"""Messages that arrive while another is being answered, at every moment, on every page."""

from __future__ import annotations

import itertools
import json
import traceback
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.state.session_state import SessionState
from streamlit.testing.v1 import AppTest

from actviz.ui import time_share
from tests.live_figures import LINKS
from tests.pages import open_link
from tests.ui.browser_model import PRESS, TICK, Browser, Event

# Where something is played: the page, its link, the player, the button that starts it.
LAB = (
    "training",
    {"preset": "dying-relu", "stop": "20000", "engine": "torch"},
    "training",
    "Start",
)
FIT = ("softmax", {"show": "regression"}, "softmax", "Fit")

Chosen = tuple[str, tuple[Any, Any], str]  # a label, two values in turn, the link's name for them
STOP: Chosen = ("Stop at step", (15_000, 16_000), "stop")
SPEED: Chosen = ("Speed", ("1", "5"), "speed")
RATE: Chosen = ("Learning rate", (0.05, 0.1), "learning_rate")
FIT_RATE: Chosen = ("Learning rate", (0.1, 0.5), "fitrate")


@pytest.fixture(autouse=True)
def one_step_a_slice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_share, "pace", lambda _players: (0.02, 1e-9))
    # What the test before left playing is not to keep this one from the server.
    monkeypatch.setattr(time_share.TIME_SHARE, "_seen", weakref.WeakKeyDictionary())


def started(page: str, query: dict[str, str], start: str) -> Browser:
    browser = Browser(page, **query)
    browser.press(start)
    return browser


@pytest.mark.parametrize(
    ("place", "first", "second"),
    [
        (LAB, RATE, STOP),
        (LAB, STOP, RATE),
        (LAB, SPEED, STOP),
        (LAB, STOP, None),
        (LAB, None, STOP),
        (FIT, FIT_RATE, None),
        (FIT, None, FIT_RATE),
    ],
)
def test_a_message_at_every_moment_of_another(
    place: tuple[str, dict[str, str], str, str], first: Chosen | None, second: Chosen | None
) -> None:
    """None is a tick of the clock."""
    page, query, name, start = place
    browser = started(page, query, start)
    for moment in itertools.count():
        chosen = [each for each in (first, second) if each is not None]
        values = {link: values[moment % 2] for _, values, link in chosen}
        events = [
            (each[0], each[1][moment % 2]) if each is not None else TICK for each in (first, second)
        ]
        arrived = browser.pair(events[0], events[1], moment)
        if not arrived:
            break
        browser.tick()
        told = {link: browser.link.get(link) for link in values}
        assert told == {
            link: [f"{value:g}" if isinstance(value, float) else str(value)]
            for link, value in values.items()
        }, moment
        assert browser.player(name).playing, moment
        for label, pair, _ in chosen:
            assert browser.shown.widget(label).value == pair[moment % 2], moment
    assert moment > 5, "a run that never looks is not tested"


def test_a_press_at_every_moment_of_a_change_and_the_other_way_round() -> None:
    browser = started(*LAB[:2], LAB[3])
    for moment in itertools.count():
        label = "Pause" if browser.player("training").playing else "Start"
        stop = STOP[1][moment % 2]
        events: list[Event] = [(label, PRESS), (STOP[0], stop)]
        if not browser.pair(*events[:: -1 if moment % 3 else 1], moment):
            break
        assert browser.link["stop"] == [str(stop)], moment
        if moment > 0:  # Streamlit itself drops a message that another overtakes before its start
            assert browser.player("training").playing == (label == "Start"), moment


OTHERS: dict[str, Any] = {
    "selectbox": lambda each: each.options[-1],
    "number_input": lambda each: each.min if each.value == each.max else each.max,
    "select_slider": lambda _each: 0.05,
    "slider": lambda each: each.min,
    "checkbox": lambda each: not each.value,
    "text_input": lambda _each: "x*sigmoid(b*x)",
    "button_group": lambda each: (
        each.options[-1:] if not each._is_single_select else each.options[-1]
    ),
    "multiselect": lambda each: each.options[:1],
}


def other_values(app: AppTest) -> Iterator[str]:
    """Each widget of the page chosen in or pressed, one after the other, its label each time."""
    for kind, other in OTHERS.items():
        for place in range(len(app.get(kind))):
            if place < len(app.get(kind)) and not app.get(kind)[place].disabled:
                widget = app.get(kind)[place]
                widget.set_value(other(widget))
                yield f"{kind} {widget.label}"
    for place in range(len(app.button)):
        if place < len(app.button) and not app.button[place].disabled:
            app.button[place].click()
            yield f"button {app.button[place].label}"


def commits(app: AppTest) -> list[WidgetState]:
    """What each live figure of the page tells when its first slider is moved."""
    found = []
    for each in app.get("bidi_component"):
        figure = each.proto
        content = json.loads(figure.json or figure.mixed.json)
        if figure.component_name != "actviz_live_figure" or not content["listens"]:
            continue
        view = content.get("view") or {}
        values = {control["id"]: control["value"] for control in content["controls"]}
        values |= {control["id"]: control["low"] for control in content["controls"][:1]}
        told = {"values": values, "probe": content.get("probe"), "serial": content["heard"] + 1}
        told |= {"from": view.get("low"), "to": view.get("high")}
        state = WidgetState(id=_make_trigger_id(figure.id, "events"))
        state.json_trigger_value = json.dumps([{"event": "commit", "value": told}])
        found.append(state)
    return found


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where callbacks looked whether a message waits, which then would have ended them there."""
    look, call = ScriptRunner._maybe_handle_execution_control_request, SessionState._call_callbacks
    found: list[str] = []
    calling: list[bool] = []

    def looked(runner: ScriptRunner) -> None:
        if calling:
            found.append("".join(traceback.format_stack(limit=8)[:-1]))
        look(runner)

    def called(state: SessionState, **more: Any) -> None:
        calling.append(True)
        try:
            call(state, **more)
        finally:
            calling.pop()

    monkeypatch.setattr(ScriptRunner, "_maybe_handle_execution_control_request", looked)
    monkeypatch.setattr(SessionState, "_call_callbacks", called)
    return found


@pytest.mark.parametrize(
    ("page", "query"),
    [(page, query) for page in LINKS for query in LINKS[page]],
    ids=str,
)
def test_no_callback_can_be_ended_by_the_next_message(
    page: str, query: Any, looks: list[str]
) -> None:
    app = open_link(page, **query)
    for told in commits(app):
        states = app._tree.get_widget_states()
        states.widgets.append(told)
        app._run(states)
        assert (app.exception, looks) == ([], []), told
    count = 0
    for name in other_values(app):
        app.run()
        count += 1
        assert not app.exception, name
        assert looks == [], name
    assert count + len(commits(app)) > 0
