"""One definition, every view: an activation and what is derived from its expression."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, ClassVar

import numpy as np
import sympy
from numpy.typing import ArrayLike, NDArray
from sympy import Expr, Symbol
from sympy.core.parameters import distribute

from actviz.maths.parameter import Parameter
from actviz.maths.primitives import Primitive, x
from actviz.maths.symbolic import source_code
from actviz.maths.symbolic.breakpoints import linear_zero, roots, switches
from actviz.maths.symbolic.latex import formula
from actviz.maths.symbolic.simplify import simplify
from actviz.maths.symbolic.torch_guards import guarded_lines

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Activation:
    """An activation function: its definition, its facts, and every view derived from them.

    `expression` takes `x` and the parameters by name, as SymPy symbols, and returns f(x). `torch`
    is the call of torch's own function, with `{name}` for each parameter, where torch has one.
    `spelled_out` prints the formula in elementary functions where the primitive's short notation
    would say nothing (the sigmoid as 1/(1 + e^-x) instead of sigma(x)). `forms` are other
    definitions under the same name, each a record of its own, for sources that disagree. `family`
    is given by the catalogue: the `FAMILY` of the module in which the entry stands.
    """

    id: str
    name: str
    year: int
    source: str
    expression: Callable[..., Expr]
    parameters: tuple[Parameter, ...] = ()
    summary: str = ""
    merits: tuple[str, ...] = ()
    drawbacks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    torch: str | None = None
    aliases: tuple[str, ...] = ()
    spelled_out: bool = False
    forms: tuple[Activation, ...] = ()
    family: str = ""
    _cache: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)
    shown_in_notebooks: ClassVar[Callable[[Activation], str] | None] = None

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        """The parameters' SymPy symbols, in order."""
        return tuple(Symbol(parameter.name, real=True) for parameter in self.parameters)

    @cached_property
    def f(self) -> Expr:
        """f(x) as a SymPy expression."""
        symbols = {symbol.name: symbol for symbol in self.symbols}
        return sympy.sympify(self.expression(x, **symbols))

    @cached_property
    def df(self) -> Expr:
        """df/dx as a SymPy expression."""
        return self._differentiate(x)

    def df_by(self, name: str) -> Expr:
        """df/d(parameter) as a SymPy expression."""
        return self.once(("by", name), lambda: self._differentiate(Symbol(name, real=True)))

    def _differentiate(self, symbol: Symbol) -> Expr:
        return simplify(self.f.diff(symbol))

    @cached_property
    def switches(self) -> tuple[Expr, ...]:
        """What ends a piece of f or f′ where its sign changes."""
        return switches(self.f, self.df)

    @cached_property
    def breakpoints(self) -> tuple[Expr, ...]:
        """Where a piece of f or f′ ends by a switch linear in x, in terms of the parameters."""
        zeros = (zero for zero in map(linear_zero, self.switches) if zero is not None)
        return tuple(dict.fromkeys(map(self._shorten, zeros)))

    def _shorten(self, place: Expr) -> Expr:
        return sympy.cancel(place)

    @cached_property
    def curved_switches(self) -> tuple[Expr, ...]:
        """What else ends a piece: switches not linear in x."""
        return tuple(each for each in self.switches if linear_zero(each) is None)

    @property
    def title(self) -> str:
        """What a reader calls it: its name."""
        return self.name

    @property
    def label(self) -> str:
        """What code and links call it: its id."""
        return self.id

    @property
    def defaults(self) -> dict[str, float]:
        """Default value of every parameter."""
        return {parameter.name: parameter.default for parameter in self.parameters}

    def resolve(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """All parameters by name, defaults for the missing; TypeError for an unknown name."""
        defaults = self.defaults
        unknown = sorted(set(parameters) - set(defaults))
        if unknown:
            accepted = ", ".join(defaults) or "none"
            asked = f"{unknown[0][:60]!r}"
            raise TypeError(f"{self.label} has no parameter {asked}; it takes: {accepted}")
        return defaults | dict(parameters)

    def value(self, x: ArrayLike, **parameters: ArrayLike) -> Array:
        """f(x), same shape as `x`; NaN outside the domain. TypeError: unknown parameter."""
        return self._evaluate("value", self.f, x, parameters)

    def derivative(self, x: ArrayLike, **parameters: ArrayLike) -> Array:
        """Exact df/dx, same shape as `x`; at a kink torch's convention where torch has one."""
        return self._evaluate("derivative", self.df, x, parameters)

    def parameter_derivative(self, name: str, x: ArrayLike, **parameters: ArrayLike) -> Array:
        """Exact df/d(parameter `name`), same shape as `x`."""
        self.resolve({name: 0})
        return self._evaluate(("by", name), self.df_by(name), x, parameters)

    def breakpoint_values(self, **parameters: float) -> list[float]:
        """The breakpoints at the given parameters: finite, sorted, distinct.

        Those of switches that are not linear in x are searched for between -50 and 50.
        """
        known = [np.float64(value) for value in self.resolve(parameters).values()]
        linear, curved = self.once("breakpoints", self._compile_breakpoints)
        points = {float(point(*known)) for point in linear}
        for switch in curved:
            points.update(roots(partial(_at, switch, known)))
        return sorted(point for point in points if math.isfinite(point))

    def _compile_breakpoints(self) -> tuple[list[Callable[..., Any]], list[Callable[..., Any]]]:
        linear = [source_code.compile_numpy(point, self.symbols) for point in self.breakpoints]
        names = (x, *self.symbols)
        return linear, [source_code.compile_numpy(switch, names) for switch in self.curved_switches]

    def at(
        self, parameters: Mapping[str, ArrayLike]
    ) -> tuple[Callable[[ArrayLike], Array], Callable[[ArrayLike], Array]]:
        """`value` and `derivative` with these parameters, for whoever asks many times."""
        return self._function("value", self.f, parameters), self._function(
            "derivative", self.df, parameters
        )

    def _evaluate(
        self, what: Any, expression: Expr, points: ArrayLike, parameters: Mapping[str, ArrayLike]
    ) -> Array:
        return self._function(what, expression, parameters)(points)

    def _function(
        self, what: Any, expression: Expr, parameters: Mapping[str, ArrayLike]
    ) -> Callable[[ArrayLike], Array]:
        known = self.resolve(parameters)
        values = [np.asarray(value, dtype=np.float64) for value in known.values()]
        compiled = self.once(
            ("numpy", what), lambda: source_code.compile_numpy(expression, (x, *self.symbols))
        )

        def function(points: ArrayLike) -> Array:
            array = np.asarray(points, dtype=np.float64)
            result = np.broadcast_to(compiled(array, *values), np.broadcast(array, *values).shape)
            # A NaN that fails every condition would take the last piece's value.
            return np.where(np.isnan(array), np.nan, result)

        return function

    def once(self, key: Any, make: Callable[[], Any]) -> Any:
        """What `make` returns, made on first use and kept under `key`."""
        if key not in self._cache:
            self._cache[key] = make()
        return self._cache[key]

    @cached_property
    def latex(self) -> str:
        """LaTeX of f(x)."""
        return self.latex_at({})

    @cached_property
    def derivative_latex(self) -> str:
        """LaTeX of f′(x)."""
        return self.derivative_latex_at({})

    def latex_at(self, parameters: Mapping[str, float]) -> str:
        """LaTeX of f(x) with the given parameters as numbers, the others as letters."""
        return self._formula(self._spelled if self.spelled_out else self.f, parameters)

    @cached_property
    def _spelled(self) -> Expr:
        """f in elementary functions."""
        return self.f.replace(
            lambda node: isinstance(node, Primitive), lambda node: node.elementary()
        )

    def derivative_latex_at(self, parameters: Mapping[str, float]) -> str:
        """LaTeX of f′(x) with the given parameters as numbers, the others as letters."""
        return self._formula(self.df, parameters)

    def _formula(self, expression: Expr, parameters: Mapping[str, float]) -> str:
        self.resolve(parameters)
        numbers = {
            symbol: number(parameters[symbol.name])
            for symbol in self.symbols
            if symbol.name in parameters
        }
        letters = {Symbol(p.name, real=True): p.latex for p in self.parameters}
        expression, texts = self._with_numbers(expression, numbers)
        return formula(expression, letters | texts | {x: "x"})

    def _with_numbers(
        self, expression: Expr, numbers: dict[Symbol, Expr]
    ) -> tuple[Expr, dict[Symbol, str]]:
        """The expression with numbers in it, and LaTeX for the symbols that stand for one."""
        # 2.5 (x - 1) is the midpoint form a class has just seen; 2.5 x - 2.5 would hide it.
        with distribute(False):
            return with_numbers(expression, numbers), {}

    def _repr_html_(self) -> str | None:
        """The live figure, for a notebook that has imported `actviz.export.notebook`."""
        show = type(self).shown_in_notebooks
        return show(self) if show else None

    def javascript(self) -> str:
        """JavaScript object `{value, derivative, breakpoints}` for the live figure.

        `value` and `derivative` take `(x, {parameters})`, `breakpoints` takes `({parameters})`. The
        exports of `assets/maths/primitives.js` must be in scope.
        """
        return self.once("javascript", self._javascript)

    def _javascript(self) -> str:
        linear = source_code.javascript_list(self.breakpoints, self.symbols)
        curved = [source_code.javascript_function(s, self.symbols) for s in self.curved_switches]
        searched = (
            f"remembered((parameters) => [...({linear})(parameters), ...[{', '.join(curved)}]"
            ".flatMap((switching) => roots((x) => switching(x, parameters)))])"
        )
        return (
            f"({{ value: {source_code.javascript_function(self.f, self.symbols)},\n"
            f"  derivative: {source_code.javascript_function(self.df, self.symbols)},\n"
            f"  breakpoints: {searched if curved else linear} }})"
        )

    def pytorch_lines(self, **parameters: float) -> str:
        """Python lines that compute f on a tensor `x` with PyTorch."""
        known = self.resolve(parameters)
        if self.torch is not None:
            call = self.torch.format(**{name: repr(float(v)) for name, v in known.items()})
            return f"y = {call}"
        lines = [f"{name} = torch.tensor({float(value)!r})" for name, value in known.items()]
        numbers = {symbol: float(known[symbol.name]) for symbol in self.symbols}
        definitions = source_code.torch_definitions([self.f])
        return "\n".join([*definitions, *lines, *self._torch_lines(numbers)])

    def _torch_lines(self, numbers: dict[Symbol, float]) -> list[str]:
        return guarded_lines(self.f, numbers)


def with_numbers(expression: Expr, numbers: Mapping[Symbol, Expr]) -> Expr:
    """The expression with numbers in the place of symbols."""
    replaced = expression.xreplace(dict(numbers))
    # One by one is six times slower, and finds a limit where all at once give 0/0.
    return expression.subs(dict(numbers)) if replaced.has(sympy.nan) else replaced


def number(value: float) -> Expr:
    """A SymPy number: an integer where `value` is one, so that factors of 1 disappear."""
    return sympy.Integer(int(value)) if float(value).is_integer() else sympy.Float(value)


def _at(function: Callable[..., Any], parameters: list[Any], points: Array) -> Array:
    return np.broadcast_to(function(points, *parameters), points.shape)
