"""Claims on what outputs that are all positive do to the next layer's gradients."""

from __future__ import annotations

import numpy as np

from actviz.claims import logistic
from actviz.claims.record import Claim, Numbers, Verdict
from actviz.maths import CATALOGUE
from actviz.maths.descent import (
    LinearUnit,
    condition_number,
    output_moments,
    same_sign_limit,
    same_sign_share,
)

SECTION, TITLE = logistic.SECTION, logistic.TITLE


def centre() -> Numbers:
    """Mean and standard deviation of the outputs for standard normal inputs."""
    mean, variance = output_moments(CATALOGUE["sigmoid"])
    return {"mean": mean, "deviation": variance**0.5}


def signs() -> Numbers:
    """Gradients with one sign in both weights: of single examples, and of batches."""
    inputs = np.random.default_rng(0).standard_normal((4096, 2))
    outputs = CATALOGUE["sigmoid"].value(inputs)
    batch = 32
    return {
        "single": same_sign_share(outputs, 1, 20_000, 1),
        "batch": batch,
        "batched": same_sign_share(outputs, batch, 10_000, 1),
    }


def zig_zag() -> Numbers:
    """The length of a path over the straight way, from both kinds of start at 1.8/λ."""
    mean, variance = output_moments(CATALOGUE["sigmoid"])
    moments = np.full((2, 2), mean**2) + variance * np.eye(2)
    # Two examples with just these second moments, and no error at the optimum.
    unit = LinearUnit(np.sqrt(2) * np.linalg.cholesky(moments).T, np.zeros(2))
    rate = 1.8

    def ratio(start: tuple[float, float]) -> float:
        path = unit.path(start, rate / unit.eigenvalues[1], batch=2, steps=200)
        length = np.linalg.norm(np.diff(path, axis=0), axis=1).sum()
        return float(length / np.linalg.norm(path[-1] - path[0]))

    return {"rate": rate, "along": ratio((1.0, 1.0)), "across": ratio((1.0, -1.0))}


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
        condition="At a learning rate of {rate:g}/λ the path is {along:.2f} times the straight way "
        "if all weights start on one side, and {across:.2f} times if they start on both: slow, "
        "without a zig-zag. Below a rate of one over λ there is none.",
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
        condition="With {few:g} weights: the condition number is {few_kappa:.1f}. With {many:g} it "
        "is {many_kappa:.0f}, and {centred:.3g} for tanh.",
        source=_LECUN,
        link="/zero-centred?weights=100",
        measure=condition,
    ),
)
