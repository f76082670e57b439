"""Exponentials and logarithms: growth by ratios, and its inverse."""

from sympy import Expr, Piecewise, Symbol, asinh, exp

from actviz.maths.activation import Activation
from actviz.maths.parameter import Parameter
from actviz.maths.primitives import expm1, expm1_over, log1p, log1p_over

FAMILY = "Exponentials and logarithms"

_DREAMER = "Hafner, Pasukonis, Ba & Lillicrap 2023, Mastering Diverse Domains through World Models"


def _soft_exponential(x: Symbol, alpha: Symbol) -> Expr:
    # -ln(1 - α(x + α))/α, in the form that goes smoothly through α = 0.
    return Piecewise(
        (log1p_over(-alpha, x + alpha), alpha < 0), (expm1_over(alpha, x) + alpha, True)
    )


ENTRIES = (
    Activation(
        id="exponential",
        name="Exponential",
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
    Activation(
        id="arsinh",
        name="Inverse hyperbolic sine",
        year=1988,
        source="Burbidge, Magee & Robb 1988, Alternative Transformations to Handle Extreme Values "
        "of the Dependent Variable",
        expression=lambda x: asinh(x),
        summary="The identity near 0, a logarithm with its sign far out.",
        merits=("Zero-centred and smooth.", "f′ falls like 1/x only: no real saturation."),
        drawbacks=("Unbounded, though slowly.", "Needs a logarithm and a root."),
        torch="torch.asinh(x)",
        aliases=("asinh",),
    ),
    Activation(
        id="symlog",
        name="Symmetric logarithm",
        year=2023,
        source=_DREAMER,
        expression=lambda x: Piecewise((log1p(x), x >= 0), (-log1p(-x), True)),
        summary="The logarithm of the size, with the sign of the input.",
        merits=("Zero-centred.", "One scale for rewards of 0.01 and of 10,000.", "f′(0) = 1."),
        drawbacks=("f′ falls like 1/x: large inputs learn slowly.", "f′ has a corner at 0."),
        notes=("sgn(x) ln(1 + |x|); the inverse is the symmetric exponential.",),
        aliases=("symmetric log",),
    ),
    Activation(
        id="symexp",
        name="Symmetric exponential",
        year=2023,
        source=_DREAMER,
        expression=lambda x: Piecewise((expm1(x), x >= 0), (-expm1(-x), True)),
        summary="The symmetric logarithm undone.",
        merits=("Zero-centred.", "An output whose errors count in relative size."),
        drawbacks=("Explodes on both sides, and so does its gradient.",),
        notes=("sgn(x)(e^|x| − 1); an output's function, not a hidden layer's.",),
    ),
)
