"""Input features: what they are, what data they are of, and that every part of a lab sees them."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from actviz.training import Dataset, Lab, LabConfig
from actviz.training.data.input_features import COORDINATES, FEATURES, input_names, inputs_of
from actviz.training.lab.inspection import plane, pre_activations, predict, unit_responses, weights

ALL = tuple(FEATURES)
SMALL = LabConfig(samples=60, hidden=(5, 4), features=ALL)


def test_inputs_are_called_by_their_features_or_by_the_coordinates_own_names() -> None:
    assert input_names(("x2", "x1_x2"), ("width", "height")) == ["x₂", "x₁x₂"]
    assert input_names(COORDINATES, ("width", "height")) == ["width", "height"]


def test_features_are_what_their_labels_say() -> None:
    points = np.random.default_rng(0).uniform(-2, 2, (50, 2))
    x, y = points.T
    expected = {
        "x₁": x, "x₂": y, "x₁²": x * x, "x₂²": y * y, "x₁x₂": x * y,
        "sin x₁": np.sin(x), "sin x₂": np.sin(y),
    }  # fmt: skip
    found = dict(zip((FEATURES[name].label for name in ALL), inputs_of(points, ALL).T, strict=True))
    for label, column in expected.items():
        np.testing.assert_allclose(found[label], column, rtol=1e-15)


@pytest.mark.parametrize("name", FEATURES)
def test_lab_trains_on_each_feature_alone(name: str) -> None:
    lab = Lab(replace(SMALL, features=(name,)))
    lab.advance(20)
    assert np.isfinite(lab.loss()).all()
    assert weights(lab, 0)[0][0].shape == (1, 5)


@pytest.mark.parametrize("name", FEATURES)
def test_link_holds_each_feature(name: str) -> None:
    config = LabConfig(features=(name,))
    assert config.to_query() == {"features": name}
    assert LabConfig.read({"features": name}) == (config, [])


def test_coordinates_alone_are_the_data_as_they_are() -> None:
    for dataset in ("circles", "curve", "iris"):
        lab = Lab(LabConfig(dataset=dataset, samples=60))
        parts = lab.split
        assert parts.inputs(parts.train_features) is parts.train_features
        assert len(weights(lab, 0)[0][0]) == len(lab.dataset.feature_names)


def test_networks_see_the_chosen_features_of_the_standardised_points() -> None:
    lab = Lab(replace(SMALL, features=("x2", "x1_squared")), dtype=torch.float64)
    standard = lab.split.train_features
    np.testing.assert_allclose(standard.std(axis=0), 1)
    expected = np.stack([standard[:, 1], standard[:, 0] ** 2], axis=1)
    np.testing.assert_allclose(lab.train_examples.features, expected, rtol=1e-15)
    assert weights(lab, 0)[0][0].shape == (2, 5)


def test_pictures_are_of_the_plane_seen_through_the_features() -> None:
    lab = Lab(SMALL, dtype=torch.float64)
    lab.advance(30)
    (matrix, bias), *_ = weights(lab, 0)
    on = plane(lab, 9)
    assert on.grid.shape == (81, 2)
    z = inputs_of(on.grid, ALL) @ matrix + bias
    response = unit_responses(lab, on, 0, 0).reshape(5, 81).T
    np.testing.assert_allclose(response, np.maximum(z, 0), atol=1e-12)
    z = inputs_of(lab.split.train_features, ALL) @ matrix + bias
    np.testing.assert_allclose(pre_activations(lab, 0)[0], z, atol=1e-12)
    right = (predict(lab, lab.split.train_features)[0, :, 0] > 0.5) == lab.split.train_targets
    assert right.mean() == pytest.approx(lab.accuracy()[0])


def test_square_separates_rings_that_no_line_does() -> None:
    rings = LabConfig(noise=0.0, activations=("identity",), hidden=(1,), learning_rate=0.3)
    for features, right in ((COORDINATES, False), (("x1_squared", "x2_squared"), True)):
        lab = Lab(replace(rings, features=features))
        lab.advance(300)
        assert (lab.accuracy()[0] == 1) == right


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"features": ()}, "want some of "),
        ({"features": ("x2", "x1")}, "in this order"),
        ({"features": ("x1", "x1")}, "in this order"),
        ({"features": ("tan_x1",)}, "want some of "),
        ({"dataset": "iris", "features": ("x1",)}, "keep x1,x2, or choose data in a plane"),
        ({"dataset": "curve", "features": ALL}, "keep x1,x2, or choose data in a plane"),
    ],
)
def test_features_that_cannot_be_are_refused(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        LabConfig(**wrong)  # type: ignore[arg-type]


def test_own_data_have_to_lie_in_a_plane() -> None:
    config = LabConfig(dataset="own", features=("x1", "sin_x2"))
    for count in (1, 2, 3):
        data = Dataset("mine", np.random.default_rng(0).normal(size=(20, count)),
                       np.arange(20) % 2, tuple("abc"[:count]), ("no", "yes"))  # fmt: skip
        if count == 2:
            assert Lab(config, data).train_examples.features.shape == (16, 2)
            continue
        with pytest.raises(ValueError, match=f"these data have {count}: keep x1,x2"):
            Lab(config, data)


def test_link_with_features_for_other_data_keeps_the_rest() -> None:
    link = {"dataset": "wine", "features": "x1,sin_x1", "seed": "4"}
    config, (message,) = LabConfig.read(link)
    assert config == LabConfig(dataset="wine", seed=4)
    assert message.startswith("The link's features = 'x1,sin_x1' cannot be used: features are")
    config, (message,) = LabConfig.read({"features": "x1,tan_x1"})
    assert config == LabConfig()
    assert message.endswith("in this order with commas between them, using x1,x2.")
