"""What the texts of an entry claim, against its computed properties at the defaults."""

from dataclasses import replace

import numpy as np
import pytest

from actviz.maths import CATALOGUE, properties
from tests.maths.settings import every_activation

CLAIMS = {
    "Zero-centred": lambda facts: facts.zero_centred,
    "Not zero-centred": lambda facts: not facts.zero_centred,
    "Never negative": lambda facts: facts.range[0] >= 0,
    "Never positive": lambda facts: facts.range[1] <= 0,
    "Always positive": lambda facts: facts.range[0] >= 0,
    "Bounded": lambda facts: facts.bounded,
    "Unbounded": lambda facts: not facts.bounded,
    "Not monotonic": lambda facts: facts.monotonic == "no",
    "Monotonic": lambda facts: facts.monotonic in ("increasing", "non-decreasing"),
    "Cannot die": lambda facts: not facts.can_die,
    "Smooth": lambda facts: facts.smooth,
    "Saturates on both sides": lambda facts: facts.bounded,
}
INSIDE = {
    "a unit can die": lambda facts: facts.can_die,
    "it is dead": lambda facts: facts.can_die,
    "f′ is continuous": lambda facts: not facts.kinks,
    "f and f′ are continuous": lambda facts: not facts.kinks,
    "f′ jumps": lambda facts: bool(facts.kinks),
    "f′(0) = 0": lambda facts: abs(facts.slope_at_zero) < 1e-12,
    "f′(0) = 1.": lambda facts: facts.slope_at_zero == pytest.approx(1),
    "Many inputs give one output": lambda facts: facts.monotonic == "no",
}


def conditional(text):
    """A claim that holds for some parameters only, or that limits itself."""
    words = ("while", "unless", "for", "where", "once", "all but")
    return any(f" {word} " in text for word in words)


@every_activation
def test_texts_agree_with_the_computed_properties(activation):
    facts = properties(activation)
    wrong = []
    for text in (*activation.merits, *activation.drawbacks):
        if conditional(text):
            continue
        for claim, holds in CLAIMS.items():
            if text.startswith(claim) and not holds(facts):
                wrong.append(text)
        for claim, holds in INSIDE.items():
            if claim in text and not holds(facts):
                wrong.append(text)
    assert not wrong


def test_a_false_claim_would_be_noticed():
    boasting = replace(CATALOGUE["relu"], merits=("Zero-centred.",))
    with pytest.raises(AssertionError, match="Zero-centred"):
        test_texts_agree_with_the_computed_properties(boasting)


@pytest.mark.parametrize(
    ("identifier", "far_left", "far_right"),
    [("smish", 0, 3 / 5), ("logish", 0, np.log(2)), ("slu", 0, 1), ("blu", 0.1, 1.9)],
)
def test_slopes_far_out_are_those_the_texts_name(identifier, far_left, far_right):
    slopes = CATALOGUE[identifier].derivative([-1e4, 1e4])
    np.testing.assert_allclose(slopes, [far_left, far_right], atol=1e-4)
