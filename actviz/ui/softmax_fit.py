"""The fit of a visitor's logistic regression: it lives in the session, its weights in the link."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from actviz.training.experiments.softmax_regression import SoftmaxRegression, load_flowers
from actviz.ui.softmax_edit import next_seed
from actviz.ui.softmax_fields import read_link, update_link
from actviz.ui.softmax_plane_state import (
    LARGEST_WEIGHT,
    START,
    WEIGHT_LIMIT,
    PlaneState,
    Weight,
)
from actviz.ui.softmax_state import SoftmaxState

STEPS_PER_TICK = 5
MOST_STEPS = 20_000
WEIGHT_DIGITS = 4
RANDOM_SPREAD = 1.5
_PASSING_ON = 0.05  # seconds in which Streamlit sends what a run has written
_STALE = 3.0  # seconds after a pause in which a tick may bring the link from before it
_FIT = "softmax_fit"
_RUNNING = "softmax_fit.running"


def is_running() -> bool:
    """Whether a fit goes on at each tick of the tab's clock."""
    return bool(st.session_state.get(_RUNNING))


def change_plane(**changes: Any) -> None:
    """Replace fields of the link's plane."""
    # A link with other weights than the paused fit's is meant.
    st.session_state.get(_FIT, {}).pop("paused", None)
    update_link(lambda now: replace(now, plane=replace(now.plane, **changes)))


def fit_of(plane: PlaneState) -> SoftmaxRegression | None:
    """This visitor's fit, if it is of these flowers and still has the link's weights."""
    held = st.session_state.get(_FIT)
    if held is None or not plane.iris or held["features"] != plane.features:
        return None
    fit: SoftmaxRegression = held["fit"]
    if not is_running() and rounded(fit) != plane.weights:
        return None
    return fit


def rounded(fit: SoftmaxRegression) -> tuple[Weight, ...]:
    """A fit's weights as link and sliders have them."""
    if fit.diverged:
        return START
    clipped = np.clip(fit.weights, -LARGEST_WEIGHT, LARGEST_WEIGHT).round(WEIGHT_DIGITS) + 0.0
    return tuple((float(x), float(y), float(b)) for x, y, b in clipped)


def start() -> None:
    """Let the fit go on from the link's weights."""
    state, _messages = read_link()
    plane = state.plane
    held = fit_of(plane)
    if held is None or held.diverged:
        flowers = load_flowers(*plane.features)
        fit = SoftmaxRegression(flowers.features, flowers.targets, np.array(plane.weights))
        st.session_state[_FIT] = {"features": plane.features, "fit": fit}
    st.session_state[_RUNNING] = True


def pause() -> None:
    """Stop, and write the weights to the link."""
    held = st.session_state[_FIT]
    st.session_state[_RUNNING] = False
    before = read_link()[0].plane.weights
    change_plane(weights=rounded(held["fit"]))
    held["paused"] = (before, time.monotonic())
    # Where a tick already waits, Streamlit drops what was not passed on before: the new link too.
    time.sleep(_PASSING_ON)


def leave(now: SoftmaxState, show: str) -> SoftmaxState:
    """Open another tab; a fit that is running stops, its weights in the same link."""
    if is_running():
        st.session_state[_RUNNING] = False
        weights = rounded(st.session_state[_FIT]["fit"])
        now = replace(now, plane=replace(now.plane, weights=weights))
    return replace(now, show=show)


def settled(plane: PlaneState) -> PlaneState:
    """The link's plane, or the paused fit's, if the link is that from before the pause.

    A tick that was on its way when the fit was paused brings it.
    """
    held = st.session_state.get(_FIT)
    if held is None or is_running() or "paused" not in held:
        return plane
    before, when = held["paused"]
    if plane.weights != before or time.monotonic() - when > _STALE:
        return plane
    kept = replace(plane, weights=rounded(held["fit"]))
    update_link(lambda now: replace(now, plane=kept))
    return kept


def resized(weights: tuple[Weight, ...], count: int) -> tuple[Weight, ...]:
    """The first `count` vectors; new ones point where there is room, by the golden angle."""
    angles = [2.4 * index for index in range(len(weights), count)]
    new = ((round(1.5 * math.cos(a), 2), round(1.5 * math.sin(a), 2), 0.0) for a in angles)
    return (*weights, *new)[:count]


def random_weights() -> None:
    """Normal weights, the same for the same seed; uses up the seed."""
    state, _messages = read_link()
    random = np.random.default_rng(state.seed)
    drawn = random.normal(0.0, RANDOM_SPREAD, (len(state.plane.weights), 3)).round(2)
    clipped = np.clip(drawn, -WEIGHT_LIMIT, WEIGHT_LIMIT) + 0.0
    weights = tuple((float(x), float(y), float(b)) for x, y, b in clipped)
    change_plane(weights=weights)
    update_link(next_seed)


def advance(plane: PlaneState) -> bool:
    """One tick's updates; False where there is nothing left to do and the fit has stopped."""
    fit = fit_of(plane)
    if fit is None:
        st.session_state[_RUNNING] = False
        return False
    fit.advance(STEPS_PER_TICK, plane.fit_rate)
    if fit.diverged or fit.converged or fit.steps >= MOST_STEPS:
        pause()
        return False
    return True
