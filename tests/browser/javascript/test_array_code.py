"""The loops that train in the browser, run in Chromium, against NumPy."""

from typing import Any

import numpy as np
from playwright.sync_api import Page

from actviz.maths import Activation
from actviz.maths.symbolic.array_code import Given, javascript_loop
from actviz.ui.asset_routes import assets_url
from tests.browser.javascript.test_functions import WITH_TYPED, grid, settings

# Fills the results of each loop; numbers travel as text: JSON has no NaN.
FILL = """
async ([assets, runs, points]) => {
  const { compile } = await import(assets + "/maths/derived.js");
  return runs.map(({ source, units, count, given }) => {
    const results = Array.from({ length: count }, () => new Float64Array(points.length));
    const arrays = given.map((numbers) => Float64Array.from(numbers));
    compile(source)(points.length, units, Float64Array.from(points), results, arrays);
    return results.map((numbers) => Array.from(numbers, String));
  });
}
"""


@WITH_TYPED
def test_loops_equal_numpy_however_parameters_are_given(
    blank: Page, activation: Activation
) -> None:
    points = grid(activation)
    points = points[: len(points) // 3 * 3]
    names = [parameter.name for parameter in activation.parameters]
    expressions = [activation.f, activation.df, *map(activation.df_by, names)]
    runs = []
    for parameters in settings(activation):
        runs.append((javascript_loop(expressions, parameters), 1, []))
        for kind, count in ((Given.ONCE, 1), (Given.UNIT, 3), (Given.EACH, len(points))):
            source = javascript_loop(expressions, {}, dict.fromkeys(names, kind))
            runs.append((source, 3, [[parameters[name]] * count for name in names]))
    asked: list[dict[str, Any]] = [
        {"source": source, "units": units, "count": len(expressions), "given": given}
        for source, units, given in runs
    ]
    found = blank.evaluate(FILL, [assets_url(), asked, points])
    # A sum that cancels to nearly nothing keeps the rounding of its terms. Those of a derivative by
    # a parameter are of the size of x; of f and f' test_javascript says the same.
    size = 1e-14 * (1 + np.abs(points))
    for place, parameters in enumerate(settings(activation)):
        expected = [activation.value(points, **parameters)]
        expected += [activation.derivative(points, **parameters)]
        expected += [activation.parameter_derivative(n, points, **parameters) for n in names]
        for results in found[4 * place : 4 * place + 4]:
            for which, (result, wanted) in enumerate(zip(results, expected, strict=True)):
                scale = np.abs(wanted[np.isfinite(wanted)]).max(initial=0.0)
                floor = size if which > 1 else min(1e-15, 1e-15 * scale)
                close = np.isclose(
                    np.array(result, dtype=np.float64), wanted, 1e-12, floor, equal_nan=True
                )
                assert close.all(), f"{which} of {activation.id} at {parameters}"
