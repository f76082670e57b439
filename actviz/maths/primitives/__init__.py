"""SymPy functions that know their own derivative, formula and stable code.

A primitive exists where the textbook form loses digits or overflows: its `elementary` form is what
it means, its NumPy, PyTorch and JavaScript forms are how it is computed, and the tests hold them
all to it. `1 - sigmoid(x)` and `1 - tanh(x)**2` are primitives of their own, so that derivatives
keep their relative accuracy in the tails and still print the way textbooks write them.
"""

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
from actviz.maths.primitives.elementary import ELEMENTARY, flat_power, flat_product
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

PRIMITIVES: tuple[type[Primitive], ...] = (
    sigmoid, sigmoid_complement, softplus, shifted_softplus, tanh, sech_squared, tanh_plus_one,
    tanh_remainder, sech, sigmoid_power, soft_clip, moderate, capped, expm1, log1p,
    reciprocal_of_log, log_one_plus_square, nonnegative_power, erf, normal_cdf, normal_pdf,
    normal_quantile, log_odds, cauchy_cdf, sinc, sinc_derivative, relu, unit_step, absolute, signum,
    hypot, root_minus_one, hypot_plus, expm1_over, expm1_over_slope, log1p_over, log1p_over_slope,
    colu, colu_slope, larger, smaller, *ELEMENTARY,
)  # fmt: skip

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
