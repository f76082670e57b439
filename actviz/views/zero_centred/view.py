"""A unit's descent, and the numbers of a unit with any number of weights."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import streamlit as st

from actviz.figures.live_figure import Commit, Control, Function, LiveFigure, Pair
from actviz.maths import CATALOGUE
from actviz.ui.field_controls import control, taken
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import update_link
from actviz.ui.widgets import bound, buttons, choose, number, pick
from actviz.views.zero_centred.frames import descent_figure
from actviz.views.zero_centred.numbers import ERROR, Numbers, classes, draws, numbers_of, unit_of
from actviz.views.zero_centred.state import (
    BATCHES,
    DATA,
    EXAMPLES,
    REACH,
    SHARES,
    ZeroCentredState,
)

FEW = 5  # weights, up to which a sample's eigenvalues are as good as the true ones
_OF_F = "f."  # before the ids of the sliders of f's parameters


def figure(state: ZeroCentredState) -> LiveFigure:
    """The path and the gradients, with a slider for every number."""
    outputs = state.data == "outputs"
    numbers = numbers_of(state)
    return LiveFigure(
        figure=descent_figure(),
        alt=_alt(state),
        drawing="zero_centred/descent",
        functions=(Function.of(state.activation, prefix=_OF_F),) if outputs else (),
        inputs=_examples(state)
        | {
            "batch": state.batch,
            "reach": REACH,
            # JSON has no infinity.
            "same_sign": f"{numbers.same_sign:.6g}",
            "kappa": f"{numbers.kappa:.6g}",
        },
        controls=(
            control(state, "rate", "η", "learning rate", 0.01, logarithmic=True),
            control(state, "steps", "Steps", "taken so far", 1),
            control(state, "w1", "w₁", "start, or drag it", 0.02),
            control(state, "w2", "w₂", "start, or drag it", 0.02),
            *(_of_f(state) if outputs else ()),
        ),
        handles=(Pair("w1", "w2"),),
        point=Pair("w1", "w2"),
        narrow_height=600,
        readout=True,
        file_name=f"descent-{state.activation.id if outputs else 'classes'}",
    )


def _examples(state: ZeroCentredState) -> dict[str, Any]:
    if state.data == "classes":
        points, targets = classes()
        return {"points": points.tolist(), "targets": targets.tolist()}
    normal, errors = draws()
    return {"normal": normal.tolist(), "errors": errors.tolist(), "spread": ERROR}


def _of_f(state: ZeroCentredState) -> list[Control]:
    return [
        control(state, "mu", "μ", "mean of what goes into f", 0.05),
        *(
            Control.of(parameter, state.parameters[parameter.name], prefix=_OF_F)
            for parameter in state.activation.parameters
        ),
    ]


def _alt(state: ZeroCentredState) -> str:
    name = state.activation.name if state.data == "outputs" else DATA["classes"]
    end = unit_of(state).path((state.w1, state.w2), state.rate, state.batch, state.steps)[-1]
    where = "beyond the axes" if not (abs(end) < REACH).all() else f"at {end[0]:.3g}, {end[1]:.3g}"
    return (
        f"{name}: rings of equal loss over two weights and the path of {state.steps} steps from "
        f"{state.w1:.3g}, {state.w2:.3g}, which ends {where}. Beside it the gradients of single "
        "examples as arrows, with the two quadrants of one sign shaded: both up, both down."
    )


def receive(commit: Commit) -> None:
    """A release goes to the link."""

    def change(now: ZeroCentredState) -> ZeroCentredState:
        values = dict(commit.values)
        known = {name: values.pop(f"{_OF_F}{name}", v) for name, v in now.parameters.items()}
        own = {name: value for name, value in values.items() if not name.startswith(_OF_F)}
        return replace(taken(now, own), parameters=known)

    update_link(ZeroCentredState, change)


def descent(state: ZeroCentredState) -> None:
    """The picture, what its inputs are, and the numbers."""
    picture, words = st.columns([5, 3], gap="medium")
    with picture:
        live_figure(figure(state), key="zero_centred", on_commit=receive)
    with words:
        choose(state, "data", "Inputs", DATA, take=ZeroCentredState.with_data)
        if state.data == "outputs":
            _choose_f(state)
        batches = {size: "all" if size == EXAMPLES else str(size) for size in BATCHES}
        choose(state, "batch", "Examples a step", batches)
        _rates(state)
        if state.data == "outputs":
            number(state, "weights", "Weights d, for the numbers below")
        st.markdown(_counted(state, numbers_of(state)))
    _words()


def _choose_f(state: ZeroCentredState) -> None:
    labels = {each.id: f"{each.family} · {each.name}" for each in CATALOGUE.values()}
    widget = bound(
        state, "activation", state.activation.id, ZeroCentredState.with_activation, accepted=labels
    )
    pick("Activation f", labels, widget, help="Type to search.")


def _rates(state: ZeroCentredState) -> None:
    """Learning rates in terms of the largest eigenvalue."""
    _, larger = unit_of(state).eigenvalues
    if not (larger > 0 and math.isfinite(larger)):
        return
    lowest, highest = state.limits("rate")
    rates = {share: min(max(float(f"{share / larger:.4g}"), lowest), highest) for share in SHARES}
    now = next((share for share, rate in rates.items() if rate == state.rate), None)
    buttons(
        state, "share", "Set η to", {share: f"{share:g}/λ" for share in SHARES}, now,
        lambda before, share: before.changed(rate=rates[share]),
    )  # fmt: skip


def _counted(state: ZeroCentredState, numbers: Numbers) -> str:
    size = "one example" if state.batch == 1 else f"{state.batch} examples"
    lines = [
        f"**{numbers.same_sign:.1%}** of {numbers.batches:,} gradients of {size} have one sign in "
        f"all {state.weights} weights, with errors that are independent of the inputs."
    ]
    known = numbers.predicted
    if known is None:
        return f"{lines[0]}\n\nκ = **{numbers.kappa:.4g}** measured."
    lines.append(f"For ever larger batches: **{known.same_sign:.1%}**.")
    condition = (
        f"Outputs of f: mean m = **{round(known.mean, 9) + 0.0:.3g}**, variance v = "
        f"**{known.variance:.3g}**. "
        f"κ = **{numbers.kappa:.4g}** measured, 1 + d·m²/v = **{known.kappa:.4g}** predicted."
    )
    if known.kappa < math.inf and state.weights > FEW:
        condition += (
            f" Of {numbers.examples:,} sampled examples **{known.sampled:.4g}** is expected: they "
            f"make the smallest of {state.weights} eigenvalues too small."
        )
    return " ".join(lines) + f"\n\n{condition}"


def _words() -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(
            "**Where it zig-zags.** λ is the larger eigenvalue of the inputs' second moments, κ "
            "the larger over the smaller. Between η = 1/λ and 2/λ the path jumps to and fro along "
            "the direction in which all weights move alike; beyond 2/λ, the largest stable rate, "
            "it diverges. Below 1/λ, and across that direction, it is merely slow, by κ."
        )
    with right:
        st.markdown(
            "**What helps.** Larger batches mix the signs in part. Centred inputs (tanh in place "
            "of the sigmoid) take κ to 1. Source: LeCun et al. 1998, *Efficient BackProp*; its two "
            "classes converge at η = 1.5 and diverge at 2.5."
        )
