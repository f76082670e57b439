"""Data sets of the lab: made ones, real ones from scikit-learn, and how they are split."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from actviz.training.choices import DATASETS, OWN_DATA, REAL_DATASETS, REGRESSION_DATASETS
from actviz.training.config import LabConfig
from actviz.training.data import toys

Array = NDArray[np.float64]

_CLASS_NAMES = {"blobs": ("A", "B", "C")}


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


@dataclass(frozen=True)
class Split:
    """A data set divided into training and test examples, features standardised.

    `centre` and `spread` (features,) are the training examples' mean and standard deviation: both
    parts were shifted and divided by them, so that nothing of the test examples leaks.
    """

    dataset: Dataset
    train_features: Array
    train_targets: Array
    test_features: Array
    test_targets: Array
    centre: Array
    spread: Array


def standardised_split(
    features: Array, targets: Array, test_share: float, random: np.random.Generator
) -> tuple[Array, Array, Array, Array, Array, Array]:
    """Shuffle, divide, and standardise by the training part: features, targets of both, scale."""
    order = random.permutation(len(features))
    features, targets = features[order], targets[order]
    held_out = round(test_share * len(features))
    train, test = features[held_out:], features[:held_out]
    centre, spread = train.mean(axis=0), train.std(axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    train, test = (train - centre) / spread, (test - centre) / spread
    return train, targets[held_out:], test, targets[:held_out], centre, spread


def make_dataset(config: LabConfig) -> Dataset:
    """The data set that a config names; ValueError for "own", which only the visitor has."""
    if config.dataset == OWN_DATA:
        raise ValueError(
            "dataset is 'own', but no data was given: upload a CSV, or choose one of "
            f"{', '.join(DATASETS)}"
        )
    if config.dataset in REAL_DATASETS:
        return _chosen_examples(_real(config.dataset), config)
    make: Callable[..., toys.Points] = getattr(toys, config.dataset)
    random = np.random.default_rng(config.seed)
    features, targets = make(config.samples, config.noise, random)
    regression = config.dataset in REGRESSION_DATASETS
    names = ("x",) if regression else ("x₁", "x₂")
    classes = () if regression else _CLASS_NAMES.get(config.dataset, ("A", "B"))
    return Dataset(config.dataset, features, targets, names, classes)


def split(config: LabConfig, dataset: Dataset) -> Split:
    """Divide a data set as the config says; the seed fixes who is in which part.

    ValueError: fewer than two training examples would be left.
    """
    left = len(dataset.features) - round(config.test_share * len(dataset.features))
    if left < 2:
        raise ValueError(
            f"{left} training examples are left: want at least 2; take more "
            "samples or a smaller test_share"
        )
    # Another stream than the one that made the points.
    random = np.random.default_rng((config.seed, 1))
    return Split(
        dataset,
        *standardised_split(dataset.features, dataset.targets, config.test_share, random),
    )


def _chosen_examples(dataset: Dataset, config: LabConfig) -> Dataset:
    if config.samples >= len(dataset.features):
        return dataset
    chosen = np.random.default_rng(config.seed).permutation(len(dataset.features))[: config.samples]
    return Dataset(
        dataset.name,
        dataset.features[chosen],
        dataset.targets[chosen],
        dataset.feature_names,
        dataset.class_names,
    )


@lru_cache(maxsize=len(REAL_DATASETS))
def _real(name: str) -> Dataset:
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
