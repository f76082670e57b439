"""The lab's running: steps, epochs, divergence, history, live learning rate, views."""

import csv
import gc
import io
import weakref
from dataclasses import replace

import numpy as np
import pytest

from actviz.training import Lab, LabConfig
from actviz.training.data.csv_table import read_table
from actviz.training.data.own_data import dataset_from_table
from actviz.training.lab.inspection import (
    boundary,
    learned_parameters,
    plane,
    pre_activations,
    predict,
    unit_responses,
    weights,
)
from actviz.training.lab.lab import endless_batches

SMALL = LabConfig(samples=100, hidden=(4, 3), batch_size=16)


def test_steps_and_epochs_count() -> None:
    lab = Lab(SMALL)
    assert lab.steps_per_epoch == 5
    lab.advance(7)
    assert (lab.step, lab.epoch) == (7, 1.4)
    lab.advance(0)
    assert lab.step == 7
    with pytest.raises(ValueError, match="steps is -1: want 0 or more"):
        lab.advance(-1)


def test_an_epoch_uses_every_example_once() -> None:
    lab = Lab(SMALL)
    endless = endless_batches(lab.train_examples, SMALL.batch_size, SMALL.seed)
    batches = [next(endless)[0] for _ in range(5)]
    assert [len(batch) for batch in batches] == [16, 16, 16, 16, 16]
    seen = np.concatenate([batch.numpy() for batch in batches])
    np.testing.assert_array_equal(
        np.sort(seen, axis=0), np.sort(lab.train_examples.features.numpy(), axis=0)
    )


def test_one_advance_or_many_end_alike() -> None:
    config = replace(SMALL, activations=("relu", "rrelu", "maxout:k=2"), optimiser="adam")
    once, often = Lab(config), Lab(config)
    once.advance(50)
    for _ in range(25):
        often.advance(2)
        often.loss()
    for racer in range(3):
        for (w1, b1), (w2, b2) in zip(weights(once, racer), weights(often, racer), strict=True):
            assert np.array_equal(w1, w2)
            assert np.array_equal(b1, b2)
    assert [row.step for row in often.history.rows] == [0, 20, 40]


def test_seed_gives_the_run() -> None:
    def loss(seed: int) -> float:
        lab = Lab(replace(SMALL, seed=seed))
        lab.advance(40)
        return float(lab.loss()[0])

    assert loss(1) == loss(1) != loss(2)


def test_diverged_racer_stops_and_disturbs_nobody() -> None:
    # The cube-like growth of x² at this rate overflows within steps; ReLU does not.
    racers = ("relu", "squared_relu", "prelu:alpha~0.25", "leaky_relu")
    config = LabConfig(hidden=(16, 16), learning_rate=2.0, activations=racers)
    lab, alone = Lab(config), Lab(replace(config, activations=("relu",)))
    lab.advance(400)
    alone.advance(400)
    assert lab.diverged().tolist() == [False, True, True, False]
    assert set(lab.diverged_at) == {1, 2}
    for numbers in (lab.dead_fraction(), lab.probe()["silent"], lab.probe()["gradient_norm"]):
        assert np.isnan(numbers[[1, 2]]).all()
        assert np.isfinite(numbers[[0, 3]]).all()
    assert np.isnan(lab.loss()).tolist() == [False, True, True, False]
    assert weights(lab, 1) == []
    assert np.isnan(lab.died_at()[0][1]).all()
    assert lab.loss()[0] == pytest.approx(alone.loss()[0], rel=1e-5)
    assert np.isnan(predict(lab, lab.split.test_features)[1]).all()
    assert np.isnan(pre_activations(lab, 0)[2]).all()


@pytest.mark.parametrize("optimiser", ["sgd", "momentum", "adam"])
def test_optimiser_keeps_its_state_when_a_racer_leaves(optimiser: str) -> None:
    racers = ("relu", "exponential", "swish:beta~1.0")
    config = replace(SMALL, optimiser=optimiser, activations=racers, learning_rate=0.02)
    lab = Lab(config)
    alone = Lab(replace(config, activations=racers[2:]))
    lab.advance(10)
    # As an overflow would leave it.
    (_, stack), *_ = lab.stacks
    with_nan = stack.weights[0][1]
    with_nan.copy_(with_nan * float("nan"))
    lab.measure()
    assert lab.diverged().tolist() == [False, True, False]
    lab.advance(30)
    alone.advance(40)
    assert lab.loss()[2] == pytest.approx(alone.loss()[0], rel=1e-5)
    found, wanted = learned_parameters(lab)[2]["beta"], learned_parameters(alone)[0]["beta"]
    np.testing.assert_allclose(found, wanted, rtol=1e-5)


def test_all_diverged_is_finished() -> None:
    config = replace(SMALL, activations=("squared_relu",), initial_scale=100.0, learning_rate=100.0)
    lab = Lab(config)
    lab.advance(200)
    assert lab.finished
    assert lab.step < 200
    lab.advance(10)
    assert np.isnan(lab.dead_fraction()).all()


def test_learning_rate_applies_from_the_next_step() -> None:
    lab, steady = Lab(SMALL), Lab(SMALL)
    lab.advance(10)
    steady.advance(10)
    before = weights(lab, 0)[0][0]
    lab.set_learning_rate(0.2)
    lab.advance(1)
    steady.advance(1)
    change = weights(lab, 0)[0][0] - before
    # Single precision: a change is the difference of two numbers near 1.
    np.testing.assert_allclose(change, 2 * (weights(steady, 0)[0][0] - before), atol=1e-6)
    assert lab.config.learning_rate == 0.2
    assert lab.history.rates == [(10, 0.2)]
    with pytest.raises(ValueError, match="learning_rate is -1"):
        lab.set_learning_rate(-1)


def test_history_stays_short_and_regular() -> None:
    lab = Lab(replace(SMALL, hidden=(1,), samples=16))
    lab.advance(7000)
    steps, loss = lab.history.series("loss")
    assert len(steps) < 150
    assert set(np.diff(steps)) == {lab.history.interval} == {80}
    assert loss.shape == (len(steps), 1)
    assert lab.history.series("dead")[1].shape == (len(steps), 1, 1)


def test_first_passage_survives_thinning() -> None:
    lab = Lab(LabConfig(hidden=(8, 8)))
    lab.advance(600)
    before = lab.first_step_with(0.95)
    steps, accuracy = lab.history.series("accuracy")
    assert before.tolist() == [steps[accuracy[:, 0] >= 0.95][0]]
    lab.advance(3000)
    assert lab.history.interval > 20
    assert lab.first_step_with(0.95).tolist() == before.tolist()
    assert lab.first_step_with(1.1).tolist() != before.tolist()


def test_deaths_are_dated() -> None:
    lab = Lab(LabConfig(hidden=(32, 32), learning_rate=3.0))
    lab.advance(400)
    died = lab.died_at()
    for layer in range(2):
        dead = lab.probe().units("dead_units")[layer] == 1
        assert np.array_equal(np.isfinite(died[layer]), dead)
        assert dead.any()
        assert set(died[layer][dead]) <= set(range(0, 401, 20))


def test_csv_has_a_line_for_each_step_and_racer() -> None:
    lab = Lab(replace(SMALL, activations=("relu", "leaky_relu:alpha=0.1"), test_share=0.0))
    lab.advance(45)
    rows = list(csv.DictReader(io.StringIO(lab.to_csv(), newline="")))
    assert [(row["step"], row["racer"]) for row in rows] == [
        (step, name) for step in ("0", "20", "40") for name in ("ReLU", "Leaky ReLU α=0.1")
    ]
    assert float(rows[-1]["loss"]) == pytest.approx(lab.history.rows[-1]["loss"][1], rel=1e-5)
    assert rows[0]["test_loss"] == ""
    assert "gradient_norm_layer_3" in rows[0]


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_of_the_csv_is_a_formula_for_a_spreadsheet(beginning: str) -> None:
    history = Lab(SMALL).history
    text = io.StringIO(history.to_csv([f"{beginning}x"]), newline="")
    (row,) = csv.DictReader(text, strict=True)
    assert row["racer"] == f"'{beginning}x"
    assert float(row["loss"]) == pytest.approx(history.rows[0]["loss"][0], rel=1e-5)


def test_rrelu_is_sampled_while_training_and_averaged_when_measured() -> None:
    config = replace(SMALL, activations=("rrelu", "leaky_relu:alpha=0.22916666666666663"))
    lab = Lab(config)
    # 11/48, the mean slope: the same function before the first step.
    assert lab.loss()[0] == pytest.approx(lab.loss()[1], rel=1e-5)
    first = predict(lab, lab.split.test_features)
    assert np.array_equal(first, predict(lab, lab.split.test_features))
    lab.advance(20)
    assert abs(lab.loss()[0] - lab.loss()[1]) > 1e-5


def test_boundary_and_plane_show_the_data_in_its_own_units() -> None:
    lab = Lab(replace(SMALL, activations=("relu", "tanh")))
    on = plane(lab, 20)
    assert boundary(lab, on).shape == (2, 20, 20, 1)
    raw = lab.dataset.features
    assert on.horizontal[0] < raw[:, 0].min() + 0.3
    assert on.horizontal[-1] > raw[:, 0].max() - 0.3
    np.testing.assert_allclose(
        on.points, lab.split.train_features * lab.split.spread + lab.split.centre
    )
    direct = predict(lab, on.grid[[27]])
    assert np.array_equal(boundary(lab, on)[:, 1, 7], direct[:, 0])
    assert unit_responses(lab, on, 1, 0).shape == (4, 20, 20)


def test_planes_of_many_features() -> None:
    lab = Lab(replace(SMALL, dataset="wine"))
    on = plane(lab, 10, (12, 3))
    assert on.names == ("proline", "alcalinity_of_ash")
    assert np.count_nonzero(on.grid.any(axis=0)) == 2
    principal = plane(lab, 10, "principal")
    assert principal.points.var(axis=0)[0] > principal.points.var(axis=0)[1] > 1
    assert boundary(lab, principal).shape == (1, 10, 10, 3)
    np.testing.assert_allclose(boundary(lab, principal).sum(axis=3), 1, rtol=1e-5)
    for axes in ((0, 0), (0, 13), (0,), "pca"):
        with pytest.raises(ValueError, match="two different features from 0 to 12"):
            plane(lab, 10, axes)  # type: ignore[arg-type]


def test_curve_is_drawn_on_a_line() -> None:
    lab = Lab(LabConfig(dataset="curve", hidden=(16, 16), learning_rate=0.05, noise=0.05))
    lab.advance(2000)
    on = plane(lab, 50)
    assert boundary(lab, on).shape == (1, 50, 1)
    assert unit_responses(lab, on, 0, 1).shape == (16, 50)
    assert np.isnan(lab.accuracy()).all()
    # The noise's variance is 0.0025.
    assert lab.test_loss()[0] < 0.05


def test_layer_out_of_range_is_named() -> None:
    with pytest.raises(ValueError, match="hidden layers 0 to 1"):
        pre_activations(Lab(SMALL), 2)


def test_lab_that_nobody_holds_is_freed_at_once() -> None:
    lab = Lab(replace(SMALL, activations=("relu", "rrelu")))
    lab.advance(30)
    held = weakref.ref(lab)
    gc.disable()
    try:
        del lab
        assert held() is None
    finally:
        gc.enable()


def test_too_little_to_train_on_is_refused() -> None:
    data = dataset_from_table(read_table(b"x,y\n1,p\n2,q\n3,p\n4,q\n"))
    with pytest.raises(ValueError, match="0 training examples are left: want at least 2"):
        Lab(LabConfig(dataset="own", test_share=0.9), data)


def test_probes_are_no_more_frequent_than_epochs() -> None:
    lab = Lab(replace(SMALL, samples=1000, batch_size=16, hidden=(2,)))
    assert lab.steps_per_epoch == 50
    lab.advance(130)
    assert [row.step for row in lab.history.rows] == [0, 60, 120]
