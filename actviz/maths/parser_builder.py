"""The tree of a typed formula, built up from SymPy nodes of a fixed list, within limits."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable
from fractions import Fraction

import sympy
from sympy import Expr, Symbol

from actviz.maths.parser_syntax import Node, ParseError
from actviz.maths.parser_vocabulary import (
    ALIASES,
    CONSTANTS,
    FUNCTIONS,
    SYMBOLS,
    WHERE,
    WHERE_PATTERN,
)
from actviz.maths.primitives import (
    absolute,
    chosen,
    expm1,
    flat_power,
    larger,
    relu,
    sigmoid,
    smaller,
    x,
)
from actviz.maths.settle import settle

LARGEST_NUMBER = 1e15
LARGEST_EXPONENT = 100
LARGEST_WEIGHT = 400

_RELATIONS = {
    "<": sympy.StrictLessThan, "<=": sympy.LessThan, ">": sympy.StrictGreaterThan,
    ">=": sympy.GreaterThan, "==": sympy.Equality, "!=": sympy.Unequality,
}  # fmt: skip
_CHOICES = ("max", "min")
_FLAT = (sympy.Piecewise, absolute, chosen, larger, relu, smaller)  # may have flat pieces
_FACTS = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b, "==": lambda a, b: a == b, "!=": lambda a, b: a != b,
}  # fmt: skip


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

    def weigh(self, node: Node) -> int:
        """About how many terms the function and its derivative have; refused beyond the limit."""
        children = _flat(node)
        total = sum(self.weigh(child) for child in children)
        copies = 1
        if node.text in _CHOICES and len(children) > 1:
            # Each is compared with all later ones, and a nested choice is in its derivative again.
            nested = any(part.text in (*_CHOICES, WHERE) for c in children for part in c.walk())
            copies = 2 ** (len(children) - 1) if nested else len(children)
        weight = 1 + copies * total
        if weight > LARGEST_WEIGHT:
            reason = "this grows too large to draw while a slider is dragged; use fewer terms in it"
            raise self.refuse(node, reason)
        return weight

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
            built = settle(built)
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
        return sympy.Integer(int(value)) if value.is_integer() else sympy.Float(value)

    def combine(self, node: Node, terms: list[Expr]) -> Expr:
        match node.kind:
            case "negative":
                return -terms[0]
            case "+":
                return terms[0] + terms[1]
            case "-":
                # The textbook form of expm1 loses its digits near 0.
                if isinstance(terms[0], sympy.exp) and terms[1] == 1:
                    return expm1(terms[0].args[0])
                return terms[0] - terms[1]
            case "*":
                return terms[0] * terms[1]
            case "/":
                return self.quotient(node, *terms)
            case "^":
                return self.power(node, *terms)
        if node.text == "sqrt":
            return self.raised(terms[0], sympy.Rational(1, 2))
        return FUNCTIONS[ALIASES.get(node.text, node.text)].build(*terms)

    def quotient(self, node: Node, above: Expr, below: Expr) -> Expr:
        if below == 0:
            raise self.refuse(node, "division by 0")
        # The textbook form of the sigmoid has the derivative inf/inf in its tail.
        growth = below - 1
        if isinstance(growth, sympy.exp):
            return above * sigmoid(-growth.args[0])
        return above / below

    def power(self, node: Node, base: Expr, exponent: Expr) -> Expr:
        below, above = (self.constant(child) for child in node.children)
        if exponent.is_Number:
            above = float(exponent)
        if above is not None and abs(above) > LARGEST_EXPONENT:
            limit = LARGEST_EXPONENT
            raise self.refuse(node, f"exponents go from -{limit} to {limit}; for more write exp(…)")
        if above is None and below is not None and below <= 0:
            reason = "a power of a negative number or of 0 needs a plain number as its exponent"
            raise self.refuse(node, reason)
        if isinstance(exponent, sympy.Float):
            # 1/2 rather than 0.5, so that SymPy knows the square root.
            plain = Fraction(float(exponent)).limit_denominator(16)
            if float(plain) == float(exponent):
                exponent = sympy.Rational(plain.numerator, plain.denominator)
        return self.raised(base, exponent)

    @staticmethod
    def raised(base: Expr, exponent: Expr) -> Expr:
        if exponent.is_Integer and exponent > 0:
            return base**exponent
        # The chain rule alone gives 0 times infinity, NaN, on a whole flat side.
        if isinstance(base, relu) and exponent.is_Rational and exponent > 0:
            inside = base.args[0]
            rule = (inside**exponent, sympy.StrictGreaterThan(inside, 0, evaluate=False))
            return sympy.Piecewise(rule, (0, True), evaluate=False)
        if base.has(*_FLAT) and not isinstance(base, absolute):
            return flat_power(base, exponent)
        return base**exponent

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
        if condition in (sympy.true, sympy.false):
            return first if condition == sympy.true else second
        return sympy.Piecewise((first, condition), (second, True), evaluate=False)

    def condition(self, node: Node) -> Expr:
        if node.kind == "compare":
            left, right = (self.build(child) for child in node.children)
            if not left.free_symbols and not right.free_symbols:
                holds = _FACTS[node.text](float(left), float(right))
                return sympy.true if holds else sympy.false
            if left.has(sympy.Piecewise) or right.has(sympy.Piecewise):
                reason = "where may not stand inside a condition; use max, min, relu or abs there"
                raise self.refuse(node, reason)
            if left == right:
                return sympy.true if "=" in node.text and node.text != "!=" else sympy.false
            # Unevaluated: SymPy would try to prove it, without a bound on the time.
            return _RELATIONS[node.text](left, right, evaluate=False)
        terms = [self.condition(child) for child in node.children]
        if node.kind == "not":
            return sympy.Not(terms[0])
        settled, neutral = (
            (sympy.false, sympy.true) if node.kind == "and" else (sympy.true, sympy.false)
        )
        if settled in terms:
            return settled
        terms = [term for term in terms if term != neutral]
        if len(terms) < 2:
            return terms[0] if terms else neutral
        combine = sympy.And if node.kind == "and" else sympy.Or
        return combine(*terms, evaluate=False)

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
