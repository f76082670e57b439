"""The networks of the Saturation page, run in Chromium, against PyTorch and against theory."""

import json
import math
from typing import Any

import numpy as np
import pytest
import torch
from playwright.sync_api import Page

from actviz.maths import CATALOGUE, mean_field
from actviz.maths.symbolic.array_code import Given, javascript_loop
from actviz.training import torch_activation
from actviz.ui.asset_routes import assets_url

# A network's passes with its own weights, as JSON; `program` makes the answer of it.
RUN = """
async ([assets, loopSource, settings]) => {
  const { compile } = await import(assets + "/maths/derived.js");
  const { Draws, deltaFactor, measured, passes } = await import(
    assets + "/views/saturation/network.js");
  const { depth, width, examples, seed, orthogonal, parameters } = settings;
  const draws = new Draws(seed, width, examples, orthogonal);
  draws.reach(depth);
  const given = parameters.map((value) => Float64Array.of(value));
  const all = { ...settings, loop: compile(loopSource), given };
  const plain = (_, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value);
  const gradients = [];
  const weights = draws.weights.map((matrix) => matrix.map((each) => each * settings.sigmaW));
  const products = [];
  const found = passes(draws, all, (layer, gradient) => {
    if (settings.whole) gradients[layer] = Array.from(gradient);
    products[layer] = gradient.reduce((sum, each, i) => sum + each * weights[layer][i], 0);
  });
  const first = measured(draws, { ...all, depth: Math.max(depth - 1, 1), sigmaW: 0.5 }, 1);
  const result = measured(draws, all, 1);
  if (JSON.stringify(result) === JSON.stringify(first)) throw new Error("two scales, one result");
  const [room] = passes(draws, all, () => {}).z;
  if (room !== passes(draws, all, () => {}).z[0]) throw new Error("arrays are made anew");
  return JSON.stringify({
    products, result, factor: deltaFactor(result.delta),
    ...(settings.whole && {
      gradients, weights, z: found.z, deltas: found.deltas,
      biases: draws.biases, inputs: draws.inputs, output: draws.output, labels: draws.labels,
    }),
  }, plain);
}
"""


def network(page: Page, name: str, **settings: Any) -> dict[str, Any]:
    activation = CATALOGUE[name]
    names = [parameter.name for parameter in activation.parameters]
    loop = javascript_loop([activation.f, activation.df], {}, dict.fromkeys(names, Given.ONCE))
    usual = {
        "depth": 10, "width": 16, "examples": 8, "seed": 0, "orthogonal": False, "sigmaW": 1.0,
        "sigmaB": 0.0, "parameters": list(activation.defaults.values()), "whole": False,
    }  # fmt: skip
    found: dict[str, Any] = json.loads(page.evaluate(RUN, [assets_url(), loop, usual | settings]))
    return found


@pytest.mark.parametrize(
    ("name", "sigma_w"), [("tanh", 1.2), ("relu", math.sqrt(2)), ("silu", 2.0), ("sigmoid", 9.0)]
)
def test_gradients_are_those_of_pytorch_at_depth_fifty(
    blank: Page, name: str, sigma_w: float
) -> None:
    found = network(blank, name, depth=50, sigmaW=sigma_w, sigmaB=0.1, whole=True)
    tensor = {
        key: torch.tensor(found[key], dtype=torch.float64) for key in found if key != "result"
    }
    weights = tensor["weights"].reshape(50, 16, 16).requires_grad_()
    f = torch_activation(CATALOGUE[name])
    h, levels = tensor["inputs"].reshape(8, 16), []
    for weight, bias in zip(weights, tensor["biases"], strict=True):
        levels.append(h @ weight + 0.1 * bias)
        levels[-1].retain_grad()
        h = f(levels[-1])
    loss = torch.nn.functional.binary_cross_entropy_with_logits(
        h @ tensor["output"], tensor["labels"]
    )
    loss.backward()
    assert weights.grad is not None
    # Rounding grows with the signal through fifty layers; each layer is compared at its own size.
    for layer, level in enumerate(levels):
        assert level.grad is not None
        for mine, theirs in (
            (tensor["z"][layer], level.detach()),
            (tensor["deltas"][layer], level.grad),
            (tensor["gradients"][layer], weights.grad[layer]),
        ):
            size = theirs.abs().max()
            assert (mine - theirs.flatten()).abs().max() <= 1e-9 * size, layer
    lengths = [float(level.grad.norm()) * math.sqrt(8) for level in levels]
    np.testing.assert_allclose(found["result"]["delta"], lengths, rtol=1e-9)
    slopes = np.abs(CATALOGUE[name].derivative(np.array(found["z"]))).mean(axis=1)
    # What is left on the way down to a layer: 1 in the last.
    left = np.cumprod([1.0, *slopes[-2::-1]])[::-1]
    np.testing.assert_allclose(found["result"]["slopes"], left, rtol=1e-9)
    norms = [float(gradient.norm()) for gradient in weights.grad]
    np.testing.assert_allclose(found["result"]["weight"], norms, rtol=1e-9)


@pytest.mark.parametrize("name", ["relu", "leaky_relu", "identity"])
def test_in_homogeneous_networks_weights_meet_their_gradients_alike(blank: Page, name: str) -> None:
    products = network(blank, name, depth=30, width=32, sigmaW=1.3)["products"]
    np.testing.assert_allclose(products, products[0], rtol=1e-10)


def test_he_and_xavier_differ_by_a_power_of_two(blank: Page) -> None:
    """30 layers of ReLU with the same draws: √2 in each."""
    he, xavier = (
        network(blank, "relu", depth=30, width=32, sigmaW=scale)["result"]["scale"][-1]
        for scale in (math.sqrt(2), 1.0)
    )
    assert he / xavier == pytest.approx(2**15, rel=1e-12)


def test_orthogonal_weights_keep_every_length(blank: Page) -> None:
    found = network(blank, "identity", depth=30, width=32, orthogonal=True)
    np.testing.assert_allclose(found["result"]["scale"], found["result"]["scale"][0], rtol=1e-12)
    assert found["factor"] == pytest.approx(1, rel=1e-12)


# Where the fixed point is reached within a layer or two.
DOZEN = {
    "sigmoid": 3.0, "tanh": 2.0, "relu": 1.4, "leaky_relu": 1.4, "selu": 1.0, "softplus": 0.8,
    "softsign": 3.0, "arctan": 2.0, "hard_tanh": 2.0, "erf": 1.5, "identity": 1.0,
    "sinusoid": 1.5, "gaussian": 2.0,
}  # fmt: skip


@pytest.mark.parametrize("name", DOZEN)
def test_gradients_change_by_the_root_of_chi(blank: Page, name: str) -> None:
    sigma_w = DOZEN[name]
    factors = [
        network(
            blank, name, depth=8, width=256, examples=32, sigmaW=sigma_w, sigmaB=0.1, seed=seed
        )["factor"]
        for seed in range(3)
    ]
    q = mean_field.fixed_point(name, sigma_w, 0.1)
    # The identity has none with biases; its χ is the same for all q.
    chi = mean_field.chi(name, 1.0 if math.isnan(q) else q, sigma_w)
    assert np.exp(np.mean(np.log(factors))) == pytest.approx(math.sqrt(chi), rel=0.05)
