"""The parts of the Compare page."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from actviz.figures.compare import arrangement, compare_figure, describe_comparison, panels_of
from actviz.figures.live_figure import Commit, Control, Function, LiveFigure, View, figure_content
from actviz.figures.palette import PALETTE
from actviz.maths import CATALOGUE
from actviz.maths.resolve import OWN, plain_name
from actviz.ui.assets import FOLDER
from actviz.ui.compare_presets import PRESETS, preset_of
from actviz.ui.compare_state import (
    LIMIT,
    MOST_CURVES,
    PANELS,
    TABS,
    CompareState,
    read_compare_link,
)
from actviz.ui.compare_table import comparison_table_html
from actviz.ui.live_figure import live_figure
from actviz.ui.own_activation import own_activation_box
from actviz.ui.text import plain

_PANEL_NAMES = {"f": "f", "derivative": "f′", "difference": "Δ = f − baseline"}
_LAYOUT_NAMES = {"side": "Side by side", "stacked": "Stacked", "overlaid": "Overlaid"}
# Enough points for the pixels of a panel: eight functions are drawn anew in every frame.
_SAMPLES = {"side": 401, "stacked": 601, "overlaid": 601}


def read_link() -> tuple[CompareState, list[str]]:
    """The state that the page's link asks for, and what is wrong with the link."""
    return read_compare_link({name: st.query_params.get_all(name) for name in st.query_params})


def write_link(state: CompareState) -> None:
    """Make the page's link say `state`."""
    st.query_params.from_dict(state.to_query())


def style() -> None:
    """The page's style sheet, and the curves' colours for it."""
    colours = "".join(
        f"--series-{place}: light-dark({light}, {dark});"
        for place, (light, dark) in enumerate(
            (PALETTE["light"][f"series-{place}"], PALETTE["dark"][f"series-{place}"])
            for place in range(MOST_CURVES)
        )
    )
    sheet = (FOLDER / "compare.css").read_text(encoding="utf-8")
    st.html(f"<style>:root {{{colours}}}{sheet}</style>")


def choose_preset(state: CompareState) -> None:
    """The list of comparisons worth showing; it shows the present one if it is one of them."""

    def chosen() -> None:
        name = st.session_state["compare_preset"]
        if name is not None:
            write_link(replace(PRESETS[name], layout=state.layout, tab=state.tab))

    st.session_state["compare_preset"] = preset_of(state)
    st.selectbox(
        "Preset", list(PRESETS), key="compare_preset", on_change=chosen, placeholder="Choose one",
        index=None,
    )  # fmt: skip


def choose_functions(state: CompareState) -> None:
    """The functions as chips, each with its ×; the list below adds more, the same ones too."""
    names = state.names

    def chosen() -> None:
        picked = st.session_state["compare_functions"]
        places = [int(option) for option in picked if option.isdigit()]
        added = [option for option in picked if not option.isdigit()]
        fresh = CompareState.of()
        emptied = replace(state, curves=fresh.curves, baseline=fresh.baseline)
        write_link(state.kept(places, added) if picked else emptied)

    def label(option: str) -> str:
        if option.isdigit():
            return names[int(option)]
        return f"{CATALOGUE[option].family} · {CATALOGUE[option].name}"

    places = [str(place) for place in range(len(names))]
    st.session_state["compare_functions"] = places
    st.multiselect(
        "Functions",
        [*places, *CATALOGUE],
        format_func=label,
        key="compare_functions",
        on_change=chosen,
        max_selections=MOST_CURVES,
        placeholder="Type to search",
    )


def add_own(state: CompareState, beneath: DeltaGenerator) -> None:
    """The box that adds a function of the visitor's own; its mistakes stand in `beneath`."""

    def accept(text: str) -> None:
        write_link(state.kept(range(len(state.curves)), [plain_name(OWN + text)]))

    own_activation_box(
        key="compare_own",
        shown="",
        about=tuple(curve.text for curve in state.curves),
        accept=accept,
        label="Add your own f(x)",
        beneath=beneath,
    )


def choose_view(state: CompareState) -> None:
    """Which panels, how they stand, and what the differences are from."""

    def chosen() -> None:
        panels = st.session_state["compare_panels"]
        shown = tuple(panel for panel in PANELS if panel in panels)
        layout = st.session_state["compare_layout"]
        baseline = st.session_state.get("compare_baseline", state.baseline)
        write_link(
            replace(
                state,
                # A second click takes the last one away: then nothing changes.
                panels=shown or state.panels,
                layout=layout or state.layout,
                baseline=baseline,
            )
        )

    st.session_state["compare_panels"] = list(state.panels)
    st.session_state["compare_layout"] = state.layout
    with st.container(horizontal=True, vertical_alignment="center"):
        st.pills(
            "Show", PANELS, format_func=lambda panel: _PANEL_NAMES[panel], key="compare_panels",
            selection_mode="multi", on_change=chosen, label_visibility="collapsed",
        )  # fmt: skip
        st.segmented_control(
            "Layout", list(_LAYOUT_NAMES), format_func=lambda layout: _LAYOUT_NAMES[layout],
            key="compare_layout", on_change=chosen, label_visibility="collapsed",
        )  # fmt: skip
        if "difference" in state.panels:
            names = state.names
            st.session_state["compare_baseline"] = state.baseline
            st.selectbox(
                "Baseline",
                range(len(names)),
                format_func=lambda place: f"Baseline: {names[place]}",
                key="compare_baseline", on_change=chosen, label_visibility="collapsed", width=300,
            )  # fmt: skip


def figure(state: CompareState) -> LiveFigure:
    """The graphs on common axes, with the sliders of every function and one probe."""
    names = state.names
    named = [(name, curve.activation) for name, curve in zip(names, state.curves, strict=True)]
    panels = len(panels_of(state.panels, state.layout))
    return LiveFigure(
        figure=figure_content(
            compare_figure(
                named,
                state.panels,
                state.layout,
                low=state.low,
                high=state.high,
                baseline=state.baseline,
            )
        ),
        alt=describe_comparison(names, state.panels, state.baseline),
        drawing="compare",
        functions=tuple(
            Function.of(activation, prefix=f"{place}.", name=name)
            for place, (name, activation) in enumerate(named)
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
        moved = state.with_values(commit.values)
        write_link(replace(moved, low=commit.low, high=commit.high, probe=commit.probe))

    live_figure(figure(state), key="compare", on_commit=receive)


def details(state: CompareState) -> None:
    """Properties, formulas and code as tabs; only the open one is made and sent."""
    labels = {"properties": "Properties", "formulas": "Formulas", "pytorch": "PyTorch"}
    names = {label: name for name, label in labels.items()}

    def chosen() -> None:
        write_link(replace(state, tab=names.get(st.session_state["compare_tab"], state.tab)))

    st.session_state["compare_tab"] = labels[state.tab]
    tabs = st.tabs(list(names), key="compare_tab", on_change=chosen)
    with tabs[TABS.index(state.tab)]:
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


def pytorch_lines(state: CompareState) -> str:
    """Lines to paste that reproduce every curve."""
    lines = ["import torch", "", f"x = torch.linspace({state.low:g}, {state.high:g}, 601)"]
    for curve in state.curves:
        activation = curve.activation
        title = activation.source if activation.typed else activation.name
        lines += ["", f"# {title}", activation.pytorch_lines(**curve.parameters)]
    return "\n".join(lines)
