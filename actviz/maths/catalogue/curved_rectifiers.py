"""Curved rectifiers: 0 or nearly 0 on the left, a curve or a wave added to ReLU."""

from sympy import Piecewise, cos, sin

from actviz.maths.activation import Activation
from actviz.maths.parameter import Parameter
from actviz.maths.primitives import log1p, nonnegative_power, relu, sigmoid

FAMILY = "Curved rectifiers"

_CAN_DIE = "A unit pushed to the flat side on every example gets no gradient: it is dead."
_QUANTUM = (
    "Parisi, Neagu, Ma & Campean 2020, QReLU and m-QReLU: Two Novel Quantum Activation Functions "
    "to Aid Medical Diagnostics"
)

ENTRIES = (
    Activation(
        id="squared_relu",
        name="Squared ReLU",
        year=2021,
        source="So et al. 2021, Primer: Searching for Efficient Transformers for Language Modeling",
        expression=lambda x: relu(x) ** 2,
        summary="ReLU, squared: no corner at 0.",
        merits=("f′ is continuous.", "Sparse and cheap.", "Did well in large language models."),
        drawbacks=(_CAN_DIE, "Grows like x²: large inputs can blow up.", "Not zero-centred."),
        aliases=("ReQU",),
    ),
    Activation(
        id="star_relu",
        name="StarReLU",
        year=2022,
        source="Yu et al. 2022, MetaFormer Baselines for Vision",
        expression=lambda x, s, b: s * relu(x) ** 2 + b,
        parameters=(
            Parameter("s", 0.8944, 0.0, 2.0, 0.0004, "scale, shared by the network and learned"),
            Parameter("b", -0.4472, -2.0, 2.0, 0.0004, "offset, shared by the network and learned"),
        ),
        summary="A squared ReLU, scaled and shifted to mean 0 and variance 1.",
        merits=(
            "On standard normal inputs the output has mean 0 and variance 1.",
            "f′ is continuous.",
            "Cheaper than GELU: four operations.",
        ),
        drawbacks=(_CAN_DIE, "Grows like x²: large inputs can blow up."),
        notes=(
            "s = 2/√5 ≈ 0.8944 and b = −1/√5 ≈ −0.4472; both belong to it: without b it would be "
            "a scaled square.",
        ),
    ),
    Activation(
        id="repu",
        name="RePU",
        year=2019,
        source="Li, Tang & Yu 2019, Better Approximations of High Dimensional Smooth Functions by "
        "Deep Neural Networks with Rectified Power Units",
        expression=lambda x, p: nonnegative_power(relu(x), p),
        parameters=(Parameter("p", 1.5, 1.0, 4.0, 0.05, "power: 1 is ReLU, 2 its square"),),
        summary="ReLU to a power.",
        merits=(
            "f has p − 1 continuous derivatives.",
            "Networks of it with p = 2 or more represent polynomials exactly.",
        ),
        drawbacks=(_CAN_DIE, "Grows like x^p: large inputs can blow up.", "Not zero-centred."),
        notes=(
            "The paper takes whole numbers p ≥ 2; 1.5 shows a curve between ReLU and its square.",
        ),
        aliases=("rectified power unit",),
    ),
    Activation(
        id="nlrelu",
        name="NLReLU",
        year=2019,
        source="Liu, Zhang, Gao, Qu & Ji 2019, Natural-Logarithm-Rectified Activation Function "
        "in Convolutional Neural Networks",
        expression=lambda x, beta: log1p(beta * relu(x)),
        parameters=(Parameter("beta", 1.0, 0.05, 5.0, 0.05, "slope right of 0"),),
        summary="The logarithm of 1 + βx on the right, 0 on the left.",
        merits=("Compresses large activations: less shift between layers.", "Sparse."),
        drawbacks=(_CAN_DIE, "f′ falls like 1/x: large inputs learn slowly.", "Not zero-centred."),
        aliases=("natural-logarithm ReLU",),
    ),
    Activation(
        id="qrelu",
        name="QReLU",
        year=2020,
        source=_QUANTUM,
        expression=lambda x: Piecewise((x, x > 0), (x * (x - 2) / 100, True)),
        summary="A leaky ReLU whose left side is a shallow parabola that rises again.",
        merits=("Cannot die: f′ is 0 at no point.", "Only products."),
        drawbacks=(
            "Not monotonic: positive on both sides, so two inputs give the same output.",
            "Grows like x² on the left.",
            "f′ jumps at 0, from −0.02 to 1.",
        ),
        notes=(
            "The name stands for quantum: the paper takes its terms from superposition and "
            "entanglement; the function runs on any computer.",
        ),
    ),
    Activation(
        id="sine_relu",
        name="SineReLU",
        year=2018,
        source="Rodrigues 2018, SineReLU — An Alternative to the ReLU Activation Function (also in "
        "keras-contrib)",
        expression=lambda x, epsilon: Piecewise((x, x > 0), (epsilon * (sin(x) - cos(x)), True)),
        parameters=(
            Parameter("epsilon", 0.0025, 0.0, 1.0, 0.0025, "size of the wave on the left"),
        ),
        summary="ReLU with a small wave on the left, so that the gradient is rarely 0.",
        merits=("A unit on the left still gets a gradient, of size ε at most √2.",),
        drawbacks=(
            "Jumps at 0, by ε.",
            "The gradient on the left changes sign from place to place.",
            "With the usual ε the wave is too small to see.",
        ),
        notes=(
            "keras-contrib takes the larger of x and the wave, which differs only within 1.5 ε "
            "left of 0.",
        ),
    ),
    Activation(
        id="vlu",
        name="Variational linear unit",
        year=2021,
        source="Gupta & Ahuja 2021, Parametric Variational Linear Units (PVLUs) in Deep "
        "Convolutional Networks",
        expression=lambda x, alpha, beta: relu(x) + alpha * sin(beta * x),
        parameters=(
            Parameter("alpha", 1.0, 0.0, 2.0, 0.05, "size of the wave"),
            Parameter("beta", 1.0, 0.0, 5.0, 0.05, "angular frequency of the wave"),
        ),
        summary="ReLU plus a sine.",
        merits=("Cannot die while αβ ≠ 0: f′ is 0 only at single points.",),
        drawbacks=("Many inputs give one output: more local minima.", "f′ changes sign."),
        notes=(
            "With α and β learned it is PVLU. A library calls α = β = 1, the default here, "
            "SinReLU.",
        ),
        aliases=("SinReLU", "PVLU"),
    ),
    Activation(
        id="cos_relu",
        name="CosReLU",
        year=2022,
        source="Ardehkhani & Ardehkhani 2022, ActTensor (a library; it names no paper)",
        expression=lambda x: relu(x) + cos(x),
        summary="ReLU plus a cosine.",
        merits=("Cannot die: f′ is 0 only at single points.",),
        drawbacks=(
            "Not zero-centred.",
            "Many inputs give one output: more local minima.",
            "f′ changes sign on the left.",
        ),
    ),
    Activation(
        id="flattened_t_swish",
        name="Flattened-T Swish",
        year=2018,
        source="Chieng, Wahid, Ong & Perla 2018, Flatten-T Swish: A Thresholded ReLU-Swish-Like "
        "Activation Function for Deep Learning",
        expression=lambda x, t: Piecewise((x * sigmoid(x) + t, x > 0), (t, True)),
        parameters=(Parameter("t", -0.2, -1.0, 1.0, 0.02, "value of the flat left side"),),
        summary="SiLU on the right, the constant T on the left.",
        merits=("Sparse like ReLU, but a negative T moves the mean output towards 0.",),
        drawbacks=(_CAN_DIE, "f′ jumps at 0, from 0 to 1/2."),
        notes=("The paper found T = −0.20 best. f′(0) is 0 here.",),
        aliases=("FTS",),
    ),
)
