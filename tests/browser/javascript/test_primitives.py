"""Every primitive in JavaScript against many digits of its elementary form."""

import mpmath
import pytest
from playwright.sync_api import Page

from actviz.maths.primitives import PRIMITIVES, Primitive
from actviz.ui.asset_routes import assets_url
from tests.maths.test_primitives import DIGITS, cases, exact

EVALUATE = """
async ([assets, name, cases]) => {
  const exported = await import(assets + "/maths/primitives.js");
  const [first, own] = name.split(".");
  const called = own ? Math[own] : exported[first];
  return called ? cases.map((each) => called(...each)) : null;
}
"""


@pytest.mark.parametrize("primitive", PRIMITIVES, ids=lambda p: p.__name__)
def test_javascript_equals_the_elementary_form(blank: Page, primitive: type[Primitive]) -> None:
    given = cases(primitive)
    found = blank.evaluate(EVALUATE, [assets_url(), primitive.javascript_name, given])
    assert found, f"assets/maths/primitives.js exports no {primitive.javascript_name}"
    reference = exact(primitive)
    for case, value in zip(given, found, strict=True):
        with mpmath.workdps(DIGITS):
            wanted = float(reference(*map(mpmath.mpf, case)))
        # Rounding inside an exponent of size 30² is repeated 900 times over.
        assert value == pytest.approx(wanted, rel=1e-12, abs=1e-300), case
