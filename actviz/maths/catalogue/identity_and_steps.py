"""Identity and steps: the two extremes, no threshold and nothing else."""

from sympy import Piecewise

from actviz.maths.activation import Activation
from actviz.maths.primitives import root_minus_one

FAMILY = "Identity and steps"

ENTRIES = (
    Activation(
        id="identity",
        name="Identity",
        family=FAMILY,
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
        family=FAMILY,
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
        id="bent_identity",
        name="Bent identity",
        family=FAMILY,
        year=2019,
        source="Godfrey 2019, An Evaluation of Parametric Activation Functions for Deep Learning "
        "(the bendable linear unit at β = ½)",
        expression=lambda x: root_minus_one(x) / 2 + x,
        summary="A line of slope ½ on the left that bends to slope 3/2 on the right.",
        merits=("Smooth.", "f′ stays between 1/2 and 3/2: neither dies nor saturates."),
        drawbacks=("Nearly linear: bends little.", "Unbounded on both sides.", "Not zero-centred."),
        notes=("The name stood in Wikipedia's table, without a paper, before the source above.",),
    ),
)
