"""Piecewise linear: three or more straight pieces."""

from sympy import Expr, Piecewise, Symbol

from actviz.maths.activation import Activation
from actviz.maths.parameter import Parameter
from actviz.maths.primitives import relu

FAMILY = "Piecewise linear"


def _s_shaped(x: Symbol, t_l: Symbol, a_l: Symbol, t_r: Symbol, a_r: Symbol) -> Expr:
    return Piecewise(
        (t_r + a_r * (x - t_r), x >= t_r), (t_l + a_l * (x - t_l), x <= t_l), (x, True)
    )


def _symmetric(x: Symbol, alpha: Symbol, c: Symbol) -> Expr:
    return Piecewise((alpha * (x - c) + c, x > c), (alpha * (x + c) - c, x < -c), (x, True))


ENTRIES = (
    Activation(
        id="srelu",
        name="SReLU",
        year=2015,
        source="Jin et al. 2015, Deep Learning with S-shaped Rectified Linear Activation Units",
        expression=_s_shaped,
        parameters=(
            Parameter("t_l", -1.0, -4.0, 0.0, 0.1, "left threshold"),
            Parameter("a_l", 0.2, -0.5, 1.5, 0.05, "slope left of it"),
            Parameter("t_r", 1.0, 0.0, 4.0, 0.1, "right threshold"),
            Parameter("a_r", 0.4, -0.5, 1.5, 0.05, "slope right of it"),
        ),
        summary="Three straight pieces with learned joints and slopes.",
        merits=(
            "Learns convex and non-convex shapes; ReLU and leaky ReLU are among them.",
            "Cannot die while both outer slopes differ from 0.",
        ),
        drawbacks=("Four parameters per unit to learn.",),
        notes=(
            "Every source starts the four elsewhere: Keras-contrib t_l = 0, a_r = 1 and the rest "
            "random (its t_r is an offset from t_l), others ±1 or ±0.5. The defaults here are "
            "chosen to show all three pieces.",
            "At a joint f′ is the outer slope.",
        ),
        aliases=("S-shaped ReLU",),
    ),
    Activation(
        id="apl",
        name="Adaptive piecewise linear",
        year=2014,
        source="Agostinelli, Hoffman, Sadowski & Baldi 2014, Learning Activation Functions to "
        "Improve Deep Neural Networks",
        expression=lambda x, a1, b1, a2, b2: relu(x) + a1 * relu(b1 - x) + a2 * relu(b2 - x),
        parameters=(
            Parameter("a1", 0.2, -1.0, 1.0, 0.05, "weight of the first hinge"),
            Parameter("b1", 0.0, -4.0, 4.0, 0.1, "where the first hinge bends"),
            Parameter("a2", -0.4, -1.0, 1.0, 0.05, "weight of the second hinge"),
            Parameter("b2", -2.0, -4.0, 4.0, 0.1, "where the second hinge bends"),
        ),
        summary="ReLU plus hinges that each unit learns; here S = 2 of them.",
        merits=(
            "With enough hinges it takes any piecewise linear shape that ends as the identity "
            "on the right and as a line on the left.",
        ),
        drawbacks=("2S parameters per unit to learn.", "Flat wherever the hinges cancel."),
        notes=("At a joint f′ is 0 from the hinge that bends there, as for ReLU.",),
        aliases=("APL",),
    ),
    Activation(
        id="plu",
        name="Piecewise linear unit",
        year=2018,
        source="Nicolae 2018, PLU: The Piecewise Linear Unit Activation Function",
        expression=_symmetric,
        parameters=(
            Parameter("alpha", 0.1, 0.0, 1.0, 0.02, "slope outside ±c"),
            Parameter("c", 1.0, 0.1, 4.0, 0.05, "half-width of the middle piece"),
        ),
        summary="Tanh from three straight pieces, with outer pieces that never go flat.",
        merits=("Zero-centred, and invertible while α > 0.", "Cheap.", "Cannot die while α > 0."),
        drawbacks=("f′ jumps at ±c.",),
        notes=(
            "The paper writes max(α(x + c) − c, min(α(x − c) + c, x)), which for α ≤ 1 is this.",
            "At ±c f′ is 1, the middle slope.",
        ),
        aliases=("PLU",),
    ),
)
