"""SymPy functions that know their own derivative, formula and stable code.

A primitive exists where the textbook form loses digits or overflows: its `elementary` form is what
it means, its NumPy, PyTorch and JavaScript forms are how it is computed. `1 - sigmoid(x)` and
`1 - tanh(x)**2` are primitives of their own, so that derivatives keep their relative accuracy in
the tails and still print the way textbooks write them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy import Expr, Function, Integer, Rational, Symbol, exp, pi, sqrt

Array = NDArray[np.float64]


class Primitive(Function):
    """A function with one name in three languages.

    `torch_template` has `{0}`, `{1}` for its arguments and `{a}` for the first in brackets (a
    leading underscore names a function of `actviz.training.torch_activation`); `javascript_name`
    is JavaScript's own function or an export of `assets/primitives.js`; `compute` is the NumPy
    form. `kink` says that the function has a kink or a jump where its first argument is zero.
    """

    nargs = (1,)
    torch_template: ClassVar[str]
    javascript_name: ClassVar[str]
    compute: ClassVar[Callable[..., Any]]
    kink: ClassVar[bool] = False

    def elementary(self) -> Expr:
        """The same function in SymPy's elementary functions."""
        raise NotImplementedError

    def latex_form(self, arguments: list[str]) -> str | None:
        """LaTeX, given the LaTeX of the arguments; None: as the elementary form prints."""
        return None

    def _eval_evalf(self, prec: int) -> Expr:
        return self.elementary()._eval_evalf(prec)

    def _eval_is_extended_real(self) -> bool:
        return True


def _sigmoid(x: Array) -> Array:
    decay = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, decay) / (1.0 + decay)


class sigmoid(Primitive):  # noqa: N801 - SymPy functions print under their class name
    """Logistic sigmoid 1/(1 + e^-x)."""

    torch_template = "torch.sigmoid({0})"
    javascript_name = "sigmoid"
    compute = staticmethod(_sigmoid)

    @classmethod
    def eval(cls, x: Expr) -> Expr | None:
        """1/2 at 0."""
        return Rational(1, 2) if x.is_zero else None

    def fdiff(self, argindex: int = 1) -> Expr:
        return sigmoid(self.args[0]) * sigmoid_complement(self.args[0])

    def elementary(self) -> Expr:
        return 1 / (1 + exp(-self.args[0]))

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\sigma\left({arguments[0]}\right)"


class sigmoid_complement(Primitive):  # noqa: N801
    """1 - sigmoid(x), without cancellation."""

    torch_template = "torch.sigmoid(-{a})"
    javascript_name = "sigmoid_complement"
    compute = staticmethod(lambda x: _sigmoid(-x))

    @classmethod
    def eval(cls, x: Expr) -> Expr | None:
        """1/2 at 0."""
        return Rational(1, 2) if x.is_zero else None

    def fdiff(self, argindex: int = 1) -> Expr:
        return -sigmoid(self.args[0]) * sigmoid_complement(self.args[0])

    def elementary(self) -> Expr:
        return 1 / (1 + exp(self.args[0]))

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\left(1 - \sigma\left({arguments[0]}\right)\right)"


class softplus(Primitive):  # noqa: N801
    """ln(1 + e^x), linear for large x where the textbook form overflows."""

    # torch's own softplus switches to the identity above a threshold; logsigmoid is exact.
    torch_template = "(-torch.nn.functional.logsigmoid(-{a}))"
    javascript_name = "softplus"
    compute = staticmethod(lambda x: np.logaddexp(0.0, x))

    def fdiff(self, argindex: int = 1) -> Expr:
        return sigmoid(self.args[0])

    def elementary(self) -> Expr:
        return sympy.log(1 + exp(self.args[0]))

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\ln\left(1 + e^{{{arguments[0]}}}\right)"


class tanh(Primitive):  # noqa: N801
    """Hyperbolic tangent."""

    torch_template = "torch.tanh({0})"
    javascript_name = "Math.tanh"
    compute = staticmethod(np.tanh)

    def fdiff(self, argindex: int = 1) -> Expr:
        return sech_squared(self.args[0])

    def elementary(self) -> Expr:
        return (exp(self.args[0]) - exp(-self.args[0])) / (exp(self.args[0]) + exp(-self.args[0]))

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\tanh\left({arguments[0]}\right)"


def _sech_squared(x: Array) -> Array:
    decay = np.exp(-2.0 * np.abs(x))
    return 4.0 * decay / (1.0 + decay) ** 2


class sech_squared(Primitive):  # noqa: N801
    """1 - tanh(x)^2, without cancellation."""

    torch_template = "(4 * torch.sigmoid(2 * {a}) * torch.sigmoid(-2 * {a}))"
    javascript_name = "sech_squared"
    compute = staticmethod(_sech_squared)

    def fdiff(self, argindex: int = 1) -> Expr:
        return -2 * tanh(self.args[0]) * sech_squared(self.args[0])

    def elementary(self) -> Expr:
        return 4 / (exp(self.args[0]) + exp(-self.args[0])) ** 2

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\left(1 - \tanh^{{2}}\left({arguments[0]}\right)\right)"


class tanh_plus_one(Primitive):  # noqa: N801
    """1 + tanh(x), without cancellation for negative x."""

    torch_template = "(2 * torch.sigmoid(2 * {a}))"
    javascript_name = "tanh_plus_one"
    compute = staticmethod(lambda x: 2.0 * _sigmoid(2.0 * x))

    def fdiff(self, argindex: int = 1) -> Expr:
        return sech_squared(self.args[0])

    def elementary(self) -> Expr:
        return 2 / (1 + exp(-2 * self.args[0]))

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\left(1 + \tanh\left({arguments[0]}\right)\right)"


# x cosh x - sinh x = sum 2k/(2k+1)! x^(2k+1): all terms positive, enough of them for |x| < 1.
TANH_REMAINDER_SERIES = tuple(2 * k / math.factorial(2 * k + 1) for k in range(1, 10))


def _tanh_remainder(x: Array) -> Array:
    small = np.abs(x) < 1.0
    near = np.where(small, x, 0.0)
    square = near * near
    series = np.zeros_like(square)
    for coefficient in reversed(TANH_REMAINDER_SERIES):
        series = series * square + coefficient
    return np.where(small, near * square * series / np.cosh(near), x - np.tanh(x))


class tanh_remainder(Primitive):  # noqa: N801
    """x - tanh(x), accurate near 0 where the difference cancels."""

    torch_template = "({a} - torch.tanh({a}))"
    javascript_name = "tanh_remainder"
    compute = staticmethod(_tanh_remainder)

    def fdiff(self, argindex: int = 1) -> Expr:
        return tanh(self.args[0]) ** 2

    def elementary(self) -> Expr:
        return self.args[0] - tanh(self.args[0]).elementary()

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\left({arguments[0]} - \tanh\left({arguments[0]}\right)\right)"


class moderate(Primitive):  # noqa: N801
    """x, held within ±100 so that its powers stay finite.

    For arguments of functions that are flat to the last bit long before, such as tanh: elsewhere it
    would be wrong, as would its derivative 1.
    """

    torch_template = "torch.clamp({0}, -100, 100)"
    javascript_name = "moderate"
    compute = staticmethod(lambda x: np.clip(x, -100.0, 100.0))

    def fdiff(self, argindex: int = 1) -> Expr:
        return Integer(1)

    def elementary(self) -> Expr:
        return self.args[0]


class expm1(Primitive):  # noqa: N801
    """e^x - 1, accurate near 0."""

    torch_template = "torch.expm1({0})"
    javascript_name = "Math.expm1"
    compute = staticmethod(np.expm1)

    def fdiff(self, argindex: int = 1) -> Expr:
        return exp(self.args[0])

    def elementary(self) -> Expr:
        return exp(self.args[0]) - 1

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\left(e^{{{arguments[0]}}} - 1\right)"


class log1p(Primitive):  # noqa: N801
    """ln(1 + x), accurate near 0."""

    torch_template = "torch.log1p({0})"
    javascript_name = "Math.log1p"
    compute = staticmethod(np.log1p)

    def fdiff(self, argindex: int = 1) -> Expr:
        return 1 / (1 + self.args[0])

    def elementary(self) -> Expr:
        return sympy.log(1 + self.args[0])


def _elementwise(function: Callable[[float], float]) -> Callable[[Array], Array]:
    vectorised = np.frompyfunc(function, 1, 1)
    return lambda x: np.asarray(vectorised(x), dtype=np.float64)


class reciprocal_of_log(Primitive):  # noqa: N801
    """1/z where z >= 0, NaN elsewhere: the derivative of ln z, on the domain of ln."""

    torch_template = "(1 / torch.where({a} >= 0, {a}, torch.nan))"
    javascript_name = "reciprocal_of_log"
    compute = staticmethod(lambda z: np.where(z >= 0, 1.0 / z, np.nan))

    def fdiff(self, argindex: int = 1) -> Expr:
        return -(reciprocal_of_log(self.args[0]) ** 2)

    def elementary(self) -> Expr:
        return 1 / self.args[0]


class erf(Primitive):  # noqa: N801
    """Error function."""

    torch_template = "torch.erf({0})"
    javascript_name = "erf"
    compute = staticmethod(_elementwise(math.erf))

    def fdiff(self, argindex: int = 1) -> Expr:
        return 2 / sqrt(pi) * exp(-(self.args[0] ** 2))

    def elementary(self) -> Expr:
        return sympy.erf(self.args[0])

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\operatorname{{erf}}\left({arguments[0]}\right)"


class normal_cdf(Primitive):  # noqa: N801
    """Distribution function of the standard normal, accurate in the left tail."""

    torch_template = "(0.5 * torch.erfc(-0.7071067811865476 * {a}))"
    javascript_name = "normal_cdf"
    compute = staticmethod(_elementwise(lambda x: 0.5 * math.erfc(-x / math.sqrt(2.0))))

    def fdiff(self, argindex: int = 1) -> Expr:
        return normal_pdf(self.args[0])

    def elementary(self) -> Expr:
        return sympy.erfc(-self.args[0] / sqrt(2)) / 2

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\Phi\left({arguments[0]}\right)"


class normal_pdf(Primitive):  # noqa: N801
    """Density of the standard normal."""

    torch_template = "(0.3989422804014327 * torch.exp(-0.5 * {a} ** 2))"
    javascript_name = "normal_pdf"
    compute = staticmethod(lambda x: np.exp(-0.5 * x * x) / math.sqrt(2.0 * math.pi))

    def fdiff(self, argindex: int = 1) -> Expr:
        return -self.args[0] * normal_pdf(self.args[0])

    def elementary(self) -> Expr:
        return exp(-(self.args[0] ** 2) / 2) / sqrt(2 * pi)

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\varphi\left({arguments[0]}\right)"


def _sinc(x: Array) -> Array:
    return np.sinc(x / np.pi)


class sinc(Primitive):  # noqa: N801
    """sin(x)/x, 1 at 0 (the unnormalised form)."""

    torch_template = "torch.sinc({a} / 3.141592653589793)"
    javascript_name = "sinc"
    compute = staticmethod(_sinc)

    def fdiff(self, argindex: int = 1) -> Expr:
        return sinc_derivative(self.args[0])

    def elementary(self) -> Expr:
        return sympy.sinc(self.args[0])

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\frac{{\sin\left({arguments[0]}\right)}}{{{arguments[0]}}}"


# sin(x)/x = sum (-x^2)^k/(2k+1)!, differentiated term by term; enough terms for |x| < 1.
SINC_SERIES = tuple(
    (-1) ** k * 2 * k / math.factorial(2 * k + 1) for k in range(1, 11)
)  # coefficients of x^(2k-1)


def _sinc_derivative(x: Array) -> Array:
    small = np.abs(x) < 1.0
    square = np.where(small, x * x, 0.0)
    series = np.zeros_like(square)
    for coefficient in reversed(SINC_SERIES):
        series = series * square + coefficient
    safe = np.where(small, 1.0, x)
    return np.where(small, x * series, (np.cos(safe) - np.sin(safe) / safe) / safe)


class sinc_derivative(Primitive):  # noqa: N801
    """(x cos x - sin x)/x^2, 0 at 0."""

    torch_template = "_sinc_derivative({0})"
    javascript_name = "sinc_derivative"
    compute = staticmethod(_sinc_derivative)

    def fdiff(self, argindex: int = 1) -> Expr:
        return -sinc(self.args[0]) - 2 * sinc_derivative(self.args[0]) / self.args[0]

    def elementary(self) -> Expr:
        x = self.args[0]
        return sympy.Piecewise(
            (0, sympy.Eq(x, 0)), ((x * sympy.cos(x) - sympy.sin(x)) / x**2, True)
        )

    def latex_form(self, arguments: list[str]) -> str:
        x = arguments[0]
        return (
            rf"\frac{{{x} \cos\left({x}\right) - \sin\left({x}\right)}}"
            rf"{{\left({x}\right)^{{2}}}}".replace(r"\left(x\right)^{2}", "x^{2}")
        )


class relu(Primitive):  # noqa: N801
    """max(0, x); derivative 0 at 0, as in torch."""

    torch_template = "torch.relu({0})"
    javascript_name = "relu"
    compute = staticmethod(lambda x: np.maximum(x, 0.0))
    kink = True

    def fdiff(self, argindex: int = 1) -> Expr:
        return unit_step(self.args[0])

    def elementary(self) -> Expr:
        return sympy.Piecewise((self.args[0], self.args[0] > 0), (0, True))

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\max\left(0, {arguments[0]}\right)"


class unit_step(Primitive):  # noqa: N801
    """1 where x > 0, else 0."""

    torch_template = "({a} > 0).to(x.dtype)"
    javascript_name = "unit_step"
    compute = staticmethod(lambda x: (x > 0).astype(np.float64))
    kink = True

    def fdiff(self, argindex: int = 1) -> Expr:
        return Integer(0)

    def elementary(self) -> Expr:
        return sympy.Piecewise((1, self.args[0] > 0), (0, True))

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\mathbf{{1}}\left[{arguments[0]} > 0\right]"


class absolute(Primitive):  # noqa: N801
    """|x|; derivative 0 at 0, as in torch."""

    torch_template = "torch.abs({0})"
    javascript_name = "Math.abs"
    compute = staticmethod(np.abs)
    kink = True

    def fdiff(self, argindex: int = 1) -> Expr:
        return signum(self.args[0])

    def elementary(self) -> Expr:
        return sympy.Piecewise((self.args[0], self.args[0] >= 0), (-self.args[0], True))

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\left|{arguments[0]}\right|"


class signum(Primitive):  # noqa: N801
    """-1, 0 or 1: the sign of x."""

    torch_template = "torch.sign({0})"
    javascript_name = "Math.sign"
    compute = staticmethod(np.sign)
    kink = True

    def fdiff(self, argindex: int = 1) -> Expr:
        return Integer(0)

    def elementary(self) -> Expr:
        x = self.args[0]
        return sympy.Piecewise((1, x > 0), (-1, x < 0), (0, True))

    def latex_form(self, arguments: list[str]) -> str:
        return rf"\operatorname{{sgn}}\left({arguments[0]}\right)"


class hypot(Primitive):  # noqa: N801
    """sqrt(x^2 + c^2), without overflow."""

    nargs = (2,)
    torch_template = "_hypot({0}, {1})"
    javascript_name = "Math.hypot"
    compute = staticmethod(np.hypot)

    @classmethod
    def eval(cls, x: Expr, c: Expr) -> Expr | None:
        """c where x is the number 0."""
        return c if x.is_zero and c.is_nonnegative else None

    def fdiff(self, argindex: int = 1) -> Expr:
        return self.args[argindex - 1] / self

    def elementary(self) -> Expr:
        return sqrt(self.square())

    def square(self) -> Expr:
        """x^2 + c^2, what stands under the root."""
        return self.args[0] ** 2 + self.args[1] ** 2


class root_minus_one(Primitive):  # noqa: N801
    """sqrt(1 + x^2) - 1, accurate near 0, without overflow."""

    torch_template = "(torch.sqrt(1 + {a} ** 2) - 1)"
    javascript_name = "root_minus_one"
    compute = staticmethod(lambda x: x * (x / (np.hypot(x, 1.0) + 1.0)))

    def fdiff(self, argindex: int = 1) -> Expr:
        return self.args[0] / hypot(self.args[0], 1)

    def elementary(self) -> Expr:
        return sqrt(1 + self.args[0] ** 2) - 1

    def latex_form(self, arguments: list[str]) -> str:
        square = arguments[0] if arguments[0] == "x" else rf"\left({arguments[0]}\right)"
        return rf"\left(\sqrt{{1 + {square}^{{2}}}} - 1\right)"


class hypot_plus(Primitive):  # noqa: N801
    """x + sqrt(x^2 + c^2), without cancellation for negative x."""

    nargs = (2,)
    torch_template = "_hypot_plus({0}, {1})"
    javascript_name = "hypot_plus"

    @staticmethod
    def compute(x: Array, c: Array) -> Array:
        root = np.hypot(x, c)
        return np.where(x >= 0, x + root, c * c / (root - np.minimum(x, 0.0)))

    def fdiff(self, argindex: int = 1) -> Expr:
        root = hypot(*self.args)
        return self / root if argindex == 1 else self.args[1] / root

    def elementary(self) -> Expr:
        return self.args[0] + sqrt(self.args[0] ** 2 + self.args[1] ** 2)


class expm1_over(Primitive):  # noqa: N801
    """(e^(a x) - 1)/a, which is x at a = 0."""

    nargs = (2,)
    torch_template = "_expm1_over({0}, {1})"
    javascript_name = "expm1_over"

    @classmethod
    def eval(cls, a: Expr, x: Expr) -> Expr | None:
        """The limit where a is the number 0."""
        return x if a.is_zero else None

    @staticmethod
    def compute(a: Array, x: Array) -> Array:
        return np.where(a == 0, x, np.expm1(a * x) / np.where(a == 0, 1.0, a))

    def fdiff(self, argindex: int = 1) -> Expr:
        a, x = self.args
        return expm1_over_slope(a, x) if argindex == 1 else exp(a * x)

    def elementary(self) -> Expr:
        a, x = self.args
        return sympy.Piecewise((x, sympy.Eq(a, 0)), ((exp(a * x) - 1) / a, True))

    def latex_form(self, arguments: list[str]) -> str:
        a, x = arguments
        return rf"\frac{{e^{{{a} {x}}} - 1}}{{{a}}}"


class expm1_over_slope(Primitive):  # noqa: N801
    """d/da of (e^(a x) - 1)/a; x^2/2 at a = 0."""

    nargs = (2,)
    torch_template = "_expm1_over_slope({0}, {1})"
    javascript_name = "expm1_over_slope"

    @staticmethod
    def compute(a: Array, x: Array) -> Array:
        z = a * x
        small = np.abs(z) < 1e-2
        series = 1 / 2 + z * (1 / 3 + z * (1 / 8 + z * (1 / 30 + z * (1 / 144 + z / 840))))
        safe = np.where(small, 1.0, a)
        return np.where(small, x * x * series, (z * np.exp(z) - np.expm1(z)) / safe**2)

    def elementary(self) -> Expr:
        a, x = self.args
        full = (a * x * exp(a * x) - exp(a * x) + 1) / a**2
        return sympy.Piecewise((x**2 / 2, sympy.Eq(a, 0)), (full, True))


class log1p_over(Primitive):  # noqa: N801
    """ln(1 + a y)/a, which is y at a = 0; NaN where 1 + a y < 0."""

    nargs = (2,)
    torch_template = "_log1p_over({0}, {1})"
    javascript_name = "log1p_over"

    @classmethod
    def eval(cls, a: Expr, y: Expr) -> Expr | None:
        """The limit where a is the number 0."""
        return y if a.is_zero else None

    @staticmethod
    def compute(a: Array, y: Array) -> Array:
        return np.where(a == 0, y, np.log1p(a * y) / np.where(a == 0, 1.0, a))

    def fdiff(self, argindex: int = 1) -> Expr:
        a, y = self.args
        return log1p_over_slope(a, y) if argindex == 1 else reciprocal_of_log(1 + a * y)

    def elementary(self) -> Expr:
        a, y = self.args
        return sympy.Piecewise((y, sympy.Eq(a, 0)), (sympy.log(1 + a * y) / a, True))


class log1p_over_slope(Primitive):  # noqa: N801
    """d/da of ln(1 + a y)/a; -y^2/2 at a = 0."""

    nargs = (2,)
    torch_template = "_log1p_over_slope({0}, {1})"
    javascript_name = "log1p_over_slope"

    @staticmethod
    def compute(a: Array, y: Array) -> Array:
        z = a * y
        small = np.abs(z) < 1e-2
        series = -1 / 2 + z * (
            2 / 3 - z * (3 / 4 - z * (4 / 5 - z * (5 / 6 - z * (6 / 7 - z * (7 / 8 - z * 8 / 9)))))
        )
        safe = np.where(small, 1.0, a)
        return np.where(small, y * y * series, (z / (1 + z) - np.log1p(z)) / safe**2)

    def elementary(self) -> Expr:
        a, y = self.args
        full = y / (a * (1 + a * y)) - sympy.log(1 + a * y) / a**2
        return sympy.Piecewise((-(y**2) / 2, sympy.Eq(a, 0)), (full, True))


PRIMITIVES: tuple[type[Primitive], ...] = (
    sigmoid, sigmoid_complement, softplus, tanh, sech_squared, tanh_plus_one, tanh_remainder,
    moderate, expm1, log1p, reciprocal_of_log, erf, normal_cdf, normal_pdf, sinc, sinc_derivative,
    relu, unit_step, absolute, signum, hypot, root_minus_one, hypot_plus, expm1_over,
    expm1_over_slope, log1p_over, log1p_over_slope,
)  # fmt: skip

x = Symbol("x", real=True)
