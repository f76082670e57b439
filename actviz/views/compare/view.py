"""The parts of the Compare page."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from actviz.figures.browser_files import FOLDER
from actviz.figures.live_figure import Commit, Control, Function, LiveFigure, View
from actviz.figures.palette import PALETTE
from actviz.maths import CATALOGUE, CustomActivation
from actviz.maths.lookup import OWN, plain_name
from actviz.maths.recognise import equal_entry
from actviz.ui.formula_box import formula_box
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import update_link
from actviz.ui.text import plain
from actviz.ui.view_state import LIMIT
from actviz.ui.widgets import bound, choose, choose_some, echoed, pick, select, tabs
from actviz.views.compare.frames import arrangement, compare_figure, describe_comparison, panels_of
from actviz.views.compare.presets import PRESETS, preset_of
from actviz.views.compare.pytorch import pytorch_lines
from actviz.views.compare.state import LAYOUTS, MOST_CURVES, PANELS, TABS, CompareState
from actviz.views.compare.table import comparison_table_html

# Enough points for the pixels of a panel: eight functions are drawn anew in every frame.
_SAMPLES = {"side": 401, "stacked": 601, "overlaid": 601}


def style() -> None:
    """The page's style sheet, and the curves' colours for it."""
    colours = "".join(
        f"--series-{place}: light-dark({light}, {dark});"
        for place, (light, dark) in enumerate(
            (PALETTE["light"][f"series-{place}"], PALETTE["dark"][f"series-{place}"])
            for place in range(MOST_CURVES)
        )
    )
    sheet = (FOLDER / "views" / "compare" / "compare.css").read_text(encoding="utf-8")
    st.html(f"<style>:root {{{colours}}}{sheet}</style>")


def choose_preset(state: CompareState) -> None:
    """The list of comparisons worth showing; it shows the present one if it is one of them."""

    def take(now: CompareState, name: str) -> CompareState:
        return replace(PRESETS[name], layout=now.layout, tab=now.tab)

    widget = bound(state, "preset", preset_of(state), take)
    pick("Preset", {name: name for name in PRESETS}, widget, placeholder="Choose one")


def choose_functions(state: CompareState) -> None:
    """The functions as chips, each with its ×; the list below adds more, the same ones too."""
    labels = {str(place): name for place, name in enumerate(state.names)}
    chips = list(labels)
    labels |= {a.id: f"{a.family} · {a.name}" for a in CATALOGUE.values()}

    def take(now: CompareState, picked: list[str]) -> CompareState:
        if not picked:
            fresh = CompareState()
            return replace(now, curves=fresh.curves, baseline=fresh.baseline)
        places = [int(option) for option in picked if option.isdigit()]
        return now.kept(places, [option for option in picked if not option.isdigit()])

    st.multiselect(
        "Functions",
        list(labels),
        format_func=labels.__getitem__,
        max_selections=MOST_CURVES,
        placeholder="Type to search",
        **echoed(state, "functions", chips, take),
    )


def add_own(beneath: DeltaGenerator) -> None:
    """The box that adds a function of the visitor's own; its mistakes stand in `beneath`."""

    def accept(text: str) -> None:
        name = plain_name(OWN + text)
        update_link(CompareState, lambda now: now.kept(range(len(now.curves)), [name]))

    formula_box(
        key="compare_own", shown="", accept=accept, label="Add your own f(x)", beneath=beneath
    )


def name_formulas(state: CompareState) -> None:
    """Where a formula is a known function, say so."""
    typed = [curve for curve in state.curves if isinstance(curve.activation, CustomActivation)]
    known = [(c.name, equal_entry(c.activation, **c.parameters)) for c in typed]
    if texts := [f"{plain(name)} is **{entry.name}**." for name, entry in known if entry]:
        st.caption(" ".join(texts))


def choose_view(state: CompareState) -> None:
    """Which panels, how they stand, and what the differences are from."""
    with st.container(horizontal=True, vertical_alignment="center"):
        choose_some(state, "panels", "Show", PANELS)
        choose(state, "layout", "Layout", LAYOUTS, hidden_label=True)
        if "difference" in state.panels:
            names = {place: f"Baseline: {name}" for place, name in enumerate(state.names)}
            select(state, "baseline", "Baseline", names, label_visibility="collapsed", width=300)


def figure(state: CompareState) -> LiveFigure:
    """The graphs on common axes, with the sliders of every function and one probe."""
    names = state.names
    panels = len(panels_of(state.panels, state.layout))
    return LiveFigure(
        figure=compare_figure(tuple(names), state.panels, state.layout, state.baseline),
        alt=describe_comparison(names, state.panels, state.baseline),
        drawing="compare/curves",
        functions=tuple(
            Function.of(curve.activation, prefix=f"{place}.", name=names[place])
            for place, curve in enumerate(state.curves)
        ),
        inputs={
            "baseline": state.baseline,
            "samples": _SAMPLES[state.layout],
            "narrow": arrangement(panels, stacked=True),
        },
        # `0.alpha` is the parameter of the first function.
        controls=tuple(
            Control.of(
                parameter,
                curve.parameters[parameter.name],
                prefix=f"{place}.",
                group=names[place],
                role=f"series-{place}",
            )
            for place, curve in enumerate(state.curves)
            for parameter in curve.activation.parameters
        ),
        view=View(state.low, state.high, -LIMIT, LIMIT),
        range_controls=True,
        probe=state.probe,
        columns=3,
        narrow_height=110 + 160 * panels if panels > 1 else None,
        file_name="comparison",
    )


def chart(state: CompareState) -> None:
    """The live figure; a release goes to the link."""

    def receive(commit: Commit) -> None:
        def change(now: CompareState) -> CompareState:
            moved = now.with_values(commit.values)
            return replace(moved, low=commit.low, high=commit.high, probe=commit.probe)

        update_link(CompareState, change)

    live_figure(figure(state), key="compare", on_commit=receive)


def details(state: CompareState) -> None:
    """Properties, formulas and code as tabs."""
    with tabs(state, "tab", TABS):
        if state.tab == "properties":
            st.html(comparison_table_html(state))
        elif state.tab == "formulas":
            formulas(state)
        else:
            st.code(pytorch_lines(state), language=None)


def formulas(state: CompareState) -> None:
    """f and f′ of each function, in letters."""
    for name, curve in zip(state.names, state.curves, strict=True):
        st.markdown(f"**{plain(name)}**")
        with st.container(horizontal=True, gap="large"):
            st.latex(f"f(x) = {curve.activation.latex}", width="content")
            st.latex(f"f'(x) = {curve.activation.derivative_latex}", width="content")
