"""The Softmax page's mathematics in the browser against the same in Python."""

import math
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from actviz.maths.softmax import (
    cross_entropy_gradient,
    entropy,
    log_sum_exp,
    naive_softmax,
    outputs,
    rounded_shares,
    softmax,
    softmax_jacobian,
    softmax_steps,
)
from actviz.ui.asset_routes import assets_url

EVALUATE = """
async ([assets, cases]) => {
  const m = await import(assets + "/maths/softmax.js");
  // JSON has no NaN or infinity, so numbers travel as text.
  const text = (value) => Array.isArray(value) ? value.map(text) : String(value);
  return cases.map(([z, T]) => {
    const steps = m.softmaxSteps(z, T);
    const naive = m.naiveSteps(z, T);
    return {
      scaled: text(steps.scaled), shifted: text(steps.shifted),
      exponentials: text(steps.exponentials), softmax: text(m.outputs("softmax", z, T)),
      softmin: text(m.outputs("softmin", z, T)), log_softmax: text(m.outputs("log_softmax", z, T)),
      sparsemax: text(m.outputs("sparsemax", z, T)), naive: text(naive.probabilities),
      jacobian: text(m.jacobian(z, T)), gradient: text(m.crossEntropyGradient(z, 0, T)),
      maximum: text(m.smoothMaximum(z, T)), entropy: text(m.entropy(steps.probabilities)),
      shown: m.roundedShares(steps.probabilities, 4),
    };
  });
}
"""
LIMITS = """
async ([assets, kinds, z]) => {
  const m = await import(assets + "/maths/softmax.js");
  return kinds.map((kind) => [0, Infinity].map((T) => m.outputs(kind, z, T).map(String)));
}
"""
SHARES = """
async ([assets, kind, weights, points]) => {
  const { shares } = await import(assets + "/views/softmax/regression.js");
  return points.map(([x, y]) => shares(weights, x, y));
}
"""
KINDS = ["softmax", "softmin", "log_softmax", "sparsemax"]


def cases() -> list[tuple[list[float], float]]:
    random = np.random.default_rng(0)
    found = [
        ([2.0, 1.0, 0.1], 1.0),
        ([1000.0, 1.0, 0.0], 1.0),
        ([0.0, 0.0, 0.0], 20.0),
        ([1e4, -1e4], 0.05),
        ([-1e4] * 10, 0.05),
    ]
    for size in (0.5, 5.0, 700.0, 1e4):
        for classes in (2, 3, 7, 10):
            logits = random.uniform(-size, size, classes).tolist()
            found.append((logits, float(np.exp(random.uniform(np.log(0.05), np.log(20))))))
    return found


def numbers(texts: Any) -> Any:
    return np.array(texts, dtype=np.float64)


def test_javascript_equals_numpy(blank: Page) -> None:
    chosen = cases()
    # The exponentials of two libraries differ in their last bit, here and there.
    close = {"rtol": 1e-13, "atol": 1e-300}
    for (z, T), found in zip(chosen, blank.evaluate(EVALUATE, [assets_url(), chosen]), strict=True):
        steps = softmax_steps(z, T)
        np.testing.assert_array_equal(numbers(found["scaled"]), steps.scaled)
        np.testing.assert_array_equal(numbers(found["shifted"]), steps.shifted)
        np.testing.assert_allclose(numbers(found["exponentials"]), steps.exponentials, **close)
        for kind in KINDS:
            # Subtractions of numbers up to 2e5 (log) and 1 (sparsemax) leave their rounding.
            exact = {"rtol": 1e-13, "atol": 1e-14}
            np.testing.assert_allclose(numbers(found[kind]), outputs(kind, z, T), **exact)
        np.testing.assert_allclose(numbers(found["naive"]), naive_softmax(z, T), **close)
        # Sums in another order.
        np.testing.assert_allclose(
            numbers(found["jacobian"]), softmax_jacobian(z, T), rtol=1e-12, atol=1e-300
        )
        np.testing.assert_allclose(
            numbers(found["gradient"]),
            cross_entropy_gradient(z, 0, T),
            rtol=1e-12,
            atol=1e-300,
        )
        assert float(found["maximum"]) == pytest.approx(T * log_sum_exp(z, T), rel=1e-12)
        p = softmax(z, T)
        assert float(found["entropy"]) == pytest.approx(entropy(p), rel=1e-12, abs=1e-300)
        assert found["shown"] == rounded_shares(p, 4)
        assert sum(round(1e4 * float(text)) for text in found["shown"]) == 10_000


@pytest.mark.parametrize("z", [[2.0, 1.0, 2.0, -1.0], [0.0, 0.0], [-3.0, 5.0, 1e4]])
def test_limits_equal_python(blank: Page, z: list[float]) -> None:
    for kind, found in zip(KINDS, blank.evaluate(LIMITS, [assets_url(), KINDS, z]), strict=True):
        for temperature, values in zip((0.0, math.inf), found, strict=True):
            np.testing.assert_allclose(
                numbers(values), outputs(kind, z, temperature), rtol=1e-14, err_msg=kind
            )


def test_plane_equals_softmax_of_the_scores(blank: Page) -> None:
    weights = np.random.default_rng(1).normal(0, 2, (4, 3))
    points = np.random.default_rng(2).uniform(-3.5, 3.5, (20, 2))
    found = blank.evaluate(SHARES, [assets_url(), "", weights.tolist(), points.tolist()])
    for point, shares in zip(points, found, strict=True):
        expected = softmax(weights @ np.append(point, 1.0))
        np.testing.assert_allclose(shares, expected, rtol=1e-12)
