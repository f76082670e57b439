"""What functions cost, for the claims on it: counted in definitions, and in the stored result."""

from __future__ import annotations

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
