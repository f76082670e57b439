"""Claims on the logistic function and the sigmoid."""

from __future__ import annotations

import numpy as np
import torch

from actviz.claims.prediction import Choices, Estimate, Option, Prediction, Reason, Transfer, Why
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


def steepest() -> Numbers:
    """Where the sigmoid is steepest, how steep and high it is there, and what is left at 5."""
    sigmoid = CATALOGUE["sigmoid"]
    x = np.linspace(-8, 8, 1601)
    slopes = sigmoid.derivative(x)
    at = float(x[slopes.argmax()])
    slope, tail = float(slopes.max()), 5.0
    return {
        "at": at,
        "slope": slope,
        "height": float(sigmoid.value(at)),
        "x": tail,
        "left": 100 * float(sigmoid.derivative(tail)) / slope,
    }


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

_ON_SIGMOID = ("activation", "own")

PREDICTIONS = (
    Prediction(
        id="sigmoid-slope",
        entry="where is σ′ largest?",
        text="The sigmoid σ climbs from 0 on the left to 1 on the right. Where is its slope σ′ "
        "largest, and how large is it there?",
        answer=Choices(
            (
                Option(
                    "At x = 0: slope 1",
                    "σ is as steep in the middle as x itself, as tanh is.",
                    lambda n: abs(n["at"]) < 0.1 and n["slope"] > 0.75,
                    1.0,
                ),
                Option(
                    "At x = 0: slope ½",
                    "the height of σ at 0 is its slope there.",
                    lambda n: abs(n["at"]) < 0.1 and 0.375 < n["slope"] <= 0.75,
                    0.5,
                ),
                Option(
                    "At x = 0: slope ¼",
                    "σ′ is the product σ(1 − σ).",
                    lambda n: abs(n["at"]) < 0.1 and n["slope"] <= 0.375,
                    0.25,
                ),
                Option(
                    "Far to the right, where σ is largest",
                    "where a curve is high it is steep.",
                    lambda n: n["at"] >= 0.1,
                ),
            ),
            measured=lambda n: n["slope"],
        ),
        result="σ′ is largest at x = {at:g}, where it is {slope:g}; σ itself is {height:g} there.",
        link="/explore?probe=0",
        why=Why(
            "Why no steeper?",
            (
                Reason(
                    "σ′ = σ(1 − σ): two shares of one whole have their largest product where they "
                    "are equal",
                    "So every sigmoid layer passes on a quarter of a gradient at most, before its "
                    "weights.",
                    explains=True,
                ),
                Reason(
                    "It has to become flat at both ends",
                    "The ends do not decide it: with a larger k they are as flat, and the middle "
                    "is steeper. Drag k. With k = 1 the slope is σ(1 − σ).",
                ),
            ),
        ),
        transfer=Transfer("How much of it is left at x = 5?", "/explore?probe=5&ask=sigmoid-tail"),
        measure=steepest,
        where=_ON_SIGMOID,
    ),
    Prediction(
        id="sigmoid-tail",
        entry="how much of σ′ is left at x = 5?",
        text="The sigmoid is steepest at x = 0. How much of that slope does it still have at "
        "x = {x:g}?",
        answer=Estimate(
            0,
            100,
            1,
            lambda n: n["left"],
            (
                ("About half", "the slope falls along a line."),
                ("Nothing", "σ has arrived at 1: it never does, it only rounds to it."),
            ),
            "{:.3g} %",
        ),
        result="At x = {x:g} the slope is {left:.3g} % of the largest one.",
        link="/explore?probe=5",
        why=Why(
            "Why so little?",
            (
                Reason(
                    "1 − σ shrinks like e⁻ˣ, and σ′ is σ times that",
                    "One more step to the right divides the slope by nearly e.",
                    explains=True,
                ),
                Reason(
                    "x = 5 is outside the range of σ",
                    "Every x has a σ; what is limited are its values, not its inputs.",
                ),
            ),
        ),
        transfer=Transfer(
            "Six such layers in a row: whose first layer still moves?",
            "/training?preset=sigmoid-stall",
        ),
        measure=steepest,
        where=_ON_SIGMOID,
    ),
)
