"""What the measurement of each claim returns, against numbers from elsewhere."""

import math
from typing import Any

import pytest

from actviz.claims import CLAIMS, Claim


def about(value: float, tolerance: float) -> Any:
    return pytest.approx(value, abs=tolerance)


ROUNDING = about(0, 1e-15)

# Beside a number that is no theorem, why it may differ.
EXPECTED: dict[str, dict[str, Any]] = {
    "threshold": {"one": 2, "layer": 1 + 24 + 24 * 23 // 2},
    "space-folding": {"layers": 3, "sheets": 64},
    "same-space": {"regions": 1},
    # Of four quadrants one keeps both numbers, two keep one, the last none.
    "irreversible": {
        "point": about(25, 1e-9),
        "line": about(50, 1e-9),
        "pairs": about(100, 1e-9),
        "leaky": about(100, 1e-9),
    },
    "squashing": {"squashing": 0, "folders": 434, "unbounded": 247 + 176 + 39},
    "proposals": {"here": about(118, 60)},  # the catalogue grows
    "logistic-sigmoid": {"difference": ROUNDING, "low": 0, "high": 1},
    # e⁻ˣ < 2⁻²⁴ adds nothing to 1; a vectorised exponential may round the other way.
    "sigmoid-ends": {"single": about(24 * math.log(2), 0.71), "value": about(0.99753, 1e-5)},
    "sigmoid-not-centred": {"mean": about(0.5, 1e-12), "deviation": about(0.2083, 5e-5)},
    # Of 10,000 batches; 0.825 is the limit of large ones.
    "positive-inputs-one-sign": {"single": 1, "batch": 32, "batched": about(0.829, 0.01)},
    # (1 + r)/(1 - r) with r = 0.8; across, r is positive and the path straight.
    "zig-zag": {
        "along": about(9, 1e-9),
        "across": about(1, 1e-12),
        "slowly": about(1, 1e-12),
    },
    "batches-mitigate": {
        "few_share": about(0.5 + math.asin(0.25 / 0.293379) / math.pi, 1e-5),
        "many_share": about(0.534, 5e-4),
        "few_centred": about(0.5, 1e-12),
        "many_centred": about(2**-9, 1e-12),
    },
    "centring-less-severe": {
        "few_kappa": about(12.53, 5e-3),
        "many_kappa": about(577, 0.5),
        "centred": about(1, 1e-12),
    },
    "tanh-centred": {
        "mean": 0,
        "kappa": about(1, 1e-12),
        # Summed over a fine grid.
        "shifted": about(0.55040, 1e-5),
        "shifted_kappa": about(3.4484, 1e-4),
    },
    # 1 + 2/v, v the variance of tanh's outputs.
    "tanh-unbiased": {
        "tanh": about(1, 1e-12),
        "sigmoid": about(12.53, 5e-3),
        "lowered": 1,
        "lifted": about(1 + 2 / 0.3942945, 1e-5),
        "tanh_slope": about(0.606, 5e-4),
        "sigmoid_slope": about(0.207, 5e-4),
    },
    "tanh-sigmoid": {"identity": about(0, 1e-15), "slope": about(0, 1e-15)},
    "tanh-gradients": {
        "crossing": about(1.6629, 5e-5),
        "tanh": about(0.606, 5e-4),
        "sigmoid": about(0.207, 5e-4),
        "ratio": about(2.93, 5e-3),
    },
    # Shares and what arrives: drawn networks of 1,500 units, which differ by so much.
    "sigmoid-kills": {
        "steepest": 0.25,
        "factor": about(0.2361, 5e-5),
        "saturated": about(0, 1e-9),
        "arrives": about(2.04e-6, 3e-8),
    },
    "saturated-unit": {
        "slope": about(math.exp(-10), 1e-8),
        "saturated": about(0.525, 0.025),
        "large_factor": about(0.993, 2e-3),
    },
    "start-matters": {
        "sigmoid": about(10.149, 1e-3),
        "tanh": 1,
        "relu": about(math.sqrt(2), 1e-12),
        "left": about(2**-15, 1e-12),
    },
    "weights-too-large": {"small_factor": about(0.2361, 5e-5), "critical": about(10.149, 1e-3)},
    "tanh-saturates": {"saturated": about(0.3845, 0.01), "factor": about(1.364, 1e-3)},
    "relu-no-vanishing": {
        "xavier": about(math.sqrt(0.5), 1e-12),
        "torch": about(math.sqrt(1 / 6), 1e-12),
        "larger": about(1.6 / math.sqrt(2), 1e-12),
        # 0.19 elsewhere; of 4,000 networks.
        "median": about(0.19, 0.025),
    },
    # Times are a machine's: only what is counted is expected, and that a ratio is above one.
    "relu-cheaper": {"elements": 2**18},
    "relu-threshold": {"comparisons": 1, "others": 0},
    "relu-only-comparison": {"comparisons": 1, "others": 0},
    "softplus-dearer": {"relu": 1, "softplus": 5, "elements": 2**18},
    "as-frequent-as-sums": {"activations": 1024, "products": 1024**2},
    "much-faster-passes": {"width": 1024},
    "relu-range": {"low": 0, "high": math.inf, "left": 0, "right": 2},
    # Runs in single precision: another machine rounds otherwise, and the race ends elsewhere.
    "relu-faster": {"relu": about(40, 30), "tanh": about(120, 80), "sigmoid": about(1060, 500)},
    "tanh-worse": {"relu": about(40, 30), "tanh": about(120, 80)},
    "relu-can-die": {"rate": 0.5},
    # Of the file, whose numbers a run of the lab repeats.
    "forty-percent": {
        "cells": 76,
        "all": 256,
        "lowest": about(0.2512, 1e-4),
        "born": about(0.0208, 1e-4),
    },
    "relu-dying": {"cells": 76, "constant": about(2.8, 0.2)},
    "proper-rate": {"low_dead": about(0.035, 0.01), "high_dead": about(0.7, 0.05)},
    # 44 of the 76 cells.
    "leaky-rescues": {"dead": 0, "diverged": about(44 / 76, 1e-12), "asleep": about(0.75, 0.1)},
    "dead-forever": {"first": about(22, 10), "first_woken": 0, "dead": about(0.7, 0.3)},
    "softplus-smooth": {"gap": about(math.log(2), 1e-15), "at": 0, "slope": ROUNDING},
    "softplus-near-zero": {"three": about(math.log1p(math.exp(-3)), 1e-15)},
    "prelu-maximum": {"up_to_one": 0, "above_one": about(0.6 * 3, 1e-12)},
    "rrelu-range": {
        "divisor": about(2 / 11, 1e-12),
        "mean": about(math.log(8 / 3) / 5, 1e-12),
        "factor": 5.5,
    },
    # 256,000 pairs, of which those of one unit hang together.
    "half-active": {
        "centred": about(0.5, 0.02),
        "lowest": about(0.46, 0.04),
        "highest": about(0.54, 0.04),
        "positive_lowest": about(0.02, 0.05),
        "positive_highest": about(0.98, 0.05),
    },
    "relu-scale": {"positive": about(0, 1e-14), "negative": 3},
    "relu-not-centred": {
        "mean": about(1 / math.sqrt(2 * math.pi), 1e-12),
        "kappa": about(1.93, 5e-3),
        "sigmoid": about(12.53, 5e-3),
    },
    "relu-kink": {"kinks": 1, "at": 0, "left": 0, "right": 1, "taken": 0},
    "maxout-special-cases": {"relu": 0, "leaky": 0},
    "maxout-benefits": {"relu": 1, "maxout": 0},
    "maxout-parameters": {"relu": 65 * 32, "factor": 2, "more": 3},
    "softmax-generalises": {"total": about(1, 1e-15), "difference": about(0, 1e-15)},
    "softmax-gradient": {"difference": about(0, 1e-9)},  # rounding over the step
    # Two of iris's classes overlap: nobody gets all of them right.
    "softmax-uses": {"accuracy": about(0.96, 0.02), "flowers": 150},
    # 7.7 % where it was measured elsewhere, on other data and starts.
    "use-relu": {"born": about(0.077, 0.03), "starts": 10, "dead": about(0.7, 0.3)},
    "then-leaky": {"leaky": 0, "gelu": 247, "silu": 176},
    "gated-practice": {"gated": 178, "files": 538, "share": about(0.331, 5e-4)},
    "gated-two-thirds": {
        "narrow": 1365,
        "plain": 2 * 512 * 2048,
        "gated": 3 * 512 * 1365,
        "ratio": about(1, 3e-4),
        "same": 1.5,
    },
    # Largest at a = 4, b = -4 the other way round: 4σ(-4) against -4σ(4).
    "gated-half": {"second": about(0, 1e-15), "first": about(4, 1e-12)},
    "gated-growth": {
        "square": about(1, 1e-12),
        "clamped": about(8 * 7 / (1 + math.exp(-1.702 * 7)), 1e-12),
    },
}


@pytest.mark.parametrize(
    "claim", [claim for claim in CLAIMS.values() if claim.measure], ids=lambda claim: claim.id
)
def test_numbers(claim: Claim) -> None:
    numbers = claim.numbers()
    expected = EXPECTED[claim.id]
    assert {name: numbers[name] for name in expected} == expected


def test_every_expectation_is_of_a_claim() -> None:
    assert set(EXPECTED) == {claim.id for claim in CLAIMS.values() if claim.measure}


def test_race_is_in_the_order_that_the_claims_say() -> None:
    race = CLAIMS["relu-faster"].numbers()
    assert race["relu"] < race["tanh"] < race["sigmoid"]
    assert race["times"] == race["tanh"] / race["relu"]


def test_times_are_in_the_order_that_the_claims_say() -> None:
    assert all(CLAIMS["relu-cheaper"].numbers()[name] > 1 for name in ("sigmoid", "tanh"))
    assert CLAIMS["softplus-dearer"].numbers()["ratio"] > 1
    layers = CLAIMS["much-faster-passes"].numbers()
    assert layers["layer"] < layers["function"]
