"""Probability curves: distribution functions, their inverses, and curves of growth."""

from sympy import Expr, Piecewise, Symbol, exp

from actviz.maths.activation import Activation
from actviz.maths.parameter import Parameter
from actviz.maths.primitives import capped, cauchy_cdf, erf, expm1, log_odds, normal_quantile

FAMILY = "Probability curves"

_POSITIVE = "Not zero-centred: every output is positive."
_GOMES = (
    "Gomes & Ludermir 2008, Complementary Log-Log and Probit: Activation Functions Implemented in "
    "Artificial Neural Networks"
)
_INVERSE = "Takes only inputs between 0 and 1: no hidden layer's activation."


def _laplace(x: Symbol) -> Expr:
    return Piecewise((exp(x) / 2, x < 0), (1 - exp(-x) / 2, True))


ENTRIES = (
    Activation(
        id="erf",
        name="Error function",
        year=1995,
        source="Saad & Solla 1995, On-Line Learning in Soft Committee Machines",
        expression=lambda x: erf(x),
        summary="The S-curve under a bell: tanh's shape with thinner tails.",
        merits=(
            "Zero-centred.",
            "With normal inputs its averages have closed forms, which theory uses.",
        ),
        drawbacks=(
            "Saturates faster than tanh: f′ falls like e^(−x²).",
            "Needs the error function.",
        ),
        notes=(
            "The paper writes erf(x/√2); here it is erf x, as in the libraries.",
            "Φ(x) = (1 + erf(x/√2))/2 is the normal distribution function, the gate of GELU.",
        ),
        torch="torch.erf(x)",
        aliases=("Gauss error function",),
    ),
    Activation(
        id="cauchy_cdf",
        name="Cauchy distribution function",
        year=1994,
        source="Johnson, Kotz & Balakrishnan 1994, Continuous Univariate Distributions, vol. 1",
        expression=lambda x: cauchy_cdf(x),
        summary="The arc tangent, moved to (0, 1): the sigmoid with the heaviest tails here.",
        merits=(
            "f′ falls like 1/x², so far inputs keep some gradient.",
            "One outlier does not settle the output.",
        ),
        drawbacks=(_POSITIVE, "Reaches 0 and 1 very slowly."),
        notes=("As the link of a regression it is called cauchit.",),
        aliases=("cauchit",),
    ),
    Activation(
        id="laplace_cdf",
        name="Laplace distribution function",
        year=1994,
        source="Johnson, Kotz & Balakrishnan 1994, Continuous Univariate Distributions, vol. 1",
        expression=_laplace,
        summary="Two exponentials that meet at ½.",
        merits=(
            "The sigmoid's tails with twice its slope at 0: 1/2 instead of 1/4.",
            "f and f′ are continuous.",
        ),
        drawbacks=(_POSITIVE, "Saturates on both sides.", "f′ has a corner at 0."),
        aliases=("double exponential distribution function",),
    ),
    Activation(
        id="complementary_log_log",
        name="Complementary log-log",
        year=2008,
        source=_GOMES,
        expression=lambda x: -expm1(-exp(capped(x))),
        summary="A lopsided sigmoid: leaves 0 slowly, arrives at 1 abruptly.",
        merits=("Fits events that are rare, then nearly certain: survival in discrete time.",),
        drawbacks=(
            _POSITIVE,
            "Above x = 4 f′ is below 10⁻²¹: as good as dead there.",
        ),
        notes=(
            "1 − e^(−eˣ); it is 1 − f(−x) of log-log. As a link of a regression the name stands "
            "for the inverse, ln(−ln(1 − p)).",
        ),
        aliases=("cloglog",),
    ),
    Activation(
        id="log_log",
        name="Log-log",
        year=2011,
        source="Gomes, Ludermir & Lima 2011, Comparison of New Activation Functions in Neural "
        "Network for Forecasting Financial Time Series",
        expression=lambda x: exp(-exp(capped(-x))),
        summary="A lopsided sigmoid: leaves 0 abruptly, arrives at 1 slowly.",
        merits=("The law of the largest of many values (Gumbel): suits extremes.",),
        drawbacks=(
            _POSITIVE,
            "Below x = −4 f′ is below 10⁻²¹: as good as dead there.",
        ),
        notes=("The Gompertz curve at a = b = c = 1.",),
        aliases=("Gumbel distribution function",),
    ),
    Activation(
        id="gompertz",
        name="Gompertz curve",
        year=1825,
        source="Gompertz 1825, On the Nature of the Function Expressive of the Law of Human "
        "Mortality",
        expression=lambda x, a, b, c: a * exp(-b * exp(capped(-c * x))),
        parameters=(
            Parameter("a", 1.0, 0.1, 5.0, 0.1, "upper level"),
            Parameter("b", 2.0, 0.1, 5.0, 0.1, "shifts the curve: the steepest point is ln(b)/c"),
            Parameter("c", 1.0, 0.1, 3.0, 0.05, "rate of growth"),
        ),
        summary="Growth that starts fast and slows down: steepest at a/e, not at half height.",
        merits=("Height, place and rate are free.", "Fits growth that is not symmetric in time."),
        drawbacks=(
            "Not zero-centred.",
            "On the left f′ vanishes doubly exponentially.",
            "A weight and a bias already give b and c: only a is new to a network.",
        ),
        notes=("a = b = c = 1 is log-log. The defaults here are chosen to show the curve.",),
    ),
    Activation(
        id="logit",
        name="Logit",
        year=1944,
        source="Berkson 1944, Application of the Logistic Function to Bio-Assay",
        expression=lambda x: log_odds(x),
        summary="The sigmoid's inverse: from a probability to its log-odds.",
        merits=("Undoes the sigmoid: σ(logit p) = p.", "Zero at p = ½, and odd around it."),
        drawbacks=(_INVERSE, "Infinite at 0 and at 1, and so is f′."),
        notes=(
            "The logarithm belongs to it: x/(1 − x), which one library computes, is the odds.",
            "Outside 0 to 1 there is no value, here as in PyTorch.",
        ),
        torch="torch.logit(x)",
        aliases=("log-odds",),
    ),
    Activation(
        id="probit",
        name="Probit",
        year=1934,
        source="Bliss 1934, The Method of Probits",
        expression=lambda x: normal_quantile(x),
        summary="The inverse of the normal distribution function Φ.",
        merits=(
            "Turns a share into the number of standard deviations it stands for.",
            "Zero at ½, and odd around it.",
        ),
        drawbacks=(_INVERSE, "Infinite at 0 and at 1, and so is f′."),
        notes=(
            "Φ⁻¹(x) = √2 erf⁻¹(2x − 1). One explorer draws Φ itself under this name: that is the "
            "curve a probit model puts after its sum, not the probit.",
            "Bliss added 5 to keep his values positive.",
        ),
        torch="torch.special.ndtri(x)",
        aliases=("normal quantile", "ndtri"),
    ),
)
