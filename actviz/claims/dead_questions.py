"""What the map of dead units asks before it is seen."""

from __future__ import annotations

from actviz.claims.dead_map import larger_weights, leaky_beside
from actviz.claims.prediction import Choices, Option, Prediction, Reason, Transfer, Why

PREDICTIONS = (
    Prediction(
        id="leaky-asleep",
        entry="does leaky ReLU rescue units?",
        text="At some rates and scales more than {share:.0%} of ReLU's units die. There, where its "
        "runs do not diverge, how many of leaky ReLU's units lie below 0 on every example?",
        answer=Choices(
            (
                Option(
                    "Hardly any",
                    "a slope on the left brings every unit back.",
                    lambda n: n["asleep"] < 0.3 * n["relu"],
                ),
                Option(
                    "About half as many",
                    "the slope brings some of them back.",
                    lambda n: 0.3 <= n["asleep"] / n["relu"] < 0.75,
                ),
                Option(
                    "About as many",
                    "what pushes units below 0 is the step, and leaky ReLU's are as large.",
                    lambda n: n["asleep"] >= 0.75 * n["relu"],
                ),
            )
        ),
        result="In these cells {relu:.0%} of ReLU's units are dead, and {asleep:.0%} of leaky "
        "ReLU's below zero on every example. In {diverged:.0%} of the region all its runs diverge.",
        link="/dead-units?show=asleep",
        why=Why(
            "Why does their slope not bring them back?",
            (
                Reason(
                    "A hundredth of the gradient reaches them",
                    "They are alive by the definition, and move back a hundred times as slowly as "
                    "they came.",
                    explains=True,
                ),
                Reason(
                    "Their slope is 0 there",
                    "It is 0.01: no unit of leaky ReLU is dead anywhere on the map.",
                ),
            ),
        ),
        transfer=Transfer("And do such networks learn?", "/dead-units?show=accuracy"),
        measure=leaky_beside,
    ),
    Prediction(
        id="larger-weights",
        entry="what do larger weights do?",
        text="Two hidden layers of ReLU with large weights. If these start {times:g} times larger "
        "still, at which learning rate do half of the units die?",
        answer=Choices(
            (
                Option(
                    "At the same",
                    "ReLU is positively homogeneous, so that a scale does not matter to it.",
                    lambda n: n["factor"] > 0.4,
                ),
                Option(
                    "At about a tenth",
                    "rate and scale multiply each other.",
                    lambda n: 0.04 < n["factor"] <= 0.4,
                ),
                Option(
                    "At about a hundredth",
                    "both layers' scales count.",
                    lambda n: n["factor"] <= 0.04,
                ),
            )
        ),
        result="At {factor:.2f} times the rate, where the weights are large at all: half are dead "
        "near rate × scale = {constant:.2g}.",
        link="/dead-units",
        why=Why(
            "Why?",
            (
                Reason(
                    "Each weight's gradient has the scales of the two other layers, and the weight "
                    "has its own",
                    "So a step beside the weights grows like rate × scale² / scale.",
                    explains=True,
                ),
                Reason(
                    "Large weights make more units silent before the first step",
                    "They do not: that share is the same at every scale, see Born dead.",
                ),
            ),
        ),
        transfer=Transfer("And where does leaky ReLU's border lie?", "/dead-units?show=asleep"),
        measure=larger_weights,
    ),
)
