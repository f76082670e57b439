"""A map's networks in the browser's engine end as those of PyTorch's sweep."""

import base64

import numpy as np
from playwright.sync_api import Page

from actviz.training import LabConfig
from actviz.training.sweep import Axis, SweepConfig
from actviz.training.sweep.browser import browser_sweep
from actviz.training.sweep.networks import MEASURES, code_version, compute
from actviz.ui.asset_routes import assets_url

CONFIG = SweepConfig(
    LabConfig(activations=("relu", "leaky_relu"), hidden=(8, 8), samples=120),
    Axis.parse("learning_rate=0.05:5:6"),
    Axis.parse("initial_scale=0.3:6:6"),
    seeds=1,
    steps=100,
)
ALL = """async ([assets, line, block, steps]) => {
  const { outcome } = await import(assets + "/engine/one_network.js");
  const { common, networks } = JSON.parse(line);
  const { buffer } = Uint8Array.from(atob(block), (letter) => letter.charCodeAt(0));
  return networks.map((differing) => {
    const running = outcome({ ...common, ...differing }, buffer, steps);
    let state = running.next();
    while (!state.done) state = running.next();
    return state.value;
  });
}"""


def test_browser_and_pytorch_count_the_same_dead_units(blank: Page) -> None:
    line, _, block = browser_sweep(CONFIG).partition(b"\n")
    given = [assets_url(), line.decode(), base64.b64encode(block).decode(), CONFIG.steps]
    found = blank.evaluate(ALL, given)
    expected = np.full((CONFIG.networks, len(MEASURES)), np.nan)
    for numbers in CONFIG.chunks():
        expected[list(numbers)] = compute(CONFIG, numbers, "cpu", code_version())
    units = sum(CONFIG.base.hidden)
    for place, name in enumerate(MEASURES):
        mine = np.array([float(each[name]) for each in found])
        if name in ("dead", "born_dead", "asleep"):
            np.testing.assert_array_equal(
                np.round(mine * units), np.round(expected[:, place] * units)
            )
        np.testing.assert_allclose(mine, expected[:, place], rtol=1e-6, atol=1e-12, err_msg=name)
    # Not all alike: some die, some diverge.
    assert len(set(expected[:, 0].tolist())) > 5
    assert 0 < expected[:, MEASURES.index("diverged")].sum() < CONFIG.networks / 2
