"""The part of the ReLU family's page on which a slope is learned while one looks."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go
import streamlit as st

from actviz.figures.live_figure import Commit, Function, LiveFigure, frame
from actviz.training.experiments.slope_fit import SPELLINGS, TARGETS, SlopeFit
from actviz.ui.field_controls import control, taken
from actviz.ui.live_figure import live_figure
from actviz.ui.page_link import present, update_link
from actviz.ui.player import Player, player
from actviz.ui.widgets import choose
from actviz.views.relu_family.frames import fit_figure
from actviz.views.relu_family.state import MOST_STEPS, ReluFamilyState

KEY = "relu_family"
_TICK = 0.12  # seconds: each step can be seen


class _Run:
    """A fit as a player plays it: one update a tick."""

    def __init__(self, settings: tuple[str, float, float]) -> None:
        self.settings = settings
        self.fit = SlopeFit(*settings)

    def over(self, until: int | None = None) -> bool:
        """Whether there is nothing more to see."""
        return self.fit.settled or self.fit.diverged or self.fit.step >= (until or MOST_STEPS)

    def slice(self, _seconds: float, _until: int | None = None) -> None:
        """Do one update."""
        self.fit.advance(1)

    def advance(self, steps: int) -> None:
        """Do so many updates."""
        self.fit.advance(steps)


def learned(state: ReluFamilyState) -> None:
    """The fit, its buttons, and what descent sees."""
    fit = _take_up(state)
    picture, words = st.columns([5, 3], gap="medium")
    with picture:
        fit_player().clock(_draw, every=_TICK)
    with words:
        _choose_target(state)
        _buttons(fit)
        _words(fit)


def fit_player() -> Player:
    """What plays this visitor's fit."""
    return player(KEY)


def _take_up(state: ReluFamilyState) -> SlopeFit:
    """This visitor's fit at the settings and the step of the link."""
    settings = (state.target, state.start, state.rate)
    mine = fit_player()
    run: _Run | None = mine.run
    if run is None or run.settings != settings or (not mine.playing and run.fit.step > state.steps):
        run = _Run(settings)
        mine.take(run, rest=_rest)
    run.fit.advance(max(0, state.steps - run.fit.step))
    return run.fit


def _rest() -> None:
    """The link leads to where the fit stands."""
    _write(steps=fit_player().run.fit.step)


def _write(steps: int) -> None:
    update_link(ReluFamilyState, lambda now: replace(now, steps=steps))


def _choose_target(state: ReluFamilyState) -> None:
    """The curve to fit; another one starts anew."""
    names = {identifier: target.name for identifier, target in TARGETS.items()}
    choose(
        state, "target", "Target", names, take=lambda now, name: replace(now, target=name, steps=0)
    )


def _buttons(fit: SlopeFit) -> None:
    """Run or pause, one step, start over."""
    mine = fit_player()
    over = mine.run.over()

    def restart() -> None:
        mine.stop()
        _write(steps=0)

    with st.container(horizontal=True):
        st.button(
            "Pause" if mine.playing else "Run",
            icon=":material/pause:" if mine.playing else ":material/play_arrow:",
            type="primary",
            key=f"{KEY}_run",
            on_click=mine.press,
            args=(mine.serial,),
            disabled=over and not mine.playing,
        )
        st.button("Step", key=f"{KEY}_step", on_click=mine.once, disabled=mine.playing or over)
        st.button("Start over", key=f"{KEY}_restart", on_click=restart, disabled=fit.step == 0)


def _draw(_by_page: bool) -> None:
    """The fit where it stands."""

    # What is beside the chart follows the link too: no `heard`, the whole page is drawn again.
    def receive(commit: Commit) -> None:
        fit_player().stop()
        update_link(ReluFamilyState, lambda now: replace(taken(now, commit.values), steps=0))

    live_figure(
        figure(present(ReluFamilyState), fit_player().run.fit), key=f"{KEY}_fit", on_commit=receive
    )


@frame
def _frame(target: str) -> go.Figure:
    return fit_figure(*TARGETS[target].points())


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
        drawing="relu_family/learned",
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
