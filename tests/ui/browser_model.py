"""A browser as the server hears it: messages with what it knew when they left, in any order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from streamlit.runtime.scriptrunner import RerunData
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.testing.v1.element_tree import ElementTree

from actviz.ui.pages import page_script
from actviz.ui.player import Player
from tests.serving import ROOT

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
        # 60 s: the first run in a process imports torch.
        self.app = AppTest.from_file(str(ROOT / "actviz" / "ui" / "router.py"), default_timeout=60)
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
        return cast(Player, self.app.session_state["players"][name])

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

    def _send(self, seen: Shown, *, tick: bool = False) -> None:
        self.app.query_params = dict(seen.query)
        with _fragment(self._clock() if tick else None):
            self.app._run(seen.tree.get_widget_states())
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
