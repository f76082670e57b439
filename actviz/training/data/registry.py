"""Every data set that a config may name, by its name: made ones first, then real ones."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from actviz.training.data.toys import TOYS, Toy

Array = NDArray[np.float64]

OWN_DATA = "own"  # the visitor's own, which no registry can hold


@dataclass(frozen=True)
class Dataset:
    """Examples to learn from.

    features      (examples, features), as measured, not yet standardised
    targets       (examples,): class numbers from 0, or the values of a curve
    class_names   names of the classes by number; empty for a curve
    notes         what was done to the data on reading, for the page to say
    """

    name: str
    features: Array
    targets: Array
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Source(Protocol):
    """Where the examples of a data set come from."""

    @property
    def title(self) -> str:
        """Its name on the page."""

    @property
    def noisy(self) -> bool:
        """Whether noise is added to the examples."""

    @property
    def curve(self) -> bool:
        """Whether the targets are numbers, not classes."""

    @property
    def needs(self) -> str:
        """The package beside torch and numpy that an exported script takes it from, or ""."""

    def examples(self, name: str, samples: int, noise: float, seed: int) -> Dataset:
        """At most `samples` examples, the same ones for the same seed."""

    def script(self, name: str, samples: int, noise: float) -> str:
        """Lines of a script that make `features` and `targets` of them, with `SEED` the seed."""


@dataclass(frozen=True)
class Made:
    """Examples made by one of the functions of `toys`."""

    toy: Toy
    noisy = True
    needs = ""

    @property
    def title(self) -> str:
        """Its name on the page."""
        return self.toy.title

    @property
    def curve(self) -> bool:
        """A function without classes gives the values of a curve."""
        return not self.toy.classes

    def examples(self, name: str, samples: int, noise: float, seed: int) -> Dataset:
        """Made anew."""
        features, targets = self.toy.make(samples, noise, np.random.default_rng(seed))
        return Dataset(name, features, targets, self.toy.features, self.toy.classes)

    def script(self, name: str, samples: int, noise: float) -> str:
        """The function itself, and its call."""
        call = f"{name}({samples}, {noise}, np.random.default_rng(SEED))"
        return f"{source_of(self.toy.make)}\n\nfeatures, targets = {call}"


@dataclass(frozen=True)
class Real:
    """A classification set of scikit-learn: `load_<name>` there."""

    title: str
    noisy = False
    curve = False
    needs = "scikit-learn"

    def examples(self, name: str, samples: int, noise: float, seed: int) -> Dataset:
        """All there are, or some of them by chance."""
        dataset = _loaded(name)
        if samples >= len(dataset.features):
            return dataset
        chosen = np.random.default_rng(seed).permutation(len(dataset.features))[:samples]
        return Dataset(
            name,
            dataset.features[chosen],
            dataset.targets[chosen],
            dataset.feature_names,
            dataset.class_names,
        )

    def script(self, name: str, samples: int, noise: float) -> str:
        """Loaded there as here."""
        return f"""\
from sklearn.datasets import load_{name}

features, targets = load_{name}(return_X_y=True)
if len(features) > {samples}:
    chosen = np.random.default_rng(SEED).permutation(len(features))[:{samples}]
    features, targets = features[chosen], targets[chosen]"""


DATASETS: Mapping[str, Source] = MappingProxyType(
    {
        **{name: Made(toy) for name, toy in TOYS.items()},
        "digits": Real("Digits 8×8"),
        "iris": Real("Iris"),
        "wine": Real("Wine"),
        "breast_cancer": Real("Breast cancer"),
    }
)


@lru_cache(maxsize=16)
def _loaded(name: str) -> Dataset:
    # Imported here: it takes half a second, and the made data sets do without.
    import sklearn.datasets

    bunch = getattr(sklearn.datasets, f"load_{name}")()
    features = np.asarray(bunch.data, dtype=np.float64)
    features.setflags(write=False)
    return Dataset(
        name,
        features,
        np.asarray(bunch.target),
        tuple(map(str, bunch.feature_names)),
        tuple(map(str, bunch.target_names)),
    )


def source_of(function: object) -> str:
    """A function's source for an exported script, without what registers it here."""
    lines = inspect.getsource(function).splitlines()  # type: ignore[arg-type]
    first = next(place for place, line in enumerate(lines) if line.startswith("def "))
    return "\n".join(lines[first:])
