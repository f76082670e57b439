"""The browser's folds are Python's: what lies on what, where a cut unfolds to, what is lost."""

from dataclasses import asdict
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from actviz.maths.folding import folding_layers, shares
from actviz.ui.asset_routes import assets_url
from actviz.views.space_folding.fold import pieces_of

RUN = """
async ([assets, fold, points, angle, offset]) => {
  const maths = await import(assets + "/maths/folding.js");
  const layers = maths.foldingLayers(fold);
  const { breaks, slopes, heights } = fold.pieces;
  const value = (z) => slopes[+(z > breaks[0])] * z + heights[+(z > breaks[0])];
  const found = maths.sheets(layers);
  return {
    outputs: points.map((point) => maths.carried(layers, value, point, layers.length)),
    projected: points.map((point) => maths.carried(layers, value, point, 0.5)),
    start: points.map((point) => maths.carried(layers, value, point, 0)),
    pieces: found.length,
    shares: maths.shares(found),
    sharing: points.map((point) => maths.sharing(found, layers, value, point)),
    cut: maths.unfolded(found, angle, offset),
  };
}
"""
ANGLE, OFFSET = 30.0, 0.6
POINTS = np.random.default_rng(1).uniform(-1, 1, (20, 2))


@pytest.mark.parametrize(
    ("fold", "layers", "degrees"),
    [
        ("absolute", 1, 0.0), ("absolute", 3, 0.0), ("absolute", 3, 20.0), ("relu", 1, 0.0),
        ("relu", 2, 20.0), ("leaky_relu", 3, -35.0),
    ],
)  # fmt: skip
def test_folds_are_pythons(blank: Page, fold: str, layers: int, degrees: float) -> None:
    pieces = pieces_of(fold)
    assert pieces is not None
    network = folding_layers(pieces, layers, degrees)

    def outputs(points: Any) -> np.ndarray:
        result = np.asarray(points, dtype=np.float64)
        for layer in network:
            result = layer(result)
        return result

    asked = {"pieces": asdict(pieces), "layers": layers, "degrees": degrees}
    found = blank.evaluate(RUN, [assets_url(), asked, POINTS.tolist(), ANGLE, OFFSET])
    np.testing.assert_allclose(found["outputs"], outputs(POINTS), atol=1e-12)
    projected = POINTS @ network[0].weights.T + network[0].biases
    np.testing.assert_allclose(found["projected"], projected, atol=1e-12)
    np.testing.assert_array_equal(found["start"], POINTS)
    assert found["shares"] == pytest.approx(shares(network), abs=1e-9)
    # What is said to share an output does, and the input itself is among it.
    for point, together in zip(POINTS, found["sharing"], strict=True):
        wanted = outputs([point])
        ends = [end for segment in together["segments"] for end in segment]
        corners = [corner for polygon in together["polygons"] for corner in polygon]
        everything = [*together["points"], *ends, *corners]
        np.testing.assert_allclose(outputs(everything) - wanted, 0, atol=1e-9)
        itself = any(np.allclose(each, point, atol=1e-9) for each in together["points"])
        assert itself or together["segments"] or together["polygons"]
        if fold == "leaky_relu":
            assert len(everything) == 1
        if fold == "absolute" and degrees == 0:
            assert len(together["points"]) == found["pieces"] == 4**layers
    normal = np.array([np.cos(np.radians(ANGLE)), np.sin(np.radians(ANGLE))])
    for ends in found["cut"]:
        np.testing.assert_allclose(outputs([*ends, np.mean(ends, 0)]) @ normal, OFFSET, atol=1e-9)
    if fold == "absolute" and degrees == 0:
        assert len(found["cut"]) == 4**layers
