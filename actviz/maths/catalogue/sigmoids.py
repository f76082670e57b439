"""Sigmoids: S-shaped, flat on both sides."""

from sympy import Float, Piecewise, Rational, atan, sqrt

from actviz.maths.activation import Activation
from actviz.maths.parameter import Parameter
from actviz.maths.primitives import (
    absolute,
    expm1,
    hypot,
    sigmoid,
    sigmoid_complement,
    softplus,
    tanh,
)

FAMILY = "Sigmoids"

_SATURATES = "Saturates on both sides: there f′ is almost 0, and little gradient passes."


ENTRIES = (
    Activation(
        id="sigmoid",
        name="Sigmoid",
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
            "share a sign and gradient descent zig-zags; summing over a batch softens this.",
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
        id="arctan",
        name="ArcTan",
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
        id="elliott_sigmoid",
        name="Elliott sigmoid",
        year=1993,
        source="Elliott 1993, A Better Activation Function for Artificial Neural Networks",
        expression=lambda x: x / (2 * (1 + absolute(x))) + Rational(1, 2),
        summary="The sigmoid's shape from one division: softsign moved to (0, 1).",
        merits=("No exponential.", "f′ falls like 1/x²: tails keep more gradient than σ's."),
        drawbacks=("Not zero-centred.", "Reaches 0 and 1 slowly.", "f′ has a corner at 0."),
        notes=(
            "SNNS and the libraries after it call this form “Elliott”; others mean softsign, "
            "which is 2f − 1.",
        ),
    ),
    Activation(
        id="penalized_tanh",
        name="Penalized tanh",
        year=2016,
        source="Xu, Huang & Li 2016, Revise Saturated Activation Functions",
        expression=lambda x, a: Piecewise((tanh(x), x > 0), (a * tanh(x), True)),
        parameters=(Parameter("a", 0.25, 0.0, 1.0, 0.01, "how much of tanh the left side keeps"),),
        summary="A leaky ReLU's idea for tanh: the left side is scaled down.",
        merits=(
            "Bounded, and its mean output lies between tanh's and ReLU's.",
            "The most stable of 21 functions over eight language tasks (Eger et al. 2018).",
        ),
        drawbacks=(_SATURATES, "Not zero-centred for a < 1.", "f′ jumps at 0 for a < 1."),
        notes=("f′(0) is a: the left slope, as for leaky ReLU.",),
        aliases=("leaky tanh",),
    ),
    Activation(
        id="hexpo",
        name="Hexpo",
        year=2017,
        source="Kong & Takatsuka 2017, Hexpo: A Vanishing-Proof Activation Function",
        expression=lambda x, a, b, c, d: Piecewise(
            (-a * expm1(-x / b), x >= 0), (c * expm1(x / d), True)
        ),
        parameters=(
            Parameter("a", 1.0, 0.1, 5.0, 0.1, "upper bound"),
            Parameter("b", 1.0, 0.1, 5.0, 0.1, "how far the right side takes to bend"),
            Parameter("c", 1.0, 0.1, 5.0, 0.1, "lower bound, as −c"),
            Parameter("d", 1.0, 0.1, 5.0, 0.1, "how far the left side takes to bend"),
        ),
        summary="Two exponentials, each with its own bound and its own slope at 0.",
        merits=(
            "Bounds and slopes are free: a large b or d keeps the gradient far out.",
            "Zero-centred for a = c and b = d.",
        ),
        drawbacks=(_SATURATES, "Four parameters to choose.", "f′ jumps at 0 unless a/b = c/d."),
        notes=("f′(0) is a/b, the right slope. All four are 1 here to show the plain shape.",),
    ),
    Activation(
        id="dsilu",
        name="dSiLU",
        year=2017,
        source="Elfwing, Uchibe & Doya 2017, Sigmoid-Weighted Linear Units for Neural Network "
        "Function Approximation in Reinforcement Learning",
        expression=lambda x: sigmoid(x) * (1 + x * sigmoid_complement(x)),
        summary="The slope of SiLU, used as a function: a sigmoid that overshoots on both sides.",
        merits=("Steeper than the sigmoid: f′(0) = 1/2 instead of 1/4.", "Smooth and bounded."),
        drawbacks=(
            _SATURATES,
            "Not monotonic: 1.0998 at x ≈ 2.4, −0.0998 at −2.4.",
            "Not zero-centred.",
        ),
        aliases=("derivative of SiLU",),
    ),
    Activation(
        id="log_sigmoid",
        name="Log-sigmoid",
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
