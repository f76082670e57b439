"""How many operations an expression takes for each x: counted in its definition, shared parts once.

What does not depend on x is worked out once for a whole array, and does not count; nor does a
change of sign. Every piece of a choice counts, as an array's are all computed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import sympy
from sympy import Basic, Expr

from actviz.maths.primitives import Condition, Primitive, chosen, sigmoids, x
from actviz.maths.primitives.choices import Comparison
from actviz.maths.symbolic.source_code import shared_subexpressions

# What libraries have a function for, in which the others of its kin are written.
_KIN = {
    sigmoids.sech_squared: lambda u: 1 - sympy.tanh(u) ** 2,
    sigmoids.tanh_plus_one: lambda u: 1 + sympy.tanh(u),
    sigmoids.sigmoid_complement: lambda u: 1 - 1 / (1 + sympy.exp(-u)),
    sigmoids.tanh: sympy.tanh,
    sigmoids.sech: lambda u: 1 / sympy.cosh(u),
    sigmoids.tanh_remainder: lambda u: u - sympy.tanh(u),
}
_HALF = sympy.Rational(1, 2)


@dataclass(frozen=True)
class Operations:
    """Operations for each x, by kind.

    `comparisons` are those that a maximum, |x| or a choice between pieces takes, `functions` the
    calls of exp, log, tanh, erf, a root or another power.
    """

    comparisons: int = 0
    additions: int = 0
    multiplications: int = 0
    divisions: int = 0
    functions: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(vars(self).values())


def operation_count(*expressions: Expr) -> Operations:
    """Operations that the expressions take together for each x."""
    counting = _Counting()
    shared, reduced = shared_subexpressions([_elementary(each) for each in expressions])
    for name, value in shared:
        counting.take(value)
        if counting.depends(value):
            counting.varying.add(name)
    for expression in reduced:
        counting.take(expression)
    return Operations(**counting.found)


def _elementary(node: Basic) -> Expr:
    if not node.args:
        return node
    arguments = [_elementary(part) for part in node.args]
    if type(node) in _KIN:
        return _KIN[type(node)](*arguments)
    if isinstance(node, Primitive):
        own = type(node)(*arguments)
        written = own.elementary() if isinstance(own, Primitive) else own
        # One that is made of others is not spelled out yet.
        return _elementary(written) if written.atoms(Primitive) else written
    return node.func(*arguments)


class _Counting:
    """Goes through expressions and notes each operation once."""

    def __init__(self) -> None:
        self.varying: set[Basic] = {x}
        self.found: Counter[str] = Counter()
        self._seen: set[object] = set()

    def depends(self, node: Basic) -> bool:
        """Whether it is another number for another x."""
        return not self.varying.isdisjoint(node.free_symbols)

    def take(self, node: Basic) -> None:
        """Note what `node` takes, unless that is noted already."""
        if not self.depends(node) or not self._new(node):
            return
        if isinstance(node, sympy.Add):
            self._combine("additions", node.args)
        elif isinstance(node, sympy.Mul):
            self._product(node)
        elif isinstance(node, sympy.Pow):
            self._power(*node.args)
        elif isinstance(node, Comparison | sympy.core.relational.Relational):
            self.found["comparisons"] += 1
            self._take_all(node.args)
        else:
            pieces = (chosen, Condition, sympy.Piecewise, sympy.logic.boolalg.BooleanFunction)
            if isinstance(node, sympy.Function) and not isinstance(node, pieces):
                self.found["functions"] += 1
            self._take_all(node.args)

    def _new(self, key: object) -> bool:
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def _take_all(self, nodes: Sequence[Basic]) -> None:
        for node in nodes:
            self.take(node)

    def _combine(self, kind: str, parts: Sequence[Basic]) -> int:
        """Sum or product: what does not depend on x is one number of it. How many parts it has."""
        varying = [part for part in parts if self.depends(part)]
        fixed = sympy.Mul(*(part for part in parts if not self.depends(part)))
        sign_only = kind == "multiplications" and fixed in (1, -1)
        count = len(varying) + (len(varying) < len(parts) and not sign_only)
        self.found[kind] += max(count - 1, 0)
        self._take_all(varying)
        return count

    def _product(self, node: sympy.Mul) -> None:
        below = [p for p in node.args if p.is_Pow and p.exp.is_negative and self.depends(p)]
        self._combine("multiplications", [part for part in node.args if part not in below])
        if below:
            self.found["divisions"] += 1
            self.found["multiplications"] += len(below) - 1
            for base, power in (part.args for part in below):
                self._power(base, -power)

    def _power(self, base: Basic, power: Basic) -> None:
        if power.is_negative:
            self.found["divisions"] += 1
            power = -power
        if not self._new((base, power)):
            return
        self._take_all((base, power))
        if power.is_Integer:
            bits = f"{int(power):b}"  # by squaring: one multiplication a bit, one more for each 1
            self.found["multiplications"] += len(bits) - 1 + bits.count("1") - 1
        elif (2 * power).is_Integer and power != _HALF:
            root = sympy.Pow(base, _HALF)
            self._power(base, _HALF)
            self._power(root, 2 * power)
        else:
            self.found["functions"] += 1
