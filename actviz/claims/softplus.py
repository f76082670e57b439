"""Claims on softplus."""

from __future__ import annotations

import numpy as np

from actviz.claims import costs
from actviz.claims.record import Claim, Numbers, Verdict
from actviz.maths import CATALOGUE

SECTION, TITLE = "softplus", "Softplus"


def softplus_gap() -> Numbers:
    """Softplus minus ReLU: the largest on [-10, 10], where that is, and at 3; the derivative."""
    x = np.linspace(-10, 10, 2001)
    relu, softplus = CATALOGUE["relu"], CATALOGUE["softplus"]
    gap = softplus.value(x) - relu.value(x)
    slope = np.abs(softplus.derivative(x) - CATALOGUE["sigmoid"].value(x)).max()
    three = softplus.value(3.0) - relu.value(3.0)
    return {
        "gap": float(gap.max()),
        "at": float(x[gap.argmax()]) + 0.0,
        "three": float(three),
        "slope": float(slope),
    }


CLAIMS = (
    Claim(
        id="softplus-smooth",
        section=SECTION,
        text="Softplus is a smooth approximation of ReLU, and its derivative is the sigmoid.",
        verdict=Verdict.TRUE,
        condition="It lies above ReLU by at most {gap:.4f} (the logarithm of two), at "
        "x = {at:.0f}; its derivative differs from the sigmoid by {slope:.1g}: rounding.",
        source="Dugas, Bengio, Bélisle, Nadeau & Garcia 2000, Incorporating Second-Order "
        "Functional Knowledge for Better Option Pricing",
        link="/compare?f=relu&f=softplus",
        measure=softplus_gap,
    ),
    Claim(
        id="softplus-near-zero",
        section=SECTION,
        text="Softplus and ReLU are alike except near zero.",
        verdict=Verdict.TRUE,
        condition="Three away from zero {three:.4f} are left between them.",
        source="Glorot, Bordes & Bengio 2011, Deep Sparse Rectifier Neural Networks",
        link="/compare?f=relu&f=softplus&show=f%2Cdifference&probe=3",
        measure=softplus_gap,
    ),
    Claim(
        id="softplus-dearer",
        section=SECTION,
        text="ReLU is easier to compute than softplus.",
        verdict=Verdict.TRUE,
        condition="{relu} operation against {softplus}, counted in the definitions; in the stored "
        "result softplus takes {ratio:.1f} times ReLU's time on {elements:,} elements.",
        source="PyTorch documentation, torch.utils.benchmark",
        link="/cost?f=relu%2Csoftplus",
        measure=costs.beside_softplus,
    ),
    Claim(
        id="as-frequent-as-sums",
        section=SECTION,
        text="Activations are computed as often as additions and subtractions.",
        verdict=Verdict.NOT_GENERAL,
        condition="One for each unit, but a multiplication and an addition for each weight: with "
        "{width:,} inputs and units {activations:,} against {products:,}.",
        source="PyTorch documentation, torch.nn.Linear",
        link="/cost?part=layer",
        measure=costs.how_often,
    ),
    Claim(
        id="much-faster-passes",
        section=SECTION,
        text="Forward and backward passes are much faster with ReLU than with softplus.",
        verdict=Verdict.CONDITION,
        condition="The function is: softplus takes {function:.1f} times its time on {elements:,} "
        "elements. A layer of {width:,} units takes {layer:.2f} times as long as with ReLU.",
        source="PyTorch documentation, torch.utils.benchmark",
        link="/cost?part=layer&pass=both",
        measure=costs.in_a_layer,
    ),
)
