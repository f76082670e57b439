"""What a preset's run says to its question: numbers of the run, never known beforehand."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray

from actviz.training.config import LabConfig
from actviz.training.lab.inspection import weights
from actviz.training.lab.lab import Lab
from actviz.training.racer import Racer

Array = NDArray[np.float64]

REACHED = 0.95  # training accuracy
_STARTED = 0.9  # a loss above this share of its first has not started to fall


@dataclass(frozen=True)
class Outcome:
    """How a run stands after `step` steps, in the order of its racers, NaN where one diverged.

    diverged, loss, accuracy  (racers,)
    reached  first step with at least 95 % training accuracy, NaN for none, (racers,)
    dead     shares of the units, (racers, hidden layers)
    firing   mean share of the examples on which a unit fires, (racers,)
    moved    |w - w₀| / |w₀| of the first layer's weights w and their start w₀, (racers,)
    """

    config: LabConfig
    step: int
    diverged: NDArray[np.bool_]
    loss: Array
    accuracy: Array
    reached: Array
    dead: Array
    firing: Array
    moved: Array

    @classmethod
    def of(cls, lab: Lab) -> Outcome:
        """How a lab stands now."""
        units = lab.probe().units("firing")
        return cls(
            lab.config,
            lab.step,
            lab.diverged(),
            lab.loss(),
            lab.accuracy(),
            lab.first_step_with(REACHED),
            lab.dead_fraction(),
            np.concatenate(units, axis=1).mean(axis=1),
            np.array([_moved(lab, racer) for racer in range(len(lab.racers))]),
        )

    @property
    def racers(self) -> tuple[Racer, ...]:
        """The racers, in the config's order."""
        return self.config.racers


def answer_of(preset: str, run: Lab | Outcome) -> str:
    """One line of plain text that answers the preset's question from its run as it stands."""
    return _ANSWERS[preset](Outcome.of(run) if isinstance(run, Lab) else run)


@lru_cache(maxsize=16)
def _start(config: LabConfig, dtype: torch.dtype = torch.float64) -> Lab:
    """The same run before its first step."""
    return Lab(config, dtype=dtype)


def _moved(lab: Lab, racer: int) -> float:
    after = weights(lab, racer)
    before = weights(_start(lab.config, lab.dtype), racer)[0][0]
    return float(np.linalg.norm(after[0][0] - before) / np.linalg.norm(before)) if after else np.nan


def _each(run: Outcome, texts: list[str]) -> str:
    return "; ".join(
        f"{racer.label}: {'diverged' if run.diverged[place] else texts[place]}"
        for place, racer in enumerate(run.racers)
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _lost_units(run: Outcome) -> list[int]:
    shares = run.dead * np.array(run.config.hidden)
    return [round(float(lost)) if math.isfinite(lost) else 0 for lost in shares.sum(axis=1)]


def _still_learn(run: Outcome) -> str:
    units, (lost,) = sum(run.config.hidden), _lost_units(run)
    if run.diverged[0]:
        return f"The network diverged by step {run.step:,}."
    return f"After {run.step:,} steps {units - lost} of {units} units still learn; {lost} are dead."


def _lost(run: Outcome) -> str:
    units = sum(run.config.hidden)
    return f"Units lost, of {units}. {_each(run, [str(lost) for lost in _lost_units(run)])}."


def _first_layer_moved(run: Outcome) -> str:
    moved = [_percent(way) for way in run.moved]
    return f"The first layer's weights moved, as a share of their size. {_each(run, moved)}."


def _saturated_at_the_start(run: Outcome) -> str:
    probe = _start(run.config).probe()
    widths = np.array(run.config.hidden)
    shares = probe["saturated"] @ widths / widths.sum()
    names = [racer.label for racer in run.racers]
    told = [f"{name} {_percent(share)}" for name, share in zip(names, shares, strict=True)]
    return f"Saturated before the first step: {', '.join(told)}."


def _first(run: Outcome) -> str:
    if np.isnan(run.reached).all():
        return f"Nobody reached {_percent(REACHED)} in {run.step:,} steps."
    best = np.nanmin(run.reached)
    texts = [
        f"not within {run.step:,} steps"
        if math.isnan(step)
        else f"at step {int(step):,}"
        + (f" ({step / best:.1f} times as late)" if step > best > 0 else "")
        for step in run.reached
    ]
    return f"{_percent(REACHED)} accuracy. {_each(run, texts)}."


def _straight(run: Outcome) -> str:
    texts = [f"{_percent(share)} right" for share in run.accuracy]
    return (
        "Linear layers on top of each other are one linear layer, its boundary is straight. "
        f"{_each(run, texts)}."
    )


def _firing(run: Outcome) -> str:
    start = Outcome.of(_start(run.config))
    shares = [float(start.firing[0]), float(run.firing[0])]
    return (
        f"{run.racers[0].label} units fired on {_percent(shares[0])} of the examples before the "
        f"first step, and fire on {_percent(shares[1])} after {run.step:,}."
    )


def _winner(run: Outcome) -> str:
    loss, accuracy, first = run.loss, run.accuracy, _start(run.config).loss()
    names = [racer.label for racer in run.racers]
    order = sorted(
        (place for place in range(len(names)) if not run.diverged[place]),
        key=lambda place: (-accuracy[place], loss[place]),
    )
    if not order:
        return "Every racer diverged."
    best = order[0]
    idle = [names[place] for place in order if loss[place] > _STARTED * first[place]]
    told = f"{names[best]} leads with {_percent(accuracy[best])} right, loss {loss[best]:.3g}"
    return f"{told}. Loss not 10 % below its start: {', '.join(idle) or 'nobody'}."


_ANSWERS: dict[str, Callable[[Outcome], str]] = {
    "dying-relu": _still_learn,
    "leaky-rescue": _lost,
    "sigmoid-stall": _first_layer_moved,
    "big-init": _saturated_at_the_start,
    "relu-is-faster": _first,
    "linear-collapse": _straight,
    "sparse": _firing,
    "race-16": _winner,
}
