"""Exponentials: growth without a linear part, and its inverse."""

from sympy import Expr, Piecewise, Symbol, exp

from actviz.maths.activation import Activation, Parameter
from actviz.maths.primitives import expm1_over, log1p_over

FAMILY = "Exponentials"


def _soft_exponential(x: Symbol, alpha: Symbol) -> Expr:
    # -ln(1 - α(x + α))/α, in the form that goes smoothly through α = 0.
    return Piecewise(
        (log1p_over(-alpha, x + alpha), alpha < 0), (expm1_over(alpha, x) + alpha, True)
    )


ENTRIES = (
    Activation(
        id="exponential",
        name="Exponential",
        family=FAMILY,
        year=1972,
        source="Nelder & Wedderburn 1972, Generalized Linear Models (the inverse of the log link)",
        expression=lambda x: exp(x),
        summary="Growth: its own derivative.",
        merits=("Always positive: an output for rates and counts.",),
        drawbacks=(
            "Explodes on the right, and so does its gradient.",
            "Flat on the left.",
            "Not zero-centred.",
        ),
        notes=("Keras has it as an activation; hidden layers rarely use it.",),
        torch="torch.exp(x)",
        aliases=("exp",),
    ),
    Activation(
        id="soft_exponential",
        name="SoftExponential",
        family=FAMILY,
        year=2015,
        source="Godfrey & Gashler 2015, A Continuum Among Logarithmic, Linear, and Exponential "
        "Functions",
        expression=_soft_exponential,
        parameters=(
            Parameter("alpha", 0.25, -1.0, 1.0, 0.02, "−1: logarithm, 0: identity, 1: exponential"),
        ),
        summary="From logarithm over identity to exponential by one parameter.",
        merits=(
            "Lets a network learn sums, products and powers: log, then a line, then exp.",
            "Smooth in x and in α.",
        ),
        drawbacks=(
            "For α < 0 it is undefined at x ≤ 1/α − α.",
            "For α > 0 it grows exponentially.",
        ),
        notes=(
            "At α = 0 both branches tend to the identity, smoothly.",
            "The paper fixes no α; 0.25 is chosen here to show a bend.",
        ),
    ),
)
