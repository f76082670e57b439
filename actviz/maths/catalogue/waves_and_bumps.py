"""Waves and bumps: not monotonic, periodic or local."""

from sympy import exp, sin

from actviz.maths.activation import Activation, Parameter
from actviz.maths.primitives import sinc

FAMILY = "Waves and bumps"

ENTRIES = (
    Activation(
        id="sinusoid",
        name="Sinusoid",
        family=FAMILY,
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
        id="sinc",
        name="Sinc",
        family=FAMILY,
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
        id="gaussian",
        name="Gaussian",
        family=FAMILY,
        year=1988,
        source="Broomhead & Lowe 1988, Multivariable Functional Interpolation and Adaptive "
        "Networks",
        expression=lambda x: exp(-(x**2)),
        summary="A bump at 0: answers to one region only.",
        merits=("Smooth and bounded.", "Local: the unit of radial basis function networks."),
        drawbacks=("Far from 0 both f and f′ are as good as 0.", "Not zero-centred."),
        notes=("Also written e^(−x²/2) or with a width σ; here it is e^(−x²).",),
        aliases=("radial basis", "bell curve"),
    ),
)
