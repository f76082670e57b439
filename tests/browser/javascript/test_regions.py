"""The browser's regions are Python's, with the same random networks and bounds."""

import json
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from actviz.maths import CATALOGUE, region_bounds
from actviz.maths.regions import Region, area, distinct_maps, linear_pieces, regions, within
from actviz.training.experiments.random_regions import random_network, readout
from actviz.ui.asset_routes import assets_url

# Regions of a random network: their maps, and their areas in a window.
RUN = """
async ([assets, source, question]) => {
  const { compile } = await import(assets + "/maths/derived.js");
  const maths = await import(assets + "/maths/regions.js");
  const { randomNetwork, readout } = await import(assets + "/views/space_folding/network.js");
  const { area } = await import(assets + "/maths/polygons.js");
  const { shown } = await import(assets + "/views/space_folding/window.js");
  const { linearPieces } = await import(assets + "/maths/linear_pieces.js");
  const pieces = source && linearPieces(compile(source), question.parameters);
  const layers = randomNetwork({ ...question, pieces });
  const collected = new maths.Collected(readout(question.hidden.at(-1), question.seed));
  new maths.Splitter(layers, (...polygon) => collected.take(...polygon)).all();
  const { content } = collected;
  const { polygons } = shown(content, question.window);
  return JSON.stringify({
    pieces,
    count: content.count,
    maps: Array.from(content.maps),
    distinct: maths.distinctMaps(content.maps),
    areas: polygons.map(({ region, points }) => [region, area(points)]),
  });
}
"""
BOUNDS = """
async ([assets, shapes]) => {
  const bounds = await import(assets + "/maths/region_bounds.js");
  return shapes.map((hidden) => [
    bounds.montufarLower(hidden), bounds.serraLower(hidden), bounds.serraUpper(hidden),
    bounds.productUpper(hidden, 2), bounds.maxoutUpper(hidden, 3),
  ]);
}
"""
WINDOW = [-3.0, 3.0, -2.0, 4.0]
NETWORKS = [
    ("relu", (24,), 1.0),
    ("relu", (12, 12), 1.0),
    ("relu", (8, 8, 8), 1.0),
    ("relu", (6, 6), 0.0),
    ("leaky_relu", (5, 4, 3), 0.5),
    ("hard_tanh", (6, 5), 1.0),
    ("srelu", (4, 4), 1.0),
    ("identity", (8, 8), 1.0),
    ("maxout", (5, 4), 1.0),
    ("maxout", (1,), 1.0),
]


@pytest.mark.parametrize(("name", "hidden", "bias"), NETWORKS)
def test_regions_are_pythons(blank: Page, name: str, hidden: tuple[int, ...], bias: float) -> None:
    activation = None if name == "maxout" else CATALOGUE[name]
    pieces = None if activation is None else linear_pieces(activation)
    for seed in (0, 3):
        layers = random_network(hidden, pieces, rank=3, bias_scale=bias, seed=seed)
        question = {
            "hidden": hidden, "rank": 3, "weight": 1, "bias": bias, "seed": seed,
            "window": WINDOW, "parameters": {} if activation is None else activation.defaults,
        }  # fmt: skip
        source = None if activation is None else activation.javascript()
        found: dict[str, Any] = json.loads(blank.evaluate(RUN, [assets_url(), source, question]))
        mine = regions(layers)
        if pieces is not None:
            assert found["pieces"] == {
                name: pytest.approx(list(values), abs=1e-12)
                for name, values in vars(pieces).items()
            }
        assert found["count"] == len(mine)
        read = readout(hidden[-1], seed)
        assert found["distinct"] == distinct_maps(mine, read)
        theirs = np.reshape(found["maps"], (-1, 3))
        np.testing.assert_allclose(
            _sorted(theirs), _sorted(np.array([read @ each.affine for each in mine])), atol=1e-9
        )
        areas = sorted(size for _, size in found["areas"])
        assert sum(areas) == pytest.approx(36, abs=1e-9)
        np.testing.assert_allclose(areas, sorted(map(area, _seen(mine))), atol=1e-9)


def _sorted(maps: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return maps[np.lexsort(np.round(maps, 7).T)]


def _seen(found: list[Region]) -> list[np.ndarray[Any, Any]]:
    left, right, bottom, top = WINDOW
    parts = (within(each, (left, right, bottom, top)) for each in found)
    return [part for part in parts if len(part)]


def test_bounds_are_pythons(blank: Page) -> None:
    shapes = [[3], [4, 4], [16, 16], [8, 8, 8], [2, 2, 2, 2], [1, 6], [64, 64, 64]]
    expected = [
        [
            region_bounds.montufar_lower(hidden),
            region_bounds.serra_lower(hidden),
            region_bounds.serra_upper(hidden),
            region_bounds.product_upper(hidden, 2),
            region_bounds.maxout_upper(hidden, 3),
        ]
        for hidden in shapes
    ]
    assert blank.evaluate(BOUNDS, [assets_url(), shapes]) == expected
