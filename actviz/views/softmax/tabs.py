"""The Softmax page's tabs of facts: each a small live figure that moves with the logits above."""

from __future__ import annotations

from typing import Any

import streamlit as st

from actviz.figures.live_figure import Commit, Content, Control, LiveFigure
from actviz.ui.field_controls import control
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import update_link
from actviz.ui.text import plain
from actviz.ui.widgets import select, switch
from actviz.views.softmax import frames
from actviz.views.softmax.bars import (
    logit_control,
    shared_values,
    take_values,
    temperature_control,
)
from actviz.views.softmax.edits import descend
from actviz.views.softmax.state import SoftmaxState


def show_limit(state: SoftmaxState) -> None:
    """Where a limit is on above, say what temperature the tabs work with."""
    if state.limit:
        st.caption(
            f"The limit is above only: here T = {state.finite_temperature:g}, the slider's end."
        )


def show_kind(state: SoftmaxState) -> None:
    """Where another function is on above, say that the tabs are about softmax."""
    if state.kind != "softmax":
        st.caption("The tabs are about softmax itself, whichever function is on above.")


def tab_figure(
    state: SoftmaxState,
    drawing: str,
    figure: Content,
    alt: str,
    *,
    controls: tuple[Control, ...] = (),
    field: str | None = None,
    **inputs: Any,
) -> None:
    """A tab's live figure; `field` is the state's field that its first control sets."""

    def receive(commit: Commit) -> None:
        values = dict(commit.values)

        def change(now: SoftmaxState) -> SoftmaxState:
            moved = take_values(now, values)
            return moved.changed(**{field: values[field]}) if field else moved

        update_link(SoftmaxState, change)

    shown = LiveFigure(
        figure=figure,
        alt=alt,
        drawing=drawing,
        inputs={"names": state.names, **inputs},
        controls=controls,
        followed=shared_values(state),
        columns=3,
        file_name=drawing.replace("_", "-"),
    )
    live_figure(shown, key=f"softmax_{drawing}", on_commit=receive if controls else None)


def shift(state: SoftmaxState) -> None:
    """Adding a constant changes nothing, which the stable form makes use of."""

    st.markdown(
        "Add the same constant c to every logit: $e^c$ stands above and below the line and "
        "cancels. So the largest logit may be subtracted first, and no exponential can overflow."
    )
    switch(state, "naive", "Naive form: nothing subtracted")
    tab_figure(
        state,
        "softmax/shift",
        frames.shift_figure(state.names, state.naive),
        f"Softmax of the logits with {state.shift:g} added to each: the same bars.",
        caption="The same constant on every logit",
        controls=(control(state, "shift", "c", "exp overflows at 710", 1.0),),
        field="shift",
        naive=state.naive,
    )


def pair(state: SoftmaxState) -> None:
    """Softmax of two classes is the sigmoid of the difference."""
    first, second = (plain(name) for name in state.names[:2])
    st.markdown(
        f"Of {first} and {second} alone, {first} gets σ((z₁ − z₂)/T). "
        "More classes do not change how these two share what is theirs."
    )
    tab_figure(
        state,
        "softmax/pair",
        frames.pair_figure(*state.names[:2]),
        "The logistic sigmoid with the point at the difference of the first two logits.",
        caption="Two classes",
        controls=(logit_control(state, 0), logit_control(state, 1), temperature_control(state)),
    )


def scale(state: SoftmaxState) -> None:
    """Multiplying all logits is dividing the temperature."""
    st.markdown(
        "Doubling all logits is halving the temperature: only z/T counts. "
        "Unlike a constant added, a factor sharpens or flattens."
    )
    tab_figure(
        state,
        "softmax/scale",
        frames.scale_figure(state.names),
        f"Softmax of {state.factor:g} times the logits equals that at temperature T over it.",
        caption="A factor on every logit",
        controls=(control(state, "factor", "a", "factor on every logit", 0.02, logarithmic=True),),
        field="factor",
    )


def maximum(state: SoftmaxState) -> None:
    """Softmax is the gradient of log-sum-exp."""
    st.markdown(
        "T·log-sum-exp(z/T) is a smooth maximum of the logits. Its slope in each logit is that "
        "class's probability: beside it the central difference with step h."
    )
    _choose_class(state, "varied", "Logit to vary")
    tab_figure(
        state,
        "softmax/maximum",
        frames.maximum_figure(state.names[state.varied]),
        f"Smooth maximum as a function of the logit of {state.names[state.varied]}, "
        "with the maximum below it and its tangent.",
        caption="Softmax and a finite difference",
        controls=(
            control(state, "difference", "h", "step of the difference", 0.05, logarithmic=True),
            logit_control(state, state.varied),
        ),
        field="difference",
        varied=state.varied,
    )


def jacobian(state: SoftmaxState) -> None:
    """The Jacobian as a heat map with signs."""
    st.markdown(
        "∂pᵢ/∂zⱼ = (diag(p) − p pᵀ)/T. A class's own logit raises its share (+), every other "
        "lowers it (−); each row and column sums to 0."
    )
    tab_figure(
        state,
        "softmax/jacobian",
        frames.jacobian_figure(state.names),
        "Jacobian of softmax: positive on the diagonal, negative elsewhere.",
        controls=(temperature_control(state),),
    )


def loss(state: SoftmaxState) -> None:
    """Cross-entropy against a target, its gradient, and a descent step."""
    st.markdown(
        "The loss is −ln p of the target. Its gradient in the logits is (p − y)/T: negative for "
        "the target, positive for the others, and it vanishes only where p = y."
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _choose_class(state, "target", "Target")
        st.button("Gradient-descent step", on_click=update_link, args=(SoftmaxState, descend))
        st.button(
            "10 steps", on_click=update_link, args=(SoftmaxState, lambda now: descend(now, 10))
        )
    tab_figure(
        state,
        "softmax/loss",
        frames.loss_figure(state.names),
        f"Probabilities, and the gradient p − y for the target {state.names[state.target]}.",
        caption="Cross-entropy",
        controls=(control(state, "rate", "η", "learning rate", 0.02, logarithmic=True),),
        field="rate",
        target=state.target,
    )


def _choose_class(state: SoftmaxState, name: str, label: str) -> None:
    """A choice of one class for a field."""
    select(state, name, label, dict(enumerate(state.names)), width=220)


FACTS = {
    "shift": shift,
    "pair": pair,
    "scale": scale,
    "maximum": maximum,
    "jacobian": jacobian,
    "loss": loss,
}
