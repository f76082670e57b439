"""What the Softmax page's logistic regression shows, as the link says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from actviz.link import (
    Flag,
    Kind,
    LinkReader,
    LinkState,
    Numbers,
    choice_field,
    number_text,
    spelled,
)

Weight = tuple[float, float, float]  # w₁, w₂ and the bias b

IRIS_FEATURES = ("sepal length", "sepal width", "petal length", "petal width")
EXTENT = 3.5  # the plane reaches this far from the origin in each direction
WEIGHT_LIMIT = 3.5  # of a slider; a number box takes more
LARGEST_WEIGHT = 100.0
FEWEST, MOST = 2, 6  # weight vectors without data
FIT_RATES = (0.1, 0.5, 1.0, 2.0, 5.0)

START: tuple[Weight, ...] = ((-1.6, -0.8, 0.0), (0.3, -1.4, 0.0), (1.3, 1.5, 0.0))
_WEIGHT = Numbers(-LARGEST_WEIGHT, LARGEST_WEIGHT, 3, 3)


class _Weights(Kind):
    """Weight vectors, each under a `w` of its own."""

    def text(self, value: tuple[Weight, ...]) -> list[str]:
        """Three numbers each."""
        return [_WEIGHT.text(weight) for weight in value]


class _Features(Kind):
    """Two different columns of iris, each under a `feature` of its own."""

    def read(self, link: LinkReader, name: str, default: tuple[int, int]) -> tuple[int, int]:
        """Both or none."""
        texts = link.texts(name)
        known = {str(index): index for index in range(len(IRIS_FEATURES))}
        chosen = [known[text] for text in texts if text in known]
        if len(texts) == 2 == len(set(chosen)):
            return chosen[0], chosen[1]
        if texts:
            link.reject(name, ", ".join(texts), "want two different numbers from 0 to 3")
        return default

    def text(self, value: tuple[int, int]) -> list[str]:
        """A number each."""
        return [number_text(feature) for feature in value]


@dataclass(frozen=True)
class RegressionState(LinkState):
    """K weight vectors in the plane, the point x whose chain is written, and the data.

    `features` are the columns of iris on the two axes, standardised.
    """

    weights: tuple[Weight, ...] = spelled(START, _Weights(), "w")
    at: tuple[float, float] = spelled((1.0, 0.5), Numbers(-EXTENT, EXTENT, 2, 2))
    iris: bool = spelled(True, Flag("none", "iris"), "data")
    features: tuple[int, int] = spelled((2, 3), _Features(), "feature")
    fit_rate: float = choice_field(1.0, FIT_RATES, "fitrate")

    @classmethod
    def reconcile(cls, values: dict[str, Any], link: LinkReader) -> None:
        """Three weight vectors for iris, two to six without data."""
        counts = (3, 3) if values["iris"] else (FEWEST, MOST)
        found = link.several("w", "weight vector", counts, _WEIGHT, (0.0, 0.0, 0.0))
        values["weights"] = found or START
