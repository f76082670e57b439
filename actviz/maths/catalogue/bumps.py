"""Bumps and radial functions: they answer to the distance from one place."""

from sympy import Expr, Or, Piecewise, Symbol, exp

from actviz.maths.activation import Activation
from actviz.maths.parameter import Parameter
from actviz.maths.primitives import hypot, moderate, sech

FAMILY = "Bumps and radial functions"

_CENTRE = Parameter("x0", 0.0, -4.0, 4.0, 0.1, "centre")


def _mexican_hat(x: Symbol) -> Expr:
    square = moderate(x) ** 2
    return (1 - square) * exp(-square / 2)


def _square_law(x: Symbol) -> Expr:
    return Piecewise(
        (0, Or(x >= 2, x <= -2)),
        ((2 - x) ** 2 / 2, x > 1),
        ((2 + x) ** 2 / 2, x < -1),
        (1 - x**2 / 2, True),
    )


ENTRIES = (
    Activation(
        id="gaussian",
        name="Gaussian",
        year=1988,
        source="Broomhead & Lowe 1988, Multivariable Functional Interpolation and Adaptive "
        "Networks",
        expression=lambda x: exp(-(x**2)),
        summary="A bump at 0: answers to one region only.",
        merits=("Smooth and bounded.", "Local: the unit of radial basis function networks."),
        drawbacks=("Far from 0 both f and f′ are as good as 0.", "Not zero-centred."),
        notes=("Also written e^(−x²/2) or with a width σ; here it is e^(−x²).",),
        aliases=("radial basis", "bell curve"),
    ),
    Activation(
        id="multiquadric",
        name="Multiquadric",
        year=1971,
        source="Hardy 1971, Multiquadric Equations of Topography and Other Irregular Surfaces",
        expression=lambda x, c, x0: hypot(x - x0, c),
        parameters=(
            Parameter("c", 1.0, 0.1, 4.0, 0.05, "roundness: the value at the centre"),
            _CENTRE,
        ),
        summary="One branch of a hyperbola: |x| with its corner rounded.",
        merits=("Smooth.", "Interpolates scattered points very well, though not local."),
        drawbacks=("Always positive: not zero-centred.", "f′ is 0 at the centre."),
        notes=("Some libraries call it multiquadratic.",),
        aliases=("multiquadratic",),
    ),
    Activation(
        id="inverse_multiquadric",
        name="Inverse multiquadric",
        year=1982,
        source="Franke 1982, Scattered Data Interpolation: Tests of Some Methods",
        expression=lambda x, c, x0: 1 / hypot(x - x0, c),
        parameters=(Parameter("c", 1.0, 0.1, 4.0, 0.05, "width; the height is 1/c"), _CENTRE),
        summary="A bump with heavy tails.",
        merits=("Smooth, and less local than the Gaussian: it fades only like 1/x.",),
        drawbacks=("Always positive: not zero-centred.", "A small c makes a sharp spike."),
        aliases=("inverse multiquadratic",),
    ),
    Activation(
        id="sq_rbf",
        name="SQ-RBF",
        year=2018,
        source="Wuraola & Patel 2018, Computationally Efficient Radial Basis Function",
        expression=_square_law,
        summary="A bell from three parabolas, exactly 0 beyond ±2.",
        merits=("No exponential: suits small hardware.", "f and f′ are continuous."),
        drawbacks=("f′ is exactly 0 beyond ±2: a unit can die.", "Not zero-centred."),
        notes=("The outer parabolas are (2 − |x|)²/2.",),
        aliases=("square-law radial basis function",),
    ),
    Activation(
        id="hat",
        name="Hat",
        year=2022,
        source="Hong, Siegel, Tan & Xu 2022, On the Activation Function Dependence of the Spectral "
        "Bias of Neural Networks",
        expression=lambda x: Piecewise((0, Or(x <= -1, x >= 1)), (1 + x, x < 0), (1 - x, True)),
        summary="A triangle over (−1, 1): the linear finite element.",
        merits=(
            "Three ReLUs in one: cheap and local.",
            "Networks of it learn high frequencies as fast as low ones.",
        ),
        drawbacks=("f′ is exactly 0 beyond ±1: a unit can die.", "Not zero-centred."),
        notes=("The paper places it on (0, 2). f′(0) is −1 here, the right slope.",),
        aliases=("triangular", "tent"),
    ),
    Activation(
        id="mexican_hat",
        name="Mexican hat",
        year=1992,
        source="Daubechies 1992, Ten Lectures on Wavelets",
        expression=_mexican_hat,
        summary="A bump with a moat: minus the second derivative of a Gaussian.",
        merits=("Its integral is 0: it answers to change, not to a level.", "Smooth and local."),
        drawbacks=("Far from 0 both f and f′ are as good as 0.", "f′ is 0 at 0 and at ±√3."),
        notes=("Often scaled by 2/(√3 π^¼) to unit energy; here the height is 1.",),
        aliases=("Ricker wavelet",),
    ),
    Activation(
        id="resech",
        name="ReSech",
        year=2016,
        source="Njikam & Zhao 2016, A Novel Activation Function for Multilayer Feed-Forward Neural "
        "Networks",
        expression=lambda x: x * sech(x),
        summary="The input times a hyperbolic secant: a dip and a bump.",
        merits=("Zero-centred and bounded.", "Near 0 it is the identity."),
        drawbacks=(
            "Returns to 0 on both sides: large inputs are lost.",
            "Beyond |x| = 1.2 a larger input gives a smaller output.",
        ),
        aliases=("rectified hyperbolic secant",),
    ),
)
