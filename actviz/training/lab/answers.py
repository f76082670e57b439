"""What a preset's run says to its question: numbers of the run, never known beforehand."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from actviz.training.config import LabConfig
from actviz.training.lab.inspection import weights
from actviz.training.lab.lab import Lab

_REACHED = 0.95  # training accuracy
_STARTED = 0.9  # a loss above this share of its first has not started to fall


def answer_of(preset: str, lab: Lab) -> str:
    """One line of plain text that answers the preset's question from its run as it stands."""
    return _ANSWERS[preset](lab)


@lru_cache(maxsize=16)
def _start(config: LabConfig) -> Lab:
    """The same run before its first step."""
    return Lab(config)


def _each(lab: Lab, texts: list[str]) -> str:
    gone = lab.diverged()
    return "; ".join(
        f"{racer.label}: {'diverged' if gone[place] else texts[place]}"
        for place, racer in enumerate(lab.racers)
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _lost_units(lab: Lab) -> list[int]:
    shares = lab.dead_fraction() * np.array(lab.config.hidden)
    return [round(float(lost)) if math.isfinite(lost) else 0 for lost in shares.sum(axis=1)]


def _still_learn(lab: Lab) -> str:
    units, (lost,) = sum(lab.config.hidden), _lost_units(lab)
    if lab.diverged()[0]:
        return f"The network diverged by step {lab.step:,}."
    return f"After {lab.step:,} steps {units - lost} of {units} units still learn; {lost} are dead."


def _lost(lab: Lab) -> str:
    units = sum(lab.config.hidden)
    return f"Units lost, of {units}. {_each(lab, [str(lost) for lost in _lost_units(lab)])}."


def _first_layer_moved(lab: Lab) -> str:
    start, moved = _start(lab.config), []
    for racer in range(len(lab.racers)):
        after = weights(lab, racer)
        before = weights(start, racer)[0][0]
        way = np.linalg.norm(after[0][0] - before) / np.linalg.norm(before) if after else math.nan
        moved.append(_percent(float(way)))
    return f"The first layer's weights moved, as a share of their size. {_each(lab, moved)}."


def _saturated_at_the_start(lab: Lab) -> str:
    probe = _start(lab.config).probe()
    widths = np.array(lab.config.hidden)
    shares = probe["saturated"] @ widths / widths.sum()
    names = [racer.label for racer in lab.racers]
    told = [f"{name} {_percent(share)}" for name, share in zip(names, shares, strict=True)]
    return f"Saturated before the first step: {', '.join(told)}."


def _first(lab: Lab) -> str:
    reached = lab.first_step_with(_REACHED)
    if np.isnan(reached).all():
        return f"Nobody reached {_percent(_REACHED)} in {lab.step:,} steps."
    best = np.nanmin(reached)
    texts = [
        f"not within {lab.step:,} steps"
        if math.isnan(step)
        else f"at step {int(step):,}"
        + (f" ({step / best:.1f} times as late)" if step > best > 0 else "")
        for step in reached
    ]
    return f"{_percent(_REACHED)} accuracy. {_each(lab, texts)}."


def _straight(lab: Lab) -> str:
    texts = [f"{_percent(share)} right" for share in lab.accuracy()]
    return (
        "Linear layers on top of each other are one linear layer, its boundary is straight. "
        f"{_each(lab, texts)}."
    )


def _firing(lab: Lab) -> str:
    shares = [
        float(np.concatenate([layer[0] for layer in each.probe().units("firing")]).mean())
        for each in (_start(lab.config), lab)
    ]
    return (
        f"{lab.racers[0].label} units fired on {_percent(shares[0])} of the examples before the "
        f"first step, and fire on {_percent(shares[1])} after {lab.step:,}."
    )


def _winner(lab: Lab) -> str:
    loss, accuracy, first = lab.loss(), lab.accuracy(), _start(lab.config).loss()
    names = [racer.label for racer in lab.racers]
    order = sorted(
        (place for place in range(len(names)) if not lab.diverged()[place]),
        key=lambda place: (-accuracy[place], loss[place]),
    )
    if not order:
        return "Every racer diverged."
    best = order[0]
    idle = [names[place] for place in order if loss[place] > _STARTED * first[place]]
    told = f"{names[best]} leads with {_percent(accuracy[best])} right, loss {loss[best]:.3g}"
    return f"{told}. Loss not 10 % below its start: {', '.join(idle) or 'nobody'}."


_ANSWERS: dict[str, Callable[[Lab], str]] = {
    "dying-relu": _still_learn,
    "leaky-rescue": _lost,
    "sigmoid-stall": _first_layer_moved,
    "big-init": _saturated_at_the_start,
    "relu-is-faster": _first,
    "linear-collapse": _straight,
    "sparse": _firing,
    "race-16": _winner,
}
