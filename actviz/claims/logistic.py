"""Claims on the logistic function and the sigmoid."""

from __future__ import annotations

import numpy as np
import torch

from actviz.claims.record import Claim, Numbers, Verdict
from actviz.maths import CATALOGUE, properties
from actviz.training import torch_activation

SECTION, TITLE = "logistic", "Logistic function and sigmoid"


def sigmoid_as_logistic() -> Numbers:
    """The largest difference of the two on [-20, 20], and the sigmoid's range."""
    x = np.linspace(-20, 20, 4001)
    logistic = CATALOGUE["logistic"].value(x, L=1.0, k=1.0, x0=0.0)
    low, high = properties(CATALOGUE["sigmoid"]).range
    difference = np.abs(logistic - CATALOGUE["sigmoid"].value(x)).max()
    return {"difference": float(difference), "low": low, "high": high}


def rounded_to_one() -> Numbers:
    """From which x the sigmoid is exactly 1 in single precision, and its value at 6."""
    sigmoid = torch_activation(CATALOGUE["sigmoid"])
    x = torch.arange(10.0, 20.0, 0.001, dtype=torch.float32)
    first = float(x[sigmoid(x) == 1][0])
    return {"single": first, "x": 6.0, "value": float(CATALOGUE["sigmoid"].value(6.0))}


CLAIMS = (
    Claim(
        id="logistic-sigmoid",
        section=SECTION,
        text="The sigmoid is the logistic function with height 1, steepness 1 and midpoint 0; its "
        "values lie between 0 and 1.",
        verdict=Verdict.TRUE,
        condition="Largest difference found: {difference:.2g}; range ({low:g}, {high:g}).",
        source="Han & Moraga 1995, The Influence of the Sigmoid Function Parameters on the Speed "
        "of Backpropagation Learning",
        link="/explore",
        measure=sigmoid_as_logistic,
    ),
    Claim(
        id="sigmoid-ends",
        section=SECTION,
        text="Large negative numbers become 0, large positive ones 1.",
        verdict=Verdict.CONDITION,
        condition="In the limit only: σ({x:g}) = {value:.5f}. In single precision the rounded "
        "value is exactly one from x ≈ {single:.1f}.",
        source="CS231n, Stanford, Neural Networks Part 1",
        link="/explore?activation=sigmoid&from=-20&to=20&probe=17",
        measure=rounded_to_one,
    ),
    Claim(
        id="firing-rate",
        section=SECTION,
        text="A sigmoid reads as the firing rate of a neuron, from not at all to saturated.",
        verdict=Verdict.UNTESTABLE,
        condition="An analogy: it predicts nothing about a network.",
        source="CS231n, Stanford, Neural Networks Part 1",
    ),
)
