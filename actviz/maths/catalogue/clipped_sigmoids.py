"""Clipped sigmoids: S-shaped, and constant beyond two points."""

from sympy import Expr, Mul, Piecewise, Rational, Symbol

from actviz.maths.activation import Activation
from actviz.maths.parameter import Parameter
from actviz.maths.primitives import soft_clip

FAMILY = "Clipped sigmoids"

_FENCHEL_YOUNG = "Blondel, Martins & Niculae 2020, Learning with Fenchel-Young Losses (section 6.2)"


def _hard_sigmoid(x: Symbol) -> Expr:
    # Not x/6 + 1/2, which cancels near -3.
    ramp = Mul(Rational(1, 6), x + 3, evaluate=False)
    return Piecewise((0, x <= -3), (1, x >= 3), (ramp, True))


def _hard_tanh(x: Symbol, a: Symbol, b: Symbol) -> Expr:
    return Piecewise((b, x >= b), (a, x <= a), (x, True))


def _sqnl(x: Symbol) -> Expr:
    return Piecewise((1, x >= 2), (x - x**2 / 4, x >= 0), (x + x**2 / 4, x > -2), (-1, True))


def _smooth_step(x: Symbol, gamma: Symbol) -> Expr:
    share = x / gamma + Rational(1, 2)
    inside = 2 * share**2 * (1 - x / gamma)
    return Piecewise((0, x <= -gamma / 2), (1, x >= gamma / 2), (inside, True))


ENTRIES = (
    Activation(
        id="hard_sigmoid",
        name="Hard sigmoid",
        year=2019,
        source="Howard et al. 2019, Searching for MobileNetV3",
        expression=_hard_sigmoid,
        summary="Three straight pieces in place of the sigmoid.",
        merits=("No exponential: fast on phones and exact in low precision.",),
        drawbacks=(
            "Beyond ±3 f′ is exactly 0: a unit can die on either side.",
            "Not zero-centred.",
        ),
        notes=(
            "Three forms share the name: clip(x/6 + 1/2) in PyTorch, JAX and Keras 3 (the default "
            "here), clip(0.2x + 0.5) in Theano and Keras 2, clip((x + 1)/2) in BinaryConnect "
            "(here: sparse sigmoid).",
            "f′(±3) is 0, as in PyTorch.",
        ),
        torch="torch.nn.functional.hardsigmoid(x)",
        aliases=("h-sigmoid",),
    ),
    Activation(
        id="hard_tanh",
        name="Hard tanh",
        year=2004,
        source="Collobert 2004, Large Scale Machine Learning (PhD thesis)",
        expression=_hard_tanh,
        parameters=(
            Parameter("a", -1.0, -3.0, 0.0, 0.05, "lower bound"),
            Parameter("b", 1.0, 0.0, 3.0, 0.05, "upper bound"),
        ),
        summary="The identity, clipped.",
        merits=("Cheap: two comparisons.", "Zero-centred while b = −a; f′ = 1 in between."),
        drawbacks=("f′ is exactly 0 outside the bounds: a unit can die on either side.",),
        notes=("f′ at the bounds is 0, as in PyTorch.",),
        torch="torch.nn.functional.hardtanh(x, min_val={a}, max_val={b})",
        aliases=("clip", "clamp"),
    ),
    Activation(
        id="sqnl",
        name="SQNL",
        year=2018,
        source="Wuraola & Patel 2018, SQNL: A New Computationally Efficient Activation Function",
        expression=_sqnl,
        summary="Square non-linearity: tanh's shape from two parabolas.",
        merits=("Zero-centred.", "Only a square: suits small hardware.", "f′ is continuous."),
        drawbacks=("f′ is exactly 0 beyond ±2: a unit can die on either side.",),
        aliases=("square nonlinearity",),
    ),
    Activation(
        id="sparse_sigmoid",
        name="Sparse sigmoid",
        year=2020,
        source=_FENCHEL_YOUNG,
        expression=lambda x: Piecewise((0, x <= -1), (1, x >= 1), ((x + 1) / 2, True)),
        summary="A hard sigmoid with exact zeros and ones beyond ±1; the slope of sparse plus.",
        merits=("Gives exact 0 and 1.", "Cheap: no exponential."),
        drawbacks=(
            "f′ is exactly 0 beyond ±1: a unit can die on either side.",
            "Not zero-centred.",
        ),
        notes=(
            "The same clip((x + 1)/2) is the hard sigmoid of BinaryConnect (2015).",
            "f′(±1) is set to 0 here.",
        ),
    ),
    Activation(
        id="smooth_step",
        name="Smooth step",
        year=2020,
        source="Hazimeh, Ponomareva, Mol, Tan & Mazumder 2020, The Tree Ensemble Layer: "
        "Differentiability Meets Conditional Computation",
        expression=_smooth_step,
        parameters=(
            Parameter(
                "gamma", 2.0, 0.1, 8.0, 0.1, "width of the step: exactly 0 or 1 outside ±γ/2"
            ),
        ),
        summary="A cubic from exactly 0 to exactly 1.",
        merits=("Gives exact 0 and 1, so work can be skipped.", "f′ is continuous."),
        drawbacks=(
            "f′ is exactly 0 beyond ±γ/2: a unit can die on either side.",
            "Not zero-centred.",
        ),
        notes=(
            "The paper writes it −2x³/γ³ + 3x/(2γ) + 1/2 in the middle; here that is a product, "
            "which keeps its digits at the left end.",
            "The paper fixes no γ; 2 is chosen here.",
        ),
    ),
    Activation(
        id="soft_clipping",
        name="Soft clipping",
        year=2018,
        source="Klimek & Perelstein 2018, Neural Network-Based Approach to Phase Space Integration",
        expression=lambda x, alpha: soft_clip(x, alpha),
        parameters=(
            Parameter(
                "alpha",
                10.0,
                1.0,
                100.0,
                1.0,
                "sharpness of both bends: large is the clip",
                logarithmic=True,
            ),
        ),
        summary="The identity, clipped to 0 and 1 with rounded corners.",
        merits=("Almost linear inside: outputs fill (0, 1) evenly.", "Smooth."),
        drawbacks=(
            "Not zero-centred.",
            "Just outside 0 and 1 f′ is as good as 0 where α is large.",
        ),
        notes=(
            "Public code has four functions under this name, among them a scaled sigmoid, "
            "B·tanh(x/B) and a rectified softsign. This is the paper's.",
            "At α = 50, which the paper uses, it is hard to tell from the clip itself.",
        ),
    ),
)
