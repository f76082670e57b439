"""SymPy functions that know their own derivative, formula and stable code.

A primitive exists where the textbook form loses digits or overflows: its `elementary` form is what
it means, its NumPy, PyTorch and JavaScript forms are how it is computed, and the tests hold them
all to it. `1 - sigmoid(x)` and `1 - tanh(x)**2` are primitives of their own, so that derivatives
keep their relative accuracy in the tails and still print the way textbooks write them.
"""

from collections.abc import Iterator

from actviz.maths.primitives.choices import (
    COMPARISONS,
    Comparison,
    Condition,
    both,
    chosen,
    either,
    greater,
    larger,
    less,
    smaller,
)
from actviz.maths.primitives.collapsing import colu, colu_slope
from actviz.maths.primitives.distributions import (
    cauchy_cdf,
    erf,
    log_odds,
    normal_cdf,
    normal_pdf,
    normal_quantile,
)
from actviz.maths.primitives.elementary import flat_power, flat_product
from actviz.maths.primitives.exponentials import (
    capped,
    expm1,
    log1p,
    log_one_plus_square,
    moderate,
    nonnegative_power,
    reciprocal_of_log,
)
from actviz.maths.primitives.kinked import absolute, relu, signum, unit_step
from actviz.maths.primitives.limits import (
    expm1_over,
    expm1_over_slope,
    log1p_over,
    log1p_over_slope,
)
from actviz.maths.primitives.primitive import Array, Primitive, product, slope, x
from actviz.maths.primitives.roots import hypot, hypot_plus, root_minus_one
from actviz.maths.primitives.sigmoids import (
    sech,
    sech_squared,
    shifted_softplus,
    sigmoid,
    sigmoid_complement,
    sigmoid_power,
    soft_clip,
    softplus,
    tanh,
    tanh_plus_one,
    tanh_remainder,
)
from actviz.maths.primitives.waves import sinc, sinc_derivative


def _kinds(base: type[Primitive]) -> Iterator[type[Primitive]]:
    """Every primitive below `base`; what computes nothing itself is a base of others."""
    if "compute" in vars(base):
        yield base
    for kind in base.__subclasses__():
        yield from _kinds(kind)


PRIMITIVES = tuple(_kinds(Primitive))

__all__ = [
    "COMPARISONS",
    "PRIMITIVES",
    "Array",
    "Comparison",
    "Condition",
    "Primitive",
    "absolute",
    "both",
    "capped",
    "cauchy_cdf",
    "chosen",
    "colu",
    "colu_slope",
    "either",
    "erf",
    "expm1",
    "expm1_over",
    "expm1_over_slope",
    "flat_power",
    "flat_product",
    "greater",
    "hypot",
    "hypot_plus",
    "larger",
    "less",
    "log1p",
    "log1p_over",
    "log1p_over_slope",
    "log_odds",
    "log_one_plus_square",
    "moderate",
    "nonnegative_power",
    "normal_cdf",
    "normal_pdf",
    "normal_quantile",
    "product",
    "reciprocal_of_log",
    "relu",
    "root_minus_one",
    "sech",
    "sech_squared",
    "shifted_softplus",
    "sigmoid",
    "sigmoid_complement",
    "sigmoid_power",
    "signum",
    "sinc",
    "sinc_derivative",
    "slope",
    "smaller",
    "soft_clip",
    "softplus",
    "tanh",
    "tanh_plus_one",
    "tanh_remainder",
    "unit_step",
    "x",
]
