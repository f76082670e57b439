"""The part of the Cost page that compares functions alone."""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st

from actviz.figures.live_figure import Control, LiveFigure
from actviz.maths import CATALOGUE
from actviz.maths.symbolic.array_code import javascript_loop
from actviz.maths.symbolic.operation_count import operation_count
from actviz.training.cost import DERIVED, stored
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import present, update_link
from actviz.ui.widgets import bound, buttons, choose, choose_some
from actviz.views.cost import here
from actviz.views.cost.frames import functions_figure
from actviz.views.cost.state import (
    ELEMENTS,
    GROUPS,
    HALF_STEP,
    PASS_NAMES,
    SORTS,
    USUAL,
    CostState,
)

_ALL = tuple(CATALOGUE)
_LISTED = 40


def key_of(name: str, group: str) -> str:
    """A function's name in the results."""
    return f"{name}{DERIVED}" if group == "derived" else name


def functions(state: CostState) -> None:
    """Ratios to ReLU of the chosen functions, and the choice."""

    def chart() -> None:
        live_figure(
            functions_chart(present(CostState)),
            key="cost_chart",
            on_commit=lambda commit: update_link(
                CostState, lambda held: held.with_elements(commit.values["elements"])
            ),
        )

    here.shown(state, chart)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        now = {USUAL: "usual", _ALL: "all"}.get(state.functions)
        buttons(
            state,
            "set",
            "Functions",
            {"usual": f"The usual {len(USUAL)}", "all": f"All {len(_ALL)}"},
            now,
            lambda held, which: held.changed(functions=USUAL if which == "usual" else _ALL),
        )
        if state.measured_on != "browser":
            choose_some(state, "groups", "Computed by", GROUPS, label_visibility="visible")
        choose(state, "sort", "Sorted by", SORTS)
    if len(state.functions) <= _LISTED:
        widget = bound(
            state,
            "functions",
            list(state.functions),
            lambda held, names: held.changed(functions=tuple(names)) if names else held,
        )
        st.multiselect(
            "Shown (type to search)",
            list(_ALL),
            default=widget.first,
            format_func=lambda name: CATALOGUE[name].name,
            key=widget.key,
            on_change=widget.on_change,
        )


@cache
def _operations(name: str) -> tuple[int, int]:
    """Operations of f, and of f and f′ together."""
    entry = CATALOGUE[name]
    return operation_count(entry.f).total, operation_count(entry.f, entry.df).total


def _row(name: str, state: CostState) -> dict[str, Any]:
    kind, table, entry = PASS_NAMES[state.kind], stored().functions, CATALOGUE[name]
    keys = {group: key_of(name, group) for group in GROUPS}
    known = {group: key for group, key in keys.items() if key in table}
    row: dict[str, Any] = {
        "id": name,
        "name": entry.name,
        "operations": _operations(name)[state.kind == "both"],
    }
    if state.measured_on != "stored":
        row["stored"] = table[next(iter(known.values()))][kind]["ratio_to_relu"]
    if state.measured_on == "browser":
        return {**row, "loop": _loop(name, state.kind)}
    for group in state.groups:
        if group in known:
            row[group] = (
                here.columns(known[group], kind, ELEMENTS)
                if state.measured_on == "server"
                else table[known[group]][kind]
            )
    return row


@cache
def _loop(name: str, kind: str) -> str:
    entry = CATALOGUE[name]
    return javascript_loop([entry.f, entry.df][: 1 + (kind == "both")], entry.defaults)


def functions_chart(state: CostState) -> LiveFigure:
    """The chart of ratios, with its slider for the array's size."""
    kind = PASS_NAMES[state.kind]
    rows = [_row(name, state) for name in state.functions]
    browser = state.measured_on == "browser"
    rows = [row for row in rows if browser or any(group in row for group in GROUPS)]
    inputs: dict[str, Any] = {"rows": rows, "sort": state.sort, "elements": ELEMENTS}
    if browser:
        inputs |= {"relu_loop": _loop("relu", state.kind)}
    else:
        inputs["relu"] = (
            here.columns("relu", kind, ELEMENTS)
            if state.measured_on == "server"
            else stored().functions["relu"][kind]
        )
    return LiveFigure(
        figure=functions_figure(len(rows)),
        alt=_describe(state, rows),
        drawing="cost/browser" if browser else "cost/functions",
        inputs=inputs,
        feed="cost" if browser else None,
        controls=(
            Control(
                "elements", "Array size", "elements", state.elements, 2**18,
                ELEMENTS[0], ELEMENTS[-1], HALF_STEP, logarithmic=True,
            ),
        ),
        columns=1,
        # As high on a phone: its rows are as many.
        narrow_height=functions_figure(len(rows))["layout"]["height"],
        readout=True,
        file_name=f"cost-{state.kind}",
    )  # fmt: skip


def _describe(state: CostState, rows: list[dict[str, Any]]) -> str:
    place = ELEMENTS.index(state.elements)
    said = [
        f"{row['name']} {ratio:.3g}"
        for row in rows[:_LISTED]
        for group in GROUPS
        if group in row and (ratio := row[group]["ratio_to_relu"][place]) is not None
    ]
    return (
        f"Time in multiples of ReLU's, {PASS_NAMES[state.kind]}, arrays of {state.elements:,} "
        f"elements: {', '.join(said) or 'nothing is measured yet'}."
    )
