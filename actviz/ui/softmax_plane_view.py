"""The tab with multinomial logistic regression: weights to drag, and a fit on iris."""

from __future__ import annotations

import math
from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from actviz.figures.live_figure import (
    Commit,
    Control,
    LiveFigure,
    Pair,
    frame,
)
from actviz.figures.softmax_plane import plane_figure
from actviz.training.experiments.softmax_regression import Flowers, SoftmaxRegression, load_flowers
from actviz.ui import softmax_fit
from actviz.ui.authored import Authored, authored
from actviz.ui.live_figure import live_figure
from actviz.ui.softmax_fields import read_link
from actviz.ui.softmax_fit import change_plane, resized, rounded
from actviz.ui.softmax_plane_state import (
    EXTENT,
    FEWEST,
    FIT_RATES,
    IRIS_FEATURES,
    LARGEST_WEIGHT,
    MOST,
    START,
    WEIGHT_LIMIT,
    PlaneState,
    Weight,
)

SECONDS_PER_TICK = 0.1
MOST_POINTS = 300  # of the loss curve that is sent with every picture


def regression() -> None:
    """The whole tab; while a fit runs, only this part of the page runs again."""
    softmax_fit.fit_player().clock(_draw, every=SECONDS_PER_TICK)


def _draw(_by_page: bool) -> None:
    # Read here, not taken from the page: this runs more often than the page does.
    plane = read_link()[0].plane
    softmax_fit.follow(plane)
    _choices(plane, softmax_fit.is_running())
    _picture(plane, softmax_fit.fit_of(plane))


def _choices(plane: PlaneState, running: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _choose_data(plane, running)
        if not plane.iris:
            _choose_count(plane)
            return
        _choose_feature(plane, 0, running)
        _choose_feature(plane, 1, running)
        _choose_rate(plane)
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
            on_click=softmax_fit.fit_player().heard(softmax_fit.random_weights),
            disabled=running,
        )


def _choose_data(plane: PlaneState, running: bool) -> None:
    def chosen(iris: bool) -> None:
        change_plane(iris=iris, weights=START)

    widget = authored("softmax_data", plane.iris, chosen)
    st.selectbox(
        "Data",
        [True, False],
        index=0 if widget.first else 1,
        format_func={True: "Iris: 150 flowers", False: "None"}.__getitem__,
        key=widget.key,
        on_change=_heard(widget),
        disabled=running,
        width=200,
    )


def _choose_count(plane: PlaneState) -> None:
    def changed(count: int) -> None:
        change_plane(weights=resized(read_link()[0].plane.weights, count))

    widget = authored("softmax_count", len(plane.weights), changed)
    st.number_input(
        "Weight vectors K",
        FEWEST,
        MOST,
        widget.first,
        key=widget.key,
        on_change=_heard(widget),
        width=170,
    )


def _choose_feature(plane: PlaneState, axis: int, running: bool) -> None:
    other = plane.features[1 - axis]
    choices = [index for index in range(len(IRIS_FEATURES)) if index != other]

    def chosen(feature: int) -> None:
        other = read_link()[0].plane.features[1 - axis]
        change_plane(features=(feature, other) if axis == 0 else (other, feature))

    widget = authored(f"softmax_feature{axis}", plane.features[axis], chosen, accepted=choices)
    st.selectbox(
        f"Feature x{'₁₂'[axis]}",
        choices,
        index=choices.index(widget.first),
        format_func=lambda index: IRIS_FEATURES[index],
        key=widget.key,
        on_change=_heard(widget),
        disabled=running,
        width=170,
    )


def _choose_rate(plane: PlaneState) -> None:
    widget = authored("softmax_fit_rate", plane.fit_rate, lambda rate: change_plane(fit_rate=rate))
    st.selectbox(
        "Learning rate",
        FIT_RATES,
        index=FIT_RATES.index(widget.first),
        format_func=lambda rate: f"{rate:g}",
        key=widget.key,
        on_change=_heard(widget),
        width=130,
    )


def _heard(widget: Authored) -> Callable[[], None]:
    return softmax_fit.fit_player().heard(widget.on_change)


def _picture(plane: PlaneState, fit: SoftmaxRegression | None) -> None:
    def receive(commit: Commit) -> None:
        _take(commit, read_link()[0].plane, fit)

    mine = softmax_fit.fit_player()
    weights = rounded(fit) if fit and mine.playing else plane.weights
    live_figure(figure(plane, weights, fit), key="softmax_plane", on_commit=mine.heard(receive))


def figure(
    plane: PlaneState, weights: tuple[Weight, ...], fit: SoftmaxRegression | None
) -> LiveFigure:
    """The coloured plane with its weight vectors, and how the loss of the fit fell."""
    flowers = load_flowers(*plane.features) if plane.iris else None
    names = flowers.class_names if flowers else tuple(f"w{k + 1}" for k in range(len(weights)))
    stride = max(1, math.ceil(len(fit.losses) / MOST_POINTS)) if fit else 1
    return LiveFigure(
        figure=_frame(names, plane.features if plane.iris else None),
        alt=f"The plane coloured by the class probabilities of {', '.join(names)}, with one "
        "weight vector per class.",
        drawing="softmax_plane",
        inputs={
            "names": names,
            "extent": EXTENT,
            "losses": fit.losses[::stride] if fit else [],
            "stride": stride,
            "notes": _notes(flowers, fit),
        },
        step=fit.steps if fit else None,
        controls=_controls(names, weights, plane),
        handles=tuple(Pair(f"w{k}x", f"w{k}y") for k in range(len(weights))),
        point=Pair("px", "py"),
        columns=3,
        file_name="logistic-regression",
    )


@frame
def _frame(names: tuple[str, ...], features: tuple[int, int] | None) -> go.Figure:
    if features is None:
        return plane_figure(names, EXTENT, ("x₁", "x₂"))
    flowers = load_flowers(*features)
    first, second = flowers.feature_names
    axes = (f"x₁: {first}", f"x₂: {second}")
    return plane_figure(names, EXTENT, axes, flowers.features, flowers.targets)


def _take(commit: Commit, plane: PlaneState, fit: SoftmaxRegression | None) -> None:
    values = commit.values
    weights = tuple(
        (values[f"w{k}x"] + 0.0, values[f"w{k}y"] + 0.0, values[f"w{k}b"] + 0.0)
        for k in range(len(plane.weights))
    )
    at = (values["px"] + 0.0, values["py"] + 0.0)
    if fit and softmax_fit.is_running():
        if at != plane.at:
            # The picture's weights are some steps old: a point moved must not throw the fit back.
            change_plane(at=at)
            return
        # Who takes hold of a weight takes over from the fit.
        softmax_fit.fit_player().stop()
    change_plane(weights=weights, at=at)


def _controls(
    names: tuple[str, ...], weights: tuple[Weight, ...], plane: PlaneState
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
                value=plane.at[index],
                default=PlaneState().at[index],
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
