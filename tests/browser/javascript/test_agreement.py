"""Sign agreement of a second layer's gradients, as the browser trains, against torch's autograd."""

import itertools
import json

import numpy as np
import pytest
import torch
from playwright.sync_api import Page

from actviz.maths import CATALOGUE
from actviz.training import torch_activation
from actviz.training.browser_run import browser_run
from actviz.training.counter import shuffled
from actviz.ui.asset_routes import assets_url
from actviz.views.zero_centred.frames import RACERS
from actviz.views.zero_centred.network import WIDTH, config_of, network_figure
from actviz.views.zero_centred.state import EXAMPLES, ZeroCentredState

UPDATES = 120
TRAIN = """
async ([assets, { header, block }, rate, updates]) => {
  const { Watched } = await import(`${assets}/views/zero_centred/agreement.js`);
  const numbers = Uint8Array.from(atob(block), (letter) => letter.charCodeAt(0));
  const watched = new Watched(header, numbers.buffer, rate);
  for (let step = 0; step < updates; step += 40) watched.advance(40);
  const { shares, losses, run } = watched;
  const gradients = run.networks.map(({ weightGradients }) => Array.from(weightGradients[1]));
  return JSON.stringify({ shares, losses, gradients });
}
"""


@pytest.mark.parametrize("batch", [1, 8, 256])
def test_shares_are_those_of_autograd(blank: Page, batch: int) -> None:
    state = ZeroCentredState(network_batch=batch, network_rate=0.3)
    inputs = network_figure(state).message()["inputs"]
    found = json.loads(blank.evaluate(TRAIN, [assets_url(), inputs, 0.3, UPDATES]))
    run = browser_run(config_of(state))
    numbers = torch.tensor(np.frombuffer(run.block).copy())
    lying = {name: slice(start, start + count) for name, (start, count) in {
        "features": run.header["train"]["features"], "targets": run.header["train"]["targets"],
        "start": run.header["start"][1],
    }.items()}  # fmt: skip
    features = numbers[lying["features"]].reshape(EXAMPLES, 2)
    targets = numbers[lying["targets"]].reshape(EXAMPLES, 1)
    sizes = (2, state.network_units, WIDTH, 1)
    shapes = [shape for rows, columns in itertools.pairwise(sizes)
              for shape in ((rows, columns), (columns,))]  # fmt: skip
    for place, name in enumerate(RACERS):
        f = torch_activation(CATALOGUE[name])
        pieces = torch.split(numbers[lying["start"]], [int(np.prod(shape)) for shape in shapes])
        weights = [
            piece.reshape(shape).clone().requires_grad_()
            for piece, shape in zip(pieces, shapes, strict=True)
        ]

        def loss_of(
            chosen: torch.Tensor, f: object = f, weights: list[torch.Tensor] = weights
        ) -> torch.Tensor:
            first, second = (f(features[chosen] @ weights[0] + weights[1]), weights[2:])  # type: ignore[operator]
            hidden = f(first @ second[0] + second[1])  # type: ignore[operator]
            return torch.nn.functional.binary_cross_entropy_with_logits(
                hidden @ second[2] + second[3], targets[chosen]
            )

        optimiser = torch.optim.SGD(weights, lr=0.3)
        shares = []
        each = EXAMPLES // batch
        for step in range(UPDATES):
            order = torch.tensor(shuffled(0, step // each, EXAMPLES))
            optimiser.zero_grad()
            loss_of(order[step % each * batch :][:batch]).backward()
            gradient = weights[2].grad
            assert gradient is not None
            moved = (gradient != 0).any(0)
            agreeing = ((gradient >= 0).all(0) | (gradient <= 0).all(0)) & moved
            shares.append(float(agreeing.sum() / moved.sum()))
            optimiser.step()
        # Where no unit gets a gradient there is no share: NaN here, null in JSON.
        np.testing.assert_allclose(np.array(found["shares"][place], np.float64), shares, rtol=1e-6)
        np.testing.assert_allclose(
            found["gradients"][place], gradient.flatten(), rtol=1e-9, atol=1e-13
        )
        end = loss_of(torch.arange(EXAMPLES)).item()
        assert found["losses"]["racers"][place][-1] == pytest.approx(end, rel=1e-9)
        if batch == 1 and name != "tanh":
            assert {share for share in shares if not np.isnan(share)} == {1.0}
    assert found["losses"]["steps"] == [0, 40, 80, 120]


def test_shares_count_units_that_get_a_gradient(blank: Page) -> None:
    program = """
    async ([assets]) => {
      const { oneSignShare } = await import(`${assets}/views/zero_centred/agreement.js`);
      const share = (...rows) =>
        oneSignShare(Float64Array.from(rows.flat()), rows.length, rows[0].length);
      return [
        share([1, -1, 1, 0], [2, -2, -1, 0]), share([1, 0], [0, -1]),
        share([0], [0]), share([NaN], [1]),
      ].map(String);
    }
    """
    assert blank.evaluate(program, [assets_url()]) == [str(2 / 3), "1", "NaN", "NaN"]
