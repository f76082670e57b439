"""PyTorch lines of an expression whose autograd is right wherever the function has a slope.

`torch.where` passes gradients back through the branch that it leaves out, as zeros times that
branch's slope: NaN where the slope has no value there. So such a branch is given a harmless
number in place of every x that is not its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import sympy
from sympy import And, Expr, Not, Piecewise, Symbol
from sympy.logic.boolalg import Boolean

from actviz.maths.primitives import slope, x
from actviz.maths.primitives.choices import Condition, both, chosen
from actviz.maths.symbolic.source_code import compile_numpy, torch_line, torch_lines

# Where slopes are looked at, and numbers to stand in, those nearest to 0 first.
_FAR = np.array([*np.linspace(-100, 100, 801), -1e3, 1e3])
_STAND_INS = sorted(np.linspace(-20, 20, 161), key=abs)
_BESIDE = 0.1


def guarded_lines(expression: Expr, numbers: Mapping[Symbol, float]) -> list[str]:
    """Python lines that end in `y = …`; `numbers` are the parameters' values, for the choice."""
    guards = _Guards(dict(numbers))
    result = guards.through(expression, sympy.true)
    return [*guards.lines, torch_lines(result)]


@dataclass
class _Guards:
    """Lines that keep every branch's x within the branch."""

    numbers: Mapping[Symbol, float]
    lines: list[str] = field(default_factory=list)

    def through(self, node: Expr, where: Boolean) -> Expr:
        """The expression with guarded branches, itself evaluated `where` it holds."""
        if not node.has(Piecewise, chosen):
            return node
        if isinstance(node, chosen):  # of a typed formula, in which SymPy is to work out nothing
            condition, *values = node.args
            places = (both(where, condition), both(where, condition.opposite()))
            parts = (
                self.guarded(self.through(value, here), value, here)
                for value, here in zip(values, places, strict=True)
            )
            return chosen(condition, *parts)
        if not isinstance(node, Piecewise):
            return node.func(*(self.through(part, where) for part in node.args))
        branches, before = [], where
        for value, condition in node.args:
            here = And(before, condition)
            branches.append((self.guarded(self.through(value, here), value, here), condition))
            before = And(before, Not(condition))
        return Piecewise(*branches, evaluate=False)

    def guarded(self, branch: Expr, value: Expr, here: Boolean) -> Expr:
        """The branch with a stand-in for x outside `here`, where it needs one."""
        if here == True or not branch.has(x):  # noqa: E712 (SymPy's true)
            return branch
        if isinstance(here, Condition):
            derivative, places = slope(value, x), chosen(here, sympy.Integer(1), sympy.Integer(0))
        else:
            derivative, places = value.diff(x), Piecewise((1, here), (0, True))
        fine, inside = (self.numeric(value), self.numeric(derivative)), self.numeric(places)

        def harmless(points: np.ndarray) -> np.ndarray:
            return np.all([np.isfinite(function(points)) for function in fine], axis=0)

        if harmless(_FAR[inside(_FAR) == 0]).all():
            return branch
        points = np.array(_STAND_INS)
        held = [inside(points + side) != 0 for side in (-_BESIDE, 0, _BESIDE)]
        # No x may lie in the branch at these numbers: then any point without harm will do.
        good = [points[harmless(points) & np.all(held, axis=0)], points[harmless(points)]]
        stand_in = next((float(choice[0]) for choice in good if choice.size), None)
        if stand_in is None:
            return branch
        name = Symbol(f"x{len(self.lines) + 1}", real=True)
        test = torch_line(here)
        self.lines.append(f"{name} = torch.where({test}, x, {stand_in!r})")
        return branch.xreplace({x: name})

    def numeric(self, expression: Expr):  # type: ignore[no-untyped-def]
        """The expression as a function of an array, with the parameters' numbers."""
        function = compile_numpy(expression, (x, *self.numbers))
        values = [np.float64(number) for number in self.numbers.values()]
        return lambda points: np.broadcast_to(function(points, *values), points.shape)
