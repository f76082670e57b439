"""The two laws of a randomized ReLU's slope."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actviz.maths import CATALOGUE
from actviz.maths.random_slopes import RandomSlopes

MULTIPLIED = RandomSlopes(1 / 8, 1 / 3)
DIVIDED = RandomSlopes(3, 8, divides=True)


def test_the_papers_numbers() -> None:
    assert DIVIDED.mean_slope == pytest.approx(math.log(8 / 3) / 5, rel=1e-15)
    assert DIVIDED.test_slope == pytest.approx(2 / 11, rel=1e-15)
    assert MULTIPLIED.mean_slope == MULTIPLIED.test_slope == pytest.approx(11 / 48, rel=1e-15)


def test_both_forms_have_the_same_range() -> None:
    assert DIVIDED.range == pytest.approx(MULTIPLIED.range, rel=1e-15)


@pytest.mark.parametrize(("law", "entry"), [(MULTIPLIED, 0), (DIVIDED, 1)])
def test_test_slope_is_the_catalogues(law: RandomSlopes, entry: int) -> None:
    activation = (CATALOGUE["rrelu"], *CATALOGUE["rrelu"].forms)[entry]
    assert float(activation.value(-1.0)) == pytest.approx(-law.test_slope, rel=1e-15)


@given(st.floats(0.5, 10), st.floats(0.1, 10), st.booleans())
def test_density_has_mass_one_and_the_mean(low: float, width: float, divides: bool) -> None:
    law = RandomSlopes(low, low + width, divides)
    s = np.linspace(*law.range, 20_001)
    density = law.density(s)
    # The trapezium rule on 20,000 cells: the error is of the order of 1e-6 of the curvature.
    assert np.trapezoid(density, s) == pytest.approx(1, rel=1e-4)
    assert np.trapezoid(density * s, s) == pytest.approx(law.mean_slope, rel=1e-4)


@pytest.mark.parametrize("law", [MULTIPLIED, DIVIDED])
def test_drawn_slopes_follow_the_law(law: RandomSlopes) -> None:
    drawn = law.slopes(np.random.default_rng(0).random(100_000))
    assert law.range[0] <= drawn.min()
    assert drawn.max() <= law.range[1]
    # Five standard errors of the mean.
    assert abs(drawn.mean() - law.mean_slope) < 5 * drawn.std() / math.sqrt(drawn.size)


def test_one_point() -> None:
    law = RandomSlopes(4, 4, divides=True)
    assert law.mean_slope == law.test_slope == 0.25
    assert (law.slopes([0.0, 0.9]) == 0.25).all()


@pytest.mark.parametrize(
    ("low", "high", "divides", "words"),
    [(3, 2, False, "l <= u"), (math.nan, 1, False, "finite"), (0, 1, True, "positive")],
)
def test_no_law(low: float, high: float, divides: bool, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        RandomSlopes(low, high, divides)
