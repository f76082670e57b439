"""Computed properties against what is known of each function."""

import math

import numpy as np
import pytest

from actviz.maths import CATALOGUE, Activation, parse_activation, properties

INF = math.inf
ENTRIES = pytest.mark.parametrize("activation", CATALOGUE.values(), ids=list(CATALOGUE))


@pytest.mark.parametrize(
    ("identifier", "low", "high", "attained"),
    [
        ("sigmoid", 0, 1, (False, False)),
        ("tanh", -1, 1, (False, False)),
        ("relu", 0, INF, (True, False)),
        ("relu6", 0, 6, (True, True)),
        ("hard_tanh", -1, 1, (True, True)),
        ("identity", -INF, INF, (False, False)),
        ("binary_step", 0, 1, (True, True)),
        ("arctan", -math.pi / 2, math.pi / 2, (False, False)),
        ("elu", -1, INF, (False, False)),
        ("gaussian", 0, 1, (False, True)),
        ("sinusoid", -1, 1, (True, True)),
        ("exponential", 0, INF, (False, False)),
        ("log_sigmoid", -INF, 0, (False, False)),
        ("squared_relu", 0, INF, (True, False)),
    ],
)
def test_range(identifier: str, low: float, high: float, attained: tuple[bool, bool]) -> None:
    facts = properties(CATALOGUE[identifier])
    assert facts.range == pytest.approx((low, high), abs=1e-9)
    assert facts.attained == attained


# Minima known to more digits than the page shows: SiLU -0.27846, GELU -0.16997, Mish -0.30884,
# sinc -0.21723; all attained where f' = 0.
@pytest.mark.parametrize(
    ("identifier", "minimum", "where"),
    [
        ("silu", -0.2784645428, -1.2784645428),
        ("gelu", -0.1699712075, -0.7517915247),
        ("mish", -0.3088434130, -1.1924312145),
        ("hard_swish", -0.375, -1.5),
    ],
)
def test_minimum(identifier: str, minimum: float, where: float) -> None:
    facts = properties(CATALOGUE[identifier])
    assert facts.range[0] == pytest.approx(minimum, abs=1e-9)
    assert facts.attained[0]
    assert any(point == pytest.approx(where, abs=1e-6) for point in facts.stationary)
    assert facts.monotonic == "no"


@pytest.mark.parametrize(
    ("identifier", "slope"),
    [
        ("sigmoid", 0.25),
        ("tanh", 1.0),
        ("relu", 1.0),
        ("silu", 1.0998393194),
        ("gelu", 1.1289041452),
        ("lecun_tanh", 1.7159 * 2 / 3),
        ("softplus", 1.0),
        ("exponential", INF),
        ("squared_relu", INF),
    ],
)
def test_largest_slope(identifier: str, slope: float) -> None:
    assert properties(CATALOGUE[identifier]).max_slope == pytest.approx(slope, abs=1e-9)


@pytest.mark.parametrize(
    ("identifier", "places"),
    [
        ("sigmoid", [0.0]),
        ("tanh", [0.0]),
        ("silu", [2.3993573]),
        ("gelu", [2**0.5]),
        ("gaussian", [-(0.5**0.5), 0.5**0.5]),
        ("softsign", [0.0]),
        ("relu", []),
        ("softplus", []),
        ("exponential", []),
        ("elu", []),
        ("binary_step", []),
    ],
)
def test_steepest_points(identifier: str, places: list[float]) -> None:
    assert properties(CATALOGUE[identifier]).steepest == pytest.approx(places, abs=1e-5)


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("sigmoid", "increasing"),
        ("relu", "non-decreasing"),
        ("gelu", "no"),
        ("sinusoid", "no"),
        ("identity", "increasing"),
        ("log_sigmoid", "increasing"),
    ],
)
def test_monotonic(identifier: str, expected: str) -> None:
    assert properties(CATALOGUE[identifier]).monotonic == expected


@pytest.mark.parametrize("identifier", ["tanh", "softsign", "arctan", "selu", "isru", "identity"])
def test_zero_centred(identifier: str) -> None:
    # SELU is built so that normal input keeps mean 0; the others are odd functions.
    assert properties(CATALOGUE[identifier]).zero_centred


def test_mean_of_relu_on_normal_input() -> None:
    # E max(0, X) = 1/sqrt(2 pi)
    assert properties(CATALOGUE["relu"]).mean == pytest.approx(1 / math.sqrt(2 * math.pi))
    assert not properties(CATALOGUE["relu"]).zero_centred


@pytest.mark.parametrize(
    ("identifier", "limits", "slopes"),
    [
        ("sigmoid", (0, 1), (0, 0)),
        ("elu", (-1, INF), (0, 1)),
        ("sinc", (0, 0), (0, 0)),
        ("sinusoid", (None, None), (None, None)),
        ("silu", (0, INF), (0, 1)),
        ("bent_identity", (-INF, INF), (0.5, 1.5)),
    ],
)
def test_limits(identifier: str, limits: tuple[object, ...], slopes: tuple[object, ...]) -> None:
    facts = properties(CATALOGUE[identifier])
    for found, known in zip(facts.limits + facts.slope_limits, limits + slopes, strict=True):
        assert found is None if known is None else found == pytest.approx(known, abs=1e-9)


@pytest.mark.parametrize(
    ("identifier", "parameters", "dies"),
    [
        ("relu", {}, True),
        ("leaky_relu", {}, False),
        ("leaky_relu", {"alpha": 0.0}, True),
        ("hard_tanh", {}, True),
        ("hard_shrink", {}, True),
        ("sigmoid", {}, False),
        ("gaussian", {}, False),
        ("silu", {}, False),
        ("binary_step", {}, True),
    ],
)
def test_can_die(identifier: str, parameters: dict[str, float], dies: bool) -> None:
    assert properties(CATALOGUE[identifier], **parameters).can_die is dies


@pytest.mark.parametrize(
    ("identifier", "places", "jumps"),
    [
        ("relu", [0.0], [False]),
        ("relu6", [0.0, 6.0], [False, False]),
        ("binary_step", [0.0], [True]),
        ("hard_shrink", [-0.5, 0.5], [True, True]),
        ("elu", [], []),
        ("softsign", [], []),
    ],
)
def test_kinks(identifier: str, places: list[float], jumps: list[bool]) -> None:
    kinks = properties(CATALOGUE[identifier]).kinks
    assert [kink.at for kink in kinks] == places
    assert [kink.jump for kink in kinks] == jumps


def test_elu_has_a_kink_unless_alpha_is_one() -> None:
    (kink,) = properties(CATALOGUE["elu"], alpha=0.5).kinks
    assert (kink.left_slope, kink.right_slope) == pytest.approx((0.5, 1.0))


@ENTRIES
def test_range_holds_every_value(activation: Activation) -> None:
    facts = properties(activation)
    values = activation.value(np.linspace(-30, 30, 60_001))
    values = values[np.isfinite(values)]
    slack = 1e-9 * (1 + np.abs(values).max())
    assert values.min() >= facts.range[0] - slack
    assert values.max() <= facts.range[1] + slack


@ENTRIES
def test_facts_are_consistent(activation: Activation) -> None:
    facts = properties(activation)
    assert facts.at_zero == float(activation.value(0.0))
    assert facts.slope_at_zero == float(activation.derivative(0.0))
    assert facts.max_slope >= abs(facts.slope_at_zero) - 1e-12
    for point in facts.steepest:
        assert abs(float(activation.derivative(point))) == pytest.approx(facts.max_slope, rel=1e-5)
    for point in facts.stationary:
        assert float(activation.derivative(point)) == pytest.approx(0, abs=1e-6)
    for low, high in facts.flat:
        inside = np.linspace(max(low, -50), min(high, 50), 13)[1:-1]
        assert not activation.derivative(inside).any()


@pytest.mark.parametrize(
    ("text", "domain", "holes", "broken"),
    [
        ("x^x", (0, math.inf), (), False),
        ("log(x)", (0, math.inf), (), False),
        ("1/x", (-math.inf, math.inf), (0,), False),
        ("x/(x - 1/3)", (-math.inf, math.inf), (1 / 3,), False),
        ("log(abs(x))", (-math.inf, math.inf), (0,), False),
        ("sqrt(x^2 - 1)", (-math.inf, math.inf), (), True),
        ("exp(x^2)", (-math.inf, math.inf), (), False),
        ("x*tanh(softplus(x))", (-math.inf, math.inf), (), False),
    ],
)
def test_typed_functions_say_where_they_are_defined(text, domain, holes, broken):
    found = properties(parse_activation(text))
    assert found.domain == pytest.approx(domain)
    assert found.holes == pytest.approx(holes, abs=1e-6)
    assert found.broken is broken


def test_pole_leaves_value_and_mean_undefined():
    found = properties(parse_activation("1/x"))
    assert math.isnan(found.at_zero)
    assert math.isnan(found.mean)
    assert not found.zero_centred
    assert properties(parse_activation("log(abs(x))")).mean == pytest.approx(-0.635, abs=1e-3)
    assert properties(parse_activation("log(x)")).slope_limits[0] is None


@pytest.mark.parametrize(("entry", "attained"), [("sqnl", (1, 1)), ("phish", (1, 0))])
def test_bound_that_is_reached_belongs_to_the_range(entry, attained):
    assert properties(CATALOGUE[entry]).attained == attained


def test_zero_slopes_without_a_change_of_sign_are_found():
    wanted = [-math.pi / 4 + k * math.pi for k in range(-2, 4)]
    assert properties(CATALOGUE["snake"]).stationary == pytest.approx(wanted, abs=1e-5)
    assert properties(CATALOGUE["soft_modulus"]).stationary == (0.0,)


@pytest.mark.parametrize(
    ("text", "flat", "kinks"),
    [
        ("relu(x - 60)", ((-math.inf, 60.0),), [60.0]),
        ("relu(x - 100) - relu(x - 300)", ((-math.inf, 100.0), (300.0, math.inf)), [100.0, 300.0]),
        ("abs(x + 500)", (), [-500.0]),
    ],
)
def test_shapes_far_out_are_seen(
    text: str, flat: tuple[tuple[float, float], ...], kinks: list[float]
) -> None:
    found = properties(parse_activation(text))
    assert found.flat == flat
    assert [kink.at for kink in found.kinks] == kinks
    assert found.limits[0] == (math.inf if text.startswith("abs") else found.range[0])


def test_roots_and_logarithms_keep_their_domain() -> None:
    for text in ("sqrt(x)^2", "exp(log(x))", "x^0.5*x^0.5"):
        activation = parse_activation(text)
        assert activation.value([4.0, 9.0]) == pytest.approx([4.0, 9.0])
        assert math.isnan(float(activation.value(-1.0)))
        assert properties(activation).domain == (0.0, math.inf)


def test_steepest_point_between_two_points_of_the_grid_is_found() -> None:
    found = properties(parse_activation("tanh(1000*(x - 0.0037))"))
    assert found.max_slope == pytest.approx(1000, rel=1e-6)
