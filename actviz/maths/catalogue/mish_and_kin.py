"""Mish and its kin: the input times a tanh, logarithm or error function of another curve."""

from sympy import Expr, Piecewise, Symbol, exp

from actviz.maths.activation import Activation
from actviz.maths.primitives import capped, colu, erf, log1p, normal_cdf, sigmoid, softplus, tanh

FAMILY = "Mish and its kin"

_DIP = "Not monotonic: it dips below 0, so two inputs can give the same output."


def _hard_mish(x: Symbol) -> Expr:
    return Piecewise((0, x <= -2), (x, x >= 0), (x * (x + 2) / 2, True))


ENTRIES = (
    Activation(
        id="mish",
        name="Mish",
        year=2019,
        source="Misra 2019, Mish: A Self Regularized Non-Monotonic Activation Function",
        expression=lambda x: x * tanh(softplus(x)),
        summary="The input times tanh of its softplus.",
        merits=("Smooth.", "Keeps some gradient left of 0."),
        drawbacks=("Exponential, logarithm and tanh: among the dearest here.", _DIP),
        torch="torch.nn.functional.mish(x)",
    ),
    Activation(
        id="hard_mish",
        name="Hard Mish",
        year=2020,
        source="Misra 2020, H-Mish (repository; also hard_mish in the library timm)",
        expression=_hard_mish,
        summary="Mish's dip from a parabola between −2 and 0.",
        merits=("No exponential.", "Meets the identity at 0 with its slope."),
        drawbacks=("f′ is exactly 0 below −2: a unit can die.", "f′ jumps at −2.", _DIP),
        notes=("Usually written (x/2)·min(2, max(0, x + 2)).",),
        aliases=("H-Mish",),
    ),
    Activation(
        id="smish",
        name="Smish",
        year=2022,
        source="Wang, Ren & Wang 2022, Smish: A Novel Activation Function for Deep Learning "
        "Methods",
        expression=lambda x: x * tanh(log1p(sigmoid(x))),
        summary="The input times tanh of ln(1 + σ(x)).",
        merits=("Smooth.", "Keeps some gradient left of 0."),
        drawbacks=(
            "Exponential, logarithm and tanh.",
            "f′ tends to 3/5 on the right, not 1.",
            _DIP,
        ),
        notes=("The gate ends at tanh(ln 2) = 3/5. A version with two factors α, β exists.",),
    ),
    Activation(
        id="logish",
        name="Logish",
        year=2021,
        source="Zhu, Zeng, Liu & Zhang 2021, Logish: A New Nonlinear Nonmonotonic Activation "
        "Function for Convolutional Neural Network",
        expression=lambda x: x * log1p(sigmoid(x)),
        summary="The input times ln(1 + σ(x)).",
        merits=("Smooth.", "Keeps some gradient left of 0."),
        drawbacks=(
            "Exponential and logarithm.",
            "f′ tends to ln 2 ≈ 0.69 on the right, not 1.",
            _DIP,
        ),
    ),
    Activation(
        id="phish",
        name="Phish",
        year=2022,
        source="Naveen 2022, Phish: A Novel Hyper-Optimizable Activation Function",
        expression=lambda x: x * tanh(x * normal_cdf(x)),
        summary="The input times tanh of its GELU.",
        merits=("Smooth.", "Close to x² around 0, close to x on the right."),
        drawbacks=(
            "Error function and tanh: among the dearest here.",
            "f′(0) = 0: inputs near 0 learn slowly.",
            "Not monotonic: positive on both sides of 0.",
        ),
    ),
    Activation(
        id="serf",
        name="Serf",
        year=2021,
        source="Nag & Bhattacharyya 2021, SERF: Towards Better Training of Deep Neural Networks "
        "Using Log-Softplus ERror Activation Function",
        expression=lambda x: x * erf(softplus(x)),
        summary="Mish with the error function in place of tanh.",
        merits=("Smooth.", "Keeps some gradient left of 0."),
        drawbacks=("Exponential, logarithm and error function.", _DIP),
    ),
    Activation(
        id="tanh_exp",
        name="TanhExp",
        year=2020,
        source="Liu & Di 2020, TanhExp: A Smooth Activation Function with High Convergence Speed "
        "for Lightweight Neural Networks",
        expression=lambda x: x * tanh(exp(capped(x))),
        summary="The input times tanh of eˣ.",
        merits=("Smooth.", "Nearly the identity from x = 1 on: little bias on the right."),
        drawbacks=("Exponential and tanh.", _DIP),
        notes=("Proposed again in 2024 as TeLU.",),
        aliases=("TeLU",),
    ),
    Activation(
        id="colu",
        name="CoLU",
        year=2021,
        source="Vagerwal 2021, Deeper Learning with CoLU Activation",
        expression=lambda x: colu(x),
        summary="The input divided by a curve: 1 on the right, growing like e^(−x) on the left.",
        merits=("Smooth.", "Nearly the identity from x = 1 on."),
        drawbacks=("Two exponentials.", _DIP),
        notes=(
            "Taken literally the formula divides by infinity left of x ≈ −700; the quotient is "
            "computed multiplied through.",
        ),
        aliases=("collapsing linear unit",),
    ),
)
