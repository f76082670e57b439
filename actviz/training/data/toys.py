"""Made data sets: points of a figure, with normal noise on each coordinate.

Each is one function, which is its whole record: its name is the config's word, `made` gives it the
page's. It takes the number of examples, the noise's standard deviation and a random generator, and
returns features (examples, coordinates) and labels (examples,). The functions stand alone: an
exported script carries their source.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Points = tuple[Array, NDArray[Any]]
Make = Callable[[int, float, np.random.Generator], Points]


@dataclass(frozen=True)
class Toy:
    """A function that makes examples; no classes: its labels are the values of a curve."""

    title: str
    make: Make
    features: tuple[str, ...]
    classes: tuple[str, ...]


TOYS: dict[str, Toy] = {}


def made(
    title: str,
    features: tuple[str, ...] = ("x₁", "x₂"),
    classes: tuple[str, ...] = ("A", "B"),
) -> Callable[[Make], Make]:
    """Make the function below a data set that configs may name, `title` on the page."""

    def add(make: Make) -> Make:
        TOYS[make.__name__] = Toy(title, make, features, classes)
        return make

    return add


@made("Circles")
def circles(count: int, noise: float, random: np.random.Generator) -> Points:
    """A ring of radius 1 (class 0) around a ring of radius 0.5 (class 1)."""
    labels = np.arange(count) % 2
    angle = random.uniform(0, 2 * np.pi, count)
    radius = np.where(labels == 0, 1.0, 0.5)
    points = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return points + noise * random.standard_normal((count, 2)), labels


@made("Moons")
def moons(count: int, noise: float, random: np.random.Generator) -> Points:
    """Two half circles that reach into each other."""
    labels = np.arange(count) % 2
    angle = random.uniform(0, np.pi, count)
    x = np.where(labels == 0, np.cos(angle), 1 - np.cos(angle))
    y = np.where(labels == 0, np.sin(angle), 0.5 - np.sin(angle))
    return np.stack([x, y], axis=1) + noise * random.standard_normal((count, 2)), labels


@made("XOR")
def xor(count: int, noise: float, random: np.random.Generator) -> Points:
    """A square in four quarters; class 1 where the coordinates have the same sign."""
    points = random.uniform(-1, 1, (count, 2))
    labels = (points[:, 0] * points[:, 1] > 0).astype(np.int64)
    return points + noise * random.standard_normal((count, 2)), labels


@made("Spirals")
def spirals(count: int, noise: float, random: np.random.Generator) -> Points:
    """Two arms that wind one and a half times around each other."""
    labels = np.arange(count) % 2
    along = np.sqrt(random.uniform(0.01, 1, count))
    angle = 3 * np.pi * along + np.pi * labels
    points = np.stack([along * np.cos(angle), along * np.sin(angle)], axis=1)
    # A tenth of the noise of the other figures: the arms lie that much closer together.
    return points + 0.1 * noise * random.standard_normal((count, 2)), labels


@made("Blobs", classes=("A", "B", "C"))
def blobs(count: int, noise: float, random: np.random.Generator) -> Points:
    """Three Gaussian clouds around the corners of a triangle; noise 0.1 is a spread of 0.3."""
    labels = np.arange(count) % 3
    angle = 2 * np.pi * labels / 3 + np.pi / 2
    centres = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return centres + (3 * noise) * random.standard_normal((count, 2)), labels


@made("Curve (regression)", features=("x",), classes=())
def curve(count: int, noise: float, random: np.random.Generator) -> Points:
    """One coordinate x in [-1, 1] and the target sin(2πx)·(1 - x²) + x/2; noise on the target."""
    x = random.uniform(-1, 1, (count, 1))
    target = np.sin(2 * np.pi * x[:, 0]) * (1 - x[:, 0] ** 2) + 0.5 * x[:, 0]
    return x, target + noise * random.standard_normal(count)
