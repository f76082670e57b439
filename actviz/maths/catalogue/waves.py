"""Waves: they rise and fall again and again."""

from sympy import Expr, Symbol, cos, exp, pi, sin

from actviz.maths.activation import Activation
from actviz.maths.parameter import Parameter
from actviz.maths.primitives import sinc

FAMILY = "Waves"

_NOEL = (
    "Noel, Bharadwaj, Muthiah-Nakarajan, Dutta & Amali 2021, Biologically Inspired Oscillating "
    "Activation Functions Can Bridge the Performance Gap between Biological and Artificial Neurons"
)


def _decaying_sine(x: Symbol) -> Expr:
    return pi / 2 * (sinc(x - pi) - sinc(x + pi))


ENTRIES = (
    Activation(
        id="sinusoid",
        name="Sinusoid",
        year=2014,
        source="Gashler & Ashmore 2014, Training Deep Fourier Neural Networks to Fit Time-Series "
        "Data",
        expression=lambda x, omega: sin(omega * x),
        parameters=(
            Parameter("omega", 1.0, 0.1, 10.0, 0.1, "angular frequency", logarithmic=True),
        ),
        summary="A wave without end.",
        merits=(
            "Zero-centred and bounded.",
            "Suits periodic data, images and sounds given as functions of place or time.",
            "Every derivative is again a wave.",
        ),
        drawbacks=(
            "Many inputs give one output: the loss has many local minima.",
            "Needs careful initial weights.",
        ),
        notes=("ω = 1 is the plain sine; SIREN (Sitzmann et al. 2020) uses ω = 30.",),
        torch="torch.sin({omega} * x)",
        aliases=("sine", "sin"),
    ),
    Activation(
        id="cosine",
        name="Cosine",
        year=2007,
        source="Rahimi & Recht 2007, Random Features for Large-Scale Kernel Machines",
        expression=lambda x, omega: cos(omega * x),
        parameters=(
            Parameter("omega", 1.0, 0.1, 10.0, 0.1, "angular frequency", logarithmic=True),
        ),
        summary="The sine a quarter of a wave earlier: an even function.",
        merits=(
            "With random weights, sums of it approximate a Gaussian kernel.",
            "Bounded, and every derivative is again a wave.",
        ),
        drawbacks=(
            "Many inputs give one output: the loss has many local minima.",
            "f′(0) = 0: inputs near 0 learn slowly.",
        ),
        torch="torch.cos({omega} * x)",
        aliases=("cos",),
    ),
    Activation(
        id="sinc",
        name="Sinc",
        year=2008,
        source="Efe 2008, Novel Neuronal Activation Functions for Feedforward Neural Networks",
        expression=lambda x: sinc(x),
        summary="A wave that dies away from 0.",
        merits=("Smooth and bounded.", "Answers mainly to inputs near 0."),
        drawbacks=("Not monotonic: many local minima.", "f′ fades and changes sign outside."),
        notes=("sin x / x with f(0) = 1; torch.sinc and numpy.sinc mean sin πx / πx.",),
        torch="torch.sinc(x / torch.pi)",
        aliases=("cardinal sine",),
    ),
    Activation(
        id="gcu",
        name="Growing cosine unit",
        year=2021,
        source="Noel, Trivedi & Dutta 2021, Growing Cosine Unit",
        expression=lambda x: x * cos(x),
        summary="A cosine that grows with its input.",
        merits=("A single unit can learn XOR.", "Near 0 it is the identity."),
        drawbacks=(
            "f′ grows like x and changes sign: far inputs get wild gradients.",
            "Many inputs give one output.",
        ),
        aliases=("GCU",),
    ),
    Activation(
        id="dsu",
        name="Decaying sine unit",
        year=2021,
        source=_NOEL,
        expression=_decaying_sine,
        summary="Two sincs of opposite sign, at π and −π: a wave that fades.",
        merits=("Zero-centred and bounded.", "A single unit can learn XOR."),
        drawbacks=("Far out f and f′ fade like 1/x².", "Many inputs give one output."),
        notes=("It equals π² sin x/(π² − x²). The sinc is sin x/x.",),
        aliases=("DSU",),
    ),
    Activation(
        id="snake",
        name="Snake",
        year=2020,
        source="Ziyin, Hartwig & Ueda 2020, Neural Networks Fail to Learn Periodic Functions and "
        "How to Fix It",
        expression=lambda x, a: x + sin(a * x) ** 2 / a,
        parameters=(
            Parameter("a", 1.0, 0.1, 10.0, 0.1, "frequency: the period is π/a", logarithmic=True),
        ),
        summary="The identity with a wave on top.",
        merits=("Monotonic, yet it learns periodic data and continues them.", "Smooth."),
        drawbacks=("f′ is 0 once in every period.", "Unbounded.", "Not zero-centred."),
        notes=("f′ = 1 + sin 2ax, between 0 and 2.",),
    ),
    Activation(
        id="gabor",
        name="Gabor wavelet",
        year=2023,
        source="Saragadam et al. 2023, WIRE: Wavelet Implicit Neural Representations",
        expression=lambda x, omega, s: cos(omega * x) * exp(-((s * x) ** 2)),
        parameters=(
            Parameter("omega", 4.0, 0.1, 20.0, 0.1, "angular frequency of the wave"),
            Parameter("s", 0.5, 0.1, 3.0, 0.05, "narrowness of the bell around it"),
        ),
        summary="A wave inside a bell.",
        merits=(
            "Local in place and in frequency: suits images given as functions of place.",
            "Smooth and bounded.",
        ),
        drawbacks=("Far from 0 both f and f′ are as good as 0.", "Many local minima."),
        notes=("The real part of the paper's complex wavelet; its ω and s are larger.",),
    ),
)
