"""Claims on tanh."""

from __future__ import annotations

import numpy as np

from actviz.claims.record import Claim, Numbers, Verdict
from actviz.maths import CATALOGUE

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
    """Up to which |x| tanh′ is above σ′, and the mean of both for standard normal inputs."""
    low, high = 1.0, 3.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        above = _TANH.derivative(middle) > _SIGMOID.derivative(middle)
        low, high = (middle, high) if above else (low, middle)
    x = np.linspace(-12, 12, 24001)
    density = np.exp(-(x**2) / 2)
    density /= density.sum()
    tanh, sigmoid = (float(density @ each.derivative(x)) for each in (_TANH, _SIGMOID))
    return {"crossing": low, "tanh": tanh, "sigmoid": sigmoid, "ratio": tanh / sigmoid}


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
)
