"""Claims on maxout."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from actviz.claims.prediction import Choices, Estimate, Option, Prediction, Reason, Transfer, Why
from actviz.claims.record import Claim, Numbers, Verdict
from actviz.maths import CATALOGUE, maxout
from actviz.maths.maxout import Pieces, leaky_relu_pieces, relu_pieces
from actviz.training.experiments.maxout_layer import dead_shares, parameter_counts

SECTION, TITLE = "maxout", "Maxout"


def special_cases() -> Numbers:
    """The largest difference of maxout to ReLU and to leaky ReLU on [-3, 3]."""
    x = np.linspace(-3, 3, 601)

    def difference(pieces: Pieces, wanted: NDArray[np.float64]) -> float:
        return float(np.abs(maxout(x, pieces.weights, pieces.biases) - wanted).max())

    slope = 0.1
    leaky = CATALOGUE["leaky_relu"].value(x, alpha=slope)
    return {
        "relu": difference(relu_pieces(), CATALOGUE["relu"].value(x)),
        "leaky": difference(leaky_relu_pieces(slope), leaky),
    }


def alive() -> Numbers:
    """Dead units of a ReLU and a maxout layer whose biases are lowered by 4."""
    shift = -4.0
    relu, maxout = dead_shares(np.array([shift]), 16, 64, 2, 1)
    return {"shift": -shift, "relu": float(relu[0]), "maxout": float(maxout[0])}


def parameter_factor() -> Numbers:
    """Parameters of a layer of 32 units on 64 inputs: ReLU, maxout of two and of three pieces."""
    relu, two = parameter_counts(64, 32, 2)
    _, three = parameter_counts(64, 32, 3)
    return {"relu": relu, "two": two, "three": three, "factor": two / relu, "more": three / relu}


_GOODFELLOW = "Goodfellow, Warde-Farley, Mirza, Courville & Bengio 2013, Maxout Networks"

CLAIMS = (
    Claim(
        id="maxout-formula",
        section=SECTION,
        text="A maxout unit gives the larger of w₁ᵀ + b₁ and w₂ᵀ + b₂.",
        verdict=Verdict.NOT_GENERAL,
        condition="A misprint: the input is missing. It is the larger of w₁ᵀx + b₁ and w₂ᵀx + b₂, "
        "or the largest of any number of such pieces.",
        source=_GOODFELLOW,
        link="/maxout",
    ),
    Claim(
        id="maxout-special-cases",
        section=SECTION,
        text="ReLU and leaky ReLU are special cases of maxout.",
        verdict=Verdict.TRUE,
        condition="With the pieces for it, maxout differs from ReLU by {relu:.1g} and from leaky "
        "ReLU by {leaky:.1g}.",
        source=_GOODFELLOW,
        link="/maxout?w=0%2C1&b=0%2C0",
        measure=special_cases,
    ),
    Claim(
        id="maxout-benefits",
        section=SECTION,
        text="Maxout has all the benefits of ReLU, and does not die.",
        verdict=Verdict.CONDITION,
        condition="With every bias lowered by {shift:g}, {relu:.0%} of the ReLU units are dead and "
        "{maxout:.0%} of the maxout units. But its outputs are not sparse, and a single piece may "
        "never win.",
        source=_GOODFELLOW,
        link="/maxout?part=alive",
        measure=alive,
    ),
    Claim(
        id="maxout-parameters",
        section=SECTION,
        text="Maxout doubles the parameters of every neuron.",
        verdict=Verdict.CONDITION,
        condition="With two pieces: {two:,} in place of {relu:,}, {factor:g} times as many. With "
        "three, {more:g} times.",
        source=_GOODFELLOW,
        link="/maxout?part=cost",
        measure=parameter_factor,
    ),
)

PREDICTIONS = (
    Prediction(
        id="maxout-dead",
        entry="how many maxout units die?",
        text="Every bias of a layer is lowered by {shift:g}, and {relu:.0%} of its ReLU units are "
        "dead. How many units are dead in a maxout layer of two pieces?",
        answer=Choices(
            (
                Option(
                    "As many",
                    "what falls below 0 gets no gradient.",
                    lambda n: n["maxout"] > 0.75,
                ),
                Option(
                    "About half",
                    "of two pieces one dies.",
                    lambda n: 0.25 < n["maxout"] <= 0.75,
                ),
                Option(
                    "None",
                    "the largest piece has the gradient, whatever its height.",
                    lambda n: n["maxout"] <= 0.25,
                ),
            )
        ),
        result="{maxout:.0%} of the maxout units are dead, and {relu:.0%} of the ReLU units.",
        link="/maxout?part=alive",
        why=Why(
            "Why?",
            (
                Reason(
                    "One of the pieces is always the largest, and its slope is passed on",
                    "Single pieces may idle all the same: those that never win.",
                    explains=True,
                ),
                Reason(
                    "The larger of two pieces is above 0",
                    "Both are far below 0 here. There is no zero in a maximum of pieces.",
                ),
            ),
        ),
        transfer=Transfer(
            "What do they cost: how many parameters?", "/maxout?part=cost&pieces=3&ask=maxout-cost"
        ),
        measure=alive,
    ),
    Prediction(
        id="maxout-cost",
        entry="what does maxout cost?",
        text="A layer of 32 ReLU units on 64 inputs has {relu:,} parameters. How many has it with "
        "maxout units of three pieces?",
        answer=Estimate(
            0,
            99_999,
            1,
            lambda n: n["three"],
            (
                ("As many", "the pieces share their weights."),
                ("Twice as many", "a piece more is counted, not each piece."),
            ),
            "{:,.0f}",
            slider=False,
        ),
        result="{three:,} parameters: {more:g} times as many.",
        link="/maxout?part=cost&pieces=3",
        why=Why(
            "Why that many?",
            (
                Reason(
                    "Each piece is a linear function of its own, with weights and a bias",
                    "k pieces cost k times as much; the text's doubling is the case of two.",
                    explains=True,
                ),
                Reason(
                    "The maximum has parameters too",
                    "It has none: it only chooses.",
                ),
            ),
        ),
        transfer=Transfer(
            "And what do many pieces buy: how close do tangents come to x²?",
            "/maxout?part=quadratic",
        ),
        measure=parameter_factor,
    ),
)
