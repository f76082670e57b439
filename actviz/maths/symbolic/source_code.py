"""Source code from expressions: NumPy, PyTorch and JavaScript, each shared subexpression once."""

from __future__ import annotations

import functools
import inspect
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

import numpy as np
import sympy
from sympy import Expr, Symbol
from sympy.printing.jscode import JavascriptCodePrinter
from sympy.printing.pycode import PythonCodePrinter

from actviz.maths.primitives import (
    PRIMITIVES,
    Comparison,
    Condition,
    Primitive,
    both,
    chosen,
    hypot,
)

_ELEMENTARY: dict[type, str] = {
    sympy.exp: "exp", sympy.log: "log", sympy.sin: "sin", sympy.cos: "cos", sympy.tan: "tan",
    sympy.atan: "atan", sympy.sinh: "sinh", sympy.cosh: "cosh", sympy.asinh: "asinh",
}  # fmt: skip


class _ActivationCode:
    """What the printers share: functions by table, choices nested, shared parts by their names."""

    prefix: ClassVar[str]
    names: ClassVar[Mapping[str, str]] = {}
    signs: ClassVar[Mapping[str, str]] = {}
    choice: ClassVar[str]  # {value}, {condition}, {otherwise}
    conjunction: ClassVar[str]
    disjunction: ClassVar[str]

    def primitive(self, node: Primitive, arguments: Sequence[str]) -> str:
        """Code of a primitive, given the code of its arguments."""
        raise NotImplementedError

    def _print(self, node: Any, **kwargs: Any) -> str:
        # Before SymPy looks for a method by class name: its printers know another `expm1`.
        if isinstance(node, Primitive):
            return self.primitive(node, [self._print(argument) for argument in node.args])
        if isinstance(node, Condition):
            if isinstance(node, Comparison):
                sign = self.signs.get(node.sign, node.sign)
            else:
                sign = self.conjunction if isinstance(node, both) else self.disjunction
            return f"({self._print(node.args[0])} {sign} {self._print(node.args[1])})"
        if isinstance(node, chosen):
            return self.chosen(*map(self._print, node.args))
        if isinstance(node, sympy.Function) and not isinstance(node, sympy.Piecewise):
            name = _ELEMENTARY.get(type(node))
            if name is None:
                raise TypeError(f"no code for {type(node).__name__}: make it a primitive")
            return f"{self.prefix}{self.names.get(name, name)}({self._print(node.args[0])})"
        return str(super()._print(node, **kwargs))  # type: ignore[misc]

    def chosen(self, condition: str, value: str, otherwise: str) -> str:
        return self.choice.format(condition=condition, value=value, otherwise=otherwise)

    def _print_Piecewise(self, node: sympy.Piecewise) -> str:
        *pieces, (last, _) = node.args
        code: str = self._print(last)
        for value, condition in reversed(pieces):
            code = self.chosen(self._print(condition), self._print(value), code)
        return code

    def _print_Rational(self, node: sympy.Rational) -> str:
        return repr(float(node))

    def _print_NumberSymbol(self, node: sympy.NumberSymbol) -> str:
        return repr(float(node))

    def _print_Float(self, node: sympy.Float) -> str:
        # SymPy's own printers stop at 15 digits.
        return repr(float(node))

    _print_Half = _print_Rational
    _print_Pi = _print_Exp1 = _print_NumberSymbol


class _Python(_ActivationCode, PythonCodePrinter):
    """Infix Python that works on arrays and tensors alike."""

    conjunction, disjunction = "&", "|"

    def chosen(self, condition: str, value: str, otherwise: str) -> str:
        # Two integers would make an array of integers, which has no negative powers.
        if value.isdecimal() and otherwise.isdecimal():
            value = f"{value}.0"
        return super().chosen(condition, value, otherwise)

    def _print_Pow(self, node: sympy.Pow, rational: bool = False) -> str:
        return str(super()._hprint_Pow(node, rational=True))

    def _print_And(self, node: sympy.And) -> str:
        return " & ".join(f"({self._print(argument)})" for argument in node.args)

    def _print_Or(self, node: sympy.Or) -> str:
        return " | ".join(f"({self._print(argument)})" for argument in node.args)

    def _print_Not(self, node: sympy.Not) -> str:
        return f"~({self._print(node.args[0])})"

    def _print_Relational(self, node: sympy.core.relational.Relational) -> str:
        return f"{self._print(node.lhs)} {node.rel_op} {self._print(node.rhs)}"


class _NumPy(_Python):
    prefix = "np."
    names: ClassVar[Mapping[str, str]] = {"atan": "arctan", "asinh": "arcsinh"}
    choice = "np.where({condition}, {value}, {otherwise})"

    def primitive(self, node: Primitive, arguments: Sequence[str]) -> str:
        return f"{type(node).__name__}({', '.join(arguments)})"


class _Torch(_Python):
    prefix = "torch."
    choice = "torch.where({condition}, {value}, {otherwise})"

    def primitive(self, node: Primitive, arguments: Sequence[str]) -> str:
        kind = type(node)
        template = kind.torch_template
        # What takes two tensors takes no number in place of one.
        if template is None or kind is hypot:
            arguments = [
                code if part.free_symbols else f"torch.tensor({code}, dtype=x.dtype)"
                for part, code in zip(node.args, arguments, strict=True)
            ]
        if template is None:
            return f"{kind.__name__}({', '.join(arguments)})"
        first = arguments[0] if arguments[0].isidentifier() else f"({arguments[0]})"
        return template.format(*arguments, a=first)


_PLACE = re.compile(r"\{(\w)\}")
_LONG = 40  # characters


class _TorchLine(_Torch):
    """One expression to read.

    A template may have an argument several times, so that a nest of them would double with each:
    what is long is bound to a name.
    """

    def primitive(self, node: Primitive, arguments: Sequence[str]) -> str:
        template = type(node).torch_template
        if template is None:
            return super().primitive(node, arguments)
        places = Counter(_PLACE.findall(template))
        places["0"] += places.pop("a", 0)
        long = {
            place: code
            for place, code in enumerate(arguments)
            if places[str(place)] > 1 and len(code) > _LONG
        }
        return self.bound(node, arguments, long) if long else super().primitive(node, arguments)

    def bound(self, node: Primitive, arguments: Sequence[str], long: Mapping[int, str]) -> str:
        """Code of a primitive with names for its `long` arguments, by their places."""
        names = [f"_{place}" if place in long else code for place, code in enumerate(arguments)]
        body = super().primitive(node, names)
        bound = ", ".join(f"_{place}" for place in long)
        return f"(lambda {bound}: {body})({', '.join(long.values())})"


class _TorchLines(_TorchLine):
    """The same with a line for each long argument, in `lines`."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._names: dict[str, str] = {}

    def bound(self, node: Primitive, arguments: Sequence[str], long: Mapping[int, str]) -> str:
        for code in long.values():
            if code not in self._names:
                self._names[code] = f"_{len(self._names)}"
                self.lines.append(f"{self._names[code]} = {code}")
        names = [self._names[c] if place in long else c for place, c in enumerate(arguments)]
        return _Torch.primitive(self, node, names)


class JavaScript(_ActivationCode, JavascriptCodePrinter):
    """JavaScript of one number, calling `assets/maths/primitives.js`."""

    prefix = "Math."
    signs: ClassVar[Mapping[str, str]] = {"==": "===", "!=": "!=="}
    choice = "({condition} ? {value} : {otherwise})"
    conjunction, disjunction = "&&", "||"

    def primitive(self, node: Primitive, arguments: Sequence[str]) -> str:
        return f"{type(node).javascript_name}({', '.join(arguments)})"


def shared_subexpressions(
    expressions: Sequence[Expr],
) -> tuple[list[tuple[Symbol, Expr]], list[Expr]]:
    """Split into shared subexpressions by name, and what is left of each expression."""
    names = sympy.numbered_symbols("_")
    shared, reduced = sympy.cse(list(expressions), symbols=names, order="none")
    # cse multiplies out (x + 3)/6, which then cancels near -3.
    return (shared, reduced) if shared else ([], list(expressions))


def _assignments(
    expressions: Sequence[Expr], printer: _ActivationCode
) -> tuple[list[tuple[str, str]], list[str]]:
    """Split into shared subexpressions, as (name, code), and the code of each expression."""
    shared, reduced = shared_subexpressions(expressions)
    return [(str(name), printer._print(value)) for name, value in shared], [
        printer._print(expression) for expression in reduced
    ]


def python_source(expression: Expr, arguments: Sequence[Symbol], *, torch: bool = False) -> str:
    """Source of `def f(arguments)` on NumPy arrays, or on tensors where `torch` is true."""
    shared, (result,) = _assignments([expression], _Torch() if torch else _NumPy())
    lines = [f"def f({', '.join(symbol.name for symbol in arguments)}):"]
    lines += [f"    {name} = {code}" for name, code in shared]
    return "\n".join([*lines, f"    return {result}", ""])


def compile_numpy(expression: Expr, arguments: Sequence[Symbol]) -> Callable[..., Any]:
    """Compile for NumPy arrays; overflow in a branch that is not taken stays silent."""
    # The source is printed from a SymPy tree of known nodes; no visitor's text can be in it.
    namespace: dict[str, Any] = {"np": np} | {p.__name__: p.compute for p in PRIMITIVES}
    exec(python_source(expression, arguments), namespace)
    function = namespace["f"]

    @functools.wraps(function)
    def quiet(*values: Any) -> Any:
        with np.errstate(all="ignore"):
            return function(*values)

    return quiet


def torch_definitions(expressions: Iterable[Expr]) -> list[str]:
    """Source of the functions, besides torch's own, that torch lines of `expressions` call."""
    kinds = {type(node) for expression in expressions for node in expression.atoms(Primitive)}
    return [
        _torch_definition(kind)
        for kind in sorted(kinds, key=lambda kind: kind.__name__)
        if kind.torch_template is None
    ]


def _torch_definition(kind: type[Primitive]) -> str:
    source = textwrap.dedent(inspect.getsource(kind.compute))
    *arguments, _ = inspect.signature(kind.compute).parameters
    body = source[source.index(":\n") + 2 :].rstrip().replace("xp.", "torch.")
    return f"def {kind.__name__}({', '.join(arguments)}):\n{body}\n"


def torch_line(expression: Expr) -> str:
    """One PyTorch expression in tensors `x` and the parameters' names.

    It calls torch's functions and those of `torch_definitions`.
    """
    return _TorchLine()._print(expression)


def torch_lines(expression: Expr, result: str = "y = ") -> str:
    """The same in lines, the last of them behind `result`."""
    printer = _TorchLines()
    code = printer._print(expression)
    return "\n".join([*printer.lines, f"{result}{code}"])


def javascript_function(expression: Expr, parameters: Sequence[Symbol]) -> str:
    """An arrow function `(x, {parameters}) => number`."""
    return _javascript([expression], parameters, "x, ", "{0}")


def javascript_list(expressions: Sequence[Expr], parameters: Sequence[Symbol]) -> str:
    """An arrow function `({parameters}) => [numbers]`."""
    return _javascript(expressions, parameters, "", "[{0}]")


def _javascript(
    expressions: Sequence[Expr], parameters: Sequence[Symbol], first: str, result: str
) -> str:
    shared, results = _assignments(expressions, JavaScript())
    names = ", ".join(symbol.name for symbol in parameters)
    body = "".join(f"const {name} = {code}; " for name, code in shared)
    value = result.format(", ".join(results))
    return f"({first}{{{names}}}) => {{ {body}return {value}; }}"
