"""The live figure: one Plotly chart with its sliders, redrawn in the browser at each movement.

The browser evaluates JavaScript derived from the definitions and tells Python once, on release.
`assets/live_figure.js` is its other half; the dictionary built in `live_figure` is their contract.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from actviz.figures.palette import PALETTE
from actviz.ui.assets import assets_url, plotly_url, preloads
from actviz.ui.browser_module import browser_module

_FIRST_GUESS_OF_HEIGHT = 420  # pixels; the stylesheet's height for a chart without its own

_component = browser_module("actviz_live_figure", "live_figure.js", "live-figure")


@dataclass(frozen=True)
class Control:
    """One slider with its number box.

    With `logarithmic`, the slider runs over log10 of the value and `step` counts in decades. The
    number box takes values beyond the slider's ends, down to `lowest` and up to `highest`. Controls
    that follow each other with the same `group` stand under it as their heading, with the colour of
    `role` beside it.
    """

    id: str
    label: str
    meaning: str
    value: float
    default: float
    low: float
    high: float
    step: float
    logarithmic: bool = False
    group: str | None = None
    role: str | None = None
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True)
class Commit:
    """The state of a live figure at the moment the visitor let go."""

    values: Mapping[str, float]  # by the control's id
    probe: float | None
    from_: float | None
    to: float | None


def live_figure(
    figure: go.Figure | Mapping[str, Any],
    *,
    key: str,
    alt: str,
    drawing: str | None = None,
    program: Mapping[str, Any] | None = None,
    controls: Sequence[Control] = (),
    file_name: str = "figure",
    step: int | None = None,
    on_commit: Callable[[Commit], None] | None = None,
) -> None:
    """Mount a live figure that shows `figure` and redraws it with `assets/drawings/<drawing>.js`.

    `on_commit` is called once per release, before the script runs again: write the new state to
    the link there. Without it the figure keeps its state to itself. `step` (training steps) is
    written to the page as `data-step`.

    Of `program`, whatever the drawing: `followed` holds values by id that other figures on the page
    may be moving, `handles` the pairs of controls {"x": id, "y": id} to be dragged on the chart,
    `point` such a pair that goes where the pointer is, `columns` how many controls stand side by
    side, `beside` the controls at the chart's right where the page is wide, `narrow_height` the
    chart's height in pixels on a phone, `readout` that the drawing has readings though there is no
    probe.
    """
    program = dict(program or {})
    heard = f"{key}.heard"
    content = figure_content(figure) if isinstance(figure, go.Figure) else figure

    def receive() -> None:
        payload = (st.session_state.get(key) or {}).get("commit")
        if not isinstance(payload, Mapping):
            return
        serial = payload.get("serial")
        if isinstance(serial, int) and not isinstance(serial, bool):
            st.session_state[heard] = serial
        commit = parse_commit(payload, controls, program)
        if commit is not None and on_commit is not None:
            on_commit(commit)

    columns = program.get("columns", 2)
    rows = math.ceil((len(controls) + 2 * ("view" in program)) / columns)
    rows = 0 if program.get("beside") else rows
    height = content["layout"].get("height") or _FIRST_GUESS_OF_HEIGHT
    _component(
        key=key,
        data={
            "assets": assets_url(),
            "plotly": plotly_url(),
            "preload": [("preload", plotly_url()), *_modules(drawing)],
            "reserve": height + 50 + 70 * rows,
            "figure": content,
            "alt": alt,
            "drawing": drawing,
            "program": program,
            "controls": [asdict(control) for control in controls],
            "palette": PALETTE,
            "file_name": file_name,
            "step": step,
            "listens": on_commit is not None,
            # The last commit this session took in: the browser tells a late echo by it.
            "heard": st.session_state.get(heard, 0),
        },
        on_commit_change=receive,
    )


def _modules(drawing: str | None) -> list[tuple[str, str]]:
    return preloads("live_figure.js", *([f"drawings/{drawing}.js"] if drawing else []))


def parse_commit(
    payload: Mapping[str, Any], controls: Sequence[Control], program: Mapping[str, Any]
) -> Commit | None:
    """The commit in a browser's message, or None unless every known part is a finite number.

    Values are clamped to their controls' limits, the view to the program's, the probe to the view.
    """
    sent = payload.get("values")
    if not isinstance(sent, Mapping):
        return None
    values = {}
    for control in controls:
        number = _finite(sent.get(control.id, control.value))
        if number is None:
            return None
        lowest = control.low if control.lowest is None else control.lowest
        highest = control.high if control.highest is None else control.highest
        values[control.id] = min(max(number, lowest), highest)
    view = program.get("view")
    if view is None:
        return Commit(values, None, None, None)
    start, end = _finite(payload.get("from")), _finite(payload.get("to"))
    if start is None or end is None:
        return None
    low, high = view.get("low_limit", -math.inf), view.get("high_limit", math.inf)
    start, end = max(start, low), min(end, high)
    if start >= end:
        return None
    if program.get("probe") is None:
        return Commit(values, None, start, end)
    probe = _finite(payload.get("probe"))
    return None if probe is None else Commit(values, min(max(probe, start), end), start, end)


def _finite(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:  # JSON admits integers beyond the doubles
        return None
    return number if math.isfinite(number) else None


def figure_content(figure: go.Figure) -> dict[str, Any]:
    """A figure as the browser takes it: traces and layout as plain dictionaries."""
    content: dict[str, Any] = json.loads(figure.to_json())
    # The page's own theme takes the place of Plotly's template, 7 kB in every message.
    content["layout"].pop("template", None)
    return {"data": content["data"], "layout": content["layout"]}
