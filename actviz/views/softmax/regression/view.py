"""The tab with multinomial logistic regression: weights to drag, and a fit on iris."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from actviz.figures.live_figure import (
    Commit,
    Control,
    LiveFigure,
    Pair,
    frame,
)
from actviz.training.experiments.softmax_regression import Flowers, SoftmaxRegression, load_flowers
from actviz.ui.authored import Authored
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import present, update_link
from actviz.ui.widgets import bound, number_box, pick
from actviz.views.softmax.regression import fit as softmax_fit
from actviz.views.softmax.regression.fit import change_plane, resized, rounded
from actviz.views.softmax.regression.frames import regression_figure
from actviz.views.softmax.regression.state import (
    EXTENT,
    FEWEST,
    FIT_RATES,
    IRIS_FEATURES,
    LARGEST_WEIGHT,
    MOST,
    START,
    WEIGHT_LIMIT,
    RegressionState,
    Weight,
)
from actviz.views.softmax.state import SoftmaxState

SECONDS_PER_TICK = 0.1
MOST_POINTS = 300  # of the loss curve that is sent with every picture


def regression() -> None:
    """The whole tab; while a fit runs, only this part of the page runs again."""
    softmax_fit.fit_player().clock(_draw, every=SECONDS_PER_TICK)


def _draw(_by_page: bool) -> None:
    # Read here, not taken from the page: this runs more often than the page does.
    state = present(SoftmaxState)
    softmax_fit.follow(state.regression)
    _choices(state, softmax_fit.is_running())
    _picture(state.regression, softmax_fit.fit_of(state.regression))


def _choices(state: SoftmaxState, running: bool) -> None:
    regression = state.regression
    with st.container(horizontal=True, vertical_alignment="bottom"):
        data = _bound(
            state, "data", regression.iris, lambda now, iris: now.changed(iris=iris, weights=START)
        )
        kinds = {True: "Iris: 150 flowers", False: "None"}
        pick("Data", kinds, data, disabled=running, width=200)
        if not regression.iris:
            count = _bound(
                state,
                "count",
                len(regression.weights),
                lambda now, k: now.changed(weights=resized(now.regression.weights, k)),
            )
            number_box("Weight vectors K", FEWEST, MOST, count, whole=True, width=170)
            return
        _choose_feature(state, 0, running)
        _choose_feature(state, 1, running)
        rates = {rate: f"{rate:g}" for rate in FIT_RATES}
        rate = _bound(
            state, "fit_rate", regression.fit_rate, lambda now, r: now.changed(fit_rate=r)
        )
        pick("Learning rate", rates, rate, width=130)
        # Two buttons: a press that is reported twice is not taken for one of the other.
        if running:
            mine = softmax_fit.fit_player()
            st.button("Pause", icon=":material/pause:", key="softmax_pause", on_click=mine.pause)
        else:
            st.button(
                "Fit", icon=":material/play_arrow:", key="softmax_fit", on_click=softmax_fit.start
            )
        st.button(
            "Random weights",
            key="softmax_random_weights",
            on_click=softmax_fit.fit_player().heard(update_link),
            args=(SoftmaxState, softmax_fit.random_weights),
            disabled=running,
        )


def _choose_feature(state: SoftmaxState, axis: int, running: bool) -> None:
    def take(now: SoftmaxState, feature: int) -> SoftmaxState:
        other = now.regression.features[1 - axis]
        return now.changed(features=(feature, other) if axis == 0 else (other, feature))

    here, other = state.regression.features[axis], state.regression.features[1 - axis]
    names = {index: name for index, name in enumerate(IRIS_FEATURES) if index != other}
    widget = _bound(state, f"feature_{axis}", here, take, names)
    pick(f"Feature x{'₁₂'[axis]}", names, widget, disabled=running, width=170)


def _bound(
    state: SoftmaxState,
    name: str,
    value: Any,
    take: Callable[[SoftmaxState, Any], SoftmaxState],
    accepted: Collection[Any] | None = None,
) -> Authored:
    """A widget inside the clock's part of the page."""
    widget = bound(state, name, value, take, accepted=accepted)
    return replace(widget, on_change=softmax_fit.fit_player().heard(widget.on_change))


def _picture(regression: RegressionState, fit: SoftmaxRegression | None) -> None:
    def receive(commit: Commit) -> None:
        _take(commit, present(SoftmaxState).regression, fit)

    mine = softmax_fit.fit_player()
    weights = rounded(fit) if fit and mine.playing else regression.weights
    live_figure(
        figure(regression, weights, fit), key="softmax_regression", on_commit=mine.heard(receive)
    )


def figure(
    regression: RegressionState, weights: tuple[Weight, ...], fit: SoftmaxRegression | None
) -> LiveFigure:
    """The coloured plane with its weight vectors, and how the loss of the fit fell."""
    flowers = load_flowers(*regression.features) if regression.iris else None
    names = flowers.class_names if flowers else tuple(f"w{k + 1}" for k in range(len(weights)))
    stride = max(1, math.ceil(len(fit.losses) / MOST_POINTS)) if fit else 1
    return LiveFigure(
        figure=_frame(names, regression.features if regression.iris else None),
        alt=f"The plane coloured by the class probabilities of {', '.join(names)}, with one "
        "weight vector per class.",
        drawing="softmax/regression",
        inputs={
            "names": names,
            "extent": EXTENT,
            "losses": fit.losses[::stride] if fit else [],
            "stride": stride,
            "notes": _notes(flowers, fit),
        },
        step=fit.steps if fit else None,
        controls=_controls(names, weights, regression),
        handles=tuple(Pair(f"w{k}x", f"w{k}y") for k in range(len(weights))),
        point=Pair("px", "py"),
        columns=3,
        file_name="logistic-regression",
    )


@frame
def _frame(names: tuple[str, ...], features: tuple[int, int] | None) -> go.Figure:
    if features is None:
        return regression_figure(names, EXTENT, ("x₁", "x₂"))
    flowers = load_flowers(*features)
    first, second = flowers.feature_names
    axes = (f"x₁: {first}", f"x₂: {second}")
    return regression_figure(names, EXTENT, axes, flowers.features, flowers.targets)


def _take(commit: Commit, regression: RegressionState, fit: SoftmaxRegression | None) -> None:
    values = commit.values
    weights = tuple(
        (values[f"w{k}x"] + 0.0, values[f"w{k}y"] + 0.0, values[f"w{k}b"] + 0.0)
        for k in range(len(regression.weights))
    )
    at = (values["px"] + 0.0, values["py"] + 0.0)
    if fit and softmax_fit.is_running():
        if at != regression.at:
            # The picture's weights are some steps old: a point moved must not throw the fit back.
            change_plane(at=at)
            return
        # Who takes hold of a weight takes over from the fit.
        softmax_fit.fit_player().stop()
    change_plane(weights=weights, at=at)


def _controls(
    names: tuple[str, ...], weights: tuple[Weight, ...], regression: RegressionState
) -> tuple[Control, ...]:
    controls = []
    for k, (name, weight) in enumerate(zip(names, weights, strict=True)):
        usual = START[k] if k < len(START) else resized(START, k + 1)[k]
        for index, (letter, symbol) in enumerate((("x", "w₁"), ("y", "w₂"), ("b", "b"))):
            controls.append(
                Control(
                    id=f"w{k}{letter}",
                    label=symbol,
                    meaning="bias" if letter == "b" else "",
                    value=weight[index],
                    default=usual[index],
                    low=-WEIGHT_LIMIT,
                    high=WEIGHT_LIMIT,
                    step=0.01,
                    group=name,
                    lowest=-LARGEST_WEIGHT,
                    highest=LARGEST_WEIGHT,
                )
            )
    for index, letter in enumerate("xy"):
        controls.append(
            Control(
                id=f"p{letter}",
                label=f"x{'₁₂'[index]}",
                meaning="or point at the chart",
                value=regression.at[index],
                default=RegressionState().at[index],
                low=-EXTENT,
                high=EXTENT,
                step=0.01,
                group="Point x",
            )
        )
    return tuple(controls)


def _notes(flowers: Flowers | None, fit: SoftmaxRegression | None) -> list[str]:
    if flowers is None:
        return ["Drag the ends of the arrows; b is the weight of a constant third input 1."]
    scale = ", ".join(
        f"{name} {centre:.2f} ± {spread:.2f} cm"
        for name, centre, spread in zip(
            flowers.feature_names, flowers.centre, flowers.spread, strict=True
        )
    )
    notes = ["Drag the ends of the arrows.", f"Standardised: {scale}"]
    if fit is None:
        return notes
    if fit.diverged:
        return [f"Diverged at step {fit.steps}: take a smaller learning rate.", *notes]
    progress = f"Step {fit.steps}: loss {fit.losses[-1]:.4f}"
    done = ", converged" if fit.converged else ""
    return [f"{progress} nats, accuracy {100 * fit.accuracy():.1f} %{done}", *notes]
