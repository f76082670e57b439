"""The part of the ReLU family's page on which a slope is learned while one looks."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go
import streamlit as st

from actviz.figures.live_figure import Commit, Function, LiveFigure, frame
from actviz.figures.relu_family import fit_figure
from actviz.training.experiments.slope_fit import SPELLINGS, TARGETS, SlopeFit
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import update_link
from actviz.ui.relu_family_state import MOST_STEPS, ReluFamilyState
from actviz.ui.widgets import choose, control, taken

KEY = "relu_family"
_SHOWN, _FIT, _RUNNING = f"{KEY}.shown", f"{KEY}.fit", f"{KEY}.running"
_CHANGED = f"{KEY}.changed"
_TICK = 0.12  # seconds: each step can be seen
_BUDGET = 0.03  # seconds of training per tick


def learned(state: ReluFamilyState) -> None:
    """The fit, its buttons, and what descent sees."""
    fit = _take_up(state)
    picture, words = st.columns([5, 3], gap="medium")
    with picture:
        _chart()
    with words:
        _choose_target(state)
        _buttons(state, fit)
        _words(fit)


def _take_up(state: ReluFamilyState) -> SlopeFit:
    """This visitor's fit at the settings and the step of the link.

    Only a run of the whole page may do this: a tick can come with the link of a moment ago.
    """
    settings = (state.target, state.start, state.rate)
    known = st.session_state.get(_FIT)
    running = st.session_state.get(_RUNNING, False)
    if known is None or known[0] != settings or (not running and known[1].step > state.steps):
        known = (settings, SlopeFit(*settings))
        st.session_state[_FIT] = known
    st.session_state[_SHOWN] = state
    fit: SlopeFit = known[1]
    fit.advance(max(0, state.steps - fit.step))
    return fit


def _finished(fit: SlopeFit) -> bool:
    """Whether there is nothing more to see."""
    return fit.settled or fit.diverged or fit.step >= MOST_STEPS


def stop() -> None:
    """No fit runs on."""
    st.session_state[_RUNNING] = False


@frame
def _frame(target: str) -> go.Figure:
    return fit_figure(*TARGETS[target].points())


def _write(steps: int) -> None:
    update_link(ReluFamilyState, lambda now: replace(now, steps=steps))


def _choose_target(state: ReluFamilyState) -> None:
    """The curve to fit; another one starts anew."""
    names = {identifier: target.name for identifier, target in TARGETS.items()}
    choose(
        state, "target", "Target", names, take=lambda now, name: replace(now, target=name, steps=0)
    )


def _buttons(state: ReluFamilyState, fit: SlopeFit) -> None:
    """Run or pause, one step, start over."""
    running = st.session_state.get(_RUNNING, False)
    over = _finished(fit)

    def run() -> None:
        st.session_state[_RUNNING] = not running
        if running:
            _write(steps=fit.step)

    def step() -> None:
        fit.advance(1)
        _write(steps=fit.step)

    def restart() -> None:
        stop()
        _write(steps=0)

    with st.container(horizontal=True):
        st.button(
            "Pause" if running else "Run",
            icon=":material/pause:" if running else ":material/play_arrow:",
            type="primary",
            key=f"{KEY}.run",
            on_click=run,
            disabled=over and not running,
        )
        st.button("Step", key=f"{KEY}.step", on_click=step, disabled=running or over)
        st.button("Start over", key=f"{KEY}.restart", on_click=restart, disabled=fit.step == 0)


def _chart() -> None:
    """The fit, one step per tick while it runs."""
    running = st.session_state.get(_RUNNING, False)
    st.fragment(_tick, run_every=_TICK if running else None)()


def _tick() -> None:
    # What is beside the chart changes too, which a fragment cannot draw.
    if st.session_state.pop(_CHANGED, False):
        st.rerun()
    state: ReluFamilyState = st.session_state[_SHOWN]
    fit: SlopeFit = st.session_state[_FIT][1]
    if st.session_state.get(_RUNNING, False):
        fit.advance(1, _BUDGET)
        if _finished(fit):
            stop()
            _write(steps=fit.step)
            st.rerun()
    _figure(state, fit)


def _figure(state: ReluFamilyState, fit: SlopeFit) -> None:
    def receive(commit: Commit) -> None:
        stop()
        st.session_state[_CHANGED] = True
        update_link(ReluFamilyState, lambda now: replace(taken(now, commit.values), steps=0))

    live_figure(figure(state, fit), key=f"{KEY}_fit", on_commit=receive)


def figure(state: ReluFamilyState, fit: SlopeFit) -> LiveFigure:
    """The fitted curves over the target, and the error over the slope."""
    target = TARGETS[state.target]
    x, y = target.points()
    piecewise, maximum = fit.history[-1]
    return LiveFigure(
        figure=_frame(state.target),
        alt=(
            f"Fit of {target.name} after {fit.step} steps: slope {piecewise:.3g} "
            f"for PReLU, {maximum:.3g} for max(x, αx); and the error of both over the slope."
        ),
        drawing="slope_fit",
        functions=tuple(Function.of(each, controls={}) for each in SPELLINGS),
        inputs={
            "points": {"x": x.tolist(), "y": y.tolist()},
            "history": fit.history,
            "start": state.start,
        },
        step=fit.step,
        controls=(
            control(state, "start", "Start α", "before step 1", 0.05),
            control(state, "rate", "Learning rate", "", 0.01, logarithmic=True),
        ),
        readout=True,
        file_name="learned-slope",
    )


def _words(fit: SlopeFit) -> None:
    """What descent sees, and how this fit ended."""
    if fit.diverged:
        st.error("**Diverged**: the learning rate is too high for this curve of the error.")
    elif fit.settled:
        piecewise, maximum = fit.history[-1]
        st.success(
            f"Settled after {fit.step} steps: PReLU at α = {piecewise:.3f}, "
            f"max(x, αx) at α = {maximum:.3f}."
        )
    st.latex(
        r"\alpha \leftarrow \alpha - \eta \frac{\partial L}{\partial \alpha}, \qquad "
        r"\frac{\partial f}{\partial \alpha} = \begin{cases} 0 & x > 0 \\ x & x \le 0"
        r"\end{cases}"
    )
    st.markdown(
        "Only negative inputs teach the slope. Written as max(x, αx) the unit is the same up to "
        "α = 1. Above, α turns the *right* side and the left keeps slope 1: the error has "
        "another shape, and a target of slope 1.6 cannot be reached. Try it."
    )
