"""Runs of the training lab that more than one claim rests on."""

from __future__ import annotations

from functools import cache

import numpy as np

from actviz.claims.record import Numbers
from actviz.training import PRESETS, Lab, LabConfig

_REACHED = 0.95
_PAUSE = 100  # steps between two looks at who has arrived
_EARLY = 500  # steps after which the dead are counted for the first time
_SEEDS = range(10)


@cache
def race() -> Numbers:
    """Steps to 95 % training accuracy in the preset's race, NaN where it was never reached."""
    preset = PRESETS["relu-is-faster"]
    lab = Lab(preset.config)
    # The last to arrive needs a third of the preset's steps.
    while lab.step < preset.steps and np.isnan(lab.first_step_with(_REACHED)).any():
        lab.advance(_PAUSE)
    relu, tanh, sigmoid = lab.first_step_with(_REACHED).tolist()
    return {"relu": relu, "tanh": tanh, "sigmoid": sigmoid, "times": tanh / relu}


@cache
def dying() -> Numbers:
    """The preset at a rate of 3: the dead of each layer early on, and which came to life again."""
    preset = PRESETS["dying-relu"]
    lab = Lab(preset.config)
    lab.advance(_EARLY)
    before = [units[0] > 0 for units in lab.probe().units("dead_units")]
    lab.advance(preset.steps - _EARLY)
    after = [units[0] > 0 for units in lab.probe().units("dead_units")]
    first, second = (int((b & ~a).sum()) for b, a in zip(before, after, strict=True))
    return {
        "early": _EARLY,
        "steps": preset.steps,
        "rate": preset.config.learning_rate,
        "first": int(before[0].sum()),
        "first_woken": first,
        "second": int(before[1].sum()),
        "second_woken": second,
        "dead": float(np.concatenate(after).mean()),
    }


@cache
def born_dead() -> Numbers:
    """Share of the second layer's units that are dead before the first step, over ten starts."""
    labs = (Lab(LabConfig(hidden=(32, 32), seed=seed)) for seed in _SEEDS)
    shares = [lab.dead_fraction()[0, 1] for lab in labs]
    return {"born": float(np.mean(shares)), "starts": len(shares)}
