"""Operations of definitions, against counts made by hand, and what must hold of every entry."""

import pytest
import sympy

from actviz.maths import CATALOGUE, Activation, parse_activation
from actviz.maths.symbolic.operation_count import Operations, operation_count

# (comparisons, additions, multiplications, divisions, functions) of f, and of f and f′ together.
BY_HAND = {
    "identity": ((0, 0, 0, 0, 0), (0, 0, 0, 0, 0)),
    "relu": ((1, 0, 0, 0, 0), (1, 0, 0, 0, 0)),  # x > 0 decides both
    "leaky_relu": ((1, 0, 1, 0, 0), (1, 0, 1, 0, 0)),
    "hard_tanh": ((2, 0, 0, 0, 0), (2, 0, 0, 0, 0)),
    "sigmoid": ((0, 1, 0, 1, 1), (0, 2, 1, 1, 1)),  # 1/(1 + e⁻ˣ); then σ (1 − σ)
    "tanh": ((0, 0, 0, 0, 1), (0, 1, 1, 0, 1)),  # 1 − tanh²
    "softsign": ((1, 1, 0, 1, 0), (1, 1, 1, 2, 0)),  # x/(1 + |x|); then 1/(1 + |x|)²
    "silu": ((0, 1, 0, 1, 1), (0, 3, 2, 1, 1)),  # x/(1 + e⁻ˣ); then σ + x σ (1 − σ)
    "elu": ((1, 1, 1, 0, 1), (1, 1, 2, 0, 1)),  # α (eˣ − 1); then α eˣ
    "mish": ((0, 1, 1, 0, 3), (0, 4, 3, 1, 4)),  # x tanh ln(1 + eˣ)
    "gelu": ((0, 1, 3, 0, 1), (0, 3, 7, 0, 2)),  # ½ x (1 + erf(x/√2))
    "isru": ((0, 1, 2, 1, 1), (0, 1, 4, 2, 1)),  # x/√(1 + αx²); then 1/√(1 + αx²)³
    "exponential": ((0, 0, 0, 0, 1), (0, 0, 0, 0, 1)),
    "cube": ((0, 0, 2, 0, 0), (0, 0, 4, 0, 0)),  # x² · x; then 3 · x²
}
each_entry = pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.id)


@pytest.mark.parametrize("name", BY_HAND)
def test_counted_by_hand(name: str) -> None:
    entry, (alone, together) = CATALOGUE[name], BY_HAND[name]
    assert operation_count(entry.f) == Operations(*alone)
    assert operation_count(entry.f, entry.df) == Operations(*together)
    assert operation_count(entry.f).total == sum(alone)


@pytest.mark.parametrize(
    ("formula", "count"),
    [
        ("x + 1 + 2*x", (0, 1, 1, 0, 0)),
        ("a*b*x", (0, 0, 1, 0, 0)),  # a b is one number for the whole array
        ("-x", (0, 0, 0, 0, 0)),
        ("2/x", (0, 0, 0, 1, 0)),
        ("x**7", (0, 0, 4, 0, 0)),  # x², x³, x⁶, x⁷
        ("x**-1.5", (0, 0, 2, 1, 1)),
        ("a**2 + sin(x)", (0, 1, 0, 0, 1)),
        ("max(x, min(2*x, 1))", (2, 0, 1, 0, 0)),
        ("exp(x)/(1 + exp(x))", (0, 1, 0, 1, 1)),
    ],
)
def test_formula_is_counted(formula: str, count: tuple[int, ...]) -> None:
    assert operation_count(parse_activation(formula).f) == Operations(*count)


@each_entry
def test_every_entry_is_counted(entry: Activation) -> None:
    alone, slope = operation_count(entry.f), operation_count(entry.df)
    together = operation_count(entry.f, entry.df)
    assert (alone.total == 0) == (entry.f == sympy.Symbol("x", real=True))
    for kind, number in vars(together).items():
        most = getattr(alone, kind) + getattr(slope, kind)
        # A part that both have may be a factor of its own then: one multiplication more.
        assert 0 <= number <= most + 2 * (kind == "multiplications")
    assert together.total <= alone.total + slope.total + 1
