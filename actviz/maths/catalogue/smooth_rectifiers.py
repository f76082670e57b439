"""Smooth rectifiers: ReLU's shape with the corner rounded off, some with a dip on the left."""

from sympy import Expr, Float, Piecewise, Rational, Symbol, pi, sqrt

from actviz.maths.activation import Activation, Parameter
from actviz.maths.primitives import (
    hypot_plus,
    moderate,
    normal_cdf,
    sigmoid,
    softplus,
    tanh,
    tanh_plus_one,
)

FAMILY = "Smooth rectifiers"

_DIP = "Not monotonic: it dips below 0, so two inputs can give the same output."
_GELU = "Hendrycks & Gimpel 2016, Gaussian Error Linear Units"


def _gelu_tanh(x: Symbol) -> Expr:
    inside = moderate(x) + Float(0.044715) * moderate(x) ** 3
    return x * tanh_plus_one(sqrt(2 / pi) * inside) / 2


def _hard_swish(x: Symbol) -> Expr:
    return Piecewise((0, x <= -3), (x, x >= 3), (x * (x + 3) / 6, True))


def _sparse_plus(x: Symbol) -> Expr:
    return Piecewise((0, x <= -1), (x, x >= 1), ((x + 1) ** 2 / 4, True))


ENTRIES = (
    Activation(
        id="softplus",
        name="Softplus",
        family=FAMILY,
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
        id="gelu",
        name="GELU",
        family=FAMILY,
        year=2016,
        source=_GELU,
        expression=lambda x: x * normal_cdf(x),
        summary="The input times the chance that a standard normal lies below it.",
        merits=("Smooth.", "The usual choice in Transformers.", "Keeps some gradient left of 0."),
        drawbacks=("Dearer than ReLU.", _DIP, "Far left f′ is as good as 0."),
        notes=(
            "Three forms share the name: exact (PyTorch and Keras by default, and here), the tanh "
            "form (JAX and Flax by default), and x·σ(1.702x).",
        ),
        torch="torch.nn.functional.gelu(x)",
        aliases=("Gaussian error linear unit",),
    ),
    Activation(
        id="gelu_tanh",
        name="GELU (tanh form)",
        family=FAMILY,
        year=2016,
        source=_GELU,
        expression=_gelu_tanh,
        summary="GELU with Φ replaced by a tanh; within 0.0005 of the exact curve.",
        merits=("Needs no error function.", "The form GPT-2 was trained with."),
        drawbacks=("Not quite GELU: mixing the two forms changes a trained network.", _DIP),
        torch="torch.nn.functional.gelu(x, approximate='tanh')",
        aliases=("approximate GELU",),
    ),
    Activation(
        id="silu",
        name="SiLU",
        family=FAMILY,
        year=2016,
        source=_GELU,
        expression=lambda x: x * sigmoid(x),
        summary="The input times its own sigmoid.",
        merits=("Smooth.", "Keeps some gradient left of 0.", "No parameter to choose."),
        drawbacks=("Dearer than ReLU.", _DIP),
        notes=(
            "Named with GELU in 2016, studied by Elfwing, Uchibe & Doya (2017), found again by "
            "search as Swish with β = 1 (Ramachandran, Zoph & Le 2017).",
        ),
        torch="torch.nn.functional.silu(x)",
        aliases=("sigmoid linear unit", "swish-1", "SoLU"),
    ),
    Activation(
        id="swish",
        name="Swish",
        family=FAMILY,
        year=2017,
        source="Ramachandran, Zoph & Le 2017, Searching for Activation Functions",
        expression=lambda x, beta: x * sigmoid(beta * x),
        parameters=(
            Parameter("beta", 1.0, 0.0, 10.0, 0.1, "gate: 0 is x/2, large is ReLU; can be learned"),
        ),
        summary="From a line to ReLU by one parameter.",
        merits=("Smooth.", "Keeps some gradient left of 0.", "β can be learned."),
        drawbacks=("Dearer than ReLU.", f"{_DIP[:-1]} (for β > 0)."),
        notes=("With β = 1 it is SiLU; many libraries use the two names for that one curve.",),
    ),
    Activation(
        id="mish",
        name="Mish",
        family=FAMILY,
        year=2019,
        source="Misra 2019, Mish: A Self Regularized Non-Monotonic Activation Function",
        expression=lambda x: x * tanh(softplus(x)),
        summary="The input times tanh of its softplus.",
        merits=("Smooth.", "Keeps some gradient left of 0."),
        drawbacks=("Exponential, logarithm and tanh: among the dearest here.", _DIP),
        torch="torch.nn.functional.mish(x)",
    ),
    Activation(
        id="hard_swish",
        name="Hard swish",
        family=FAMILY,
        year=2019,
        source="Howard et al. 2019, Searching for MobileNetV3",
        expression=_hard_swish,
        summary="Swish with the hard sigmoid as its gate.",
        merits=("Swish's dip without an exponential: fast on phones.",),
        drawbacks=(
            "f′ is exactly 0 below −3: a unit can die.",
            "f′ jumps at −3 and at 3.",
            _DIP,
        ),
        notes=("f′(−3) = 0 and f′(3) = 1, as in PyTorch.",),
        torch="torch.nn.functional.hardswish(x)",
        aliases=("h-swish", "hard SiLU"),
    ),
    Activation(
        id="squareplus",
        name="Squareplus",
        family=FAMILY,
        year=2021,
        source="Barron 2021, Squareplus: A Softplus-Like Algebraic Rectifier",
        expression=lambda x, b: Rational(1, 2) * hypot_plus(x, sqrt(b)),
        parameters=(
            Parameter("b", 4.0, 0.01, 25.0, 0.01, "width of the bend; towards 0: ReLU",
                      logarithmic=True),
        ),
        summary="Softplus's shape from a square root.",
        merits=("Only algebra: cheaper than exp and log.", "Smooth, and never flat."),
        drawbacks=("Not zero-centred.", "Nears 0 slowly on the left: not sparse."),
        notes=("b = 4 is the default of JAX and Keras, and gives f″(0) = 1/4 as softplus has.",),
    ),
    Activation(
        id="sparse_plus",
        name="Sparse plus",
        family=FAMILY,
        year=2020,
        source="Blondel, Martins & Niculae 2020, Learning with Fenchel-Young Losses (section 6.2)",
        expression=_sparse_plus,
        summary="ReLU with its corner rounded by a parabola; its slope is the sparse sigmoid.",
        merits=("Exact zeros: sparse.", "f′ is continuous.", "No exponential."),
        drawbacks=("f′ is exactly 0 below −1: a unit can die.", "Not zero-centred."),
    ),
)  # fmt: skip
