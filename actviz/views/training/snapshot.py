"""One frame of the training lab: everything its pictures show, as few bytes.

`assets/views/training/snapshot.js` reads it. Arrays travel as base64 of little-endian numbers.
"""

from __future__ import annotations

import base64
import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from actviz.training import Lab, Probe
from actviz.training.lab.answers import REACHED
from actviz.training.lab.inspection import (
    boundary,
    learned_parameters,
    pre_activations,
    unit_responses,
    weights,
)
from actviz.training.lab.measures import MEASURES, Per
from actviz.views.training.run import Run
from actviz.views.training.state import TrainingState

Array = NDArray[np.float64]

# What the table shows, one number a racer.
MEASURED = [name for name, measure in MEASURES.items() if measure.title]
_BINS = 48
_CURVE_POINTS = 97
_MOST_EXAMPLES = 200  # of which pre-activations are counted
_SMALLEST_LIMIT = 4.0  # of the histogram's axis


def frame_of(
    run: Run, state: TrainingState, *, running: bool = False, earlier: bool = False
) -> dict[str, Any]:
    """The frame at this step for what the visitor looks at; made once for each step and look.

    With `earlier` the last frame of the same look will do, although training went on since.
    """
    lab = run.lab
    look = (running, state.racer, state.layer, state.axes, run.unit)
    if run.frame is not None:
        known, frame = run.frame
        if known == look and (earlier or frame["step"] == lab.step):
            return frame
    probe = lab.probe()
    died = lab.died_at()
    frame = {
        "run": run.serial,
        "step": lab.step,
        "epoch": round(lab.epoch, 2),
        "seconds": round(lab.seconds, 2),
        "running": running,
        "engine": "torch",
        # Of the racer that is looked at, with all digits: {loss, dead}.
        "exact": {
            name: value
            if math.isfinite(value := float(_by_racer(probe, name)[state.racer]))
            else None
            for name in ("loss", "dead")
        },
        "racer": state.racer,
        "layer": state.layer,
        "diverged": {str(racer): step for racer, step in lab.diverged_at.items()},
        **{name: _rounded(_by_racer(probe, name)) for name in MEASURED},
        "reached": [
            None if math.isnan(step) else int(step) for step in lab.first_step_with(REACHED)
        ],
        "firing": _packed(np.concatenate([layer[state.racer] for layer in probe.units("firing")])),
        "died": _packed(np.concatenate([layer[state.racer] for layer in died])),
        "gradient": _packed(probe["gradient_norm"]),
        "rates": [[step, rate] for step, rate in lab.history.rates if step > 0],
        "learned": _learned(run),
        "history": _history(run, probe),
        "z": _histogram(run, state),
        "unit": _unit(run, state),
        **_boundaries(run, state),
    }
    run.frame = (look, frame)
    return frame


def _packed(values: ArrayLike, kind: str = "<f4") -> str:
    return base64.b64encode(np.ascontiguousarray(values, dtype=kind).tobytes()).decode("ascii")


def _rounded(values: Array) -> list[float | None]:
    return [float(f"{value:.4g}") if math.isfinite(value) else None for value in values.tolist()]


def _by_racer(probe: Probe, name: str) -> Array:
    layered = MEASURES[name].per is Per.LAYER
    return _by_units(probe[name], probe.widths) if layered else probe[name]


def _by_units(values: Array, hidden: tuple[int, ...]) -> Array:
    """A share of each layer (racers, layers) as a share of all units (racers,)."""
    return values @ np.array(hidden) / sum(hidden)


def _history(run: Run, probe: Probe) -> dict[str, str]:
    history, hidden = run.lab.history, run.lab.config.hidden
    steps, loss = history.series("loss")
    _, test = history.series("test_loss")
    _, dead = history.series("dead")
    if steps[-1] != run.lab.step:
        # The present step, which no row of the history may have.
        steps = np.append(steps, run.lab.step)
        loss = np.vstack([loss, probe["loss"]])
        test = np.vstack([test, probe["test_loss"]])
        dead = np.concatenate([dead, probe["dead"][None]])
    return {
        "steps": _packed(steps, "<i4"),
        "loss": _packed(loss),
        "test": _packed(test),
        "dead": _packed(_by_units(dead, hidden)),
    }


def _learned(run: Run) -> list[dict[str, Any]]:
    """Mean and spread of each learned parameter, by racer and hidden layer."""
    return [
        {
            "racer": racer,
            "symbol": parameter.symbol,
            "layers": [
                [float(f"{number:.4g}") for number in (values.mean(), values.std(), values.size)]
                for values in learned[parameter.name]
            ],
        }
        for racer, learned in enumerate(learned_parameters(run.lab))
        if learned and racer not in run.lab.diverged_at
        for parameter in run.lab.racers[racer].activation.parameters
        if parameter.name in learned
    ]


def _boundaries(run: Run, state: TrainingState) -> dict[str, Any]:
    on = run.plane(state.plane_axes)
    outputs = boundary(run.lab, on)
    frame: dict[str, Any] = {"side": len(on.horizontal), "outputs": run.lab.head.outputs}
    if len(on.shape) == 1:
        low, high = output_range(run)
        shares = (outputs - low) / (high - low)
        # Far outside the picture a line may end anywhere.
        return {**frame, "kind": "curve", "plane": _packed(np.clip(shares, -9, 10))}
    shares = np.nan_to_num(np.clip(outputs, 0.0, 1.0), nan=0.5)
    if run.lab.head.outputs == 1:
        return {**frame, "kind": "field", "plane": _packed(np.rint(shares * 255), "u1")}
    best = shares.max(axis=-1)
    chance = 1 / shares.shape[-1]
    sure = np.clip((best - chance) / (1 - chance), 0, 1)
    return {
        **frame,
        "kind": "field",
        "plane": _packed(shares.argmax(axis=-1), "u1"),
        "sure": _packed(np.rint(sure * 255), "u1"),
    }


def output_range(run: Run) -> tuple[float, float]:
    """Ends of the vertical axis where the data have one feature: the targets and some margin."""
    if not run.lab.config.regression:
        return -0.1, 1.1
    targets = run.lab.split.train_targets
    low, high = float(targets.min()), float(targets.max())
    margin = 0.1 * (high - low) or 1.0
    return low - margin, high + margin


def _histogram(run: Run, state: TrainingState) -> dict[str, Any] | None:
    z = pre_activations(run.lab, state.layer, _MOST_EXAMPLES)[state.racer]
    if not np.isfinite(z).all():
        return None
    # The axis only ever widens, and in large steps: a picture that rescales hides the motion.
    reach = float(np.quantile(np.abs(z), 0.98))
    run.limit_of_z = max(run.limit_of_z, _SMALLEST_LIMIT)
    while run.limit_of_z < reach:
        run.limit_of_z *= 2
    limit = run.limit_of_z
    counts, _ = np.histogram(np.clip(z, -limit, limit), _BINS, (-limit, limit))
    return {
        "low": -limit,
        "high": limit,
        "counts": _packed(counts / z.size),
        **_curves(run, state, limit),
    }


def _curves(run: Run, state: TrainingState, limit: float) -> dict[str, str]:
    racer = run.lab.racers[state.racer]
    if not racer.elementwise:
        return {}
    parameters = racer.parameters
    if racer.learned:
        learned = learned_parameters(run.lab)[state.racer]
        parameters |= {name: float(layers[state.layer].mean()) for name, layers in learned.items()}
    x = np.linspace(-limit, limit, _CURVE_POINTS)
    activation = racer.activation
    return {
        "f": _packed(activation.value(x, **parameters)),
        "df": _packed(activation.derivative(x, **parameters)),
    }


def _unit(run: Run, state: TrainingState) -> dict[str, Any] | None:
    if run.unit is None:
        return None
    layer, unit = run.unit
    on = run.plane(state.plane_axes)
    response = unit_responses(run.lab, on, state.racer, layer)[unit]
    if not np.isfinite(response).all():
        return None
    low, high = float(response.min()), float(response.max())
    shares = (response - low) / (high - low) if high > low else np.zeros_like(response)
    return {
        "layer": layer,
        "unit": unit,
        "incoming": _packed(_incoming(run.lab, state.racer, layer, unit)),
        "rows": 1 if len(on.shape) == 1 else on.shape[0],
        "response": _packed(np.rint(shares * 255), "u1"),
    }


def _incoming(lab: Lab, racer: int, layer: int, unit: int) -> Array:
    """The weights into a unit, (inputs,); of maxout the largest in size of its pieces."""
    matrix = weights(lab, racer)[layer][0]
    pieces = lab.racers[racer].pieces
    own = matrix[:, unit * pieces : (unit + 1) * pieces]
    return np.take_along_axis(own, np.abs(own).argmax(axis=1)[:, None], axis=1)[:, 0]
