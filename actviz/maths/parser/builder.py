"""The tree of a typed formula, built up from SymPy nodes of a fixed list, within limits."""

from __future__ import annotations

import difflib
import functools
import math
from collections.abc import Iterable
from fractions import Fraction

import sympy
from sympy import Basic, Expr, Symbol

from actviz.maths.activation import number as shown_number
from actviz.maths.parser.syntax import Node, ParseError
from actviz.maths.parser.vocabulary import (
    ALIASES,
    CONSTANTS,
    FUNCTIONS,
    SYMBOLS,
    WHERE,
    WHERE_PATTERN,
)
from actviz.maths.primitives import (
    COMPARISONS,
    Condition,
    absolute,
    both,
    chosen,
    either,
    expm1,
    flat_power,
    greater,
    product,
    relu,
    sigmoid,
    x,
)
from actviz.maths.primitives.elementary import exp
from actviz.maths.symbolic.normalise import normalise

LARGEST_NUMBER = 1e15
LARGEST_EXPONENT = 100
LARGEST_EXACT = 2**53
_LARGEST_DENOMINATOR = 16

_CHOICES = ("max", "min")


def _flat(node: Node) -> tuple[Node, ...]:
    """The parts of a node; those of max(max(a, b), c) are a, b and c."""
    if node.kind != "call" or node.text not in _CHOICES:
        return node.children
    parts: list[Node] = []
    for child in node.children:
        same = child.kind == "call" and child.text == node.text and len(child.children) > 1
        parts.extend(_flat(child) if same else (child,))
    return tuple(parts)


class Builder:
    """Turns a tree into SymPy nodes, and works plain numbers out beside to keep them in bounds."""

    def __init__(self, text: str, parameters: Iterable[str]) -> None:
        self.text = text
        self.symbols = {name: Symbol(name, real=True) for name in parameters} | {"x": x}

    def refuse(self, node: Node, reason: str) -> ParseError:
        return ParseError(reason, self.text, node.position)

    def build(self, node: Node) -> Expr:
        if node.kind == "number":
            return self.bounded(node, float(node.text))
        if node.kind == "name":
            return CONSTANTS[node.text][0] if node.text in CONSTANTS else self.symbols[node.text]
        if node.kind == "call" and node.text == WHERE:
            return self.where(node)
        if node.kind == "call":
            self.check_call(node)
        terms = [self.build(child) for child in _flat(node)]
        value = self.constant(node)
        built = self.combine(node, terms)
        if node.kind == "call" and not built.free_symbols:
            built = normalise(built) if value is None else _plain(sympy.Float(value))
        if built.has(sympy.zoo, sympy.nan, sympy.oo, sympy.I):
            raise self.refuse(node, "this has no real, finite value")
        number = float(built) if built.is_Number else value
        if number is not None and abs(number) > LARGEST_NUMBER:
            raise self.refuse(node, _TOO_LARGE)
        # exp(exp(x - x + 90)): SymPy may work it out, and only plain numbers are kept in bounds.
        if number is None and not built.free_symbols:
            raise self.refuse(node, "x or a parameter cancels out here; write the number instead")
        return built

    def bounded(self, node: Node, value: float) -> Expr:
        if value > LARGEST_NUMBER:
            raise self.refuse(node, _TOO_LARGE)
        return shown_number(value)

    def combine(self, node: Node, terms: list[Expr]) -> Expr:
        match node.kind:
            case "negative":
                return -terms[0]
            case "+":
                return terms[0] + terms[1]
            case "-":
                # The textbook form of expm1 loses its digits near 0.
                if isinstance(terms[0], exp) and terms[1] == 1:
                    return expm1(terms[0].args[0])
                return terms[0] - terms[1]
            case "*":
                return _product(*terms)
            case "/":
                return self.quotient(node, *terms)
            case "^":
                return self.power(node, *terms)
        if node.text == "sqrt":
            return _raised(terms[0], sympy.Rational(1, 2))
        return FUNCTIONS[ALIASES.get(node.text, node.text)].build(*terms)

    def quotient(self, node: Node, above: Expr, below: Expr) -> Expr:
        if below == 0:
            raise self.refuse(node, "division by 0")
        # The textbook form of the sigmoid has the derivative inf/inf in its tail.
        growth = below - 1
        if isinstance(growth, exp):
            return above * sigmoid(-growth.args[0])
        return _product(above, 1 / below)

    def power(self, node: Node, base: Expr, exponent: Expr) -> Expr:
        below, above = (self.constant(child) for child in node.children)
        if exponent.is_Number:
            above = float(exponent)
        if above is not None and abs(above) > LARGEST_EXPONENT:
            limit = LARGEST_EXPONENT
            raise self.refuse(node, f"exponents go from -{limit} to {limit}; for more write exp(…)")
        if base == 0 and above is not None and above < 0:
            raise self.refuse(node, "division by 0")
        if above is None and below is not None and below <= 0:
            reason = "a power of a negative number or of 0 needs a plain number as its exponent"
            raise self.refuse(node, reason)
        return _raised(base, _plain(exponent) if exponent.is_Number else exponent)

    def check_call(self, node: Node) -> None:
        rule = FUNCTIONS.get(ALIASES.get(node.text, node.text))
        if rule is None:
            raise self.refuse(node, self.unknown_function(node.text))
        for child in node.children:
            if child.is_condition:
                raise self.refuse(child, f"{node.text} takes numbers; {_ONLY_WHERE}")
        if not rule.fewest <= len(node.children) <= rule.most:
            reason = f"write {rule.pattern}; {len(node.children)} arguments are given"
            raise self.refuse(node, reason)

    def unknown_function(self, name: str) -> str:
        known = [*FUNCTIONS, *ALIASES, WHERE]
        if name == "x" or name in CONSTANTS or name in self.symbols:
            return f"an operator is missing; for a product write {name}*(…)"
        letter = SYMBOLS.get(name)
        near = [letter] if letter else difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]}? " if near else ""
        return f"there is no function of this name; {hint}functions are {', '.join(known)}"

    def where(self, node: Node) -> Expr:
        if len(node.children) != 3:
            raise self.refuse(
                node, f"write {WHERE_PATTERN}; {len(node.children)} arguments are given"
            )
        test, *branches = node.children
        for branch in branches:
            if branch.is_condition:
                raise self.refuse(branch, f"a and b of where are numbers; {_ONLY_WHERE}")
        if not test.is_condition:
            raise self.refuse(test, "the first place of where takes a comparison, such as x > 0")
        condition = self.condition(test)
        first, second = (self.build(branch) for branch in branches)
        return chosen(condition, first, second)

    def condition(self, node: Node) -> Basic:
        if node.kind == "compare":
            left, right = (self.build(child) for child in node.children)
            if left.has(chosen) or right.has(chosen):
                reason = "where may not stand inside a condition; use max, min, relu or abs there"
                raise self.refuse(node, reason)
            if not left.free_symbols and not right.free_symbols:
                left, right = sympy.Float(float(left)), sympy.Float(float(right))
            return COMPARISONS[node.text](left, right)
        terms = [self.condition(child) for child in node.children]
        if node.kind == "not":
            return _opposite(terms[0])
        return functools.reduce(both if node.kind == "and" else either, terms)

    def constant(self, node: Node) -> float | None:
        """The value of a part without x and parameters; None for any other part."""
        if node.kind == "number":
            return float(node.text)
        if node.kind == "name":
            return CONSTANTS[node.text][1] if node.text in CONSTANTS else None
        if node.is_condition or node.text == WHERE:
            return None
        values = [self.constant(child) for child in node.children]
        numbers = [value for value in values if value is not None]
        if len(numbers) < len(values):
            return None
        try:
            value = _compute(node, numbers)
        except ZeroDivisionError:
            raise self.refuse(node, "division by 0") from None
        except OverflowError:
            raise self.refuse(node, _TOO_LARGE) from None
        except ValueError:
            value = math.nan
        if isinstance(value, complex) or not math.isfinite(value):
            raise self.refuse(node, "this has no real, finite value")
        return value


def _plain(number: Expr) -> Expr:
    """1/2 rather than 0.5 or 0.49999999999999994, so that it prints and counts as what it is."""
    value = float(number)
    near = Fraction(value).limit_denominator(_LARGEST_DENOMINATOR)
    if abs(float(near) - value) > 1e-15 * abs(value):
        return number
    return sympy.Rational(near.numerator, near.denominator)


def _product(first: Expr, second: Expr) -> Expr:
    """The product, with e^u e^v as e^(u + v): far out one is 0 where the other overflows."""
    whole = product(first, second)
    powers = [factor for factor in sympy.Mul.make_args(whole) if isinstance(factor, exp)]
    if len(powers) < 2:
        return whole
    others = [factor for factor in whole.args if not isinstance(factor, exp)]
    total = sympy.Add(*(power.args[0] for power in powers))
    return sympy.Mul(*others, exp(total) if total != 0 else sympy.Integer(1))


def _raised(base: Expr, exponent: Expr) -> Expr:
    if base == sympy.E:
        return exp(exponent)
    if base.is_Number and exponent.is_Number:
        value = float(base) ** float(exponent)
        exact = base.is_Integer and value.is_integer() and abs(value) < LARGEST_EXACT
        return sympy.Integer(int(value)) if exact else flat_power(base, exponent)
    if exponent.is_Integer:
        return _whole_power(base, exponent)
    if isinstance(base, sympy.Pow) and base.exp.is_Integer and base.exp.is_even:
        return _raised(absolute(base.base), base.exp * exponent)
    # The chain rule alone gives 0 times infinity, NaN, on a whole flat side.
    if isinstance(base, relu) and exponent.is_Rational and exponent > 0:
        inside = base.args[0]
        return chosen(greater(inside, 0), flat_power(inside, exponent), 0)
    return flat_power(base, exponent)


def _whole_power(base: Expr, exponent: Expr) -> Expr:
    number, rest = base.as_coeff_Mul()
    if rest == 1 or abs(number) == 1:
        return base**exponent
    # SymPy would write out every digit of 3^(100^4).
    return sympy.Float(number) ** exponent * rest**exponent


def _opposite(condition: Basic) -> Basic:
    if isinstance(condition, Condition):
        return condition.opposite()
    return sympy.false if condition == sympy.true else sympy.true


_TOO_LARGE = f"numbers up to {LARGEST_NUMBER:g} are accepted, and this is larger"
_ONLY_WHERE = "a comparison may only stand in the first place of where(condition, a, b)"


def _compute(node: Node, numbers: list[float]) -> float:
    match node.kind:
        case "negative":
            return -numbers[0]
        case "+":
            return numbers[0] + numbers[1]
        case "-":
            return numbers[0] - numbers[1]
        case "*":
            return numbers[0] * numbers[1]
        case "/":
            return numbers[0] / numbers[1]
        case "^":
            return numbers[0] ** numbers[1]
    return FUNCTIONS[ALIASES.get(node.text, node.text)].compute(*numbers)
