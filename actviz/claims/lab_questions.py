"""What the training lab's presets ask before Start; a run's own numbers answer at its end.

A preset has its question here under its own id where nothing on the page answers before Start.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from actviz.claims.prediction import (
    Choices,
    Estimate,
    Option,
    Prediction,
    Reason,
    Transfer,
    Why,
)
from actviz.claims.record import Numbers
from actviz.training import PRESETS
from actviz.training.lab.answers import Outcome


def numbers_of(run: Outcome) -> Numbers:
    """What is asked of a run: of each racer the units lost, accuracy, first layer's way, arrival.

    `relu.lost` and so on by a racer's first word; a step that was never reached is infinite.
    """
    lost = (np.nan_to_num(run.dead) * np.array(run.config.hidden)).sum(axis=1).round()
    numbers = {"units": float(sum(run.config.hidden))}
    for place, racer in enumerate(run.racers):
        name = racer.text.partition(":")[0]
        numbers |= {
            f"{name}.lost": float(lost[place]),
            f"{name}.accuracy": float(np.nan_to_num(run.accuracy[place])),
            f"{name}.moved": float(np.nan_to_num(run.moved[place])),
            f"{name}.reached": float(np.nan_to_num(run.reached[place], nan=np.inf)),
        }
    return numbers


def _first(name: str) -> Callable[[Numbers], bool]:
    """Whether a racer was the first to reach the accuracy that counts."""
    return lambda n: n[f"{name}.reached"] == min(n[key] for key in n if key.endswith(".reached"))


def _best(*names: str) -> Callable[[Numbers], bool]:
    """Whether one of these racers has the largest accuracy."""

    def holds(n: Numbers) -> bool:
        accuracy = {key: n[key] for key in n if key.endswith(".accuracy")}
        return max(accuracy, key=accuracy.__getitem__).partition(".")[0] in names

    return holds


def _moved(*names: str) -> Callable[[Numbers], bool]:
    """Whether these racers' first layers moved, and no other's did."""
    return lambda n: (
        {key for key in n if key.endswith(".moved") and n[key] > _STILL}
        == {f"{name}.moved" for name in names}
    )


_STILL = 0.02  # of the size of the start weights

_QUESTIONS = (
    (
        "dying-relu",
        Estimate(
            0,
            64,
            1,
            lambda n: n["units"] - n["relu.lost"],
            (
                ("All of them", "a rate decides how fast a network learns, not whether."),
                ("None", "a network that loses units has lost them all."),
            ),
        ),
        Why(
            "Why do they stop?",
            (
                Reason(
                    "One large step puts a unit below 0 on every example, where its slope is 0",
                    "No gradient reaches it from there on: no later step brings it back.",
                    explains=True,
                ),
                Reason(
                    "Their weights have become 0",
                    "Their weights are large, and stay as they were at the last step.",
                ),
            ),
        ),
        Transfer("And with a slope on the left side?", "/training?preset=leaky-rescue"),
    ),
    (
        "leaky-rescue",
        Choices(
            (
                Option(
                    "Only ReLU loses units",
                    "a unit with a slope everywhere gets a gradient everywhere.",
                    lambda n: n["relu.lost"] > 0 == n["leaky_relu.lost"] + n["prelu.lost"],
                ),
                Option(
                    "All three lose some",
                    "units are lost to the rate, whatever the function.",
                    lambda n: n["leaky_relu.lost"] + n["prelu.lost"] > 0,
                ),
                Option(
                    "None does",
                    "Adam takes steps of a size that no unit dies of.",
                    lambda n: n["relu.lost"] + n["leaky_relu.lost"] + n["prelu.lost"] == 0,
                ),
            )
        ),
        Why(
            "Why?",
            (
                Reason(
                    "A unit is dead where its slope is 0 on every example",
                    "By this definition a leaky unit cannot die. It can lie below 0 on every "
                    "example all the same, and then is linear.",
                    explains=True,
                ),
                Reason(
                    "Leaky units take smaller steps",
                    "The steps are Adam's, and as large.",
                ),
            ),
        ),
        Transfer("Six layers deep: whose first layer moves?", "/training?preset=sigmoid-stall"),
    ),
    (
        "sigmoid-stall",
        Choices(
            (
                Option(
                    "All three",
                    "depth costs every network the same.",
                    _moved("sigmoid", "tanh", "relu"),
                ),
                Option(
                    "Tanh and ReLU", "a slope near 1 survives six layers.", _moved("tanh", "relu")
                ),
                Option("ReLU alone", "every function with flat ends stalls.", _moved("relu")),
                Option("None", "six layers are too deep to train.", _moved()),
            )
        ),
        Why(
            "Why?",
            (
                Reason(
                    "Each layer multiplies the gradient by its slopes, and a quarter is a "
                    "sigmoid's most",
                    "A quarter of a quarter, six times: of the gradient hardly anything reaches "
                    "the first layer.",
                    explains=True,
                ),
                Reason(
                    "Its units are saturated from the start",
                    "Hardly any is: it is enough that the slope is small where it is largest.",
                ),
            ),
        ),
        Transfer("How large is that slope?", "/explore?probe=0&ask=sigmoid-slope"),
    ),
    (
        "relu-is-faster",
        Choices(
            (
                Option("ReLU", "an undamped slope makes the larger steps.", _first("relu")),
                Option("Tanh", "outputs around 0 suit the next layer.", _first("tanh")),
                Option("Sigmoid", "outputs from 0 to 1 suit two classes.", _first("sigmoid")),
            )
        ),
        Why(
            "Why?",
            (
                Reason(
                    "Its slope is 1 wherever it is active: the gradient comes through undamped",
                    "So the first layers take larger steps at the same learning rate.",
                    explains=True,
                ),
                Reason(
                    "It is cheaper to compute",
                    "That would be seconds. What is counted here are steps.",
                ),
            ),
        ),
        Transfer("Do sixteen functions agree?", "/training?preset=race-16"),
    ),
    (
        "linear-collapse",
        Choices(
            (
                Option(
                    "A straight line",
                    "linear maps on top of each other are one.",
                    lambda n: n["identity.accuracy"] < _ROUND,
                ),
                Option(
                    "Any, with layers enough",
                    "depth makes up for what the units lack.",
                    lambda n: n["identity.accuracy"] >= _ROUND,
                ),
            )
        ),
        Why(
            "Why?",
            (
                Reason(
                    "A product of matrices is a matrix",
                    "Six layers have the boundary of one, however they are trained.",
                    explains=True,
                ),
                Reason(
                    "It has not trained for long enough",
                    "Train on: the line turns, and stays a line.",
                ),
            ),
        ),
        Transfer("What is the least that bends it?", "/explore?activation=relu"),
    ),
    (
        "race-16",
        Choices(
            (
                Option(
                    "ReLU or its kin",
                    "a simple kink is enough.",
                    _best("relu", "leaky_relu", "prelu", "rrelu", "elu", "selu"),
                ),
                Option(
                    "A smooth one: GELU, Swish, Mish",
                    "what large models use wins in small ones.",
                    _best("gelu", "swish", "mish", "softplus"),
                ),
                Option(
                    "One with flat ends: tanh, sigmoid",
                    "curved boundaries need curved units.",
                    _best("tanh", "sigmoid", "softsign"),
                ),
                Option(
                    "The sinusoid",
                    "spirals are periodic, and so is it.",
                    _best("sinusoid", "binary_step", "identity"),
                ),
            )
        ),
        Why(
            "What would you need to believe it?",
            (
                Reason(
                    "Other seeds, other data",
                    "One run is one draw: change the seed under Data, and look who leads then.",
                    explains=True,
                ),
                Reason(
                    "More steps",
                    "More steps of the same draw: who is ahead may change, what it says does not.",
                ),
            ),
        ),
        Transfer("Which of them cannot die?", "/training?preset=leaky-rescue"),
    ),
)

_ROUND = 0.75  # no line separates a ring from what is inside it so well

PREDICTIONS = tuple(
    Prediction(
        id=preset,
        entry=PRESETS[preset].title[:1].lower() + PRESETS[preset].title[1:] + "?",
        text=PRESETS[preset].question,
        answer=answer,
        result="",
        link=f"/training?preset={preset}",
        why=why,
        transfer=transfer,
        measure=None,
    )
    for preset, answer, why, transfer in _QUESTIONS
)
