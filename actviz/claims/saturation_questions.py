"""What the page of saturation asks before it shows."""

from __future__ import annotations

import math

from actviz.claims.prediction import Choices, Option, Prediction, Reason, Transfer, Why
from actviz.claims.record import Numbers
from actviz.claims.saturation import large_weights, sigmoid_layers
from actviz.maths import mean_field


def thirty_layers() -> Numbers:
    """What thirty ReLU layers leave of a gradient with Xavier's weights, against He's."""
    layers = 30

    def factor(sigma_w: float) -> float:
        return math.sqrt(mean_field.chi("relu", 1.0, sigma_w))

    xavier, he = factor(1.0), factor(math.sqrt(2))
    return {
        "layers": layers,
        "factor": xavier,
        "he": he,
        "share": (xavier / he) ** (layers - 1),
    }


_ON_SIGMOID = ("activation", "initialisation", "sigma_b")

PREDICTIONS = (
    Prediction(
        id="sigmoid-depth",
        entry="what passes ten sigmoid layers?",
        text="Ten layers of sigmoids, weights as LeCun draws them, no unit saturated. How much of "
        "the last layer's gradient arrives in the first?",
        answer=Choices(
            (
                Option("About half", "no saturation, no loss", lambda n: n["arrives"] > 0.1),
                Option(
                    "About a hundredth",
                    "each layer takes a third",
                    lambda n: 1e-4 < n["arrives"] <= 0.1,
                ),
                Option(
                    "A few millionths",
                    "each layer takes three quarters or more",
                    lambda n: n["arrives"] <= 1e-4,
                ),
            )
        ),
        result="{arrives:.1e} of it: each layer passes on {factor:.3f}.",
        link="/saturation?depth=10",
        why=Why(
            "Why so little, with nothing saturated?",
            (
                Reason(
                    "σ′ is at most ¼, and each layer multiplies by it",
                    "The weights' scale of 1 makes up for nothing of it.",
                    explains=True,
                ),
                Reason(
                    "The activations shrink from layer to layer",
                    "Theirs is the flat line: about ½ in every layer.",
                ),
            ),
        ),
        transfer=Transfer(
            "And with tanh, whose slope reaches 1?", "/saturation?activation=tanh&depth=10"
        ),
        measure=sigmoid_layers,
        where=(*_ON_SIGMOID, "sigma_w"),
    ),
    Prediction(
        id="weights-times-ten",
        entry="weights times ten: more gradient?",
        text="Twenty sigmoid layers. All weights become ten times as large, and half of the units "
        "saturate. How much gradient arrives in the first layer?",
        answer=Choices(
            (
                Option(
                    "Less",
                    "saturated units are all that counts",
                    lambda n: n["large_factor"] < 0.9 * n["small_factor"],
                ),
                Option(
                    "The same",
                    "weights do not touch the gradient",
                    lambda n: 0.9 <= n["large_factor"] / n["small_factor"] <= 1.1,
                ),
                Option(
                    "More",
                    "the gradient passes the weights too",
                    lambda n: n["large_factor"] > 1.1 * n["small_factor"],
                ),
            )
        ),
        result="Each layer passes on {large_factor:.3f} instead of {small_factor:.3f}.",
        link="/saturation?sigma_w=10",
        why=Why(
            "Why more?",
            (
                Reason(
                    "The gradient is multiplied by the weights as well, and they grow more than "
                    "the slopes shrink",
                    "Up to ten times in the weights; the units that are not saturated keep their "
                    "slope.",
                    explains=True,
                ),
                Reason(
                    "Saturated units have larger slopes",
                    "Theirs are the smallest: look at the share that is saturated.",
                ),
            ),
        ),
        transfer=Transfer(
            "Thirty ReLU layers: what do Xavier's weights leave?",
            "/saturation?activation=relu&depth=30&initialisation=xavier",
        ),
        measure=large_weights,
        where=_ON_SIGMOID,
    ),
    Prediction(
        id="he-or-xavier",
        entry="He or Xavier at 30 ReLU layers?",
        text="{layers} layers of ReLU, with He's weights and with Xavier's, which are smaller by "
        "√2. How much gradient arrives in the first layer with Xavier's, against He's?",
        answer=Choices(
            (
                Option("About as much", "a factor of √2 is small", lambda n: n["share"] > 0.3),
                Option(
                    "About a fortieth",
                    "each layer takes away as much, once",
                    lambda n: 1e-3 < n["share"] <= 0.3,
                ),
                Option(
                    "Less than a thousandth",
                    "each layer takes its factor of what the last has left",
                    lambda n: n["share"] <= 1e-3,
                ),
            )
        ),
        result="{share:.1e} of it: a layer passes on {factor:.3f} with Xavier's weights and {he:g} "
        "with He's.",
        link="/saturation?activation=relu&depth=30&initialisation=xavier",
        why=Why(
            "Why so much from √2?",
            (
                Reason(
                    "It is to the power of the depth",
                    "Half of the mean square for each layer; over a few layers hardly a "
                    "difference.",
                    explains=True,
                ),
                Reason(
                    "More units are dead with Xavier's weights",
                    "As many: a scale above 0 does not change the sign of any sum.",
                ),
            ),
        ),
        transfer=Transfer(
            "And the weight gradients, with either?",
            "/saturation?activation=relu&depth=30&initialisation=he",
        ),
        measure=thirty_layers,
        where=(),
    ),
)
