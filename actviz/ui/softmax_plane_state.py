"""What the Softmax page's logistic regression shows, as the link says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actviz.ui.link import LinkReader, number_text, parse_number

Weight = tuple[float, float, float]  # w₁, w₂ and the bias b

IRIS_FEATURES = ("sepal length", "sepal width", "petal length", "petal width")
IRIS_CLASSES = ("setosa", "versicolor", "virginica")
EXTENT = 3.5  # the plane reaches this far from the origin in each direction
WEIGHT_LIMIT = 3.5  # of a slider; a number box takes more
LARGEST_WEIGHT = 100.0
FEWEST, MOST = 2, 6  # weight vectors without data
FIT_RATES = (0.1, 0.5, 1.0, 2.0, 5.0)
PLANE_NAMES = {"w", "at", "data", "feature", "fitrate"}

START: tuple[Weight, ...] = ((-1.6, -0.8, 0.0), (0.3, -1.4, 0.0), (1.3, 1.5, 0.0))
_AT = (1.0, 0.5)
_FEATURES = (2, 3)


@dataclass(frozen=True)
class PlaneState:
    """K weight vectors in the plane, the point x whose chain is written, and the data.

    `features` are the columns of iris on the two axes, standardised.
    """

    weights: tuple[Weight, ...] = START
    at: tuple[float, float] = _AT
    iris: bool = True
    features: tuple[int, int] = _FEATURES
    fit_rate: float = 1.0

    def to_query(self) -> dict[str, str | list[str]]:
        """The link's parameters: only what differs from the defaults."""
        query: dict[str, str | list[str]] = {}
        if self.weights != START:
            query["w"] = [",".join(map(number_text, weight)) for weight in self.weights]
        if self.at != _AT:
            query["at"] = ",".join(map(number_text, self.at))
        if not self.iris:
            query["data"] = "none"
        if self.features != _FEATURES:
            query["feature"] = [str(feature) for feature in self.features]
        if self.fit_rate != 1.0:
            query["fitrate"] = number_text(self.fit_rate)
        return query


def read_plane(query: Mapping[str, Sequence[str]], link: LinkReader) -> PlaneState:
    """The plane that a link asks for; what is wrong falls back and leaves a message."""
    iris = link.choice("data", ("iris", "none"), "iris") == "iris"
    rates = {number_text(rate): rate for rate in FIT_RATES}
    return PlaneState(
        weights=_read_weights(query.get("w", ()), iris, link),
        at=_read_point(query.get("at", ()), link),
        iris=iris,
        features=_read_features(query.get("feature", ()), link),
        fit_rate=rates[link.choice("fitrate", rates, "1")],
    )


def _read_weights(texts: Sequence[str], iris: bool, link: LinkReader) -> tuple[Weight, ...]:
    if not texts:
        return START
    fewest, most = (3, 3) if iris else (FEWEST, MOST)
    if not fewest <= len(texts) <= most:
        wanted = "3 weight vectors for iris" if iris else f"{FEWEST} to {MOST} weight vectors"
        link.reject("w", " ".join(texts), f"want {wanted}, got {len(texts)}")
        return START
    weights = []
    for index, text in enumerate(texts):
        numbers = _numbers(text, 3, LARGEST_WEIGHT)
        if numbers is None:
            link.reject("w", text, f"vector {index + 1} wants 3 numbers from -100 to 100, using 0")
            numbers = (0.0, 0.0, 0.0)
        weights.append((numbers[0], numbers[1], numbers[2]))
    return tuple(weights)


def _read_point(texts: Sequence[str], link: LinkReader) -> tuple[float, float]:
    if not texts:
        return _AT
    numbers = _numbers(texts[-1], 2, EXTENT)
    if numbers is None:
        link.reject("at", texts[-1], f"want two numbers from {-EXTENT:g} to {EXTENT:g}")
        return _AT
    return numbers[0], numbers[1]


def _read_features(texts: Sequence[str], link: LinkReader) -> tuple[int, int]:
    if not texts:
        return _FEATURES
    known = {str(index): index for index in range(len(IRIS_FEATURES))}
    chosen = [known[text] for text in texts if text in known]
    if len(texts) != 2 or len(set(chosen)) != 2:
        link.reject("feature", ", ".join(texts), "want two different numbers from 0 to 3")
        return _FEATURES
    return chosen[0], chosen[1]


def _numbers(text: str, count: int, limit: float) -> tuple[float, ...] | None:
    values = [parse_number(part) for part in text[:200].split(",")]
    found = tuple(value + 0.0 for value in values if value is not None and abs(value) <= limit)
    return found if len(values) == count == len(found) else None
