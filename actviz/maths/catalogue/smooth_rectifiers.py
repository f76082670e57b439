"""Smooth rectifiers: ReLU's shape with the corner rounded off."""

from sympy import Expr, Piecewise, Rational, Symbol, sqrt

from actviz.maths.activation import Activation
from actviz.maths.parameter import Parameter
from actviz.maths.primitives import hypot_plus, shifted_softplus, softplus

FAMILY = "Smooth rectifiers"


def _sparse_plus(x: Symbol) -> Expr:
    return Piecewise((0, x <= -1), (x, x >= 1), ((x + 1) ** 2 / 4, True))


def _smelu(x: Symbol, beta: Symbol) -> Expr:
    return Piecewise((0, x <= -beta), (x, x >= beta), ((x + beta) ** 2 / (4 * beta), True))


ENTRIES = (
    Activation(
        id="softplus",
        name="Softplus",
        year=2000,
        source="Dugas, Bengio, Bélisle, Nadeau & Garcia 2000, Incorporating Second-Order "
        "Functional Knowledge for Better Option Pricing",
        expression=lambda x, beta: softplus(beta * x) / beta,
        parameters=(
            Parameter("beta", 1.0, 0.1, 10.0, 0.1, "sharpness: large is ReLU", logarithmic=True),
        ),
        summary="A ReLU without its corner; its slope is the sigmoid.",
        merits=(
            "Smooth everywhere, and close to ReLU away from 0.",
            "Never flat: no unit dies for good.",
            "Always positive: fit for variances and rates.",
        ),
        drawbacks=(
            "Needs exp and log in the forward pass and a sigmoid in the backward: dearer than "
            "ReLU.",
            "Not zero-centred.",
            "No exact zeros: not sparse.",
        ),
        notes=(
            "PyTorch switches to the identity where βx > 20, an error below 2.1·10⁻⁹/β; this curve "
            "does not.",
            "ln(1 + eˣ) taken literally overflows at x = 710.",
        ),
        torch="torch.nn.functional.softplus(x, beta={beta})",
        aliases=("smooth ReLU",),
    ),
    Activation(
        id="squareplus",
        name="Squareplus",
        year=2021,
        source="Barron 2021, Squareplus: A Softplus-Like Algebraic Rectifier",
        expression=lambda x, b: Rational(1, 2) * hypot_plus(x, sqrt(b)),
        parameters=(
            Parameter(
                "b", 4.0, 0.01, 25.0, 0.01, "width of the bend; towards 0: ReLU", logarithmic=True
            ),
        ),
        summary="Softplus's shape from a square root.",
        merits=("Only algebra: cheaper than exp and log.", "Smooth, and never flat."),
        drawbacks=("Not zero-centred.", "Nears 0 slowly on the left: not sparse."),
        notes=("b = 4 is the default of JAX and Keras, and gives f″(0) = 1/4 as softplus has.",),
    ),
    Activation(
        id="sparse_plus",
        name="Sparse plus",
        year=2020,
        source="Blondel, Martins & Niculae 2020, Learning with Fenchel-Young Losses (section 6.2)",
        expression=_sparse_plus,
        summary="ReLU with its corner rounded by a parabola; its slope is the sparse sigmoid.",
        merits=("Exact zeros: sparse.", "f′ is continuous.", "No exponential."),
        drawbacks=("f′ is exactly 0 below −1: a unit can die.", "Not zero-centred."),
    ),
    Activation(
        id="shifted_softplus",
        name="Shifted softplus",
        year=2017,
        source="Schütt et al. 2017, SchNet: A Continuous-Filter Convolutional Neural Network for "
        "Modeling Quantum Interactions",
        expression=lambda x: shifted_softplus(x),
        summary="Softplus moved down by ln 2, so that f(0) = 0.",
        merits=(
            "Smooth to any order: energies keep smooth forces.",
            "Never flat: no unit dies for good.",
        ),
        drawbacks=("Needs exp and log.", "Saturates at −ln 2 ≈ −0.69 on the left."),
        notes=("ln(½eˣ + ½), which is ln(1 + eˣ) − ln 2.",),
        aliases=("ssp",),
    ),
    Activation(
        id="smelu",
        name="SmeLU",
        year=2020,
        source="Shamir, Lin & Coviello 2020, Smooth Activations and Reproducibility in Deep "
        "Networks",
        expression=_smelu,
        parameters=(
            Parameter("beta", 0.5, 0.05, 4.0, 0.05, "half-width of the bend; towards 0: ReLU"),
        ),
        summary="ReLU with its corner replaced by a parabola from −β to β.",
        merits=(
            "f′ is continuous, which makes retrained models agree more often.",
            "Exact zeros, and no exponential.",
        ),
        drawbacks=("f′ is exactly 0 below −β: a unit can die.", "Not zero-centred."),
        notes=("With β = 1 it is sparse plus. The paper tunes β; 0.5 is chosen here.",),
        aliases=("smooth ReLU by a parabola",),
    ),
)
