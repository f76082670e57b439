"""A run as a JSON file: what it is made of, its weights, and how it went.

    schema          "actviz training run 1"
    config          every field of `LabConfig`: LabConfig(**config) is the config again
    data            {name, features, classes, centre, spread}: names, and the numbers by which each
                    feature is standardised, (feature - centre) / spread; the networks are given
                    what `config["features"]` makes of that
    step            updates done
    learning_rates  [first step, rate] pairs
    racers          by racer {label, layers}; layers, the output's last: {weights (in, out), biases
                    (out,), learned: by parameter one number or one a unit}; none where it diverged.
                    A maxout layer has units·k columns, the pieces of a unit side by side
    history         {step, racers} at rising steps: by racer the numbers of `MEASURES`, a list where
                    there is one a layer

Numbers are in full precision, null stands for one that is none. Of a run in the browser
`assets/views/training/device_files.js` writes the same, with `run_head` and `history_numbers`.
"""

from __future__ import annotations

import dataclasses
import json
import math
from typing import Any

from actviz.training.lab.inspection import learned_parameters, weights
from actviz.training.lab.lab import Lab
from actviz.training.lab.measures import MEASURES, Per

SCHEMA = "actviz training run 1"


def run_file(lab: Lab) -> str:
    """The file of a lab at its present step."""
    learned = learned_parameters(lab)
    content = {
        "step": lab.step,
        "learning_rates": [[0, lab.start_rate], *lab.history.rates],
        "racers": [
            {"label": racer.label, "layers": _layers(lab, place, learned[place])}
            for place, racer in enumerate(lab.racers)
        ],
        "history": [
            {
                "step": row.step,
                "racers": [
                    {name: row[name][place].tolist() for name in _names()}
                    for place in range(len(lab.racers))
                ],
            }
            for row in lab.history.rows
        ],
    }
    return json.dumps(run_head(lab) | _with_nulls(content), allow_nan=False)


def run_head(lab: Lab) -> dict[str, Any]:
    """What does not change while a run goes on, but for the learning rate."""
    parts = lab.split
    return {
        "schema": SCHEMA,
        "config": dataclasses.asdict(lab.config),
        "data": {
            "name": lab.dataset.name,
            "features": lab.dataset.feature_names,
            "classes": lab.dataset.class_names,
            "centre": parts.centre.tolist(),
            "spread": parts.spread.tolist(),
        },
    }


def history_numbers(layers: int) -> list[dict[str, Any]]:
    """Names of the history's numbers, and of how many layers there is one each; 0: of a racer."""
    counts = {Per.RACER: 0, Per.LAYER: layers, Per.WEIGHTS: layers + 1}
    return [{"name": name, "layers": counts[MEASURES[name].per]} for name in _names()]


def _names() -> list[str]:
    """In the order of the history's CSV, what there is one of for a racer before the layers'."""
    kept = [measure for measure in MEASURES.values() if measure.per is not Per.UNIT]
    return [measure.name for measure in sorted(kept, key=lambda each: each.per is not Per.RACER)]


def _layers(lab: Lab, racer: int, learned: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "weights": matrix.tolist(),
            "biases": bias.tolist(),
            "learned": {
                name: values[layer].tolist()
                for name, values in learned.items()
                if layer < len(values)
            },
        }
        for layer, (matrix, bias) in enumerate(weights(lab, racer))
    ]


def _with_nulls(content: Any) -> Any:
    if isinstance(content, dict):
        return {name: _with_nulls(value) for name, value in content.items()}
    if isinstance(content, (list, tuple)):
        return [_with_nulls(value) for value in content]
    return None if isinstance(content, float) and not math.isfinite(content) else content
