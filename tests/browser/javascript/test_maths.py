"""What the drawings of the ReLU family and of Maxout compute, against Python."""

import csv
import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from actviz.maths import CATALOGUE, parse_activation
from actviz.maths.maxout import maxout, quadratic_error, quadratic_pieces, regions, winners
from actviz.maths.random_slopes import RandomSlopes
from actviz.training.experiments.maxout_layer import parameter_counts
from actviz.training.experiments.slope_fit import SPELLINGS, TARGETS, SlopeFit
from actviz.ui.asset_routes import assets_url
from actviz.views.maxout.state import SURFACES, MaxoutState

Run = Callable[..., Any]


@pytest.fixture
def run(page: Page, server: str) -> Run:
    """Evaluate the body of a function of `module`, `compile` and `given`."""
    page.goto(f"{server}/_stcore/health")

    def run(drawing: str, body: str, given: Any = None) -> Any:
        return page.evaluate(
            """async ([assets, drawing, body, given]) => {
              const module = await import(`${assets}/views/${drawing}.js`);
              const { compile } = await import(`${assets}/maths/derived.js`);
              return new Function("module", "compile", "given", body)(module, compile, given);
            }""",
            [assets_url(), drawing, body, given],
        )

    return run


UNITS = [
    ([0.0, 1.0], [0.0, 0.0]),
    ([1.0, 1.0, 1.0], [0.0, 2.0, 2.0]),
    ([-1.5, 1.0, 0.0], [-1.0, -0.5, 0.5]),
    ([0.0, 1.0, -1.0, 0.0], [0.0, 0.0, 0.0, -1.0]),  # three meet in one point
    ([2.0, -2.0, 0.0], [0.0, 0.0, -0.25]),  # one that never wins
]
UNITS += [
    (generated[0].tolist(), generated[1].tolist())
    for seed in range(20)
    for generated in [np.random.default_rng(seed).uniform(-3, 3, (2, 2 + seed % 5))]
]


def test_regions_and_winners(run: Run) -> None:
    points = np.linspace(-3, 3, 61)
    found = run(
        "maxout/one_input",
        """return given.units.map(([w, b]) => ({
             regions: module.regions(w, b).map(({piece, low, high}) =>
               [piece, String(low), String(high)]),
             winners: given.points.map((x) => module.winner(w, b, x)),
           }));""",
        {"units": UNITS, "points": points.tolist()},
    )
    for (w, b), result in zip(UNITS, found, strict=True):
        exact = regions(w, b)
        assert [piece for piece, _, _ in result["regions"]] == [r.piece for r in exact]
        edges = np.array([ends for _, *ends in result["regions"]], dtype=float)
        # A breakpoint is one difference by another: each loses a few units of the last place.
        np.testing.assert_allclose(edges, [(r.low, r.high) for r in exact], rtol=1e-12, atol=1e-14)
        assert result["winners"] == winners(points, w, b).tolist()


@pytest.mark.parametrize("count", [1, 2, 3, 7, 20])
def test_tangents_of_the_quadratic(run: Run, count: int) -> None:
    found = run(
        "maxout/quadratic",
        "return [module.touching(given), module.corners(given), module.largestError(given)];",
        count,
    )
    pieces = quadratic_pieces(count)
    np.testing.assert_allclose(2 * np.array(found[0]), pieces.weights, atol=1e-15)
    np.testing.assert_allclose(
        found[1]["y"], maxout(found[1]["x"], pieces.weights, pieces.biases), atol=1e-15
    )
    assert found[2] == pytest.approx(quadratic_error(count), rel=1e-12)


SURFACE_STATES = [MaxoutState().with_surface(name) for name in SURFACES]
SURFACE_STATES += [
    MaxoutState(seed=seed).with_planes(2 + seed % 5).with_random_surface() for seed in range(10)
]


def test_regions_of_planes_hold_their_winners(run: Run) -> None:
    planes = [list(zip(state.u, state.v, state.c, strict=True)) for state in SURFACE_STATES]
    found = run(
        "maxout/two_inputs",
        """return given.map((planes) => module.regions(planes).map((polygon) => ({
             area: polygon.length > 2 ? module.area(polygon) : 0,
             centre: polygon.length > 2 && module.area(polygon) > 1e-9
               ? module.centre(polygon) : null,
           })));""",
        planes,
    )
    grid = np.stack(np.meshgrid(*[(np.arange(400) + 0.5) / 100 - 2] * 2), axis=-1)
    for each, result in zip(planes, found, strict=True):
        weights, biases = np.array(each)[:, :2], np.array(each)[:, 2]
        won = winners(grid, weights, biases)
        shares = np.bincount(won.ravel(), minlength=len(each)) * 1e-4
        assert sum(item["area"] for item in result) == pytest.approx(16, rel=1e-9)
        # Counted in cells of 0.01: the border of a region is at most 16 long, so 0.16 off.
        np.testing.assert_allclose([item["area"] for item in result], shares, atol=0.16)
        for piece, item in enumerate(result):
            if item["centre"] is not None:
                # A region is convex, so its centre of gravity lies in it.
                height = maxout(item["centre"], weights, biases)
                own = np.array(item["centre"]) @ weights[piece] + biases[piece]
                assert own == pytest.approx(float(height), abs=1e-12)


def test_parameters(run: Run) -> None:
    for inputs, units, pieces in [(1, 1, 2), (64, 32, 3), (1024, 1024, 6)]:
        found = run("maxout/cost", "return module.parameters(...given);", [inputs, units, pieces])
        assert sum(found) == parameter_counts(inputs, units, pieces)[1]


@pytest.mark.parametrize("law", [RandomSlopes(1 / 8, 1 / 3), RandomSlopes(3, 8, divides=True)])
def test_law_of_random_slopes(run: Run, law: RandomSlopes) -> None:
    uniforms = np.random.default_rng(1).random(100)
    points = np.linspace(*law.range, 11)[1:-1]
    found = run(
        "relu_family/randomized",
        """const { l, u, divides, uniforms, points } = given;
           const law = module.law(l, u, divides);
           return { ...law, density: points.map(law.density),
             slopes: module.slopesOf(uniforms, l, u, divides) };""",
        {**vars(law), "uniforms": uniforms.tolist(), "points": points.tolist()},
    )
    assert found["mean"] == pytest.approx(law.mean_slope, rel=1e-14)
    assert found["test"] == pytest.approx(law.test_slope, rel=1e-14)
    assert found["range"] == pytest.approx(law.range, rel=1e-14)
    np.testing.assert_allclose(found["density"], law.density(points), rtol=1e-13)
    np.testing.assert_allclose(found["slopes"], law.slopes(uniforms), rtol=1e-14)


@pytest.mark.parametrize("target", TARGETS)
def test_loss_over_the_slope(run: Run, target: str) -> None:
    x, y = TARGETS[target].points()
    slopes = [-1.5, 0.0, 0.4, 1.0, 1.7]
    found = run(
        "relu_family/learned",
        """const { sources, points, slopes } = given;
           return sources.map((source) => {
             const { value } = compile(source);
             return slopes.map((slope) => module.loss(value, slope, points));
           });""",
        {
            "sources": [spelling.javascript() for spelling in SPELLINGS],
            "points": {"x": x.tolist(), "y": y.tolist()},
            "slopes": slopes,
        },
    )
    expected = [SlopeFit(target, slope, 0.1).losses() for slope in slopes]
    np.testing.assert_allclose(np.array(found).T, expected, rtol=1e-12, atol=1e-15)


def test_where_the_identities_hold(run: Run) -> None:
    texts = ("max(x, alpha*x)", "max(0, c*x)", "c*max(0, x)")
    sources = [CATALOGUE["prelu"].javascript()]
    sources += [parse_activation(text).javascript() for text in texts]
    numbers = np.linspace(-3, 3, 25)
    prelu, scale = run(
        "relu_family/identities",
        """const [prelu, maximum, inside, outside] = given.sources.map((source) =>
             compile(source));
           return [
             given.numbers.map((alpha) => module.equal(prelu, maximum, { alpha })),
             given.numbers.map((c) => module.equal(inside, outside, { c })),
           ];""",
        {"sources": sources, "numbers": numbers.tolist()},
    )
    assert prelu == (numbers <= 1).tolist()
    assert scale == (numbers >= 0).tolist()


def test_no_text_of_a_csv_is_a_formula_for_a_spreadsheet(run: Run) -> None:
    columns = [
        {"name": "=cmd|'/c calc'!A", "values": [-1.5, 2, None, "-0.25"]},
        {"name": "+x", "values": ["=1+1", "@a", "\tb", "\rc"]},
        {"name": "−x", "values": ["a-b", "-x*a", "1", ""]},
    ]
    text = run("../live_figure/chart/downloads", "return module.toCsv(given)", columns)
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert rows == [
        ["'=cmd|'/c calc'!A", "'+x", "−x"],
        ["-1.5", "'=1+1", "a-b"],
        ["2", "'@a", "'-x*a"],
        ["", "'\tb", "1"],
        ["-0.25", "'\rc", ""],
    ]
