"""An activation that a visitor typed."""

from __future__ import annotations

from dataclasses import dataclass

import sympy
from sympy import Expr, Symbol

from actviz.maths.activation import Activation
from actviz.maths.primitives import flat_power, slope
from actviz.maths.symbolic.latex import formula
from actviz.maths.symbolic.normalise import normalise


@dataclass(frozen=True, eq=False)
class CustomActivation(Activation):
    """A formula as an activation, `source` in plain spelling: it may be anything.

    Nothing is simplified or worked out in it that has no bound on its time, and it may be defined
    here and there only.
    """

    def __eq__(self, other: object) -> bool:
        """Whether it is the same text with the same sliders: a text is read anew now and then."""
        if not isinstance(other, CustomActivation):
            return NotImplemented
        return (self.source, self.parameters) == (other.source, other.parameters)

    def __hash__(self) -> int:
        return hash(self.source)

    @property
    def title(self) -> str:
        """The formula."""
        return self.source

    @property
    def label(self) -> str:
        """The formula."""
        return self.source

    def _differentiate(self, symbol: Symbol) -> Expr:
        return normalise(slope(self.f, symbol))

    def _shorten(self, place: Expr) -> Expr:
        return place

    def _with_numbers(
        self, expression: Expr, numbers: dict[Symbol, Expr]
    ) -> tuple[Expr, dict[Symbol, str]]:
        # Shown in the letter's place only: a tower of powers would be worked out.
        texts = {symbol: formula(value, {}) for symbol, value in numbers.items()}
        texts = {s: rf"\left({t}\right)" if "-" in t else t for s, t in texts.items()}
        # But for factors and powers of 1, which nobody writes.
        units = {symbol: value for symbol, value in numbers.items() if abs(value) == 1}
        shorter = expression.replace(
            lambda node: (
                isinstance(node, sympy.Mul | sympy.Pow | flat_power)
                and not units.keys().isdisjoint(node.args)
            ),
            lambda node: node.func(*(units.get(part, part) for part in node.args)),
        )
        return (expression if shorter.has(sympy.zoo, sympy.nan) else shorter), texts
