"""The fit of a visitor's logistic regression: it lives in the session, its weights in the link."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np

from actviz.training.experiments.softmax_regression import SoftmaxRegression, load_flowers
from actviz.ui.page_link import present, update_link
from actviz.ui.player import Player, player
from actviz.views.softmax.edits import next_seed
from actviz.views.softmax.regression.state import (
    LARGEST_WEIGHT,
    START,
    WEIGHT_LIMIT,
    RegressionState,
    Weight,
)
from actviz.views.softmax.state import SoftmaxState

STEPS_PER_TICK = 5
MOST_STEPS = 20_000
WEIGHT_DIGITS = 4
RANDOM_SPREAD = 1.5


class _Run:
    """A fit as a player plays it: a few updates a tick, at the link's learning rate."""

    def __init__(self, regression: RegressionState) -> None:
        flowers = load_flowers(*regression.features)
        self.features, self.rate = regression.features, regression.fit_rate
        self.fit = SoftmaxRegression(
            flowers.features, flowers.targets, np.array(regression.weights)
        )

    def over(self, until: int | None = None) -> bool:
        """Whether nothing is left to do."""
        fit = self.fit
        return fit.diverged or fit.converged or fit.steps >= (until or MOST_STEPS)

    def slice(self, _seconds: float, _until: int | None = None) -> None:
        """Do a tick's updates."""
        self.fit.advance(STEPS_PER_TICK, self.rate)

    def advance(self, steps: int) -> None:
        """Do so many updates."""
        self.fit.advance(steps, self.rate)


def fit_player() -> Player:
    """What plays this visitor's fit."""
    return player("softmax")


def is_running() -> bool:
    """Whether a fit goes on at each tick of the tab's clock."""
    return fit_player().playing


def change_plane(**changes: Any) -> None:
    """Replace fields of the link's regression."""
    update_link(SoftmaxState, lambda now: now.changed(**changes))


def fit_of(regression: RegressionState) -> SoftmaxRegression | None:
    """This visitor's fit, if it is of these flowers and still has the link's weights."""
    run: _Run | None = fit_player().run
    if run is None or not regression.iris or run.features != regression.features:
        return None
    if not is_running() and rounded(run.fit) != regression.weights:
        return None
    return run.fit


def follow(regression: RegressionState) -> None:
    """Let what plays take the learning rate of the link; it ends where its flowers have gone."""
    if fit_of(regression) is None:
        fit_player().stop()
    else:
        fit_player().run.rate = regression.fit_rate


def rounded(fit: SoftmaxRegression) -> tuple[Weight, ...]:
    """A fit's weights as link and sliders have them."""
    if fit.diverged:
        return START
    clipped = np.clip(fit.weights, -LARGEST_WEIGHT, LARGEST_WEIGHT).round(WEIGHT_DIGITS) + 0.0
    return tuple((float(x), float(y), float(b)) for x, y, b in clipped)


def start() -> None:
    """Let the fit go on from the link's weights."""
    regression = present(SoftmaxState).regression
    held = fit_of(regression)
    if held is None or held.diverged:
        fit_player().take(_Run(regression), rest=_rest)
    fit_player().start()


def _rest() -> None:
    """The link has the weights where the fit stands."""
    change_plane(weights=rounded(fit_player().run.fit))


def leave(now: SoftmaxState, show: str) -> SoftmaxState:
    """Open another tab; a fit that is running stops, its weights in the same link."""
    if is_running():
        fit_player().stop()
        now = now.changed(weights=rounded(fit_player().run.fit))
    return replace(now, show=show)


def resized(weights: tuple[Weight, ...], count: int) -> tuple[Weight, ...]:
    """The first `count` vectors; new ones point where there is room, by the golden angle."""
    angles = [2.4 * index for index in range(len(weights), count)]
    new = ((round(1.5 * math.cos(a), 2), round(1.5 * math.sin(a), 2), 0.0) for a in angles)
    return (*weights, *new)[:count]


def random_weights(now: SoftmaxState) -> SoftmaxState:
    """Normal weights, the same for the same seed; uses up the seed."""
    random = np.random.default_rng(now.seed)
    drawn = random.normal(0.0, RANDOM_SPREAD, (len(now.regression.weights), 3)).round(2)
    clipped = np.clip(drawn, -WEIGHT_LIMIT, WEIGHT_LIMIT) + 0.0
    weights = tuple((float(x), float(y), float(b)) for x, y, b in clipped)
    return next_seed(now.changed(weights=weights))
