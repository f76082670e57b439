"""Identity and steps: the two extremes, no threshold and nothing else."""

from sympy import Piecewise

from actviz.maths.activation import Activation
from actviz.maths.parameter import Parameter
from actviz.maths.primitives import root_minus_one, signum

FAMILY = "Identity and steps"

_GODFREY = "Godfrey 2019, An Evaluation of Parametric Activation Functions for Deep Learning"

ENTRIES = (
    Activation(
        id="identity",
        name="Identity",
        year=1960,
        source="Widrow & Hoff 1960, Adaptive Switching Circuits",
        expression=lambda x: x,
        summary="Changes nothing.",
        merits=("The natural output of a regression.", "f′ = 1: the gradient passes whole."),
        drawbacks=(
            "Not non-linear: layers of it collapse into one linear map, and no space is folded.",
        ),
        torch="torch.nn.Identity()(x)",
        aliases=("linear",),
    ),
    Activation(
        id="binary_step",
        name="Binary step",
        year=1943,
        source="McCulloch & Pitts 1943, A Logical Calculus of the Ideas Immanent in Nervous "
        "Activity",
        expression=lambda x: Piecewise((1, x >= 0), (0, True)),
        summary="Off or on: the original threshold.",
        merits=("A clean partition of the space in two.", "One bit per unit."),
        drawbacks=(
            "f′ is 0 wherever it exists: gradient descent cannot train it.",
            "Not zero-centred.",
        ),
        notes=(
            "f(0) is 1 here, the usual Heaviside convention; some libraries give 0.",
            "At 0 there is no derivative; f′(0) is set to 0.",
        ),
        aliases=("heaviside", "unit step"),
    ),
    Activation(
        id="signum",
        name="Signum",
        year=2016,
        source="Courbariaux, Hubara, Soudry, El-Yaniv & Bengio 2016, Binarized Neural Networks",
        expression=lambda x: signum(x),
        summary="The sign of the input: −1 or 1.",
        merits=("Zero-centred, and one bit per unit: weights and activations fit in bits.",),
        drawbacks=(
            "f′ is 0 wherever it exists: training needs a stand-in, such as hard tanh's slope.",
        ),
        notes=("f(0) is 0 here, as in PyTorch; binary networks take 1.",),
        torch="torch.sign(x)",
        aliases=("sign", "bipolar step"),
    ),
    Activation(
        id="bent_identity",
        name="Bent identity",
        year=2019,
        source=f"{_GODFREY} (the bendable linear unit at β = ½)",
        expression=lambda x: root_minus_one(x) / 2 + x,
        summary="A line of slope ½ on the left that bends to slope 3/2 on the right.",
        merits=("Smooth.", "f′ stays between 1/2 and 3/2: neither dies nor saturates."),
        drawbacks=("Nearly linear: bends little.", "Unbounded on both sides.", "Not zero-centred."),
        notes=("The name stood in Wikipedia's table, without a paper, before the source above.",),
    ),
    Activation(
        id="blu",
        name="Bendable linear unit",
        year=2019,
        source=_GODFREY,
        expression=lambda x, beta: beta * root_minus_one(x) + x,
        parameters=(
            Parameter("beta", 0.9, -1.0, 1.0, 0.05, "bend: 0 is a line, ±1 a smooth ReLU"),
        ),
        summary="A line that learns to bend up or down.",
        merits=("f′ stays between 1 − |β| and 1 + |β|.", "Smooth, and it starts as the identity."),
        drawbacks=("Unbounded on both sides for |β| < 1.", "Not zero-centred."),
        notes=("β = ½ is the bent identity. The defaults here are chosen to show a bend.",),
        aliases=("BLU",),
    ),
)
