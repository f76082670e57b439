"""Claims on what outputs that are all positive do to the next layer's gradients."""

from __future__ import annotations

import numpy as np

from actviz.claims import logistic
from actviz.claims.prediction import Choices, Estimate, Option, Prediction, Reason, Transfer, Why
from actviz.claims.record import Claim, Numbers, Verdict
from actviz.maths import CATALOGUE
from actviz.maths.descent import (
    LinearUnit,
    condition_number,
    counted_share,
    drawn_outputs,
    output_moments,
    same_sign_limit,
)

SECTION, TITLE = logistic.SECTION, logistic.TITLE


def centre() -> Numbers:
    """Mean and standard deviation of the outputs for standard normal inputs."""
    mean, variance = output_moments(CATALOGUE["sigmoid"])
    return {"mean": mean, "deviation": variance**0.5}


def signs() -> Numbers:
    """Gradients with one sign in both weights, as the page counts them: of examples, of batches."""
    outputs = drawn_outputs(CATALOGUE["sigmoid"], 2)
    small, large = 32, 256
    return {
        "single": counted_share(outputs, 1)[0],
        "batch": small,
        "batched": counted_share(outputs, small)[0],
        "large": large,
        "large_share": 100 * counted_share(outputs, large)[0],
    }


def quadrants() -> Numbers:
    """In how many of four quadrants single gradients of two weights lie, and of centred inputs."""

    def count(identifier: str) -> int:
        inputs = drawn_outputs(CATALOGUE[identifier], 2)
        errors = np.random.default_rng(2).standard_normal(len(inputs))
        gradients = LinearUnit(inputs, errors).gradients(np.zeros(2))
        return len(np.unique(np.sign(gradients), axis=0))

    return {"all": 4, "positive": count("sigmoid"), "centred": count("tanh")}


def zig_zag() -> Numbers:
    """The length of paths over the straight way, from both kinds of start, below and above 1/λ."""
    mean, variance = output_moments(CATALOGUE["sigmoid"])
    moments = np.full((2, 2), mean**2) + variance * np.eye(2)
    # Two examples with just these second moments, and no error at the optimum.
    unit = LinearUnit(np.sqrt(2) * np.linalg.cholesky(moments).T, np.zeros(2))
    low, rate, high = 1.0, 1.8, 2.0
    slow = 0.9

    def ratio(start: tuple[float, float], rate: float) -> float:
        path = unit.path(start, rate / unit.eigenvalues[1], batch=2, steps=200)
        length = np.linalg.norm(np.diff(path, axis=0), axis=1).sum()
        return float(length / np.linalg.norm(path[-1] - path[0]))

    return {
        "low": low,
        "rate": rate,
        "high": high,
        "along": ratio((1.0, 1.0), rate),
        "across": ratio((1.0, -1.0), rate),
        "slow": slow,
        "slowly": ratio((1.0, 1.0), slow),
    }


def large_batches() -> Numbers:
    """Gradients of large batches with one sign: sigmoid outputs and centred ones."""
    mean, variance = output_moments(CATALOGUE["sigmoid"])
    few, many = 2, 10
    return {
        "few": few,
        "few_share": same_sign_limit(mean, variance, few),
        "many": many,
        "many_share": same_sign_limit(mean, variance, many),
        "few_centred": same_sign_limit(0.0, variance, few),
        "many_centred": same_sign_limit(0.0, variance, many),
    }


def condition() -> Numbers:
    """κ for a few weights and for many, and for centred inputs."""
    moments = output_moments(CATALOGUE["sigmoid"])
    few, many = 2, 100
    return {
        "few": few,
        "few_kappa": condition_number(*moments, few),
        "many": many,
        "many_kappa": condition_number(*moments, many),
        "centred": condition_number(*output_moments(CATALOGUE["tanh"]), many),
    }


_LECUN = "LeCun, Bottou, Orr & Müller 1998, Efficient BackProp"

CLAIMS = (
    Claim(
        id="sigmoid-not-centred",
        section=SECTION,
        text="The sigmoid's outputs are not centred at zero.",
        verdict=Verdict.TRUE,
        condition="For standard normal inputs their mean is {mean:.3g}, and they vary by "
        "{deviation:.3f} around it.",
        source=_LECUN,
        link="/zero-centred",
        measure=centre,
    ),
    Claim(
        id="positive-inputs-one-sign",
        section=SECTION,
        text="Where all inputs are positive, the gradients of a unit's weights are all positive or "
        "all negative.",
        verdict=Verdict.CONDITION,
        condition="Always for single examples: {single:.0%} measured. Of batches of {batch:g}, "
        "{batched:.0%} have one sign in two weights.",
        source=_LECUN,
        link="/zero-centred?batch=1",
        measure=signs,
    ),
    Claim(
        id="zig-zag",
        section=SECTION,
        text="So the weights zig-zag on their way.",
        verdict=Verdict.CONDITION,
        condition="Only at learning rates between {low:g}/λ and {high:g}/λ: at {rate:g}/λ the path "
        "is {along:.2f} times the straight way if all weights start on one side. If they start on "
        "both it is {across:.2f} times: slow, without a zig-zag; and at {slow:g}/λ {slowly:.2f} "
        "times. Steps on single examples jitter at any rate.",
        source=_LECUN,
        link="/zero-centred?w2=1",
        measure=zig_zag,
    ),
    Claim(
        id="batches-mitigate",
        section=SECTION,
        text="Summed over a batch, the gradients have different signs, which mends it somewhat.",
        verdict=Verdict.CONDITION,
        condition="In part: of large batches {few_share:.1%} still have one sign in {few:g} "
        "weights and {many_share:.1%} in {many:g}; with centred inputs {few_centred:.1%} and "
        "{many_centred:.1%}.",
        source=_LECUN,
        link="/zero-centred?batch=32&weights=10",
        measure=large_batches,
    ),
    Claim(
        id="centring-less-severe",
        section=SECTION,
        text="This is an inconvenience, less severe than saturation.",
        verdict=Verdict.CONDITION,
        condition="It can be the worse of the two: the time to converge grows with the condition "
        "number, which is {few_kappa:.1f} with {few:g} weights, {many_kappa:.0f} with {many:g}, "
        "and {centred:.3g} for tanh.",
        source=_LECUN,
        link="/zero-centred?weights=100",
        measure=condition,
    ),
)

_ON_PAGE = ("part", "activation", "data", "mu")

PREDICTIONS = (
    Prediction(
        id="update-quadrants",
        entry="where can the update of one example point?",
        text="A unit with two weights, both inputs positive, and a step on one example. In how "
        "many of the {all:g} quadrants can the update of the weights point?",
        answer=Choices(
            (
                Option("One", "its sign is fixed too", lambda n: n["positive"] == 1, 1.0),
                Option("Two", "one number decides both signs", lambda n: n["positive"] == 2, 2.0),
                Option("Three", "one is out of reach", lambda n: n["positive"] == 3, 3.0),
                Option("All", "weights move freely", lambda n: n["positive"] == 4, 4.0),
            ),
            measured=lambda n: n["positive"],
            form="{:g}",
        ),
        result="In {positive:g}: both weights grow, or both shrink. With centred inputs in all "
        "{centred:g}.",
        link="/zero-centred?batch=1",
        why=Why(
            "Why no others?",
            (
                Reason(
                    "The gradient is the error times the inputs, and the inputs are positive",
                    "So the error alone decides the sign, for all weights at once.",
                    explains=True,
                ),
                Reason(
                    "The error is positive too",
                    "It has either sign: the arrows go both ways.",
                ),
            ),
        ),
        transfer=Transfer("And with outputs of tanh?", "/zero-centred?activation=tanh&batch=1"),
        measure=quadrants,
        where=_ON_PAGE,
    ),
    Prediction(
        id="batches-cure",
        entry="do large batches mix the signs?",
        text="The same unit, inputs from a sigmoid, and steps on batches of {large:g}. Of how many "
        "batches do both weights still get a gradient of one sign?",
        answer=Estimate(
            0,
            100,
            1,
            lambda n: n["large_share"],
            (
                ("Hardly any", "a sum over many examples has no sign left."),
                ("Half", "in a large batch both signs are independent."),
                ("All", "what holds of each example holds of their sum."),
            ),
            "{:.3g} %",
        ),
        result="Of {large_share:.1f} %; of single examples it is {single:.0%}.",
        link="/zero-centred",
        why=Why(
            "Why so many?",
            (
                Reason(
                    "Both sums weigh the same errors with inputs that are nearly the same",
                    "The inputs vary little around their mean, and the mean moves both weights "
                    "alike.",
                    explains=True,
                ),
                Reason(
                    "The batch is too small",
                    "Ever larger batches change nothing: the page says what they come to.",
                ),
            ),
        ),
        transfer=Transfer("And of ten weights?", "/zero-centred?weights=10"),
        measure=signs,
        where=(*_ON_PAGE, "weights"),
    ),
    Prediction(
        id="centring-kappa",
        entry="what does centring do to κ?",
        text="The condition number κ is the longer over the shorter side of the rings, squared. "
        "For two outputs of a sigmoid it is {few_kappa:.1f}. What is it once they are centred?",
        answer=Choices(
            (
                Option(
                    "The same",
                    "a shift leaves the shape as it is",
                    lambda n: n["centred"] > 0.75 * n["few_kappa"],
                ),
                Option(
                    "About half",
                    "the mean is one cause of several",
                    lambda n: 2 < n["centred"] <= 0.75 * n["few_kappa"],
                ),
                Option(
                    "The least there is: the rings are circles",
                    "the mean is the only cause",
                    lambda n: n["centred"] <= 2,
                ),
            )
        ),
        result="It is {centred:.3g}, as of tanh's outputs.",
        link="/zero-centred?activation=tanh",
        why=Why(
            "Why circles?",
            (
                Reason(
                    "Without a mean the inputs vary alike in every direction",
                    "A mean m adds d·m² to the one direction in which all weights move alike.",
                    explains=True,
                ),
                Reason(
                    "Tanh is steeper than the sigmoid",
                    "A scale enlarges all rings alike; their shape it does not change.",
                ),
            ),
        ),
        transfer=Transfer(
            "ReLU's outputs are not centred either: how bad is it?",
            "/zero-centred?activation=relu",
        ),
        measure=condition,
        where=("part", "data", "mu"),
    ),
)
