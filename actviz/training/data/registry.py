"""Every data set that a config may name, by its name: made ones first, then real ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from actviz.training.data.examples import Dataset, Source, source_of
from actviz.training.data.formula_side import FormulaSide
from actviz.training.data.own_points import OwnPoints
from actviz.training.data.toys import TOYS, Toy

if TYPE_CHECKING:
    from actviz.training.config import LabConfig

OWN_DATA = "own"  # the visitor's own, which no registry can hold


@dataclass(frozen=True)
class Made:
    """Examples made by one of the functions of `toys`."""

    toy: Toy
    noisy = sized = True
    needs = ""

    @property
    def title(self) -> str:
        """Its name on the page."""
        return self.toy.title

    @property
    def curve(self) -> bool:
        """A function without classes gives the values of a curve."""
        return not self.toy.classes

    @property
    def planar(self) -> bool:
        """A figure of the plane has two coordinates, a curve one."""
        return len(self.toy.features) == 2

    def examples(self, config: LabConfig) -> Dataset:
        """Made anew."""
        random = np.random.default_rng(config.seed)
        features, targets = self.toy.make(config.samples, config.noise, random)
        return Dataset(config.dataset, features, targets, self.toy.features, self.toy.classes)

    def script(self, config: LabConfig) -> str:
        """The function itself, and its call."""
        call = f"{config.dataset}({config.samples}, {config.noise}, np.random.default_rng(SEED))"
        return f"{source_of(self.toy.make)}\n\nfeatures, targets = {call}"


@dataclass(frozen=True)
class Real:
    """A classification set of scikit-learn: `load_<name>` there."""

    title: str
    noisy = curve = planar = False
    sized = True
    needs = "scikit-learn"

    def examples(self, config: LabConfig) -> Dataset:
        """All there are, or some of them by chance."""
        dataset = _loaded(config.dataset)
        if config.samples >= len(dataset.features):
            return dataset
        random = np.random.default_rng(config.seed)
        chosen = random.permutation(len(dataset.features))[: config.samples]
        return replace(dataset, features=dataset.features[chosen], targets=dataset.targets[chosen])

    def script(self, config: LabConfig) -> str:
        """Loaded there as here."""
        name, samples = config.dataset, config.samples
        return f"""\
from sklearn.datasets import load_{name}

features, targets = load_{name}(return_X_y=True)
if len(features) > {samples}:
    chosen = np.random.default_rng(SEED).permutation(len(features))[:{samples}]
    features, targets = features[chosen], targets[chosen]"""


DATASETS: Mapping[str, Source] = MappingProxyType(
    {
        **{name: Made(toy) for name, toy in TOYS.items()},
        "formula_side": FormulaSide(),
        "points": OwnPoints(),
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
