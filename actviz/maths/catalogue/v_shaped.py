"""V-shaped: even functions that fall to 0 and rise again."""

from sympy import Expr, Piecewise, Symbol

from actviz.maths.activation import Activation
from actviz.maths.parameter import Parameter
from actviz.maths.primitives import absolute, log_one_plus_square, tanh

FAMILY = "V-shaped"

_SIGN = "Forgets the sign of its input."
_POSITIVE = "Never negative: not zero-centred."


def _soft_modulus(x: Symbol) -> Expr:
    return Piecewise((x, x >= 1), (-x, x <= -1), (x**2 * (2 - x), x >= 0), (x**2 * (2 + x), True))


ENTRIES = (
    Activation(
        id="absolute",
        name="Absolute value",
        year=2009,
        source="Jarrett, Kavukcuoglu, Ranzato & LeCun 2009, What Is the Best Multi-Stage "
        "Architecture for Object Recognition?",
        expression=lambda x: absolute(x),
        summary="The size of the input.",
        merits=(
            "|f′| = 1 on both sides: no unit dies, no gradient shrinks.",
            "Folds the space: two halves share one map.",
            "Cheap.",
        ),
        drawbacks=(_SIGN, _POSITIVE, "Not differentiable at 0."),
        notes=("f′(0) is 0, as in PyTorch.",),
        torch="torch.abs(x)",
        aliases=("modulus", "vReLU"),
    ),
    Activation(
        id="soft_modulus",
        name="Soft modulus",
        year=2023,
        source="Vallés-Pérez et al. 2023, Empirical Study of the Modulus as Activation Function in "
        "Computer Vision Applications",
        expression=_soft_modulus,
        summary="|x| with its corner replaced by cubics between −1 and 1.",
        merits=("f′ is continuous.", "No exponential."),
        drawbacks=(_SIGN, _POSITIVE, "f′(0) = 0: inputs near 0 learn slowly."),
        notes=("The paper's quadratic version, x²(2 − |x|); another uses x·tanh(x/α).",),
        aliases=("SoftModulusQ",),
    ),
    Activation(
        id="bi_firing",
        name="Bi-firing",
        year=2014,
        source="Li, Ng, Yeung & Chan 2014, Bi-Firing Deep Neural Networks",
        expression=lambda x, a: Piecewise(
            (x - a / 2, x > a), (-x - a / 2, x < -a), (x**2 / (2 * a), True)
        ),
        parameters=(Parameter("a", 1.0, 0.1, 4.0, 0.05, "half-width of the parabola"),),
        summary="A parabola at 0 that continues in straight lines.",
        merits=("f′ is continuous and at most 1 in size.", "Fires for both signs."),
        drawbacks=(_SIGN, _POSITIVE, "f′(0) = 0: inputs near 0 learn slowly."),
        notes=("Multiplied by a it is Huber's loss.",),
    ),
    Activation(
        id="lisht",
        name="LiSHT",
        year=2019,
        source="Roy, Manna, Dubey & Chaudhuri 2019, LiSHT: Non-Parametric Linearly Scaled "
        "Hyperbolic Tangent Activation Function for Neural Networks",
        expression=lambda x: x * tanh(x),
        summary="The input times its tanh: a smooth absolute value.",
        merits=("Smooth.", "Cannot die: f′ is 0 at 0 only."),
        drawbacks=(_SIGN, _POSITIVE, "f′(0) = 0: inputs near 0 learn slowly."),
    ),
    Activation(
        id="seagull",
        name="Seagull",
        year=2023,
        source="Gao & Zhang 2023, Data-Aware Customization of Activation Functions Reduces Neural "
        "Network Error",
        expression=lambda x: log_one_plus_square(x),
        summary="ln(1 + x²): a V with drooping wings.",
        merits=(
            "Suits targets that are even in their inputs.",
            "Compresses large inputs.",
            "Smooth.",
        ),
        drawbacks=(_SIGN, _POSITIVE, "f′ falls like 2/x: large inputs learn slowly."),
    ),
    Activation(
        id="m_qrelu",
        name="m-QReLU",
        year=2020,
        source="Parisi, Neagu, Ma & Campean 2020, QReLU and m-QReLU: Two Novel Quantum Activation "
        "Functions to Aid Medical Diagnostics",
        expression=lambda x: Piecewise((x, x > 0), (x / 100 - x, True)),
        summary="The identity on the right, 0.01x − x on the left: almost |x|.",
        merits=("Cannot die.", "Cheap."),
        drawbacks=("Forgets the sign of its input, all but 1 %.", _POSITIVE, "f′ jumps at 0."),
        notes=("f′(0) is −0.99, the left slope.",),
        aliases=("modified QReLU",),
    ),
)
