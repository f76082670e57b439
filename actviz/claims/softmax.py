"""Claims on softmax."""

from __future__ import annotations

import numpy as np

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
