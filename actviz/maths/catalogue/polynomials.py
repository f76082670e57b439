"""Polynomials: products only."""

from actviz.maths.activation import Activation

FAMILY = "Polynomials"

_GROWS = "Grows without limit, and f′ too: deep stacks explode without care."

ENTRIES = (
    Activation(
        id="square",
        name="Square",
        year=2014,
        source="Livni, Shalev-Shwartz & Shamir 2014, On the Computational Efficiency of Training "
        "Neural Networks",
        expression=lambda x: x**2,
        summary="The input times itself.",
        merits=(
            "Such networks can be learned with guarantees.",
            "Works on encrypted data, where only sums and products can be had.",
        ),
        drawbacks=(_GROWS, "Forgets the sign of its input.", "f′(0) = 0."),
        torch="torch.square(x)",
        aliases=("quadratic",),
    ),
    Activation(
        id="cube",
        name="Cube",
        year=2014,
        source="Chen & Manning 2014, A Fast and Accurate Dependency Parser Using Neural Networks",
        expression=lambda x: x**3,
        summary="The input to the third power.",
        merits=(
            "Multiplies three features with one another: words, tags and labels.",
            "Zero-centred, and keeps the sign.",
        ),
        drawbacks=(_GROWS, "f′(0) = 0: inputs near 0 learn slowly."),
        aliases=("cubic",),
    ),
    Activation(
        id="ncu",
        name="Non-monotonic cubic unit",
        year=2021,
        source="Noel, Bharadwaj, Muthiah-Nakarajan, Dutta & Amali 2021, Biologically Inspired "
        "Oscillating Activation Functions Can Bridge the Performance Gap between Biological and "
        "Artificial Neurons",
        expression=lambda x: x - x**3,
        summary="The identity near 0, turned back by a cube.",
        merits=("Three zeros: a single unit can learn XOR.", "Zero-centred, and only products."),
        drawbacks=(_GROWS, "f′ changes sign at ±1/√3."),
        aliases=("NCU",),
    ),
)
