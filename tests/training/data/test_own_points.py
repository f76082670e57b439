"""Points of one's own: one text for each set of them, and nothing else is read."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actviz.training import Lab, LabConfig, make_dataset
from actviz.training.data.own_points import CLASSES, MOST_POINTS, START, Points

coordinates = st.integers(-100, 100).map(lambda n: n / 100)
points = st.tuples(st.sampled_from(CLASSES), coordinates, coordinates)
sets = st.lists(points, min_size=4, max_size=MOST_POINTS).map(tuple)


@given(sets)
def test_link_restores_the_points(chosen: tuple[tuple[str, float, float], ...]) -> None:
    config = LabConfig(dataset="points", points=chosen)
    assert config.points == chosen
    query = config.to_query()
    assert LabConfig.read(query) == (config, [])
    text = query.get("points", "")
    # Nothing that an address would spell otherwise, and so short that it can be sent.
    assert set(text) <= set("ABC.-_0123456789")
    assert len(text) <= 10 * MOST_POINTS


def test_points_are_the_examples() -> None:
    chosen = (("B", 0.5, -1), ("A", 0.123, 0.456), ("A", 0, -0.004), ("B", -1, 1))
    config = LabConfig(dataset="points", points=chosen, test_share=0.0, seed=3)
    data = make_dataset(config)
    assert data.features.tolist() == [[0.5, -1], [0.12, 0.46], [0, 0], [-1, 1]]
    assert not np.signbit(data.features[2]).any()
    assert data.targets.tolist() == [1, 0, 0, 1]
    assert data.class_names == ("A", "B")
    lab = Lab(config)
    lab.advance(20)
    assert np.isfinite(lab.loss()).all()
    three = make_dataset(LabConfig(dataset="points", points=(*chosen, ("C", 0, 0))))
    assert three.class_names == ("A", "B", "C")


def test_start_is_a_task_for_a_hidden_layer() -> None:
    assert LabConfig(dataset="points").to_query() == {"dataset": "points"}
    data = make_dataset(LabConfig(dataset="points"))
    assert len(data.features) == len(START)
    ways = np.random.default_rng(0).normal(size=(2000, 2))
    along = data.features @ ways.T
    separated = along[data.targets == 0].max(axis=0) < along[data.targets == 1].min(axis=0)
    assert not separated.any()


@pytest.mark.parametrize(
    "text",
    [
        "", "A", "A1", "A1.2", "A1.2_A1.2_A1.2_", "A1.2_A1.2_A1.2_D1.2", "a1.2_A1.2_A1.2_A1.2",
        "A01.2_A1.2_A1.2_A1.2", "A-0.2_A1.2_A1.2_A1.2", "A101.2_A1.2_A1.2_A1.2",
        "A1.2.3_A1.2_A1.2_A1.2", "A1e1.2_A1.2_A1.2_A1.2", "A+1.2_A1.2_A1.2_A1.2",
        "A1.2 _A1.2_A1.2_A1.2", "A١.2_A1.2_A1.2_A1.2", "A1.2\n_A1.2_A1.2_A1.2",
        "_".join(["A1.2"] * (MOST_POINTS + 1)), "A1.2_" * 100_000, "A" + "9" * 100_000,
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="want|cannot read"):
        Points().parse(text)
    config, (message,) = LabConfig.read({"dataset": "points", "points": text})
    assert config == LabConfig(dataset="points")
    assert len(message) < 400


@pytest.mark.parametrize(
    "wrong",
    [
        "A1.2", 3, None, (), (("A", 0, 0),) * 3, (("A", 0, 0),) * 201, (("D", 0, 0),) * 4,
        (("A", 0, 1.01),) * 4, (("A", float("nan"), 0),) * 4, (("A", True, 0),) * 4,
        (("A", "0", 0),) * 4, (("A", 0),) * 4, ("A00",) * 4, (None,) * 4, (([], 0, 0),) * 4,
    ],
)  # fmt: skip
def test_config_takes_points_only(wrong: object) -> None:
    with pytest.raises(ValueError, match="^points is "):
        LabConfig(points=wrong)  # type: ignore[arg-type]
