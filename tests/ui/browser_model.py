"""A browser as the server hears it: messages with what it knew when they left, in any order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, cast
from urllib.parse import urlencode

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.testing.v1.element_tree import ElementTree

from actviz.ui.pages import page_script
from actviz.ui.player import Player
from tests.serving import ROOT

Event = tuple[str, Any]  # a widget's label, and what is chosen in it
PRESS = object()
TICK: Event = ("", None)

_VALUED = ("selectbox", "number_input", "select_slider")


@dataclass
class Shown:
    """What a browser shows: its widgets and its link. Messages are made from it."""

    tree: ElementTree
    query: dict[str, list[str]]

    def widget(self, label: str) -> Any:
        """The widget with this label."""
        found = [each for each in self._widgets() if each.label == label]
        assert len(found) == 1, f"{label!r} is there {len(found)} times"
        return found[0]

    def _widgets(self) -> Iterator[Any]:
        for kind in ("button", *_VALUED):
            yield from self.tree.get(kind)

    def hold(self) -> None:
        """Let every widget keep the value that it has now, whatever the server's session says."""
        for kind in _VALUED:
            for each in self.tree.get(kind):
                each._value = each.value


class Browser:
    """One visitor's browser and the server's session, without network and without time.

    `shown` is what the browser shows once it has heard everything. What it showed before can be
    kept, and sent from: such a message carries the widgets and the link of that moment.
    """

    def __init__(self, page: str, **query: str) -> None:
        # Seconds: the first run in a process imports torch.
        self.app = AppTest.from_file(str(ROOT / "actviz" / "ui" / "router.py"), default_timeout=600)
        self.app.run()
        self.open(page, **query)

    def open(self, page: str, **query: str) -> None:
        """Go to a page by its entry in the navigation, or by a link."""
        self.app.switch_page(str(page_script(page)))
        self.app.query_params = dict(query)
        self.app.run()
        self._hear()

    def player(self, name: str) -> Player:
        """The session's player of that name."""
        return cast(Player, self.app.session_state["actviz"]["players"][name])

    @property
    def link(self) -> dict[str, list[str]]:
        """What the server says of the link."""
        return {n: [v] if isinstance(v, str) else v for n, v in self.app.query_params.items()}

    def change(self, label: str, value: Any, seen: Shown | None = None) -> None:
        """The visitor changes a widget; the message leaves with what was `seen`."""
        seen = seen or self.shown
        seen.widget(label).set_value(value)
        self._send(seen)

    def press(self, label: str, seen: Shown | None = None, *, with_tick: bool = False) -> None:
        """The visitor presses a button; `with_tick` a tick carries the press."""
        seen = seen or self.shown
        button = seen.widget(label)
        button.click()
        self._send(seen, tick=with_tick)
        button.set_value(False)

    def tick(self, seen: Shown | None = None) -> None:
        """The page's clock beats."""
        self._send(seen or self.shown, tick=True)

    def pair(self, first: Event, second: Event, moment: int) -> bool:
        """Two events, of which the second is heard of at a moment of the first's run.

        Moments are the places where Streamlit looks whether to end the run, counted from 0. False
        where the run had fewer: then the second was never sent.
        """
        seen = self.shown
        states = [self._after(seen, event) for event in (first, second)]
        data = RerunData(
            widget_states=states[1],
            query_string=urlencode(seen.query, doseq=True),
            page_script_hash=self.app._page_hash or self.app._finished_page_script_hash,
            fragment_id=self._clock() if second is TICK else None,
            is_auto_rerun=second is TICK,
        )
        with _arriving(data, moment) as arrived:
            self._send(seen, states[0], tick=first is TICK)
        return bool(arrived)

    def _after(self, seen: Shown, event: Event) -> WidgetStates:
        label, value = event
        if event is not TICK:
            seen.widget(label).set_value(True if value is PRESS else value)
        states = seen.tree.get_widget_states()
        if value is PRESS:
            seen.widget(label).set_value(False)
        return states

    def _send(self, seen: Shown, states: WidgetStates | None = None, *, tick: bool = False) -> None:
        self.app.query_params = dict(seen.query)
        with _fragment(self._clock() if tick else None):
            self.app._run(states or seen.tree.get_widget_states())
        self._hear()

    def _hear(self) -> None:
        assert not self.app.exception
        # The answer to a tick is a part of the page; the rest stays as it was.
        if self.app.title or not hasattr(self, "shown"):
            self.shown = Shown(self.app._tree, self.link)
            self.shown.hold()
        else:
            self.shown = Shown(self.shown.tree, self.link)

    def _clock(self) -> str:
        (identifier,) = self.app._fragment_storage._fragments
        return str(identifier)


@contextmanager
def _arriving(data: RerunData, moment: int) -> Iterator[list[int]]:
    """Have a message arrive when a run looks for the so manieth time whether one has."""
    look = ScriptRunner._maybe_handle_execution_control_request
    moments, arrived = itertools.count(), list[int]()

    def looked(runner: ScriptRunner) -> None:
        if runner._execing and not arrived and next(moments) == moment:
            arrived.append(moment)
            runner._requests.request_rerun(data)
        look(runner)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ScriptRunner, "_maybe_handle_execution_control_request", looked)
        yield arrived


@contextmanager
def _fragment(identifier: str | None) -> Iterator[None]:
    """Let the next message be a tick of this fragment."""
    made: Any = RerunData
    if identifier is not None:
        made = partial(RerunData, fragment_id=identifier, is_auto_rerun=True)
    local_script_runner.RerunData = made  # type: ignore[misc]
    try:
        yield
    finally:
        local_script_runner.RerunData = RerunData  # type: ignore[misc]
