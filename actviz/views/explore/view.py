"""The parts of the Explore page."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from actviz.figures.live_figure import Commit, Control, Function, LiveFigure, View
from actviz.maths import CATALOGUE, Activation, CustomActivation
from actviz.maths.recognise import equal_entry
from actviz.ui.formula_box import formula_box
from actviz.ui.formulas import equation, size_of
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import update_link
from actviz.ui.properties_table import facts_html
from actviz.ui.view_state import LIMIT
from actviz.ui.widgets import bound, buttons, pick, switch, tabs
from actviz.views.explore.frames import activation_figure, describe
from actviz.views.explore.pytorch import pytorch_script
from actviz.views.explore.state import TABS, ExploreState


def choose_activation(state: ExploreState) -> None:
    """The searchable list of all activations, by family."""
    shown = ([state.base] if state.own else []) + list(CATALOGUE.values())
    labels = {activation.id: f"{activation.family} · {activation.name}" for activation in shown}

    def take(now: ExploreState, identifier: str) -> ExploreState:
        if identifier not in CATALOGUE:
            return now
        return replace(ExploreState.of(identifier), tab=now.tab)

    widget = bound(state, "activation", state.base.id, take, accepted=labels)
    pick("Activation", labels, widget, help="Type to search.")


def own_formula(state: ExploreState) -> None:
    """The box for a function of the visitor's own; what was typed last stays in it."""

    def accept(text: str) -> None:
        fresh = ExploreState.of_formula(text)

        def change(now: ExploreState) -> ExploreState:
            # Mending a formula should lose neither the view nor the sliders that stay.
            kept = {n: v for n, v in now.parameters.items() if now.own and n in fresh.parameters}
            parameters = {**fresh.parameters, **kept}
            return replace(now, base=fresh.base, form="", own=fresh.own, parameters=parameters)

        update_link(ExploreState, change)

    formula_box(key="explore_own", shown=state.own, accept=accept)
    _name_it(state)


def _name_it(state: ExploreState) -> None:
    """Where the formula is a known function, say so."""
    entry = equal_entry(state.base, **state.parameters) if state.own else None
    if entry is None:
        return

    def opened(now: ExploreState) -> ExploreState:
        known = ExploreState.of(entry.id)
        return replace(now, base=known.base, own="", parameters=known.parameters)

    when = "With these numbers this" if state.parameters else "This"
    st.button(
        f"{when} is {entry.name}: open it",
        key="explore_entry",
        type="tertiary",
        icon=":material/lightbulb:",
        on_click=update_link,
        args=(ExploreState, opened),
    )


def choose_form(state: ExploreState) -> None:
    """Which of several published definitions to show, where there are several."""
    if not state.base.forms:
        return

    def take(now: ExploreState, form: str) -> ExploreState:
        return ExploreState.of(now.base.id, "" if form == now.base.id else form)

    # A form's name says in brackets whose it is.
    names = {state.base.id: "usual form"} | {
        form.id: form.name.partition("(")[2].rstrip(")") or form.name for form in state.base.forms
    }
    buttons(state, "form", "Form", names, state.form or state.base.id, take)


def choose_lines(state: ExploreState) -> None:
    """What to draw beside f."""
    with st.container(horizontal=True):
        switch(state, "derivative", "Derivative f′")
        switch(
            state,
            "saturation",
            "Saturated regions",
            help="Shaded where |f′| is below 5 % of its largest value: hardly any gradient passes.",
        )


def figure(state: ExploreState) -> LiveFigure:
    """The graph of f and f′ with a slider for each parameter."""
    activation = state.activation
    return LiveFigure(
        figure=activation_figure(state.derivative),
        alt=describe(activation, state.parameters),
        drawing="explore/curves",
        functions=(Function.of(activation),),
        inputs={"saturation": state.saturation, "samples": 601},
        controls=tuple(
            Control.of(parameter, state.parameters[parameter.name])
            for parameter in activation.parameters
        ),
        view=View(state.low, state.high, -LIMIT, LIMIT),
        range_controls=True,
        probe=state.probe,
        file_name=activation.id,
    )


def chart(state: ExploreState) -> None:
    """The live figure with its sliders."""

    def receive(commit: Commit) -> None:
        def change(now: ExploreState) -> ExploreState:
            parameters = {n: commit.values.get(n, v) for n, v in now.parameters.items()}
            return replace(
                now, parameters=parameters, low=commit.low, high=commit.high, probe=commit.probe
            )

        update_link(ExploreState, change)

    live_figure(figure(state), key="explore", on_commit=receive)


def formulas(state: ExploreState) -> None:
    """f and f′, in letters and, where there are parameters, with the present numbers."""
    activation = state.activation
    texts = [equation("f(x)", activation.latex), equation("f'(x)", activation.derivative_latex)]
    if activation.parameters:
        texts += [
            equation("f(x)", activation.latex_at(state.parameters)),
            equation("f'(x)", activation.derivative_latex_at(state.parameters)),
        ]
    # All in one size, set by the longest: the column is narrower than some derivatives.
    with st.container(key=f"formulas_{size_of(texts)}", gap="small"):
        for text in texts[:2]:
            st.latex(text)
        if texts[2:]:
            st.caption("With these numbers")
        for text in texts[2:]:
            st.latex(text)


def details(state: ExploreState) -> None:
    """Properties, judgement, code and source as tabs."""
    with tabs(state, "tab", TABS):
        if state.tab == "properties":
            st.html(facts_html(state.activation, state.parameters))
        elif state.tab == "judgement":
            judgement(state.activation)
        elif state.tab == "pytorch":
            pytorch(state)
        else:
            source(state.activation)


def judgement(activation: Activation) -> None:
    """Merits, drawbacks, and notes such as where sources disagree."""
    if isinstance(activation, CustomActivation):
        st.markdown("Nobody has judged this function yet. Its properties are computed.")
    for title, texts in (
        ("Merits", activation.merits),
        ("Drawbacks", activation.drawbacks),
        ("Notes", activation.notes),
    ):
        if texts:
            st.markdown(f"**{title}**\n" + "\n".join(f"- {text}" for text in texts))


def pytorch(state: ExploreState) -> None:
    """The script, with a button to copy it."""
    # Plain: the highlighter's colours fall short of AA contrast.
    st.code(pytorch_script(state), language=None)


def source(activation: Activation) -> None:
    """Where the definition comes from, other names, and what each parameter means."""
    if isinstance(activation, CustomActivation):
        st.markdown("Typed by you, or by whoever made this link:")
        st.code(activation.source, language=None)
        return
    st.markdown(f"{activation.source} ({activation.year}).")
    if activation.aliases:
        st.markdown(f"Also called {', '.join(activation.aliases)}.")
    for parameter in activation.parameters:
        st.markdown(f"- **{parameter.symbol}**: {parameter.meaning}; default {parameter.default:g}")
