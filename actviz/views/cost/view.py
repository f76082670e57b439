"""The parts of the Cost page."""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st

from actviz.figures.live_figure import Control, LiveFigure
from actviz.maths import CATALOGUE
from actviz.maths.symbolic.operation_count import operation_count
from actviz.training.cost import BATCH, DERIVED, WIDTHS, stored
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import update_link
from actviz.ui.widgets import bound, buttons, choose, choose_some
from actviz.views.cost.frames import functions_figure, layer_figure
from actviz.views.cost.state import (
    ELEMENTS,
    GROUPS,
    PARTS,
    PASS_NAMES,
    SORTS,
    USUAL,
    CostState,
)

_ALL = tuple(CATALOGUE)
_LISTED = 40
_PASS_LABELS = {"forward": "Forward", "both": "Forward + backward"}
_HALF_STEP = 0.30103  # decades: a factor of two


def choose_part(state: CostState) -> None:
    """Functions alone or in a layer, and which pass."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose(state, "part", "Measured", PARTS)
        choose(state, "kind", "Pass", _PASS_LABELS)


def functions(state: CostState) -> None:
    """Ratios to ReLU of the chosen functions, and the choice."""
    live_figure(
        functions_chart(state),
        key="cost_chart",
        on_commit=lambda commit: update_link(
            CostState, lambda held: held.with_elements(commit.values["elements"])
        ),
    )
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
    kind, table = PASS_NAMES[state.kind], stored().functions
    keys = {"torch": name, "derived": f"{name}{DERIVED}"}
    measured = {group: table[keys[group]][kind] for group in state.groups if keys[group] in table}
    return {
        "id": name,
        "name": CATALOGUE[name].name,
        "operations": _operations(name)[state.kind == "both"],
        **measured,
    }


def functions_chart(state: CostState) -> LiveFigure:
    """The chart of ratios, with its slider for the array's size."""
    kind = PASS_NAMES[state.kind]
    rows = [_row(name, state) for name in state.functions]
    rows = [row for row in rows if any(group in row for group in GROUPS)]
    return LiveFigure(
        figure=functions_figure(len(rows)),
        alt=_describe(state, rows),
        drawing="cost/functions",
        inputs={
            "rows": rows,
            "sort": state.sort,
            "elements": ELEMENTS,
            "relu": stored().functions["relu"][kind],
        },
        controls=(
            Control(
                "elements", "Array size", "elements", state.elements, 2**18,
                ELEMENTS[0], ELEMENTS[-1], _HALF_STEP, logarithmic=True,
            ),
        ),
        columns=1,
        readout=True,
        file_name=f"cost-{state.kind}",
    )  # fmt: skip


def _describe(state: CostState, rows: list[dict[str, Any]]) -> str:
    place = ELEMENTS.index(state.elements)
    said = [
        f"{row['name']} {next(row[g] for g in GROUPS if g in row)['ratio_to_relu'][place]:.3g}"
        for row in rows[:_LISTED]
    ]
    return (
        f"Time in multiples of ReLU's, {PASS_NAMES[state.kind]}, arrays of {state.elements:,} "
        f"elements: {', '.join(said) or 'nothing was measured'}."
    )


def layer(state: CostState) -> None:
    """What is left of it in a layer."""
    live_figure(
        layer_chart(state),
        key="cost_layer",
        on_commit=lambda commit: update_link(
            CostState, lambda held: held.with_width(commit.values["width"])
        ),
    )


def layer_chart(state: CostState) -> LiveFigure:
    """Share of the activation and time beside ReLU's layer, by width."""
    kind, result = PASS_NAMES[state.kind], stored()
    layers = [
        {"id": name, "name": CATALOGUE[name].name, **passes[kind]}
        for name, passes in result.layers.items()
    ]
    gelu = result.layer("gelu", state.width, kind, "ratio_to_relu") - 1
    return LiveFigure(
        figure=layer_figure(),
        alt=(
            f"By width of a layer, the activation's share of its time and how much longer it takes "
            f"than with ReLU, {kind}. At width {state.width} a layer with GELU takes {gelu:+.1%}."
        ),
        drawing="cost/layer",
        inputs={"widths": result.widths, "layers": layers, "elsewhere": ["relu", "gelu", "mish"]},
        controls=(
            Control(
                "width", "Width", "inputs and units", state.width, 1024, WIDTHS[0], WIDTHS[-1],
                _HALF_STEP, logarithmic=True,
            ),
        ),
        columns=1,
        narrow_height=760,
        readout=True,
        file_name=f"cost-layer-{state.kind}",
    )  # fmt: skip


def words(state: CostState) -> None:
    """What the picture says, and where it was measured."""
    if state.part == "functions":
        st.markdown(
            "**ReLU is cheap, and so are all functions of comparisons and multiplications.** What "
            "calls an exponential costs a few times as much on large arrays; on small ones the "
            "call itself outweighs both. The time depends on the machine and the library, "
            "**operations** only on the definition: comparisons, additions, multiplications, "
            "divisions and calls of exp, log, tanh, erf or a root"
            + (" of f and f′ together." if state.kind == "both" else " of f.")
        )
    else:
        st.markdown(
            "**In a network little of it is left.** A layer computes one activation for each unit, "
            "but a product and a sum for each of its weights: with the width, the product grows "
            "faster than the activation."
        )
    about = stored().about
    st.caption(
        f"Stored result, not measured now: {about['processor']}, {about['threads']} of "
        f"{about['cores']} cores, {about['system']}, PyTorch {about['torch']}, Python "
        f"{about['python']}, {about['date']}, by “{about['command']}”. Float32, standard normal; "
        "each function in turns with ReLU; point: median of the rounds' ratios; line: distance of "
        "their quartiles. ReLU timed against ReLU shows how far the others can be trusted; its ns "
        "are for an element. "
        f"Layers: a batch of {BATCH} times a square matrix, without biases."
    )
