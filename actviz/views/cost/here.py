"""Measuring on the server's machine while the visitor looks: the button, the line, the numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

import streamlit as st

from actviz.training.cost import WIDTHS, machine
from actviz.training.cost.stored import Columns
from actviz.ui.page_link import present
from actviz.ui.player import Player, player
from actviz.views.cost.measurement import NUMBERS, Found, Measurement
from actviz.views.cost.state import ELEMENTS, PASS_NAMES, CostState

_TICK = 0.3  # seconds


def _player() -> Player:
    return player("cost")


def _measurement() -> Measurement | None:
    return cast("Measurement | None", _player().run)


def _found() -> Found:
    last = _measurement()
    return {} if last is None else last.found


def columns(name: str, kind: str, sizes: Sequence[int]) -> Columns:
    """What this visitor has measured of a function or layer: a number, or None, for each size."""
    found = _found()
    each = [found.get((name, size, kind), {}) for size in sizes]
    return {number: [row.get(number) for row in each] for number in NUMBERS}


def button(timed: Callable[[CostState], Sequence[str]]) -> None:
    """Starts the measurement of what is shown, whose names `timed` says, or stops it."""
    mine = _player()
    if mine.playing:
        # Not the same widget: a press that is reported twice would start anew what it stopped.
        st.button(
            "Stop",
            icon=":material/stop:",
            type="primary",
            key="cost_measure_stop",
            on_click=mine.press,
            args=(mine.serial,),
        )
        return
    st.button(
        "Measure",
        icon=":material/timer:",
        type="primary",
        key="cost_measure",
        on_click=_start,
        args=(mine.serial, timed),
        help="Times what is shown on the machine that serves this page, one visitor at a time.",
    )


def _start(serial: int, timed: Callable[[CostState], Sequence[str]]) -> None:
    mine = _player()
    if serial != mine.serial:
        return
    # The link as it is by now: the page may be older.
    state = present(CostState)
    names = timed(state)
    layers = state.part == "layer"
    chosen, sizes = (state.width, WIDTHS) if layers else (state.elements, ELEMENTS)
    # What is looked at comes first; a stop or the time's end then takes the others.
    ordered = sorted(sizes, key=lambda size: size != chosen)
    run = Measurement(names, ordered, PASS_NAMES[state.kind], _found(), layers=layers)
    mine.take(run, stopped=run.end)
    mine.start()


def shown(state: CostState, chart: Callable[[], None]) -> None:
    """A chart, again and again while it is measured on this server."""
    if state.measured_on == "server":
        _watched(chart)
    else:
        # What was begun ends with the figure that showed it.
        _player().stop()
        chart()


def _watched(draw: Callable[[], None]) -> None:
    """What `draw` shows, and how far the measurement is, drawn as it goes on."""

    def tick(_by_page: bool) -> None:
        _progress()
        draw()

    _player().clock(tick, every=_TICK)


def _progress() -> None:
    run = _measurement()
    if run is None:
        st.caption("Nothing is measured yet: press Measure.")
    elif run.problem:
        st.error(run.problem)
    elif run.over():
        whole = run.done >= run.total
        st.caption(f"{'Done' if whole else 'Stopped'}: {run.done:,} of {run.total:,} measured.")
    elif run.waits and run.place:
        before = "one measurement is" if run.place == 1 else f"{run.place} measurements are"
        st.progress(0.0, f"Waiting: {before} before yours.")
    else:
        text = f"{run.done:,} of {run.total:,} measured" if run.done else "Starting"
        st.progress(min(run.done / run.total, 1.0), text)


def words() -> str:
    """Where it is measured."""
    about: dict[str, Any] = machine()
    return (
        f"Measured on this server: {about['processor']}, 1 of {about['cores']} cores, "
        f"{about['system']}, PyTorch {about['torch']}, Python {about['python']}, beside whatever "
        "else it does. "
    )
