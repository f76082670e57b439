"""JavaScript loops over arrays: expressions worked out for every x without a call for each.

A call for each number would cost more than most activations do, and hide from the compiler what f
and f' share. So a loop works out several expressions at once, and has the cheap primitives in it
as expressions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum

import sympy
from sympy import Expr

from actviz.maths.primitives import Primitive
from actviz.maths.symbolic.source_code import JavaScript, shared_subexpressions

_ATOM = re.compile(r"[\w$]+(\.\d+)?")
_LARGEST_PRODUCT = 6
# What several primitives of the same number share. A power of e with a negative exponent cannot
# overflow, and gives sigma, its complement and softplus alike.
_PARTS = {
    "decay": "Math.exp(-Math.abs({u}))",
    "double_decay": "Math.exp(-2 * Math.abs({u}))",
    "most": "1 / (1 + {decay})",
    "least": "{decay} * {most}",
    "square": "{u} * {u} + {v} * {v}",
    "length": "{square} > 1e-290 && {square} < 1e290 ? Math.sqrt({square}) : Math.hypot({u}, {v})",
}
# What `assets/maths/primitives.js` computes, as an expression in the atoms u and v and in parts.
# The commonest without a branch: signs of pre-activations cannot be guessed, and a wrong guess
# costs as much as ten operations. 0 times -infinity would be no number, -0 not be 0.
_INLINE = {
    "relu": "0 + +({u} > 0) * Math.max({u}, -Number.MAX_VALUE)",
    "unit_step": "+({u} > 0)",
    "flat_product": "{v} === 0 ? 0 : {u} * {v}",
    "larger": "{u} > {v} ? {u} : {v}",
    "smaller": "{u} < {v} ? {u} : {v}",
    "nonnegative_power": "{u} <= 0 ? 0 : Math.pow({u}, {v})",
    "sigmoid": "{u} >= 0 ? {most} : {least}",
    "sigmoid_complement": "{u} >= 0 ? {least} : {most}",
    "softplus": "({u} <= 0 ? 0 : {u}) + Math.log1p({decay})",
    "sech_squared": "4 * {double_decay} / ((1 + {double_decay}) * (1 + {double_decay}))",
    "Math.hypot": "{length}",
    "hypot_plus": "{u} < 0 ? {v} * ({v} / ({length} - {u})) : {u} + {length}",
    "expm1_over": "{u} === 0 ? {v} : Math.expm1({u} * {v}) / {u}",
    "log1p_over": "{u} === 0 ? {v} : Math.log1p({u} * {v}) / {u}",
}


class Given(Enum):
    """How an array gives a parameter: one number for all x, one a unit, one for each x."""

    ONCE = "once"
    UNIT = "unit"
    EACH = "each"


class _Atoms(dict[str, str]):
    """Names for the arguments of a primitive, and for its parts when a template asks for them."""

    def __init__(self, lines: _Lines, arguments: Sequence[str]) -> None:
        super().__init__(zip("uvw", map(lines.atom, arguments), strict=False))
        self._lines = lines

    def __missing__(self, name: str) -> str:
        return self._lines.atom(_PARTS[name].format_map(self))


class _Lines(JavaScript):
    """Prints to the lines of a loop's body; `lines` grows as expressions are printed."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._names: dict[str, str] = {}

    def atom(self, code: str) -> str:
        """A name or a number for `code`, worked out once however often it is asked for."""
        if _ATOM.fullmatch(code):
            return code
        if code not in self._names:
            self._names[code] = f"$p{len(self._names)}"
            self.lines.append(f"const {self._names[code]} = {code};")
        return self._names[code]

    def primitive(self, node: Primitive, arguments: Sequence[str]) -> str:
        template = _INLINE.get(type(node).javascript_name)
        if template is None:
            return super().primitive(node, arguments)
        return f"({template.format_map(_Atoms(self, arguments))})"

    def _print_Pow(self, node: sympy.Pow, rational: bool = False) -> str:
        base, power = node.args
        if not power.is_Integer or not 1 < abs(int(power)) <= _LARGEST_PRODUCT:
            return str(super()._print_Pow(node))
        product = " * ".join([self.atom(self._print(base))] * abs(int(power)))
        return f"({product})" if power > 0 else f"(1 / ({product}))"


def javascript_loop(
    expressions: Sequence[Expr],
    fixed: Mapping[str, float],
    given: Mapping[str, Given] | None = None,
) -> str:
    """An arrow function `(length, units, x, results, given)` that fills arrays with expressions.

    `x` has `length` numbers to read, units of one example side by side, and each of `results` gets
    those of one expression. Parameters are `fixed` numbers, or come in the arrays of `given`, in
    the order of the mapping. The exports of `assets/maths/primitives.js` must be in scope.
    """
    arrays = given or {}
    printer = _Lines()
    shared, reduced = shared_subexpressions(expressions)
    for name, value in shared:
        code = printer._print(value)
        printer.lines.append(f"const {name} = {code};")
    stores = [
        f"$r{place}[$i] = {printer._print(expression)};" for place, expression in enumerate(reduced)
    ]
    head = [f"const $r{place} = $results[{place}];" for place in range(len(reduced))]
    body = ["const x = $x[$i];"]
    for name, number in fixed.items():
        head.append(f"const {name} = {float(number)!r};")
    for place, (name, kind) in enumerate(arrays.items()):
        if kind is Given.ONCE:
            head.append(f"const {name} = $given[{place}][0];")
        else:
            head.append(f"const $g{place} = $given[{place}];")
            body.append(f"const {name} = $g{place}[{'$unit' if kind is Given.UNIT else '$i'}];")
    if Given.UNIT in arrays.values():
        loop = "for (let $i = 0; $i < $length;) for (let $unit = 0; $unit < $units; $unit++, $i++)"
    else:
        loop = "for (let $i = 0; $i < $length; $i++)"
    inside = "\n  ".join([*body, *printer.lines, *stores])
    return "\n".join(
        ["($length, $units, $x, $results, $given) => {", *head, f"{loop} {{\n  {inside}\n}} }}"]
    )
