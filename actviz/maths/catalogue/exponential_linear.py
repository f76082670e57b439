"""Exponential linear units: linear on the right, bending to a floor on the left."""

from sympy import Expr, Float, Piecewise, Symbol, exp, sqrt

from actviz.maths.activation import Activation
from actviz.maths.parameter import Parameter
from actviz.maths.primitives import expm1, hypot, log1p_over, shifted_softplus, sigmoid

FAMILY = "Exponential linear units"

# The fixed point of mean 0 and variance 1, in the paper's appendix and in torch.
SELU_SCALE = Float(1.0507009873554804934193349852946)
SELU_ALPHA = Float(1.6732632423543772848170429916717)
# Likewise, for the shape of SERLU.
SERLU_SCALE = Float(1.07861828)
SERLU_ALPHA = Float(2.90427123)

_GOLDEN = "Basirat & Roth 2018, The Quest for the Golden Activation Function"


def _exponential_linear(x: Symbol, alpha: Expr) -> Expr:
    return Piecewise((x, x > 0), (alpha * expm1(x), True))


def _deformed(x: Symbol, alpha: Symbol, t: Symbol) -> Expr:
    # [1 + (1 - t) x]^(1/(1 - t)) - 1, in the form that goes smoothly through t = 1.
    bend = alpha * expm1(log1p_over(1 - t, x))
    return Piecewise((x, x > 0), (bend, 1 + (1 - t) * x > 0), (-alpha, True))


def _hard_elish(x: Symbol) -> Expr:
    return Piecewise(
        (x, x >= 1), (x * (x + 1) / 2, x >= 0), (expm1(x) * (x + 1) / 2, x > -1), (0, True)
    )


ENTRIES = (
    Activation(
        id="elu",
        name="ELU",
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
    Activation(
        id="pelu",
        name="PELU",
        year=2016,
        source="Trottier, Giguère & Chaib-draa 2016, Parametric Exponential Linear Unit for Deep "
        "Convolutional Neural Networks",
        expression=lambda x, a, b: Piecewise((a * x / b, x >= 0), (a * expm1(x / b), True)),
        parameters=(
            Parameter("a", 1.0, 0.1, 4.0, 0.05, "floor −a; with b the slope on the right, a/b"),
            Parameter("b", 1.0, 0.1, 4.0, 0.05, "how far the left side takes to bend"),
        ),
        summary="An ELU with learned floor and width, and the slope that ties both sides together.",
        merits=("Learns its shape per layer.", "The slope has no jump for any a, b > 0."),
        drawbacks=("Needs an exponential.", "Two parameters that must stay positive."),
        notes=(
            "The right slope is a/b, so that f′ is continuous; a version with three free numbers "
            "(cx, αe^(x/b) − 1), found on the web, jumps.",
            "Learning starts at a = b = 1, which is ELU.",
        ),
        aliases=("parametric ELU",),
    ),
    Activation(
        id="mpelu",
        name="MPELU",
        year=2016,
        source="Li, Fan, Li, Wu & Ming 2016, Improving Deep Neural Network with Multiple "
        "Parametric Exponential Linear Units",
        expression=lambda x, alpha, beta: Piecewise((x, x > 0), (alpha * expm1(beta * x), True)),
        parameters=(
            Parameter("alpha", 0.25, 0.0, 2.0, 0.05, "floor: the curve falls towards −α"),
            Parameter("beta", 1.0, 0.1, 5.0, 0.1, "how fast the left side bends"),
        ),
        summary="Between PReLU and ELU: floor and bend are learned.",
        merits=("Small β with αβ fixed is PReLU, β = 1 is ELU: one function for both.",),
        drawbacks=("Needs an exponential.", "f′ jumps at 0 unless αβ = 1."),
        notes=("f′(0) is αβ, the left slope. The paper starts at α = 0.25 or 1 and β = 1.",),
        aliases=("multiple parametric ELU",),
    ),
    Activation(
        id="pdelu",
        name="PDELU",
        year=2020,
        source="Cheng, Li, Wu, Ma & Ngan 2020, Parametric Deformable Exponential Linear Units for "
        "Deep Neural Networks",
        expression=_deformed,
        parameters=(
            Parameter("alpha", 1.0, 0.0, 4.0, 0.05, "floor: the curve falls towards −α"),
            Parameter(
                "t", 0.9, 0.0, 1.6, 0.02, "deformation: 1 is ELU, 0 a straight line that stops"
            ),
        ),
        summary="An ELU with a deformed exponential: for t < 1 it reaches its floor.",
        merits=(
            "t sets how the left side comes down, α how far.",
            "Negative outputs pull the mean towards 0.",
        ),
        drawbacks=(
            "For t < 1 f′ is exactly 0 below −1/(1 − t): a unit can die.",
            "Needs a power.",
        ),
        notes=(
            "The paper writes the left side α([1 + (1 − t)x]^(1/(1 − t)) − 1), 0 in place of a "
            "negative bracket; the form here goes smoothly through t = 1, where it is ELU.",
            "f′(0) is α.",
        ),
        aliases=("parametric deformable ELU",),
    ),
    Activation(
        id="serlu",
        name="SERLU",
        year=2018,
        source="Zhang & Li 2018, Effectiveness of Scaled Exponentially-Regularized Linear Units "
        "(SERLUs)",
        expression=lambda x: Piecewise(
            (SERLU_SCALE * x, x >= 0), (SERLU_SCALE * SERLU_ALPHA * x * exp(x), True)
        ),
        summary="SELU's aim with a bump on the left that returns to 0.",
        merits=(
            "On standard normal inputs the output keeps mean 0 and variance 1.",
            "A strongly negative input gives 0: no constant floor is passed on.",
        ),
        drawbacks=(
            "Not monotonic: lowest at x = −1.",
            "f′ jumps at 0, from 3.13 to 1.08.",
            "Far left f′ is as good as 0.",
        ),
        notes=(
            "The left side is λαxeˣ: one explorer leaves out the factor x.",
            "λ ≈ 1.07862 and α ≈ 2.90427 are the fixed point of mean 0 and variance 1.",
        ),
        aliases=("scaled exponentially-regularized linear unit",),
    ),
    Activation(
        id="xielu",
        name="xIELU",
        year=2024,
        source="Huang 2024, Deriving Activation Functions Using Integration",
        expression=lambda x, alpha_r, alpha_l, beta: Piecewise(
            (alpha_r * x**2 + beta * x, x > 0), (alpha_l * (expm1(x) - x) + beta * x, True)
        ),
        parameters=(
            Parameter("alpha_r", 0.8, 0.0, 2.0, 0.05, "curvature on the right (the paper's αₚ)"),
            Parameter("alpha_l", 0.8, 0.0, 2.0, 0.05, "bend on the left (the paper's αₙ)"),
            Parameter("beta", 0.5, 0.1, 1.0, 0.02, "slope at 0"),
        ),
        summary="The integral of a line that turns into an ELU: a squared ReLU with a left side.",
        merits=("f′ rises without bound on the right and is continuous.", "Learns both sides."),
        drawbacks=(
            "Grows like x²: large inputs can blow up.",
            "For α_l > β it rises again on the left.",
        ),
        notes=("The paper starts at 0.8 for both α and fixes β at 0.5.",),
    ),
    Activation(
        id="elish",
        name="ELiSH",
        year=2018,
        source=_GOLDEN,
        expression=lambda x: Piecewise((x * sigmoid(x), x >= 0), (expm1(x) * sigmoid(x), True)),
        summary="SiLU on the right, ELU times the sigmoid on the left.",
        merits=("f and f′ are continuous.", "Found by a genetic search over pairs of halves."),
        drawbacks=("Exponentials on both sides.", "Not monotonic.", "Far left f′ is as good as 0."),
        aliases=("exponential linear squashing",),
    ),
    Activation(
        id="hard_elish",
        name="HardELiSH",
        year=2018,
        source=_GOLDEN,
        expression=_hard_elish,
        summary="ELiSH with a hard sigmoid as its gate.",
        merits=("No sigmoid to compute; exact zeros below −1.",),
        drawbacks=(
            "f′ is exactly 0 below −1: a unit can die.",
            "f′ jumps at −1 and at 1.",
            "Not monotonic.",
        ),
        notes=("The gate is clip((x + 1)/2), not PyTorch's hard sigmoid.",),
    ),
    Activation(
        id="slu",
        name="Softplus linear unit",
        year=2018,
        source="Zhao, Liu, Li & Luo 2018, A Novel Softplus Linear Unit for Deep Convolutional "
        "Neural Networks",
        expression=lambda x: Piecewise((x, x >= 0), (2 * shifted_softplus(x), True)),
        summary="The identity on the right, a softplus on the left that meets it smoothly.",
        merits=("f′ is continuous.", "Negative outputs pull the mean towards 0."),
        drawbacks=("Needs exp and log on the left.", "Saturates at −2 ln 2 ≈ −1.39."),
        notes=(
            "The paper's form is ax and b ln(eˣ + 1) − c with a = 1, b = 2, c = 2 ln 2, the "
            "numbers that make f and f′ continuous.",
        ),
        aliases=("SLU",),
    ),
)
