"""What the probes count, against networks whose dead units are known."""

import csv
import io
import math

import numpy as np
import pytest
import torch

from actviz.training import Lab, LabConfig, Probe, dead_fraction
from actviz.training.lab.inspection import pre_activations, weights
from actviz.training.lab.measures import MEASURES, Per


def with_parameters(lab: Lab, biases: list[float], scale: float = 1.0) -> Probe:
    """Set the first hidden layer's biases of every racer, scale all weights, and probe."""
    with torch.inference_mode():
        for _, stack in lab.stacks:
            for weight in stack.weights:
                weight.mul_(scale)
            stack.biases[0].copy_(torch.tensor(biases))
    return lab.measure()


def test_dead_fraction_counts_units_not_entries() -> None:
    slopes = np.ones((5, 4))
    slopes[:, 1] = 0.0
    slopes[:4, 2] = 0.0
    slopes[:, 3] = -1e-6
    assert dead_fraction(slopes) == 0.5


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_number_that_is_not_finite_is_neither_dead_nor_alive(bad: float) -> None:
    slopes = np.zeros((3, 2))
    slopes[0, 0] = bad
    assert math.isnan(dead_fraction(slopes))


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (4,), (2, 2, 2)])
def test_dead_fraction_wants_examples_by_units(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"want \(examples, units\)"):
        dead_fraction(np.ones(shape))


def test_known_dead_units_are_found_to_the_unit() -> None:
    lab = Lab(LabConfig(hidden=(4, 3), activations=("relu", "leaky_relu", "hard_tanh")))
    probe = with_parameters(lab, [-1000.0, 0.0, -1000.0, 1000.0])
    assert probe["dead"][:, 0].tolist() == [0.5, 0.0, 0.75]
    assert probe.units("dead_units")[0][0].tolist() == [1, 0, 1, 0]
    assert probe["silent"][:, 0].tolist() == [0.5, 0.0, 0.0]
    assert probe.units("firing")[0][0, [0, 3]].tolist() == [0.0, 1.0]
    assert 0.2 < probe.units("firing")[0][0, 1] < 0.8
    assert lab.can_die().tolist() == [True, False, True]


def test_every_number_agrees_with_its_definition_in_numpy() -> None:
    names = ("relu", "tanh", "squared_relu", "binary_step", "maxout:k=2")
    lab = Lab(LabConfig(hidden=(6, 5), activations=names), dtype=torch.float64)
    lab.advance(30)
    probe = lab.probe()
    for layer in range(2):
        z = pre_activations(lab, layer, most=len(lab.train_examples))
        for racer, chosen in enumerate(lab.racers[:4]):
            slopes = chosen.activation.derivative(z[racer])
            output = chosen.activation.value(z[racer])
            assert probe["dead"][racer, layer] == dead_fraction(slopes)
            assert probe["silent"][racer, layer] == (output == 0).all(axis=0).mean()
            firing = probe.units("firing")[layer][racer]
            np.testing.assert_allclose(firing, (output > 0).mean(axis=0))
        tanh_slopes = lab.racers[1].activation.derivative(z[1])
        assert probe["saturated"][1, layer] == pytest.approx((tanh_slopes < 0.05).mean())
    # x² has no largest slope; a step is flat everywhere.
    assert np.isnan(probe["saturated"][2]).all()
    assert probe["saturated"][3].tolist() == [1.0, 1.0]
    assert probe["dead"][4].tolist() == [0.0, 0.0]


def test_gradient_norms_are_those_of_autograd() -> None:
    lab = Lab(LabConfig(hidden=(6, 5), activations=("tanh",)), dtype=torch.float64)
    parameters = [
        (torch.tensor(w, requires_grad=True), torch.tensor(b, requires_grad=True))
        for w, b in weights(lab, 0)
    ]
    h = lab.train_examples.features
    for layer, (weight, bias) in enumerate(parameters):
        h = h @ weight + bias
        h = torch.tanh(h) if layer < 2 else h
    loss = torch.nn.functional.binary_cross_entropy_with_logits(h, lab.train_examples.targets)
    loss.backward()
    expected = [
        math.hypot(float(weight.grad.norm()), float(bias.grad.norm()))
        for weight, bias in parameters
        if weight.grad is not None and bias.grad is not None
    ]
    np.testing.assert_allclose(lab.probe()["gradient_norm"][0], expected)
    assert lab.loss()[0] == pytest.approx(loss.item())


def test_large_sets_are_measured_in_parts_with_the_same_result(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lab = Lab(LabConfig(activations=("relu", "tanh"), dataset="iris"), dtype=torch.float64)
    whole = lab.probe()
    monkeypatch.setattr("actviz.training.lab.probes.LARGEST_BLOCK", 16 * 7)
    parts = lab.measure()
    for one, other in zip(whole.arrays(), parts.arrays(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-10, atol=1e-15)


def test_saturation_grows_with_the_weights() -> None:
    lab = Lab(LabConfig(hidden=(8, 8), activations=("tanh", "sigmoid")))
    before = lab.probe()["saturated"]
    after = with_parameters(lab, [0.0] * 8, scale=50.0)["saturated"]
    assert np.all(before < 0.2)
    assert np.all(after > 0.7)


def test_every_measure_is_in_the_history_and_its_csv() -> None:
    lab = Lab(LabConfig(hidden=(4, 3), activations=("relu", "tanh")))
    row = lab.history.rows[0]
    (first, _) = csv.DictReader(io.StringIO(lab.to_csv(), newline=""))
    for name, measure in MEASURES.items():
        if measure.per is Per.UNIT:
            assert [array.shape for array in lab.probe().units(name)] == [(2, 4), (2, 3)]
            continue
        np.testing.assert_array_equal(row[name], lab.probe()[name])
        layers = {Per.LAYER: 2, Per.WEIGHTS: 3}.get(measure.per)
        assert row[name].shape == ((2, layers) if layers else (2,))
        cells = [f"{name}_layer_{place + 1}" for place in range(layers)] if layers else [name]
        wanted = np.atleast_1d(row[name][0])
        assert [float(first[cell]) for cell in cells] == pytest.approx(wanted, rel=1e-5)
        if measure.share:
            assert np.all((row[name] >= 0) & (row[name] <= 1))
