"""What the browser's engine says of its networks: sleeping units, deltas, pictures."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from playwright.sync_api import Page

from actviz.training import Lab, torch_activation
from actviz.training.data.input_features import FEATURES
from actviz.training.lab.inspection import (
    plane,
    pre_activations,
    predict,
    unit_responses,
    weights,
)
from tests.browser.engine import in_browser
from tests.browser.javascript.test_engine import SMALL, STEPS, TRAIN, WHOLE


def test_asleep_units_and_deltas_agree_with_their_definitions(blank: Page) -> None:
    racers = ("leaky_relu", "tanh", "relu", "maxout:k=2")
    config = replace(SMALL, hidden=(32, 8), learning_rate=0.5, activations=racers)
    lab = Lab(config, dtype=torch.float64)
    lab.advance(STEPS)
    found = in_browser(blank, config, TRAIN, STEPS)
    assert np.isnan(np.array(found[3]["probe"]["asleep"], dtype=float)).all()
    asleep = 0
    for place, racer in enumerate(lab.racers[:3]):
        function = torch_activation(racer.activation, **racer.parameters)
        h = lab.train_examples.features.clone()
        z = []
        for weight, bias in weights(lab, place):
            h = function(h) if z else h
            h = torch.addmm(torch.tensor(bias), h, torch.tensor(weight)).requires_grad_()
            z.append(h)
        # The sum of the examples' losses: each example's part of a gradient is its own loss's.
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            h, lab.train_examples.targets.clone(), reduction="sum"
        )
        deltas = torch.autograd.grad(loss, z)
        sizes = [float(delta.square().sum(1).mean().sqrt()) for delta in deltas]
        probe = found[place]["probe"]
        np.testing.assert_allclose(probe["deltaNorm"], sizes, rtol=1e-7)
        units = [(layer <= 0).all(0) for layer in z[:-1]]
        asleep += sum(int(layer.sum()) for layer in units)
        assert probe["asleepUnits"] == [layer.int().tolist() for layer in units]
        assert probe["asleep"] == [layer.double().mean().item() for layer in units]
    assert asleep > 0


@pytest.mark.parametrize("features", [("x1", "x2"), tuple(FEATURES), ("x1_x2",)])
def test_pictures_are_those_of_pytorch(blank: Page, features: tuple[str, ...]) -> None:
    config = replace(WHOLE, dataset="blobs", features=features)
    lab = Lab(config, dtype=torch.float64)
    lab.advance(STEPS)
    on = plane(lab, 20)
    program = """
      const run = load();
      run.advance(given.count);
      const grid = run.inputs(Float64Array.from(given.grid));
      return JSON.stringify(header.racers.map((_, racer) => ({
        outputs: run.outputs(racer, grid),
        units: run.unitOutputs(racer, 1, grid),
        z: run.preActivations(racer, 1, run.train.features),
      })), plain);
    """
    found = in_browser(blank, config, program, {"count": STEPS, "grid": on.grid.ravel().tolist()})
    predicted, z = predict(lab, on.grid), pre_activations(lab, 1)
    for place, racer in enumerate(found):
        units = unit_responses(lab, on, place, 1).reshape(config.hidden[1], -1).T
        for ours, theirs in (("outputs", predicted[place]), ("units", units), ("z", z[place])):
            np.testing.assert_allclose(racer[ours], theirs.ravel(), rtol=1e-8, atol=1e-11)
