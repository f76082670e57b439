"""Gated by a sigmoid: the input times a curve from 0 to 1, as in GELU and Swish."""

from sympy import Expr, Float, Piecewise, Symbol, exp, pi, sin, sqrt

from actviz.maths.activation import Activation
from actviz.maths.parameter import Parameter
from actviz.maths.primitives import (
    capped,
    moderate,
    normal_cdf,
    sigmoid,
    sigmoid_power,
    tanh_plus_one,
)

FAMILY = "Gated by a sigmoid"

_DIP = "Not monotonic: it dips below 0, so two inputs can give the same output."
_GELU = "Hendrycks & Gimpel 2016, Gaussian Error Linear Units"


def _gelu_tanh(x: Symbol) -> Expr:
    inside = moderate(x) + Float(0.044715) * moderate(x) ** 3
    return x * tanh_plus_one(sqrt(2 / pi) * inside) / 2


def _hard_swish(x: Symbol) -> Expr:
    return Piecewise((0, x <= -3), (x, x >= 3), (x * (x + 3) / 6, True))


def _smooth_maximum(x: Symbol, alpha: Symbol, mu: Symbol) -> Expr:
    # ((1 + α) x + (1 - α) x erf(μ (1 - α) x))/2, whose left side cancels as erf nears -1.
    return alpha * x + (1 - alpha) * x * normal_cdf(sqrt(2) * mu * (1 - alpha) * x)


ENTRIES = (
    Activation(
        id="gelu",
        name="GELU",
        year=2016,
        source=_GELU,
        expression=lambda x: x * normal_cdf(x),
        summary="The input times the chance that a standard normal lies below it.",
        merits=("Smooth.", "The usual choice in Transformers.", "Keeps some gradient left of 0."),
        drawbacks=("Dearer than ReLU.", _DIP, "Far left f′ is as good as 0."),
        notes=(
            "Three forms share the name: exact (PyTorch and Keras by default, and here), the tanh "
            "form (JAX and Flax by default), and x·σ(1.702x).",
        ),
        torch="torch.nn.functional.gelu(x)",
        aliases=("Gaussian error linear unit",),
    ),
    Activation(
        id="gelu_tanh",
        name="GELU (tanh form)",
        year=2016,
        source=_GELU,
        expression=_gelu_tanh,
        summary="GELU with Φ replaced by a tanh; within 0.0005 of the exact curve.",
        merits=("Needs no error function.", "The form GPT-2 was trained with."),
        drawbacks=("Not quite GELU: mixing the two forms changes a trained network.", _DIP),
        torch="torch.nn.functional.gelu(x, approximate='tanh')",
        aliases=("approximate GELU",),
    ),
    Activation(
        id="quick_gelu",
        name="Quick GELU",
        year=2016,
        source=_GELU,
        expression=lambda x: x * sigmoid(Float(1.702) * x),
        summary="GELU with Φ replaced by a sigmoid; within 0.021 of the exact curve.",
        merits=("One exponential.", "The form CLIP was trained with."),
        drawbacks=("Not quite GELU: mixing the two forms changes a trained network.", _DIP),
        notes=("Swish with β = 1.702.",),
        aliases=("GELU (sigmoid form)",),
    ),
    Activation(
        id="silu",
        name="SiLU",
        year=2016,
        source=_GELU,
        expression=lambda x: x * sigmoid(x),
        summary="The input times its own sigmoid.",
        merits=("Smooth.", "Keeps some gradient left of 0.", "No parameter to choose."),
        drawbacks=("Dearer than ReLU.", _DIP),
        notes=(
            "Named with GELU in 2016, studied by Elfwing, Uchibe & Doya (2017), found again by "
            "search as Swish with β = 1 (Ramachandran, Zoph & Le 2017).",
        ),
        torch="torch.nn.functional.silu(x)",
        aliases=("sigmoid linear unit", "swish-1", "SoLU"),
    ),
    Activation(
        id="swish",
        name="Swish",
        year=2017,
        source="Ramachandran, Zoph & Le 2017, Searching for Activation Functions",
        expression=lambda x, beta: x * sigmoid(beta * x),
        parameters=(
            Parameter("beta", 1.0, 0.0, 10.0, 0.1, "gate: 0 is x/2, large is ReLU; can be learned"),
        ),
        summary="From a line to ReLU by one parameter.",
        merits=("Smooth.", "Keeps some gradient left of 0.", "β can be learned."),
        drawbacks=("Dearer than ReLU.", f"{_DIP[:-1]} (for β > 0)."),
        notes=("With β = 1 it is SiLU; many libraries use the two names for that one curve.",),
    ),
    Activation(
        id="e_swish",
        name="E-Swish",
        year=2018,
        source="Alcaide 2018, E-Swish: Adjusting Activations to Different Network Depths",
        expression=lambda x, beta: beta * x * sigmoid(x),
        parameters=(Parameter("beta", 1.5, 1.0, 2.0, 0.025, "scale of the whole curve"),),
        summary="SiLU times a constant above 1.",
        merits=("Steeper than SiLU: larger gradients in the layers below.", "Smooth."),
        drawbacks=("The next layer's weights can do the same.", _DIP),
        notes=(
            "β multiplies the output; in Swish it stands inside the sigmoid. The paper advises 1 "
            "to 2, smaller for deeper networks; 1.5 is chosen here.",
        ),
    ),
    Activation(
        id="hard_swish",
        name="Hard swish",
        year=2019,
        source="Howard et al. 2019, Searching for MobileNetV3",
        expression=_hard_swish,
        summary="Swish with the hard sigmoid as its gate.",
        merits=("Swish's dip without an exponential: fast on phones.",),
        drawbacks=(
            "f′ is exactly 0 below −3: a unit can die.",
            "f′ jumps at −3 and at 3.",
            _DIP,
        ),
        notes=("f′(−3) = 0 and f′(3) = 1, as in PyTorch.",),
        torch="torch.nn.functional.hardswish(x)",
        aliases=("h-swish", "hard SiLU"),
    ),
    Activation(
        id="acon_c",
        name="ACON-C",
        year=2021,
        source="Ma, Zhang, Liu & Sun 2021, Activate or Not: Learning Customized Activation",
        expression=lambda x, p1, p2, beta: (p1 - p2) * x * sigmoid(beta * (p1 - p2) * x) + p2 * x,
        parameters=(
            Parameter("p1", 1.0, -1.0, 2.0, 0.05, "slope far right (while p₁ > p₂, β > 0)"),
            Parameter("p2", 0.1, -1.0, 2.0, 0.05, "slope far left"),
            Parameter(
                "beta", 1.0, 0.0, 10.0, 0.1, "0: a straight line; large: two straight pieces"
            ),
        ),
        summary="A smooth maximum of two lines p₁x and p₂x, with a switch between bent and linear.",
        merits=(
            "The network learns whether a channel is non-linear at all.",
            "Swish is p₁ = 1, p₂ = 0; large β gives leaky ReLU.",
        ),
        drawbacks=("Three parameters per channel.", "Needs an exponential."),
        notes=(
            "The paper draws p₁ and p₂ at random and starts at β = 1; p₂ = 0.1 shows both slopes.",
        ),
    ),
    Activation(
        id="aria2",
        name="ARiA-2",
        year=2018,
        source="Patwardhan, Ingalhalikar & Walambe 2018, ARiA: Utilizing Richard's Curve for "
        "Controlling the Non-Monotonicity of the Activation Function in Deep Neural Nets",
        expression=lambda x, alpha, beta: x * sigmoid_power(beta * x, alpha),
        parameters=(
            Parameter("alpha", 1.5, 0.5, 3.0, 0.05, "power of the gate: larger closes it further"),
            Parameter("beta", 2.0, 0.1, 5.0, 0.1, "sharpness of the gate"),
        ),
        summary="The input times Richards's growth curve: Swish with a lopsided gate.",
        merits=("α sets the dip, β the sharpness, separately.", "Smooth."),
        drawbacks=("Dearer than ReLU: an exponential and a power.", _DIP),
        notes=(
            "x(1 + e^(−βx))^(−α): the factor x belongs to it, though two libraries leave it out, "
            "which draws the gate alone. α = 1 is Swish.",
        ),
        aliases=("Richards's curve unit",),
    ),
    Activation(
        id="sinlu",
        name="SinLU",
        year=2022,
        source="Paul, Bandyopadhyay, Yoon, Geem & Sarkar 2022, SinLU: Sinu-Sigmoidal Linear Unit",
        expression=lambda x, a, b: (x + a * sin(b * x)) * sigmoid(x),
        parameters=(
            Parameter("a", 1.0, 0.0, 3.0, 0.05, "size of the wave"),
            Parameter("b", 1.0, 0.0, 5.0, 0.05, "angular frequency of the wave"),
        ),
        summary="SiLU with a sine added to the input before the gate.",
        merits=("a and b are learned with the weights.", "Smooth."),
        drawbacks=("For ab > 1 it wiggles on the right.", "Needs a sine and an exponential."),
        notes=("a = 0 is SiLU.",),
    ),
    Activation(
        id="smu",
        name="SMU",
        year=2021,
        source="Biswas, Kumar, Banerjee & Pandey 2021, SMU: Smooth Activation Function for Deep "
        "Networks Using Smoothing Maximum Technique",
        expression=_smooth_maximum,
        parameters=(
            Parameter("alpha", 0.25, 0.0, 0.9, 0.01, "slope far left"),
            Parameter(
                "mu", 1.0, 0.05, 10.0, 0.05, "sharpness: large is leaky ReLU", logarithmic=True
            ),
        ),
        summary="A smooth maximum of x and αx: leaky ReLU with its corner rounded.",
        merits=("Smooth.", "Cannot die while α > 0.", "μ can be learned."),
        drawbacks=("Needs the error function.",),
        notes=(
            "The paper writes ((1 + α)x + (1 − α)x erf(μ(1 − α)x))/2, which is this. It starts at "
            "a large μ, where the bend is too narrow to see; 1 is chosen here.",
            "α = 0 and μ = 1/√2 is GELU.",
        ),
        aliases=("smooth maximum unit",),
    ),
    Activation(
        id="golu",
        name="GoLU",
        year=2025,
        source="Das, Safari, Adriaensen & Hutter 2025, Gompertz Linear Units: Leveraging Asymmetry "
        "for Enhanced Learning Dynamics",
        expression=lambda x: x * exp(-exp(capped(-x))),
        summary="The input times Gompertz's curve, a lopsided gate.",
        merits=("Smooth.", "f′ is smaller around 0 than GELU's: less noise passes."),
        drawbacks=("Two exponentials.", "Below x = −4 f′ is as good as 0.", _DIP),
        aliases=("Gompertz linear unit",),
    ),
)
