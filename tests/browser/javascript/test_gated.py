"""The drawing of gated units against Python."""

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from actviz.ui.asset_routes import assets_url
from actviz.views.gated.state import PRESETS, GatedState
from actviz.views.gated.surface import figure

EVALUATE = """
async ([assets, message, points]) => {
  const { unit, draw } = await import(`${assets}/views/gated/surface.js`);
  const { compile } = await import(`${assets}/maths/derived.js`);
  const functions = message.functions.map((item) => ({ ...item, ...compile(item.source) }));
  const numbers = Object.fromEntries(message.controls.map(({ id, value }) => [id, value]));
  const now = unit(functions, numbers);
  const [a, b] = points.at(-1);
  const state = { figure: message.figure, functions, inputs: message.inputs, size: null };
  const { data } = draw({ ...state, values: { ...numbers, a, b } });
  const lines = Object.fromEntries(
    data.filter(({ type }) => type === "scatter").map(({ meta, x, y }) => [meta.live, { x, y }]),
  );
  const surface = ({ data }) => data.find(({ meta }) => meta.live === "surface").z;
  const moved = draw({ ...state, values: { ...numbers, a: b, b: a } });
  return {
    points: points.map(([a, b]) => [now.value(a, b), now.byA(a, b), now.byB(a, b)]),
    lines, z: surface({ data }), same: surface(moved) === surface({ data }),
  };
}
"""
POINTS = [
    (a, b) for a in (-9.0, -7.0, -0.5, 0.0, 7.0) for b in (-9.5, -1.0, 0.0, 1e-9, 7.0, 9.0)
] + [(1.5, -1.25)]

STATES = {name: GatedState().with_preset(name).with_reach(10) for name in PRESETS}
STATES["moved"] = STATES["clamped"].changed(limit=2.5, shift=0.25)
STATES["sinlu"] = GatedState().with_gate("sinlu")


@pytest.mark.parametrize("name", STATES)
def test_drawing_equals_python(blank: Page, name: str) -> None:
    state = STATES[name]
    message = figure(state).message()
    found: dict[str, Any] = blank.evaluate(EVALUATE, [assets_url(), message, POINTS])
    unit = state.unit
    # Exponentials of two libraries differ in their last bit; 0 where products underflow.
    close = {"rtol": 1e-12, "atol": 1e-14}
    a, b = np.array(POINTS).T
    for column, expected in enumerate((unit.value(a, b), *unit.gradient(a, b))):
        ours = [row[column] for row in found["points"]]
        np.testing.assert_allclose(ours, expected, **close)

    axis = np.linspace(-state.reach, state.reach, 61)
    np.testing.assert_allclose(found["z"], unit.value(axis, axis[:, np.newaxis]), **close)
    assert found["same"], "the surface is made once while the point alone moves"

    a, b = POINTS[-1]
    for letter, point in (("a", lambda x: (x, b)), ("b", lambda x: (a, x))):
        for live in ("h", "slope"):
            line = found["lines"][f"{live}-{letter}"]
            shown = [(x, y) for x, y in zip(line["x"], line["y"], strict=True) if y is not None]
            x, y = np.array(shown).T
            slopes = dict(zip("ab", unit.gradient(*point(x)), strict=True))
            expected = unit.value(*point(x)) if live == "h" else slopes[letter]
            # At a kink the line passes by what the kink's own convention is there.
            kinks = np.isin(x, [0.0, -state.limit, state.limit])
            np.testing.assert_allclose(
                y[~kinks], np.broadcast_to(expected, x.shape)[~kinks], **close
            )
