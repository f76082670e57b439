"""Sigmoids: S-shaped, flat on both sides."""

from sympy import Expr, Float, Mul, Piecewise, Rational, Symbol, atan, sqrt

from actviz.maths.activation import Activation, Parameter
from actviz.maths.primitives import absolute, hypot, sigmoid, softplus, tanh

FAMILY = "Sigmoids"

_SATURATES = "Saturates on both sides: there f′ is almost 0, and little gradient passes."
_FENCHEL_YOUNG = "Blondel, Martins & Niculae 2020, Learning with Fenchel-Young Losses (section 6.2)"


def _hard_sigmoid(x: Symbol) -> Expr:
    # Not x/6 + 1/2, which cancels near -3.
    ramp = Mul(Rational(1, 6), x + 3, evaluate=False)
    return Piecewise((0, x <= -3), (1, x >= 3), (ramp, True))


def _hard_tanh(x: Symbol, a: Symbol, b: Symbol) -> Expr:
    return Piecewise((b, x >= b), (a, x <= a), (x, True))


def _sqnl(x: Symbol) -> Expr:
    return Piecewise((1, x >= 2), (x - x**2 / 4, x >= 0), (x + x**2 / 4, x > -2), (-1, True))


ENTRIES = (
    Activation(
        id="sigmoid",
        name="Sigmoid",
        family=FAMILY,
        year=1986,
        source="Rumelhart, Hinton & Williams 1986, Learning Representations by Back-Propagating "
        "Errors",
        expression=lambda x: sigmoid(x),
        summary="Squashes every number into (0, 1).",
        merits=(
            "Reads as a probability, or as the firing rate of a neuron: from silent to full.",
            "Smooth, and its slope comes for free: σ′ = σ(1 − σ).",
        ),
        drawbacks=(
            _SATURATES,
            "Not zero-centred: every output is positive, so the gradients of one unit's weights "
            "share a sign and the path zig-zags; summing over a batch softens this.",
            "f′ is at most 1/4: each layer shrinks the gradient.",
            "Sensitive to initial weights: large ones start the units saturated.",
        ),
        notes=("It is the logistic function with L = 1, k = 1, x₀ = 0.",),
        torch="torch.sigmoid(x)",
        aliases=("expit", "standard logistic", "soft step"),
        spelled_out=True,
    ),
    Activation(
        id="tanh",
        name="Tanh",
        family=FAMILY,
        year=1992,
        source="Kalman & Kwasny 1992, Why Tanh: Choosing a Sigmoidal Function",
        expression=lambda x: tanh(x),
        summary="The sigmoid stretched to (−1, 1): tanh x = 2σ(2x) − 1.",
        merits=(
            "Zero-centred, which spares the next layer the zig-zag of all-positive inputs.",
            "Steeper than the sigmoid: f′(0) = 1 instead of 1/4.",
        ),
        drawbacks=(_SATURATES, "Needs exponentials: dearer than ReLU."),
        notes=(
            "“Always preferred to the sigmoid” holds for hidden layers; an output that is a "
            "probability, and the gates of an LSTM, want (0, 1).",
        ),
        torch="torch.tanh(x)",
        aliases=("hyperbolic tangent",),
        spelled_out=True,
    ),
    Activation(
        id="logistic",
        name="Logistic",
        family=FAMILY,
        year=1838,
        source="Verhulst 1838, Notice sur la loi que la population suit dans son accroissement",
        expression=lambda x, L, k, x0: L * sigmoid(k * (x - x0)),
        parameters=(
            Parameter("L", 1.0, 0.1, 5.0, 0.1, "maximum value: the upper level"),
            Parameter("k", 1.0, -5.0, 5.0, 0.1, "steepness at the midpoint; negative: falling"),
            Parameter("x0", 0.0, -5.0, 5.0, 0.1, "midpoint: where half of L is reached"),
        ),
        summary="The S-curve with its height, steepness and midpoint free.",
        merits=("One shape for many: the sigmoid is L = 1, k = 1, x₀ = 0.",),
        drawbacks=(
            _SATURATES,
            "Not zero-centred: all outputs have the sign of L.",
            "A weight and a bias already give k and x₀: only L is new to a network.",
        ),
        notes=("Written down for the growth of populations, long before neural networks.",),
        aliases=("generalised sigmoid",),
        spelled_out=True,
    ),
    Activation(
        id="hard_sigmoid",
        name="Hard sigmoid",
        family=FAMILY,
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
        family=FAMILY,
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
        id="arctan",
        name="ArcTan",
        family=FAMILY,
        year=2002,
        source="Kamruzzaman & Aziz 2002, A Note on Activation Function in Multilayer Feedforward "
        "Learning",
        expression=lambda x: atan(x),
        summary="An S-curve between −π/2 and π/2 that flattens slowly.",
        merits=("Zero-centred.", "f′ falls like 1/x²: tails keep more gradient than tanh's."),
        drawbacks=("Saturates on both sides, if slowly.", "Its range ±π/2 is no round number."),
        torch="torch.atan(x)",
        aliases=("atan", "inverse tangent"),
    ),
    Activation(
        id="softsign",
        name="Softsign",
        family=FAMILY,
        year=1993,
        source="Elliott 1993, A Better Activation Function for Artificial Neural Networks",
        expression=lambda x: x / (1 + absolute(x)),
        summary="Tanh's shape from one division.",
        merits=(
            "Zero-centred.",
            "No exponential.",
            "f′ falls like 1/x², so it saturates more gently than tanh.",
        ),
        drawbacks=("Reaches its bounds ±1 slowly.", "f′ has a corner at 0."),
        notes=(
            "f′ = 1/(1 + |x|)²; the form 1 − f² found on the web is tanh's.",
            "Some libraries call “Elliott” the form scaled to (0, 1): f/2 + 1/2.",
        ),
        torch="torch.nn.functional.softsign(x)",
        aliases=("elliott",),
    ),
    Activation(
        id="lecun_tanh",
        name="LeCun tanh",
        family=FAMILY,
        year=1998,
        source="LeCun, Bottou, Orr & Müller 1998, Efficient BackProp",
        expression=lambda x: Float(1.7159) * tanh(Rational(2, 3) * x),
        summary="Tanh scaled so that f(±1) = ±1.",
        merits=(
            "Zero-centred.",
            "Targets ±1 lie inside the range, where |f″| peaks, not out on the flat.",
            "Keeps the variance of normalised inputs near 1.",
        ),
        drawbacks=(_SATURATES,),
        notes=("The constant is 1.7159; some explorers print 1.7519, its digits swapped.",),
        aliases=("scaled tanh",),
    ),
    Activation(
        id="isru",
        name="ISRU",
        family=FAMILY,
        year=2017,
        source="Carlile, Delamarter, Kinney, Marti & Whitney 2017, Improving Deep Learning by "
        "Inverse Square Root Linear Units",
        expression=lambda x, alpha: x / hypot(sqrt(alpha) * x, 1),
        parameters=(
            Parameter("alpha", 1.0, 0.0, 5.0, 0.05, "sets the bounds ±1/√α; 0: the identity"),
        ),
        summary="Inverse square root unit: tanh's shape from a root.",
        merits=("Zero-centred.", "A root is cheaper than an exponential on many machines."),
        drawbacks=(_SATURATES,),
        notes=("Not to be confused with ISRLU, which bends only the negative side.",),
        aliases=("inverse square root unit",),
    ),
    Activation(
        id="sqnl",
        name="SQNL",
        family=FAMILY,
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
        family=FAMILY,
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
        id="log_sigmoid",
        name="Log-sigmoid",
        family=FAMILY,
        year=2011,
        source="Collobert, Kavukcuoglu & Farabet 2011, Torch7 (nn.LogSigmoid)",
        expression=lambda x: -softplus(-x),
        summary="The logarithm of the sigmoid: a log-probability.",
        merits=(
            "f′ = 1 − σ(x) does not vanish for negative inputs: losses built on it keep learning.",
        ),
        drawbacks=("Never positive: not zero-centred.", "Unbounded below.", "Flat on the right."),
        notes=(
            "Computed as −softplus(−x); log(σ(x)) taken literally is −∞ below x ≈ −745.",
            "Rarely a hidden layer's activation; its place is in losses.",
        ),
        torch="torch.nn.functional.logsigmoid(x)",
    ),
)
