"""Rectifiers: linear on the right, flat or less steep on the left."""

from sympy import Expr, Piecewise, Symbol

from actviz.maths.activation import Activation
from actviz.maths.parameter import Parameter
from actviz.maths.primitives import relu

FAMILY = "Rectifiers"

_RRELU_PAPER = (
    "Xu, Wang, Chen & Li 2015, Empirical Evaluation of Rectified Activations in Convolutional "
    "Network"
)
_CAN_DIE = "A unit pushed to the flat side on every example gets no gradient: it is dead."


def _leaky(x: Symbol, alpha: Expr) -> Expr:
    return Piecewise((x, x > 0), (alpha * x, True))


_DIVISOR_RRELU = Activation(
    id="rrelu_divisor",
    name="Randomized ReLU (divisors of Xu et al.)",
    year=2015,
    source=_RRELU_PAPER,
    expression=lambda x, l, u: Piecewise((x, x > 0), (2 * x / (l + u), True)),  # noqa: E741
    parameters=(
        Parameter("l", 3.0, 1.0, 10.0, 0.1, "lower end of the random divisor"),
        Parameter("u", 8.0, 1.0, 10.0, 0.1, "upper end of the random divisor"),
    ),
    summary="In training x is divided by a number drawn from U(l, u), at test time by their mean.",
    merits=("The noise acts as a regulariser: less overfitting was reported in a contest.",),
    drawbacks=("Training is noisy.", "Two ends of a range to choose."),
    notes=("U(3, 8) won the contest: the test-time slope is 1/5.5 ≈ 0.182.",),
)

ENTRIES = (
    Activation(
        id="relu",
        name="ReLU",
        year=2010,
        source="Nair & Hinton 2010, Rectified Linear Units Improve Restricted Boltzmann Machines",
        expression=lambda x: relu(x),
        summary="Passes what is positive, blocks the rest.",
        merits=(
            "Cheap: a comparison, no exponential.",
            "Does not saturate for positive inputs, which speeds up gradient descent.",
            "Sparse: at random initialisation about half of the units are off.",
            "Scale-invariant: max(0, αx) = α max(0, x) for α ≥ 0.",
            "One-sided, as biological neurons are.",
        ),
        drawbacks=(
            f"{_CAN_DIE} A high learning rate can kill a large share of a network.",
            "Not zero-centred.",
            "Unbounded: activations can grow without limit.",
            "Not differentiable at 0.",
        ),
        notes=(
            "f′(0) is set to 0, as in PyTorch; some texts set 1.",
            "“No vanishing or exploding gradients” is true of the active side of this function; "
            "the weights of a network can still make them vanish or explode.",
        ),
        torch="torch.nn.functional.relu(x)",
        aliases=("rectifier", "rectified linear unit", "ramp"),
    ),
    Activation(
        id="leaky_relu",
        name="Leaky ReLU",
        year=2013,
        source="Maas, Hannun & Ng 2013, Rectifier Nonlinearities Improve Neural Network Acoustic "
        "Models",
        expression=_leaky,
        parameters=(Parameter("alpha", 0.01, 0.0, 1.0, 0.01, "slope for negative inputs, fixed"),),
        summary="A small slope on the left keeps the gradient alive.",
        merits=("Cannot die while α > 0: some gradient always flows.", "As cheap as ReLU."),
        drawbacks=("The gain over ReLU is not consistent across tasks.", "α is chosen by hand."),
        notes=(
            "The slope is 0.01 in the paper and in PyTorch (the default here), 0.2 or 0.3 in "
            "Keras, 0.1 in darknet.",
            "f′(0) is α, as in PyTorch.",
        ),
        torch="torch.nn.functional.leaky_relu(x, negative_slope={alpha})",
        aliases=("LReLU",),
    ),
    Activation(
        id="prelu",
        name="Parametric ReLU",
        year=2015,
        source="He, Zhang, Ren & Sun 2015, Delving Deep into Rectifiers",
        expression=_leaky,
        parameters=(
            Parameter("alpha", 0.25, -0.5, 2.0, 0.01, "slope for negative inputs, learned"),
        ),
        summary="A leaky ReLU whose slope is learned with the weights.",
        merits=(
            "The data choose the slope, per channel or shared.",
            "Cannot die while α ≠ 0.",
            "For α ≤ 1 it is max(x, αx), a maxout of two linear pieces.",
        ),
        drawbacks=(
            "Whether it helps varies from task to task.",
            "The extra parameter can overfit small data sets.",
        ),
        notes=(
            "max(x, αx) is PReLU only for α ≤ 1; above, the maximum takes the other piece.",
            "Learning starts at α = 0.25 in the paper and in PyTorch (the default here), at 0 in "
            "Keras, at 0.01 in Flax.",
            "f′(0) is α, as in PyTorch.",
        ),
        torch="torch.nn.functional.prelu(x, torch.tensor({alpha}, dtype=x.dtype))",
        aliases=("PReLU",),
    ),
    Activation(
        id="rrelu",
        name="Randomized ReLU",
        year=2015,
        source=_RRELU_PAPER,
        expression=lambda x, l, u: Piecewise((x, x > 0), (x * (l + u) / 2, True)),  # noqa: E741
        parameters=(
            Parameter("l", 1 / 8, 0.0, 1.0, 0.005, "lower end of the random slope"),
            Parameter("u", 1 / 3, 0.0, 1.0, 0.005, "upper end of the random slope"),
        ),
        summary="In training the left slope is drawn from U(l, u); shown here is the test-time "
        "mean.",
        merits=("The noise acts as a regulariser: less overfitting was reported in a contest.",),
        drawbacks=("Training is noisy.", "Two ends of a range to choose."),
        notes=(
            "PyTorch draws slopes from U(1/8, 1/3) and tests with their mean 11/48 (the default "
            "here). Xu et al. divide: x/a with a from U(3, 8), and x/5.5 at test time.",
            "The two are not the same law: the mean of 1/a is ln(8/3)/5 ≈ 0.196, not 0.229.",
            "Texts that draw slopes in [0, 1) and then divide by (l + u)/2 mix the two forms.",
            "f′(0) is the mean slope, as in PyTorch.",
        ),
        torch="torch.nn.functional.rrelu(x, lower={l}, upper={u}, training=False)",
        forms=(_DIVISOR_RRELU,),
        aliases=("RReLU",),
    ),
    Activation(
        id="relu6",
        name="ReLU6",
        year=2010,
        source="Krizhevsky 2010, Convolutional Deep Belief Networks on CIFAR-10",
        expression=lambda x: Piecewise((0, x <= 0), (6, x >= 6), (x, True)),
        summary="ReLU with a ceiling at 6.",
        merits=("Bounded: safe in low-precision arithmetic.", "As cheap as ReLU."),
        drawbacks=(_CAN_DIE, "Flat above 6 as well.", "Not zero-centred."),
        notes=("f′(0) and f′(6) are 0, as in PyTorch.",),
        torch="torch.nn.functional.relu6(x)",
        aliases=("capped ReLU",),
    ),
    Activation(
        id="threshold",
        name="Threshold",
        year=2014,
        source="Konda, Memisevic & Krueger 2014, Zero-Bias Autoencoders and the Benefits of "
        "Co-Adapting Features",
        expression=lambda x, theta, v: Piecewise((x, x > theta), (v, True)),
        parameters=(
            Parameter("theta", 1.0, -3.0, 3.0, 0.1, "threshold: the identity above it"),
            Parameter("v", 0.0, -3.0, 3.0, 0.1, "value at and below the threshold"),
        ),
        summary="The identity above a threshold, a constant below.",
        merits=("Sparse.", "Passes large inputs unchanged and needs no bias."),
        drawbacks=(_CAN_DIE, "Jumps at θ unless v = θ."),
        notes=(
            "PyTorch has no default for θ or v; θ = 1, v = 0 is the paper's and Keras's choice.",
            "f′(θ) is 0, as in PyTorch.",
        ),
        torch="torch.nn.functional.threshold(x, threshold={theta}, value={v})",
        aliases=("thresholded ReLU", "TRec"),
    ),
)
