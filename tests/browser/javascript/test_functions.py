"""The derived JavaScript, run in Chromium, against NumPy."""

import json
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from actviz.maths import CATALOGUE, Activation, parse_activation, properties, sample
from actviz.ui.asset_routes import assets_url

ENTRIES = pytest.mark.parametrize("activation", CATALOGUE.values(), ids=list(CATALOGUE))

EVALUATE = """
async ([assets, source, settings, points]) => {
  const { compile } = await import(assets + "/maths/derived.js");
  const compiled = compile(source);
  // JSON has no NaN or infinity, so numbers travel as text.
  const text = (number) => (Object.is(number, -0) ? "-0" : String(number));
  return settings.map((parameters) => ({
    value: points.map((x) => text(compiled.value(x, parameters))),
    derivative: points.map((x) => text(compiled.derivative(x, parameters))),
    breakpoints: compiled.breakpoints(parameters).map(text),
  }));
}
"""
SAMPLE = """
async ([assets, source, parameters, from, to]) => {
  const { compile } = await import(assets + "/maths/derived.js");
  const { sample } = await import(assets + "/maths/sampling.js");
  const { supremum } = await import(assets + "/maths/saturation.js");
  const compiled = compile(source);
  const breaks = compiled.breakpoints(parameters);
  const sup = supremum(compiled.derivative, parameters, breaks, from, to);
  return {
    value: sample(compiled.value, parameters, breaks, from, to, 601),
    derivative: sample(compiled.derivative, parameters, breaks, from, to, 601),
    supremum: String(sup),
  };
}
"""
SATURATED = """
async ([assets, source, parameters, from, to]) => {
  const { compile } = await import(assets + "/maths/derived.js");
  const { saturated } = await import(assets + "/maths/saturation.js");
  const { derivative, breakpoints } = compile(source);
  return saturated(derivative, parameters, breakpoints(parameters), from, to, 601);
}
"""


def settings(activation: Activation) -> list[dict[str, float]]:
    """The defaults, and every parameter a quarter and three quarters along its slider."""
    between = [
        {p.name: p.low + share * (p.high - p.low) for p in activation.parameters}
        for share in (0.25, 0.75)
    ]
    return [activation.defaults, *(between if activation.parameters else [])]


def grid(activation: Activation) -> list[float]:
    points = [0.0, -0.0, *np.linspace(-30, 30, 241), 1e-9, -1e-9, 1e-4, -1e-4]
    points += [sign * far for far in (88.0, 700.0, 1e4) for sign in (-1, 1)]
    for b in activation.breakpoint_values():
        points += [b, b - 1e-8, b + 1e-8]
    return [float(point) for point in points]


# What only typed formulas use.
TYPED = [
    parse_activation(text)
    for text in (
        "min(max(0.1*x, x), 1e15)", "max(x, 0, -1, a*x - 5)", "max(min(x, 1), -exp(x/9))",
        "max(0, x)^a", "sqrt(2*relu(x))", "sqrt(abs(x) + x)",
    )
]  # fmt: skip
WITH_TYPED = pytest.mark.parametrize(
    "activation",
    [*CATALOGUE.values(), *TYPED],
    ids=[*CATALOGUE, *(activation.source for activation in TYPED)],
)


@WITH_TYPED
def test_javascript_equals_numpy(blank: Page, activation: Activation) -> None:
    points = grid(activation)
    chosen = settings(activation)
    found: list[dict[str, Any]] = blank.evaluate(
        EVALUATE, [assets_url(), activation.javascript(), chosen, points]
    )
    for parameters, result in zip(chosen, found, strict=True):
        for what in ("value", "derivative"):
            expected = getattr(activation, what)(points, **parameters)
            # A sum that cancels to nearly nothing keeps the rounding of its terms, and those are
            # of the size of f or of x f' (1e-13 of the largest nearby); hence the small floor.
            scale = np.abs(expected[np.isfinite(expected)]).max(initial=0.0)
            np.testing.assert_allclose(
                np.array(result[what], dtype=np.float64),
                expected,
                rtol=1e-12,
                atol=min(1e-15, 1e-15 * scale),
                err_msg=f"{activation.id} {what} at {json.dumps(parameters)}",
            )
        breaks = np.array(result["breakpoints"], dtype=np.float64)
        breaks = np.unique(breaks[np.isfinite(breaks)])
        np.testing.assert_allclose(breaks, activation.breakpoint_values(**parameters), rtol=1e-12)


@ENTRIES
def test_browser_samples_as_python_does(blank: Page, activation: Activation) -> None:
    result = blank.evaluate(
        SAMPLE, [assets_url(), activation.javascript(), activation.defaults, -6, 6]
    )
    for what in ("value", "derivative"):
        x, y = sample(activation, what, -6, 6)  # type: ignore[arg-type]
        np.testing.assert_allclose(result[what]["x"], x, rtol=1e-15, atol=1e-15)
        drawn = np.array([np.nan if v is None else v for v in result[what]["y"]], dtype=float)
        np.testing.assert_allclose(drawn, y, rtol=1e-12, atol=1e-15)


@ENTRIES
def test_browser_finds_the_same_largest_slope(blank: Page, activation: Activation) -> None:
    result = blank.evaluate(
        SAMPLE, [assets_url(), activation.javascript(), activation.defaults, -6, 6]
    )
    # The browser looks on a grid 60 times a second, Python refines once: 0.1 % decides no shade.
    assert float(result["supremum"].replace("Infinity", "inf")) == pytest.approx(
        properties(activation).max_slope, rel=1e-3
    )


@pytest.mark.parametrize(
    ("identifier", "view", "bands"),
    [
        # Where 20 σ′(x) = σ′(0), by hand.
        ("sigmoid", (-6, 6), [(-6, -4.3567), (4.3567, 6)]),
        ("relu", (-6, 6), [(-6, 0)]),
        ("hard_shrink", (-6, 6), [(-0.5, 0.5)]),
        ("hard_tanh", (2, 3), [(2, 3)]),
        # These turn: f′ passes through 0 and is large again on the other side.
        ("mish", (-2, 2), []),
        ("mish", (-1.25, -1.15), []),
        ("gaussian", (-1, 1), []),
        ("sinusoid", (-6, 6), []),
        ("sinc", (-30, 30), []),
    ],
)
def test_only_tails_and_flat_pieces_are_saturated(
    blank: Page, identifier: str, view: tuple[float, float], bands: list[tuple[float, float]]
) -> None:
    activation = CATALOGUE[identifier]
    arguments = [assets_url(), activation.javascript(), activation.defaults, *view]
    found = blank.evaluate(SATURATED, arguments)
    np.testing.assert_allclose(np.reshape(found, (-1, 2)), np.reshape(bands, (-1, 2)), atol=1e-3)
