"""Claims for and against ReLU, as the text lists them."""

from __future__ import annotations

import numpy as np

from actviz.claims import costs, dead_map
from actviz.claims.prediction import Estimate, Prediction, Reason, Transfer, Why
from actviz.claims.record import Claim, Numbers, Verdict
from actviz.maths import CATALOGUE, properties
from actviz.maths.descent import condition_number, output_moments
from actviz.training.experiments.active_units import active_shares

SECTION, TITLE = "relu-balance", "For and against ReLU"


def half_active() -> Numbers:
    """Active shares in a random layer of 256 units: inputs around 0, and inputs above 0."""
    centred = active_shares(64, 256, "centred", 1)
    positive = active_shares(64, 256, "positive", 1)
    return {
        "centred": centred.overall,
        "lowest": float(centred.by_unit.min()),
        "highest": float(centred.by_unit.max()),
        "positive_lowest": float(positive.by_unit.min()),
        "positive_highest": float(positive.by_unit.max()),
    }


def homogeneous() -> Numbers:
    """The largest difference of ReLU(cx) and c ReLU(x) on [-3, 3]: for c up to 3, and at -1."""
    relu, x = CATALOGUE["relu"], np.linspace(-3, 3, 601)

    def difference(factor: float) -> float:
        return float(np.abs(relu.value(factor * x) - factor * relu.value(x)).max())

    negative = -1.0
    return {
        "positive": max(map(difference, np.linspace(0, 3, 31).tolist())),
        "factor": negative,
        "negative": difference(negative),
    }


def one_kink() -> Numbers:
    """ReLU's kinks, the slopes on both sides of the first, and what torch's gradient is there."""
    relu = CATALOGUE["relu"]
    kinks = properties(relu).kinks
    return {
        "kinks": len(kinks),
        "at": kinks[0].at,
        "left": kinks[0].left_slope,
        "right": kinks[0].right_slope,
        "taken": float(relu.derivative(kinks[0].at)),
    }


def positive_mean() -> Numbers:
    """The outputs' mean over the inputs' deviation, and κ of two weights beside the sigmoid's."""
    moments = output_moments(CATALOGUE["relu"])
    return {
        "mean": moments[0],
        "kappa": condition_number(*moments, 2),
        "sigmoid": condition_number(*output_moments(CATALOGUE["sigmoid"]), 2),
    }


_GLOROT = "Glorot, Bordes & Bengio 2011, Deep Sparse Rectifier Neural Networks"

CLAIMS = (
    Claim(
        id="relu-biology",
        section=SECTION,
        text="ReLU is biologically plausible: one-sided.",
        verdict=Verdict.UNTESTABLE,
        condition="A motive of its authors; no measurement on a network decides it.",
        source=_GLOROT,
    ),
    Claim(
        id="half-active",
        section=SECTION,
        text="At a random start about half of the hidden units are active.",
        verdict=Verdict.CONDITION,
        condition="With symmetric weights and no bias: {centred:.1%} of all pairs of unit and "
        "example, and with inputs around zero each unit on {lowest:.0%} to {highest:.0%} of the "
        "examples. With inputs above zero single units are on for {positive_lowest:.0%} to "
        "{positive_highest:.0%}.",
        source=_GLOROT,
        link="/relu-family?part=active",
        measure=half_active,
    ),
    Claim(
        id="relu-scale",
        section=SECTION,
        text="ReLU is scale-invariant: max(0, cx) = c max(0, x).",
        verdict=Verdict.CONDITION,
        condition="For factors that are not negative: the two sides differ by at most "
        "{positive:.1g} (rounding), at c = {factor:g} by up to {negative:g}. The word for it is "
        "positively homogeneous.",
        source=_GLOROT,
        link="/relu-family?part=identities",
        measure=homogeneous,
    ),
    Claim(
        id="relu-kink",
        section=SECTION,
        text="ReLU has no derivative at zero, and one everywhere else.",
        verdict=Verdict.TRUE,
        condition="{kinks} kink, at x = {at:g}, from slope {left:g} to {right:g}; PyTorch takes "
        "{taken:g} there.",
        source="PyTorch documentation, torch.nn.functional.relu",
        link="/explore?activation=relu&probe=0",
        measure=one_kink,
    ),
    Claim(
        id="relu-not-centred",
        section=SECTION,
        text="ReLU's outputs are not centred at zero.",
        verdict=Verdict.TRUE,
        condition="For normal inputs of standard deviation σ around zero their mean is "
        "{mean:.3f} σ. It is mild: the condition number of two weights is {kappa:.2f}, the "
        "sigmoid's {sigmoid:.1f}.",
        source="LeCun, Bottou, Orr & Müller 1998, Efficient BackProp",
        link="/zero-centred?activation=relu",
        measure=positive_mean,
    ),
    Claim(
        id="relu-only-comparison",
        section=SECTION,
        text="ReLU needs only comparison, addition and multiplication.",
        verdict=Verdict.TRUE,
        condition="Of its own {comparisons} comparison, for f and f′ together, and {others} other "
        "operations; the additions and multiplications are the layer's.",
        source=_GLOROT,
        link="/cost?sort=operations&pass=both",
        measure=costs.kinds_of_operations,
    ),
    Claim(
        id="relu-dying",
        section=SECTION,
        text="Against it: units die.",
        verdict=Verdict.TRUE,
        condition="Where the rate or the weights are too large: on circles half of them are dead "
        "near rate × scale = {constant:.2g}, at the most {most:.0%}. Some die by no step at all: "
        "{born:.1%} are dead at birth.",
        source="CS231n, Stanford, Neural Networks Part 1",
        link="/dead-units",
        measure=dead_map.many_dead,
    ),
)

PREDICTIONS = (
    Prediction(
        id="half-active",
        entry="how many ReLUs are active at the start?",
        text="A layer of ReLUs with random weights and no bias, inputs around 0, nothing trained. "
        "Over all pairs of unit and example: how often is a unit active?",
        answer=Estimate(
            0,
            100,
            1,
            lambda n: 100 * n["centred"],
            (
                ("Nearly always", "a unit is off only once something has gone amiss."),
                ("Hardly ever", "ReLU is sparse by itself, before it has learned to be."),
            ),
            "{:.3g} %",
        ),
        result="Units are active in {centred:.1%} of all pairs; single ones on {lowest:.0%} to "
        "{highest:.0%} of the examples.",
        link="/relu-family?part=active",
        why=Why(
            "Why that share?",
            (
                Reason(
                    "For random weights around 0 a sum is as often positive as negative",
                    "It takes weights that are symmetric, and no bias: neither outlasts training.",
                    explains=True,
                ),
                Reason(
                    "The start weights are chosen to bring it about",
                    "They are chosen for the size of the signal; any symmetric ones give this "
                    "share.",
                ),
            ),
        ),
        transfer=Transfer(
            "Inputs all above 0, as another ReLU gives them: what becomes of single units?",
            "/relu-family?part=active&data=positive",
        ),
        measure=half_active,
    ),
)
