"""What functions cost, for claims and a question: counted in definitions, and stored."""

from __future__ import annotations

from actviz.claims.prediction import Choices, Option, Prediction, Reason, Transfer, Why
from actviz.claims.record import Numbers
from actviz.maths import CATALOGUE
from actviz.maths.symbolic.operation_count import operation_count
from actviz.training.cost import stored

ELEMENTS, WIDTH = 2**18, 1024
_FORWARD, _BOTH = "forward", "forward and backward"


def kinds_of_operations() -> Numbers:
    """ReLU's operations, f and f′ together: comparisons, and all others."""
    relu = CATALOGUE["relu"]
    count = operation_count(relu.f, relu.df)
    return {"comparisons": count.comparisons, "others": count.total - count.comparisons}


def beside_softplus() -> Numbers:
    """Operations of ReLU and softplus, and softplus's time in multiples of ReLU's."""
    counts = {name: operation_count(CATALOGUE[name].f).total for name in ("relu", "softplus")}
    ratio = stored().ratio("softplus", ELEMENTS, _FORWARD)
    return counts | {"ratio": ratio, "elements": ELEMENTS}


def beside_squashing() -> Numbers:
    """Sigmoid's and tanh's time in multiples of ReLU's, on a large array."""
    ratios = {name: stored().ratio(name, ELEMENTS, _FORWARD) for name in ("sigmoid", "tanh")}
    return ratios | {"elements": ELEMENTS}


def in_a_layer() -> Numbers:
    """Softplus for ReLU: in the function, and in a wide layer, forward and backward."""
    function = stored().ratio("softplus", ELEMENTS, _BOTH)
    layer = stored().layer("softplus", WIDTH, _BOTH, "ratio_to_relu")
    return {"function": function, "layer": layer, "width": WIDTH, "elements": ELEMENTS}


def how_often() -> Numbers:
    """Activations and multiplications with additions of a layer, for one example."""
    return {"width": WIDTH, "activations": WIDTH, "products": WIDTH * WIDTH}


def gelu_for_relu() -> Numbers:
    """GELU for ReLU: its time in multiples of ReLU's, and how much longer a wide layer takes."""
    ratio = stored().layer("gelu", WIDTH, _FORWARD, "ratio_to_relu")
    function = stored().ratio("gelu", ELEMENTS, _FORWARD)
    return {"function": function, "longer": ratio - 1, "width": WIDTH}


PREDICTIONS = (
    Prediction(
        id="gelu-in-a-layer",
        entry="GELU for ReLU: how much slower?",
        text="A layer of {width:,} units with as many inputs, a batch of 64, forward. GELU takes "
        "the place of ReLU. How much longer does the layer take?",
        answer=Choices(
            (
                Option(
                    "More than twice as long",
                    "the layer costs what its function costs",
                    lambda n: n["longer"] > 1,
                ),
                Option(
                    "About half as long again",
                    "function and matrix product cost about the same",
                    lambda n: 0.1 < n["longer"] <= 1,
                ),
                Option(
                    "A tenth longer, or less",
                    "the matrix product takes nearly all the time",
                    lambda n: n["longer"] <= 0.1,
                ),
            )
        ),
        result="{longer:+.1%} in the stored result; GELU alone takes {function:.2g} times as long "
        "as ReLU.",
        link="/cost?part=layer",
        why=Why(
            "Why does so little of it arrive?",
            (
                Reason(
                    "One function for each unit, one product for each weight",
                    "A unit has as many weights as the layer has inputs: the product grows with "
                    "the square of the width, the functions with the width.",
                    explains=True,
                ),
                Reason(
                    "GELU is as cheap as ReLU on large arrays",
                    "Alone it is not: Functions, on this page, has both.",
                ),
            ),
        ),
        transfer=Transfer("And in a layer of 32 units?", "/cost?part=layer&width=32"),
        measure=gelu_for_relu,
    ),
)
