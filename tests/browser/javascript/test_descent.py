"""The drawing of a unit's descent against Python."""

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from actviz.ui.asset_routes import assets_url
from actviz.views.zero_centred.numbers import unit_of
from actviz.views.zero_centred.state import ZeroCentredState
from actviz.views.zero_centred.view import figure

EVALUATE = """
async ([assets, message]) => {
  const { unitOf, descend, gradient, draw, table } =
    await import(`${assets}/views/zero_centred/descent.js`);
  const { compile } = await import(`${assets}/maths/derived.js`);
  const functions = message.functions.map((item) => ({ ...item, ...compile(item.source) }));
  const values = Object.fromEntries(message.controls.map(({ id, value }) => [id, value]));
  const state = { figure: message.figure, functions, values, inputs: message.inputs, size: null };
  const unit = unitOf(state);
  const start = [values.w1, values.w2];
  const { places } = descend(unit, start, values.rate, message.inputs.batch, values.steps);
  const columns = table(state);
  return {
    places, eigenvalues: [unit.smaller, unit.larger],
    gradients: unit.inputs.map((_, index) => gradient(unit, index, start)),
    columns: Object.fromEntries(columns.map(({ name, values }) => [name, values])),
    readout: Object.fromEntries(draw(state).readout.map(({ label, value }) => [label, value])),
  };
}
"""
STATES = {
    "sigmoid": ZeroCentredState(w2=1.0, steps=200),
    "one by one": ZeroCentredState(batch=1, rate=0.5, steps=200),
    "elu": ZeroCentredState().with_activation("elu").changed(mu=-0.75, batch=8, rate=0.9),
    "never varies": ZeroCentredState().with_activation("binary_step").changed(mu=3.0, rate=1.2),
    "classes": ZeroCentredState().with_data("classes").changed(steps=200),
}


@pytest.mark.parametrize("name", STATES)
def test_drawing_equals_python(blank: Page, name: str) -> None:
    state = STATES[name]
    message = figure(state).message()
    found: dict[str, Any] = blank.evaluate(EVALUATE, [assets_url(), message])
    unit = unit_of(state)
    path = unit.path((state.w1, state.w2), state.rate, state.batch, state.steps)
    # Sums in another order; the path is from -1.5 to 1.5.
    close = {"rtol": 1e-9, "atol": 1e-12}
    np.testing.assert_allclose(found["places"], path, **close)
    np.testing.assert_allclose(found["eigenvalues"], unit.eigenvalues, **close)
    start = np.array([state.w1, state.w2])
    np.testing.assert_allclose(found["gradients"], unit.gradients(start), **close)
    columns = found["columns"]
    assert columns["step"] == list(range(state.steps + 1))
    np.testing.assert_allclose(np.transpose([columns["w1"], columns["w2"]]), path, **close)
    slopes = np.transpose([columns["dL/dw1"], columns["dL/dw2"]])
    np.testing.assert_allclose(path[:-1] - state.rate * slopes, path[1:], **close)
    readout = found["readout"]
    agreeing = int(((slopes >= 0).all(1) | (slopes <= 0).all(1)).sum())
    assert readout["one sign"] == f"{agreeing} of {state.steps}"
    length = np.linalg.norm(np.diff(path, axis=0), axis=1).sum()
    straight = np.linalg.norm(path[-1] - path[0])
    assert readout["path / straight"] == pytest.approx(length / straight, rel=1e-9)
    assert readout["2/λ"] == pytest.approx(2 / unit.eigenvalues[1], rel=1e-12)
