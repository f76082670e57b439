"""Claims on tanh."""

from __future__ import annotations

import numpy as np

from actviz.claims.prediction import Choices, Option, Prediction, Reason, Transfer, Why
from actviz.claims.record import Claim, Numbers, Verdict
from actviz.maths import CATALOGUE
from actviz.maths.descent import condition_number, output_moments

SECTION, TITLE = "tanh", "Tanh"

_TANH, _SIGMOID = CATALOGUE["tanh"], CATALOGUE["sigmoid"]


def scaled_sigmoid() -> Numbers:
    """Largest error of tanh x = 2σ(2x) - 1 and of tanh′ = 1 - tanh² on [-20, 20]."""
    x = np.linspace(-20, 20, 4001)
    value = _TANH.value(x)
    identity = np.abs(value - (2 * _SIGMOID.value(2 * x) - 1)).max()
    slope = np.abs(_TANH.derivative(x) - (1 - value**2)).max()
    return {"identity": float(identity), "slope": float(slope)}


def stronger_gradient() -> Numbers:
    """Up to which |x| tanh′ is above σ′, and by how much at 0 and 6; the means for N(0, 1)."""
    low, high = 1.0, 3.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        above = _TANH.derivative(middle) > _SIGMOID.derivative(middle)
        low, high = (middle, high) if above else (low, middle)
    x = np.linspace(-12, 12, 24001)
    density = np.exp(-(x**2) / 2)
    density /= density.sum()
    tanh, sigmoid = (float(density @ each.derivative(x)) for each in (_TANH, _SIGMOID))
    middle, end = (float(_TANH.derivative(at) - _SIGMOID.derivative(at)) for at in (0.0, 6.0))
    return {
        "crossing": low,
        "tanh": tanh,
        "sigmoid": sigmoid,
        "ratio": tanh / sigmoid,
        "middle": middle,
        "end": end,
    }


def centred_outputs() -> Numbers:
    """The outputs' mean and κ of two weights, for inputs around 0 and around another number."""
    mu, weights = 1.0, 2
    mean, variance = output_moments(_TANH)
    shifted = output_moments(_TANH, mu)
    return {
        "mean": round(mean, 12) + 0.0,
        "kappa": condition_number(mean, variance, weights),
        "mu": mu,
        "shifted": shifted[0],
        "shifted_kappa": condition_number(*shifted, weights),
    }


def centring_and_slopes() -> Numbers:
    """κ of two weights, and the mean slope: tanh, the sigmoid, and each of them shifted."""
    slopes = stronger_gradient()
    tanh, sigmoid = output_moments(_TANH), output_moments(_SIGMOID)
    lift, weights = 1.0, 2
    return {
        "tanh": condition_number(*tanh, weights),
        "sigmoid": condition_number(*sigmoid, weights),
        "tanh_slope": slopes["tanh"],
        "sigmoid_slope": slopes["sigmoid"],
        "lowered": condition_number(0.0, sigmoid[1], weights),
        "lift": lift,
        "lifted": condition_number(tanh[0] + lift, tanh[1], weights),
    }


CLAIMS = (
    Claim(
        id="tanh-sigmoid",
        section=SECTION,
        text="Tanh is a sigmoid stretched to (−1, 1): tanh x = 2σ(2x) − 1, with the derivative "
        "1 − tanh² x.",
        verdict=Verdict.TRUE,
        condition="Largest error found: {identity:.1g} and, in the derivative, {slope:.1g}: "
        "rounding.",
        source="LeCun, Bottou, Orr & Müller 1998, Efficient BackProp",
        link="/compare?f=tanh&f=sigmoid&f=%3D2*sigmoid(2*x)+-+1&show=f%2Cdifference",
        measure=scaled_sigmoid,
    ),
    Claim(
        id="tanh-centred",
        section=SECTION,
        text="Tanh's outputs are centred at zero.",
        verdict=Verdict.CONDITION,
        condition="For inputs that are symmetric around zero: their mean is {mean:g}, and the "
        "condition number of two weights {kappa:g}. For inputs around {mu:g} they are "
        "{shifted:.3f} and {shifted_kappa:.2f}.",
        source="LeCun, Bottou, Orr & Müller 1998, Efficient BackProp",
        link="/zero-centred?activation=tanh",
        measure=centred_outputs,
    ),
    Claim(
        id="tanh-preferred",
        section=SECTION,
        text="Tanh is always to be preferred to the sigmoid.",
        verdict=Verdict.CONDITION,
        condition="In hidden layers, yes: with five of them Glorot & Bengio measured a test error "
        "of 27.15 % with tanh and 82.61 % with the sigmoid on Shapeset, 1.76 % and 2.21 % on "
        "MNIST. Not in outputs for yes or no, nor in gates.",
        source="Glorot & Bengio 2010, Understanding the Difficulty of Training Deep Feedforward "
        "Neural Networks, table 1",
        link="/training?preset=sigmoid-stall",
    ),
    Claim(
        id="tanh-gradients",
        section=SECTION,
        text="Tanh has stronger gradients than the sigmoid.",
        verdict=Verdict.CONDITION,
        condition="Only for |x| < {crossing:.4f}; beyond, σ′ is the larger one. Over standard "
        "normal inputs the mean derivative is {tanh:.3f} against {sigmoid:.3f}, "
        "{ratio:.2f} times as large.",
        source="LeCun, Bottou, Orr & Müller 1998, Efficient BackProp",
        link="/compare?f=tanh&f=sigmoid&show=derivative&probe=1.6629",
        measure=stronger_gradient,
    ),
    Claim(
        id="tanh-unbiased",
        section=SECTION,
        text="As its data are centred and its derivatives higher, tanh avoids a bias in the "
        "gradients.",
        verdict=Verdict.CONDITION,
        condition="Two separate facts. The bias comes of the mean alone: κ is {sigmoid:.1f} for "
        "two outputs of the sigmoid and {lowered:g} for the same outputs lowered to mean zero, at "
        "the same slopes; {tanh:g} for tanh, and {lifted:.2f} for tanh raised by {lift:g}. Tanh's "
        "mean slope is larger in either place: {tanh_slope:.3f} against {sigmoid_slope:.3f}.",
        source="LeCun, Bottou, Orr & Müller 1998, Efficient BackProp",
        link="/zero-centred?activation=tanh&batch=32",
        measure=centring_and_slopes,
    ),
)

_COMPARED = "/compare?f=tanh&f=sigmoid&show=derivative&probe=1.6629"

PREDICTIONS = (
    Prediction(
        id="tanh-slope",
        entry="where is tanh steeper than σ?",
        text="Tanh is a sigmoid stretched: tanh x = 2σ(2x) − 1, from −1 to 1. Where is tanh′ "
        "larger than σ′?",
        answer=Choices(
            (
                Option(
                    "Everywhere",
                    "twice the height makes a curve steeper at every x.",
                    lambda n: n["middle"] > 0 and n["end"] > 0,
                ),
                Option(
                    "Only near 0",
                    "who climbs sooner has less left to climb.",
                    lambda n: n["middle"] > 0 > n["end"],
                ),
                Option(
                    "Only far from 0",
                    "the wider range shows at the ends.",
                    lambda n: n["middle"] < 0 < n["end"],
                ),
                Option(
                    "Nowhere",
                    "stretching is a matter of units.",
                    lambda n: n["middle"] < 0 and n["end"] < 0,
                ),
            )
        ),
        result="tanh′ is larger for |x| < {crossing:.4f}; beyond, σ′ is. Over standard normal "
        "inputs the mean slopes are {tanh:.3f} and {sigmoid:.3f}.",
        link=_COMPARED,
        why=Why(
            "Why not everywhere?",
            (
                Reason(
                    "The argument is 2x: tanh goes through the same bend in half the way",
                    "tanh′(x) = 4σ′(2x): four times as high, half as wide, and so below σ′ "
                    "further out.",
                    explains=True,
                ),
                Reason(
                    "Both reach 1 on the right, so their slopes have to meet",
                    "Neither reaches 1. The slopes do cross, because tanh comes close to it "
                    "twice as soon.",
                ),
            ),
        ),
        transfer=Transfer(
            "Six layers deep: whose first layer moves at all?", "/training?preset=sigmoid-stall"
        ),
        measure=stronger_gradient,
    ),
)
