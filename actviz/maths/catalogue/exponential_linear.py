"""Exponential linear units: linear on the right, bending to a floor on the left."""

from sympy import Expr, Float, Piecewise, Symbol, sqrt

from actviz.maths.activation import Activation, Parameter
from actviz.maths.primitives import expm1, hypot

FAMILY = "Exponential linear units"

# The fixed point of mean 0 and variance 1, in the paper's appendix and in torch.
SELU_SCALE = Float(1.0507009873554804934193349852946)
SELU_ALPHA = Float(1.6732632423543772848170429916717)


def _exponential_linear(x: Symbol, alpha: Expr) -> Expr:
    return Piecewise((x, x > 0), (alpha * expm1(x), True))


ENTRIES = (
    Activation(
        id="elu",
        name="ELU",
        family=FAMILY,
        year=2015,
        source="Clevert, Unterthiner & Hochreiter 2015, Fast and Accurate Deep Network Learning by "
        "Exponential Linear Units",
        expression=_exponential_linear,
        parameters=(Parameter("alpha", 1.0, 0.0, 4.0, 0.05, "floor: the curve falls towards −α"),),
        summary="Linear for positive inputs, an exponential bend to −α for negative ones.",
        merits=(
            "Negative outputs pull the mean towards 0.",
            "The floor makes a strongly negative input carry no noise on.",
            "For α = 1 the slope has no jump.",
        ),
        drawbacks=("Needs an exponential.", "Saturates for negative inputs."),
        notes=(
            "The negative side is α(eˣ − 1); αeˣ − 1, found in one library, jumps at 0.",
            "f′(0) is α, as in PyTorch.",
        ),
        torch="torch.nn.functional.elu(x, alpha={alpha})",
        aliases=("exponential linear unit",),
    ),
    Activation(
        id="selu",
        name="SELU",
        family=FAMILY,
        year=2017,
        source="Klambauer, Unterthiner, Mayr & Hochreiter 2017, Self-Normalizing Neural Networks",
        expression=lambda x: SELU_SCALE * _exponential_linear(x, SELU_ALPHA),
        summary="An ELU with α ≈ 1.6733, scaled by λ ≈ 1.0507: layers keep mean 0 and variance 1.",
        merits=(
            "Self-normalising: deep plain networks train without batch normalisation.",
            "Negative outputs pull the mean towards 0.",
        ),
        drawbacks=(
            "Holds only with LeCun-normal initial weights, dense layers and alpha dropout.",
            "Needs an exponential.",
        ),
        notes=(
            "For x ≤ 0 f′ = λαeˣ = f + λα; an explorer that draws λ(f + α) gets 0.0028 at −3 where "
            "0.0875 is right.",
            "f′(0) is λα, as in PyTorch.",
        ),
        torch="torch.nn.functional.selu(x)",
        aliases=("scaled exponential linear unit",),
    ),
    Activation(
        id="celu",
        name="CELU",
        family=FAMILY,
        year=2017,
        source="Barron 2017, Continuously Differentiable Exponential Linear Units",
        expression=lambda x, alpha: Piecewise((x, x > 0), (alpha * expm1(x / alpha), True)),
        parameters=(
            Parameter("alpha", 1.0, 0.1, 4.0, 0.05, "floor −α, and the width of the bend"),
        ),
        summary="An ELU whose slope has no jump for any α.",
        merits=("f′ is continuous for every α > 0.", "α → 0 is ReLU: one knob for the bend."),
        drawbacks=("Needs an exponential.", "Saturates for negative inputs."),
        notes=("With α = 1 it is ELU.",),
        torch="torch.nn.functional.celu(x, alpha={alpha})",
        aliases=("continuously differentiable ELU",),
    ),
    Activation(
        id="isrlu",
        name="ISRLU",
        family=FAMILY,
        year=2017,
        source="Carlile, Delamarter, Kinney, Marti & Whitney 2017, Improving Deep Learning by "
        "Inverse Square Root Linear Units",
        expression=lambda x, alpha: Piecewise((x, x >= 0), (x / hypot(sqrt(alpha) * x, 1), True)),
        parameters=(
            Parameter("alpha", 1.0, 0.0, 5.0, 0.05, "sets the floor −1/√α; 0: the identity"),
        ),
        summary="ELU's shape from a root instead of an exponential.",
        merits=("Cheaper than an exponential.", "f′ and f″ are continuous."),
        drawbacks=("Saturates for negative inputs.",),
        notes=("ISRU uses the same root on both sides.",),
        aliases=("inverse square root linear unit",),
    ),
)
