"""Mean-field theory in the browser against NumPy."""

import math

import numpy as np
import pytest
from playwright.sync_api import Page

from actviz.maths import CATALOGUE, Activation, mean_field, parse_activation
from actviz.ui.asset_routes import assets_url

FUNCTIONS = [
    *(CATALOGUE[name] for name in ("sigmoid", "tanh", "relu", "leaky_relu", "selu", "gelu")),
    *(CATALOGUE[name] for name in ("hard_tanh", "softplus", "sinusoid", "gaussian", "srelu")),
    parse_activation("max(x, x^3/9)"),
]
PAIRS = [(0.5, 0.0), (1.0, 0.0), (1.5, 0.2), (3.0, 1.0), (12.0, 0.0)]
LENGTHS = [0.0, 1e-3, 1.0, 50.0, 1e4, math.inf]

EVALUATE = """
async ([assets, source, parameters, pairs, lengths]) => {
  const { compile } = await import(assets + "/maths/derived.js");
  const m = await import(assets + "/maths/mean_field.js");
  const known = m.moments(compile(source), parameters);
  // JSON has no NaN or infinity, so numbers travel as text.
  return {
    lengths: lengths.map((q) => [known.value(q), known.slope(q)].map(String)),
    fixed: pairs.map(([w, b]) => String(m.fixedPoint(known, w, b))),
    critical: [0, 0.3].map((b) => String(m.criticalSigmaW(known, b))),
    scales: [0.25, 1, 0, 4, NaN].map((chi) => String(m.depthScale(chi))),
  };
}
"""


@pytest.mark.parametrize("activation", FUNCTIONS, ids=lambda each: each.id)
def test_javascript_equals_numpy(blank: Page, activation: Activation) -> None:
    known = activation.defaults
    given = [assets_url(), activation.javascript(), known, PAIRS, LENGTHS]
    found = blank.evaluate(EVALUATE, given)
    expected = {
        "lengths": [
            [
                mean_field.length_map(activation, q, 1.0, **known),
                mean_field.chi(activation, q, 1.0, **known),
            ]
            for q in LENGTHS
        ],
        "fixed": [mean_field.fixed_point(activation, w, b, **known) for w, b in PAIRS],
        "critical": [mean_field.critical_sigma_w(activation, b, **known) for b in (0.0, 0.3)],
        "scales": [mean_field.depth_scale(chi) for chi in (0.25, 1, 0, 4, math.nan)],
    }
    for name, wanted in expected.items():
        numbers = np.array(found[name], dtype=np.float64)
        np.testing.assert_allclose(numbers, wanted, rtol=1e-9, atol=1e-15, err_msg=name)
