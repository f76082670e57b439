"""Shrinkage: pulls small inputs to zero, keeps the sign."""

from sympy import Expr, Or, Piecewise, Symbol

from actviz.maths.activation import Activation
from actviz.maths.parameter import Parameter
from actviz.maths.primitives import tanh_remainder

FAMILY = "Shrinkage"

_THRESHOLD = Parameter("lambd", 0.5, 0.0, 3.0, 0.05, "half-width of the zone set to 0")
_DEAD_ZONE = "f′ is 0 between −λ and λ: a unit whose inputs are all small is dead."


def _firm(x: Symbol, lambd: Symbol, mu: Symbol) -> Expr:
    steep = mu / (mu - lambd)
    return Piecewise(
        (x, Or(x >= mu, x <= -mu)),
        (steep * (x - lambd), x > lambd),
        (steep * (x + lambd), x < -lambd),
        (0, True),
    )


ENTRIES = (
    Activation(
        id="hard_shrink",
        name="Hard shrink",
        year=1994,
        source="Donoho & Johnstone 1994, Ideal Spatial Adaptation by Wavelet Shrinkage",
        expression=lambda x, lambd: Piecewise((x, Or(x > lambd, x < -lambd)), (0, True)),
        parameters=(_THRESHOLD,),
        summary="Sets small inputs to 0, leaves the others alone.",
        merits=("Zero-centred and sparse.", "Large inputs pass unchanged."),
        drawbacks=(_DEAD_ZONE, "Jumps at ±λ."),
        notes=(
            "One library keeps the inside and drops the outside: that is the inverse.",
            "f′(±λ) is 0, as in PyTorch.",
        ),
        torch="torch.nn.functional.hardshrink(x, lambd={lambd})",
        aliases=("hard thresholding",),
    ),
    Activation(
        id="soft_shrink",
        name="Soft shrink",
        year=1994,
        source="Donoho & Johnstone 1994, Ideal Spatial Adaptation by Wavelet Shrinkage",
        expression=lambda x, lambd: Piecewise(
            (x - lambd, x > lambd), (x + lambd, x < -lambd), (0, True)
        ),
        parameters=(_THRESHOLD,),
        summary="Moves every input towards 0 by λ, and stops there.",
        merits=(
            "Zero-centred, sparse, and continuous.",
            "It is the proximal step of an L1 penalty, so it appears in sparse coding.",
        ),
        drawbacks=(_DEAD_ZONE, "Shrinks large inputs too."),
        notes=("f′(±λ) is 0, as in PyTorch.",),
        torch="torch.nn.functional.softshrink(x, lambd={lambd})",
        aliases=("soft thresholding",),
    ),
    Activation(
        id="tanh_shrink",
        name="Tanh shrink",
        year=2011,
        source="Collobert, Kavukcuoglu & Farabet 2011, Torch7 (nn.TanhShrink)",
        expression=lambda x: tanh_remainder(x),
        summary="What tanh leaves of the identity: a smooth shrink.",
        merits=("Zero-centred and smooth.", "f′ is 0 at one point only."),
        drawbacks=("Around 0 f′ = tanh² x is tiny: small inputs learn slowly.", "Unbounded."),
        torch="torch.nn.functional.tanhshrink(x)",
    ),
    Activation(
        id="firm_shrink",
        name="Firm shrink",
        year=1997,
        source="Gao & Bruce 1997, WaveShrink with Firm Shrinkage",
        expression=_firm,
        parameters=(
            Parameter("lambd", 0.5, 0.0, 2.0, 0.05, "half-width of the zone set to 0"),
            Parameter("mu", 2.5, 2.1, 6.0, 0.05, "from here on inputs pass unchanged"),
        ),
        summary="Between soft and hard: 0 inside, the identity outside, a steep line between.",
        merits=("Continuous like soft shrink, and leaves large inputs alone like hard shrink.",),
        drawbacks=(_DEAD_ZONE, "Two thresholds to choose."),
        notes=("μ → λ is hard shrink, μ → ∞ soft shrink. f′ at ±λ is 0, at ±μ it is 1.",),
        aliases=("firm thresholding", "semi-soft thresholding"),
    ),
)
