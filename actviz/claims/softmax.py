"""Claims on softmax."""

from __future__ import annotations

import numpy as np

from actviz.claims.prediction import Choices, Estimate, Option, Prediction, Reason, Transfer, Why
from actviz.claims.record import Claim, Numbers, Verdict
from actviz.maths import CATALOGUE, log_sum_exp, softmax
from actviz.training.experiments.softmax_regression import SoftmaxRegression, load_flowers

SECTION, TITLE = "softmax", "Softmax"

_LOGITS = np.array([2.0, 1.0, 0.1])
_STEPS, _RATE = 300, 1.0


def two_classes() -> Numbers:
    """How far softmax's sum is from 1, and softmax of two logits from σ of their difference."""
    sigmoid = CATALOGUE["sigmoid"]
    pairs = [(z, 0.5) for z in np.linspace(-8, 8, 65).tolist()]
    errors = [abs(softmax(pair)[0] - float(sigmoid.value(pair[0] - pair[1]))) for pair in pairs]
    return {"total": float(softmax(_LOGITS).sum()), "difference": float(max(errors))}


def gradient_of_normaliser() -> Numbers:
    """The largest error of softmax as the gradient of log-sum-exp, by central differences."""
    h = 1e-5
    slopes = [
        (log_sum_exp(_LOGITS + h * unit) - log_sum_exp(_LOGITS - h * unit)) / (2 * h)
        for unit in np.eye(len(_LOGITS))
    ]
    return {"difference": float(np.abs(softmax(_LOGITS) - slopes).max()), "step": h}


def logistic_regression() -> Numbers:
    """The accuracy of the page's own regression on two columns of iris."""
    flowers = load_flowers(2, 3)
    fit = SoftmaxRegression(flowers.features, flowers.targets, np.zeros((3, 3)))
    fit.advance(_STEPS, _RATE)
    return {"accuracy": fit.accuracy(), "steps": fit.steps, "flowers": len(flowers.targets)}


def moved_logits() -> Numbers:
    """The largest share of three logits: as they are, all moved by a constant, and all doubled."""
    constant = 100.0
    share, shifted, doubled = (
        float(softmax(logits).max()) for logits in (_LOGITS, _LOGITS + constant, 2 * _LOGITS)
    )
    return {"constant": constant, "share": share, "shifted": shifted, "doubled": doubled}


_BISHOP = "Bishop 2006, Pattern Recognition and Machine Learning, section 4.3"

CLAIMS = (
    Claim(
        id="softmax-generalises",
        section=SECTION,
        text="Softmax generalises the logistic function to several numbers: values in [0, 1] that "
        "sum to 1.",
        verdict=Verdict.TRUE,
        condition="The sum here is {total:.12g}; for two logits it is σ(z₁ − z₂) to "
        "{difference:.1g}. No value is exactly zero or one but by rounding.",
        source=_BISHOP,
        link="/softmax?z=2&z=1&show=pair",
        measure=two_classes,
    ),
    Claim(
        id="softmax-gradient",
        section=SECTION,
        text="Softmax is the gradient of the logarithm of its own normaliser.",
        verdict=Verdict.TRUE,
        condition="Differences of log-sum-exp over ±{step:.0e} agree with it to {difference:.1g}.",
        source="Boyd & Vandenberghe 2004, Convex Optimization, section 3.1.5",
        link="/softmax?show=maximum",
        measure=gradient_of_normaliser,
    ),
    Claim(
        id="softmax-uses",
        section=SECTION,
        text="Softmax of as many linear functions as there are classes is multinomial logistic "
        "regression; discriminant analysis and naive Bayes have its form too.",
        verdict=Verdict.TRUE,
        condition="On two columns of iris it sorts {accuracy:.0%} of the {flowers} flowers right "
        "after {steps} steps.",
        source=_BISHOP,
        link="/softmax?show=regression",
        measure=logistic_regression,
    ),
)

_SAME = 1e-9  # rounding

PREDICTIONS = (
    Prediction(
        id="softmax-shift",
        entry="all logits larger by 100: what happens?",
        text="Softmax of the logits 2, 1 and 0.1 gives the first class {share:.1%}. Add "
        "{constant:g} to each of them: what becomes of its share?",
        answer=Choices(
            (
                Option(
                    "It grows",
                    "larger logits are more certain.",
                    lambda n: n["shifted"] > n["share"] + _SAME,
                ),
                Option(
                    "It stays",
                    "only differences of logits count.",
                    lambda n: abs(n["shifted"] - n["share"]) <= _SAME,
                ),
                Option(
                    "It shrinks towards a third",
                    "beside so large a number their differences are small.",
                    lambda n: n["shifted"] < n["share"] - _SAME,
                ),
            )
        ),
        result="It was {share:.1%} and is {shifted:.1%}.",
        link="/softmax?shift=100",
        why=Why(
            "Why?",
            (
                Reason(
                    "The same factor stands above and below the line, and cancels",
                    "That is why the largest logit can be subtracted first, so that no "
                    "exponential overflows.",
                    explains=True,
                ),
                Reason(
                    "The probabilities have to add up to 1",
                    "They do for any logits, also for those that share otherwise.",
                ),
            ),
        ),
        transfer=Transfer("And all of them doubled?", "/softmax?show=scale&ask=softmax-scale"),
        measure=moved_logits,
    ),
    Prediction(
        id="softmax-scale",
        entry="all logits doubled: what happens?",
        text="Softmax of the logits 2, 1 and 0.1 gives the first class {share:.1%}. All three "
        "doubled: how much does it get?",
        answer=Estimate(
            0,
            100,
            1,
            lambda n: 100 * n["doubled"],
            (
                ("The same", "only the ratios of the logits count."),
                ("All of it", "twice the logit gives twice the probability."),
            ),
            "{:.3g} %",
        ),
        result="It was {share:.1%} and is {doubled:.1%}.",
        link="/softmax?show=scale",
        why=Why(
            "Why?",
            (
                Reason(
                    "The differences have doubled, and so has the logarithm of each ratio",
                    "It is what half the temperature does.",
                    explains=True,
                ),
                Reason(
                    "The smallest logit has become larger too",
                    "By less than the largest: the difference is what decides.",
                ),
            ),
        ),
        transfer=Transfer("What does a temperature of 2 do?", "/softmax?T=2"),
        measure=moved_logits,
    ),
)
