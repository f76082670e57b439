"""A config's data set, and how it is split."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from actviz.training.config import LabConfig
from actviz.training.data.examples import Array, Dataset
from actviz.training.data.input_features import features_fault, inputs_of
from actviz.training.data.registry import DATASETS, OWN_DATA

__all__ = ["Dataset", "Split", "make_dataset", "split", "standardised_split"]


@dataclass(frozen=True)
class Split:
    """A data set divided into training and test examples, features standardised.

    `centre` and `spread` (features,) are the training examples' mean and standard deviation: both
    parts were shifted and divided by them, so that nothing of the test examples leaks.
    """

    config: LabConfig
    dataset: Dataset
    train_features: Array
    train_targets: Array
    test_features: Array
    test_targets: Array
    centre: Array
    spread: Array

    def inputs(self, features: Array) -> Array:
        """What the networks are given of standardised features: (examples, inputs)."""
        return inputs_of(features, self.config.features)


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
    return DATASETS[config.dataset].examples(config)


def split(config: LabConfig, dataset: Dataset) -> Split:
    """Divide a data set as the config says; the seed fixes who is in which part.

    ValueError: fewer than two training examples would be left, or input features for data that
    have not two coordinates.
    """
    if fault := features_fault(config.features, len(dataset.feature_names)):
        raise ValueError(fault)
    left = len(dataset.features) - round(config.test_share * len(dataset.features))
    if left < 2:
        raise ValueError(
            f"{left} training examples are left: want at least 2; take more "
            "samples or a smaller test_share"
        )
    # Another stream than the one that made the points.
    random = np.random.default_rng((config.seed, 1))
    return Split(
        config,
        dataset,
        *standardised_split(dataset.features, dataset.targets, config.test_share, random),
    )
