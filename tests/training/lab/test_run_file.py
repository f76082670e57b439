"""A run as JSON: its networks compute again from the file alone."""

import json
from dataclasses import replace

import numpy as np
import torch

from actviz.training import Lab, LabConfig
from actviz.training.data.input_features import inputs_of
from actviz.training.lab.inspection import predict
from actviz.training.lab.run_file import SCHEMA, run_file

CONFIG = LabConfig(
    dataset="points",
    features=("x1", "x2", "x1_x2"),
    hidden=(4, 3),
    activations=("relu", "prelu:alpha~0.25", "maxout:k=2"),
    learned_per="unit",
)


def test_networks_compute_again_from_the_file() -> None:
    lab = Lab(CONFIG, dtype=torch.float64)
    lab.advance(20)
    lab.set_learning_rate(0.05)
    lab.advance(25)
    kept = json.loads(run_file(lab))
    assert kept["schema"] == SCHEMA
    assert LabConfig(**kept["config"]) == lab.config
    assert (kept["step"], kept["learning_rates"]) == (45, [[0, 0.1], [20, 0.05]])
    data = kept["data"]
    assert (data["features"], data["classes"]) == (["x₁", "x₂"], ["A", "B"])
    points = np.array([[0.3, -0.2], [-0.9, 0.7]])
    standard = (points - data["centre"]) / data["spread"]
    expected = predict(lab, standard)
    for place, racer in enumerate(kept["racers"]):
        assert racer["label"] == lab.racers[place].label
        h = inputs_of(standard, kept["config"]["features"])
        *hidden, last = racer["layers"]
        for layer in hidden:
            z = h @ np.array(layer["weights"]) + layer["biases"]
            if lab.racers[place].pieces > 1:
                h = z.reshape(len(z), -1, 2).max(axis=2)
            else:
                slope = np.array(layer["learned"].get("alpha", 0.0))
                h = np.where(z > 0, z, slope * z)
        assert last["learned"] == {}
        logit = h @ np.array(last["weights"]) + last["biases"]
        np.testing.assert_allclose(1 / (1 + np.exp(-logit)), expected[place], rtol=1e-12)
    history = kept["history"]
    assert [row["step"] for row in history] == [row.step for row in lab.history.rows]
    assert [racer["loss"] for racer in history[-1]["racers"]] == lab.history.rows[-1][
        "loss"
    ].tolist()
    assert [len(history[0]["racers"][0][name]) for name in ("dead", "gradient_norm")] == [2, 3]


def test_racer_that_diverged_has_no_weights_and_null_for_numbers() -> None:
    wild = replace(
        CONFIG,
        activations=("identity", "relu"),
        features=("x1", "x2"),
        loss="squared_error",
        learning_rate=1000.0,
    )
    lab = Lab(wild)
    lab.advance(100)
    assert lab.diverged().any()
    kept = json.loads(run_file(lab))
    for gone, racer, row in zip(
        lab.diverged(), kept["racers"], kept["history"][-1]["racers"], strict=True
    ):
        assert (racer["layers"] == []) == gone
        assert (row["loss"] is None) == gone
