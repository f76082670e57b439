"""Made, real and split data."""

import numpy as np
import pytest

from actviz.training import LabConfig, make_dataset
from actviz.training.data.dataset import split
from actviz.training.data.registry import DATASETS


@pytest.mark.parametrize("name", DATASETS)
def test_dataset_is_standardised_and_complete(name: str) -> None:
    config = LabConfig(dataset=name, samples=300)
    dataset = make_dataset(config)
    parts = split(config, dataset)
    together = len(parts.train_targets) + len(parts.test_targets)
    assert together == len(dataset.targets) <= 300
    assert len(parts.test_targets) == round(0.2 * together)
    np.testing.assert_allclose(parts.train_features.mean(axis=0), 0, atol=1e-12)
    spread = parts.train_features.std(axis=0)
    # Pixels at the edge of every digit are empty: constant columns stay 0.
    assert np.all(np.isclose(spread, 1) | (spread == 0))
    assert len(dataset.feature_names) == dataset.features.shape[1]
    if dataset.class_names:
        assert set(dataset.targets) == set(range(len(dataset.class_names)))
        assert set(parts.train_targets) == set(dataset.targets)


@pytest.mark.parametrize("name", [name for name, source in DATASETS.items() if source.noisy])
def test_seed_and_noise_decide_the_points(name: str) -> None:
    def points(**changes: object) -> np.ndarray:
        dataset = make_dataset(LabConfig(dataset=name, **changes))  # type: ignore[arg-type]
        return np.column_stack([dataset.features, dataset.targets])

    assert np.array_equal(points(), points())
    assert not np.array_equal(points(), points(seed=1))
    assert not np.array_equal(points(), points(noise=0.0))


def test_figures_without_noise_lie_where_they_should() -> None:
    rings = make_dataset(LabConfig(noise=0.0))
    radius = np.linalg.norm(rings.features, axis=1)
    np.testing.assert_allclose(radius, np.where(rings.targets == 0, 1.0, 0.5))
    squares = make_dataset(LabConfig(dataset="xor", noise=0.0))
    assert np.array_equal(squares.targets == 1, squares.features.prod(axis=1) > 0)


def test_test_examples_do_not_enter_the_scale() -> None:
    config = LabConfig()
    dataset = make_dataset(config)
    parts = split(config, dataset)
    restored = parts.train_features * parts.spread + parts.centre
    np.testing.assert_allclose(restored.mean(axis=0), parts.centre)
    rows = {tuple(row) for row in np.round(dataset.features, 9)}
    assert {tuple(row) for row in np.round(restored, 9)} <= rows


def test_own_data_without_data_is_refused() -> None:
    with pytest.raises(ValueError, match="upload a CSV, or choose one of circles"):
        make_dataset(LabConfig(dataset="own"))
