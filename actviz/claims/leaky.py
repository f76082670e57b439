"""Claims on leaky, parametric and randomized rectifiers."""

from __future__ import annotations

import numpy as np

from actviz.claims import dead_map
from actviz.claims.prediction import Choices, Option, Prediction, Reason, Transfer, Why
from actviz.claims.record import Claim, Numbers, Verdict
from actviz.maths import CATALOGUE
from actviz.maths.random_slopes import RandomSlopes

SECTION, TITLE = "leaky", "Leaky, parametric, randomized"


def parametric_as_maximum() -> Numbers:
    """The largest difference of PReLU and max(x, αx) on [-3, 3]: for α up to 1, and at 1.6."""
    x = np.linspace(-3, 3, 601)

    def difference(alpha: float) -> float:
        parametric = CATALOGUE["prelu"].value(x, alpha=alpha)
        return float(np.abs(parametric - np.maximum(x, alpha * x)).max())

    steep = 1.6
    return {
        "up_to_one": max(map(difference, np.linspace(-1, 1, 41).tolist())),
        "alpha": steep,
        "above_one": difference(steep),
    }


def two_readings() -> Numbers:
    """The test slope of U(3, 8) read as a divisor and as a factor, and the usual factors' one."""
    divides = RandomSlopes(3.0, 8.0, divides=True)
    return {
        "low": divides.l,
        "high": divides.u,
        "divisor": divides.test_slope,
        "mean": divides.mean_slope,
        "factor": RandomSlopes(3.0, 8.0).test_slope,
    }


_XU = (
    "Xu, Wang, Chen & Li 2015, Empirical Evaluation of Rectified Activations in Convolutional "
    "Network"
)
_HE = "He, Zhang, Ren & Sun 2015, Delving Deep into Rectifiers"

CLAIMS = (
    Claim(
        id="leaky-rescues",
        section=SECTION,
        text="Leaky ReLU fixes the dying of units.",
        verdict=Verdict.CONDITION,
        condition="By definition: its slope is never zero, and {dead:.0%} of its units are dead "
        "anywhere. But where more than {share:.0%} of ReLU's are, {diverged:.0%} of the cells "
        "diverge with leaky ReLU; in the others {asleep:.0%} of its units lie below zero on every "
        "example, beside {relu:.0%} of ReLU's. It learns more all the same: an accuracy of "
        "{accuracy:.0%} beside {relu_accuracy:.0%}.",
        source="Maas, Hannun & Ng 2013, Rectifier Nonlinearities Improve Neural Network Acoustic "
        "Models",
        link="/dead-units?show=asleep",
        measure=dead_map.leaky_beside,
    ),
    Claim(
        id="leaky-results",
        section=SECTION,
        text="The results of leaky ReLUs are not always consistent.",
        verdict=Verdict.CONDITION,
        condition="It depends on the slope: Xu et al. found that a slope other than zero could "
        "consistently improve the result, and that on small data sets a fixed or learned slope "
        "overfits more than a random one.",
        source=_XU,
        link="/relu-family",
    ),
    Claim(
        id="prelu-maximum",
        section=SECTION,
        text="A parametric ReLU learns the slope of each neuron; it is max(x, αx).",
        verdict=Verdict.CONDITION,
        condition="The maximum only for α up to one: there the two differ by {up_to_one:.0f}, at "
        "α = {alpha:g} by up to {above_one:.2g}. The slope is one for each channel, or one for a "
        "layer.",
        source=_HE,
        link="/relu-family?part=identities",
        measure=parametric_as_maximum,
    ),
    Claim(
        id="prelu-benefit",
        section=SECTION,
        text="It is unclear whether learned slopes help across tasks.",
        verdict=Verdict.CONDITION,
        condition="On ImageNet they did: a top-1 error of 33.82 % became 32.71 % with one slope a "
        "layer, 32.64 % with one a channel, in one network of 14 layers.",
        source=_HE,
        link="/relu-family?part=learned",
    ),
    Claim(
        id="rrelu-test",
        section=SECTION,
        text="A randomized ReLU draws its slope in training and fixes it for the test; it was "
        "found to overfit less in a competition.",
        verdict=Verdict.TRUE,
        condition="As its authors report of the National Data Science Bowl.",
        source=_XU,
        link="/relu-family?part=random",
    ),
    Claim(
        id="rrelu-range",
        section=SECTION,
        text="The slope is drawn from U(l, u) with l < u in [0, 1), for instance from U(3, 8); in "
        "the test x is divided by (l + u)/2.",
        verdict=Verdict.NOT_GENERAL,
        condition="It contradicts itself: numbers from {low:g} to {high:g} are divisors, not "
        "slopes. As divisors they give a test slope of {divisor:.3f} (in training {mean:.3f} on "
        "average), as factors {factor:g}.",
        source=_XU,
        link="/relu-family?part=random&form=divisor",
        measure=two_readings,
    ),
)

PREDICTIONS = (
    Prediction(
        id="prelu-maximum",
        entry="is PReLU a maximum?",
        text="A parametric ReLU is x on the right and αx on the left, with a learned α. For which "
        "α is it max(x, αx)?",
        answer=Choices(
            (
                Option(
                    "For every α",
                    "the formula in the papers has no condition.",
                    lambda n: n["up_to_one"] == 0 == n["above_one"],
                ),
                Option(
                    "For α up to 1",
                    "αx stays below x on the right.",
                    lambda n: n["up_to_one"] == 0 < n["above_one"],
                ),
                Option(
                    "Only for α from 0 to 1",
                    "a falling left side is no maximum of two lines.",
                    lambda n: n["up_to_one"] > 0,
                ),
            )
        ),
        result="For α up to one PReLU and the maximum differ by {up_to_one:g}; at α = {alpha:g} by "
        "up to {above_one:.2g}.",
        link="/relu-family?part=identities",
        why=Why(
            "Why that far?",
            (
                Reason(
                    "Above it αx lies over x on the right, and the maximum takes it there",
                    "On both sides it then takes the other line than PReLU does.",
                    explains=True,
                ),
                Reason(
                    "A slope above 1 cannot be learned",
                    "It can: nothing keeps α below. The formula alone is no longer that of PReLU.",
                ),
            ),
        ),
        transfer=Transfer(
            "max(0, cx) = c max(0, x): for which c?", "/relu-family?part=identities&scale=1"
        ),
        measure=parametric_as_maximum,
    ),
)
