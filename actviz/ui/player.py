"""What runs on a page while one looks: start, pause, step and the clock, the same for every run.

A run is computed in slices. Each slice is asked for by a tick of the page's clock in the browser,
or by one press: Pause, Reset, another page and a closed tab therefore end it after the slice that
is being computed.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any, ParamSpec, Protocol

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from actviz.ui import address
from actviz.ui.session import memory
from actviz.ui.time_share import TIME_SHARE

_PLAYERS = "players"
_SAME_PACE = 3.0  # seconds that a clock keeps its pace at least

_serials = itertools.count(1)
_Arguments = ParamSpec("_Arguments")


class Run(Protocol):
    """What a player plays. `until` is the step at which it shall stop, None for its own end."""

    def over(self, until: int | None) -> bool:
        """Whether nothing is left to do."""

    def slice(self, seconds: float, until: int | None) -> None:
        """Compute for about so many seconds, one update at least, and not beyond the end."""

    def advance(self, steps: int) -> None:
        """Do so many updates."""


class Player:
    """Plays one visitor's run on one page.

    `serial` changes whenever it starts, stops or gets another run. A press and a tick carry the
    serial that their page was made for; with another they come late and do nothing.
    """

    def __init__(self) -> None:
        self.run: Any = None
        self.serial = next(_serials)
        self.playing = False
        self.page = ""
        self._until: int | None = None
        self._rest: Callable[[], None] = lambda: None
        self._stopped: Callable[[], None] = lambda: None
        self._interval = 0.0
        self._paced = 0.0
        self._heard = self._follows = False
        self._carried: set[str] = set()

    def take(
        self,
        run: Run | None,
        rest: Callable[[], None] = lambda: None,
        stopped: Callable[[], None] = lambda: None,
    ) -> None:
        """Have another run, paused. `rest` is called whenever it has come to rest.

        `stopped` is called whenever it plays no more, for another page or another run too.
        """
        self.stop()
        self.run, self._rest, self._stopped = run, rest, stopped
        self.serial, self.page = next(_serials), _open_page()

    def start(self, until: int | None = None) -> None:
        """Play on, to a step or to the run's own end, if there is anything left to do."""
        if self.run is None or self.run.over(until):
            return
        self.playing, self._until = True, until
        self.serial = next(_serials)
        TIME_SHARE.join(self)

    def stop(self) -> None:
        """Play no more; what the link says of the run stays."""
        TIME_SHARE.leave(self)
        if self.playing:
            self.playing, self._until = False, None
            self.serial = next(_serials)
            self._stopped()

    def pause(self) -> None:
        """Play no more, and let the run say in the link where it rests."""
        if self.playing:
            self.stop()
            self._rest()

    def press(self, serial: int) -> None:
        """Start or pause, where the button was made for this serial; it stands beside the clock.

        A browser reports one press twice where a tick leaves between the press and its report: the
        tick carries the press, and the page, with a button for the next serial, follows the report.
        """
        if serial != self.serial:
            return
        self._follows = _within_tick()
        if self.playing:
            self.pause()
        else:
            self.start()

    def pressed(self, name: str, callback: Callable[[], None]) -> Callable[[], None]:
        """What a named button beside the clock does, once where a press is reported twice."""

        def call() -> None:
            if _within_tick():
                self._carried.add(name)
                self._follows = True
            elif name in self._carried:
                self._carried.remove(name)
                return
            callback()

        return call

    def once(self) -> None:
        """Do one update; what plays pauses for it."""
        self.stop()
        if self.run is not None:
            self.run.advance(1)
            self._rest()

    def through(self, until: int) -> None:
        """Go on to a step: the first slice at once, the rest by ticks."""
        self.stop()
        if self.run is None or self.run.over(until):
            return
        self.run.slice(TIME_SHARE.slice, until)
        if self.run.over(until):
            self._rest()
        else:
            self.start(until)

    def heard(self, callback: Callable[_Arguments, None]) -> Callable[_Arguments, None]:
        """A callback of something inside the clock's part of the page: its run is no tick."""

        def call(*arguments: _Arguments.args, **named: _Arguments.kwargs) -> None:
            self._heard = _within_tick()
            callback(*arguments, **named)

        return call

    def clock(self, draw: Callable[[bool], None], every: float = 0.0) -> None:
        """The part of the page that is drawn at each tick, by `draw`.

        `draw` gets whether the page itself is being drawn, which is to be quick: it answers what
        the visitor just did. `every` is the least number of seconds between ticks.
        """
        self.page = _open_page()
        self._interval = max(every, TIME_SHARE.interval)
        run_every = self._interval if self.playing else None
        st.fragment(self._tick, run_every=run_every)(self.serial, draw, every)

    def _tick(self, serial: int, draw: Callable[[bool], None], every: float) -> None:
        heard, self._heard = self._heard, False
        follows, self._follows = self._follows, False
        # Not by a mark that the page's run leaves: a late tick may cut that off and find the mark.
        if not _within_tick():
            draw(True)
            return
        behind = address.settle()
        started = time.perf_counter()
        # The picture first, then the slice: where the next tick already waits, Streamlit drops what
        # a run has sent last, unless there was time to pass it on.
        draw(False)
        if serial == self.serial and self.playing:
            TIME_SHARE.join(self)
            with TIME_SHARE.computing:
                self.run.slice(TIME_SHARE.slice, self._until)
            TIME_SHARE.note((time.perf_counter() - started) / self._interval)
            if self.run.over(self._until):
                self.pause()
            elif not behind and not self._wants_another_pace(every):
                return
        elif follows or (heard and not behind):
            return
        # The page that sent this tick shows something else than there is: what it was told was lost
        # or is on its way.
        st.rerun()

    def _wants_another_pace(self, every: float) -> bool:
        now = time.monotonic()
        if max(every, TIME_SHARE.interval) == self._interval or now - self._paced < _SAME_PACE:
            return False
        self._paced = now
        return True


def player(name: str) -> Player:
    """This visitor's player of that name."""
    players: dict[str, Player] = memory().setdefault(_PLAYERS, {})
    if name not in players:
        players[name] = Player()
    return players[name]


def arrive() -> None:
    """Settle the link of the page that is being opened, and stop what plays on another."""
    address.settle()
    for each in memory().get(_PLAYERS, {}).values():
        if each.page != _open_page():
            each.stop()


def _open_page() -> str:
    context = get_script_run_ctx(suppress_warning=True)
    return context.page_script_hash if context else ""


def _within_tick() -> bool:
    """Whether this is a run of a part of the page, not of the page."""
    context = get_script_run_ctx(suppress_warning=True)
    return bool(context and context.fragment_ids_this_run)
