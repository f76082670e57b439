"""Typed formulas as activations: `parse_activation("x*tanh(softplus(x))")`.

The text is read by `parser_syntax` into a small tree, and the tree is built up from SymPy nodes of
a fixed list. No text reaches `eval`, `sympify` or any other SymPy method that takes strings.
"""

from __future__ import annotations

import difflib
import functools
import math
import re
from collections.abc import Iterator
from fractions import Fraction

import sympy
from sympy import Expr, Symbol

from actviz.maths.activation import Activation, Parameter
from actviz.maths.parser_syntax import Node, ParseError, parse, tokenise
from actviz.maths.parser_vocabulary import (
    ALIASES,
    CONSTANTS,
    FUNCTIONS,
    RESERVED,
    WHERE,
    WHERE_PATTERN,
)
from actviz.maths.primitives import expm1, sigmoid, x
from actviz.maths.settle import NotRealError, settle

LARGEST_NUMBER = 1e15
LARGEST_EXPONENT = 100
LARGEST_WEIGHT = 400
MOST_PARAMETERS = 6
LONGEST_NAME = 12

# What SymPy raises where a formula means nothing to it, from the comparison with a complex number to
# a limit that it does not know.
_SYMPY_GIVES_UP = (
    ArithmeticError, AttributeError, NotImplementedError, RecursionError, TypeError, ValueError,
)  # fmt: skip
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)?", re.ASCII)
_RELATIONS = {
    "<": sympy.StrictLessThan, "<=": sympy.LessThan, ">": sympy.StrictGreaterThan,
    ">=": sympy.GreaterThan, "==": sympy.Equality, "!=": sympy.Unequality,
}  # fmt: skip
_FACTS = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b, "==": lambda a, b: a == b, "!=": lambda a, b: a != b,
}  # fmt: skip


def parse_activation(text: str) -> Activation:
    """The activation that `text` defines, in `x`; other free names become parameters.

    Its `source` is the formula in plain spelling, and parses to the same function. Raises
    ParseError, a ValueError that says what is wrong, where (`position`, from 0), and what is
    accepted. Terms that cancel are cancelled: x/x is 1, at 0 too.
    """
    if not isinstance(text, str):
        raise ParseError(f"a formula is text, not {type(text).__name__}", "", 0)
    return _activation(text)


# A page parses the same text at every rerun; what is derived from it is kept with the record.
@functools.lru_cache(maxsize=256)
def _activation(text: str) -> Activation:
    tree = parse(text)
    parameters = _parameters(tree, text)
    builder = _Builder(text, parameters)
    builder.weigh(tree)
    try:
        expression = settle(builder.build(tree))
        activation = _record(text, expression, parameters)
        # Derived now, so that a function without a real derivative is refused here.
        _ = activation.df, activation.breakpoints, activation.curved_switches
    except ParseError:
        raise
    except _SYMPY_GIVES_UP as error:
        reason = str(error) if isinstance(error, NotRealError) else "the formula cannot be derived"
        raise ParseError(reason, text, 0) from error
    return activation


def _record(text: str, expression: Expr, parameters: list[str]) -> Activation:
    return Activation(
        id="custom",
        name="Your function",
        family="Your own",
        year=0,
        source=plain_spelling(text),
        expression=lambda x, **symbols: expression,
        parameters=tuple(
            Parameter(name, 1.0, -5.0, 5.0, 0.05, "a parameter of your own") for name in parameters
        ),
        summary="The function you typed.",
        typed=True,
    )


def plain_spelling(text: str) -> str:
    """The formula in ASCII, one spelling for each sign, spaced as a textbook would."""
    spaced = {"+", "-", "<", "<=", ">", ">=", "==", "!=", "and", "or", "not", ","}
    code, before = "", "("
    for token in tokenise(text):
        binary = before not in ("", "(", ",", "^", "*", "/", "+", "-") and before not in spaced
        if token.text == ",":
            code += ", "
        elif token.text in spaced and binary:
            code += f" {token.text} "
        else:
            code += "not " if token.text == "not" else token.text
        before = token.text
    return code


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _nodes(child)


def _parameters(tree: Node, text: str) -> list[str]:
    """Names of the parameters in the order of their first appearance."""
    found: list[str] = []
    names = [node for node in _nodes(tree) if node.kind == "name"]
    for node in sorted(names, key=lambda node: node.position):
        if node.text == "x" or node.text in CONSTANTS or node.text in found:
            continue
        if fault := _name_fault(node.text):
            raise ParseError(fault, text, node.position)
        if len(found) == MOST_PARAMETERS:
            listed = ", ".join(found)
            reason = f"at most {MOST_PARAMETERS} parameters, and there are {listed} already"
            raise ParseError(reason, text, node.position)
        found.append(node.text)
    return found


def _name_fault(name: str) -> str | None:
    if name in FUNCTIONS or name in ALIASES or name == WHERE:
        return f"{name} is a function and needs its argument in brackets, as in {_pattern(name)}"
    if name in RESERVED:
        hint = "lambd" if name == "lambda" else f"{name}1"[-LONGEST_NAME:]
        return f"{name!r} is a reserved word; name the parameter otherwise, {hint!r} for example"
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name):
        return (
            f"a parameter's name has at most {LONGEST_NAME} letters and digits, a letter first, "
            "and at most one underscore inside, as in a, beta or t_left"
        )
    return None


def _pattern(name: str) -> str:
    return WHERE_PATTERN if name == WHERE else FUNCTIONS[ALIASES.get(name, name)].pattern


class _Builder:
    """Turns a tree into SymPy nodes; plain numbers are worked out beside, to keep them in bounds."""

    def __init__(self, text: str, parameters: list[str]) -> None:
        self.text = text
        self.symbols = {name: Symbol(name, real=True) for name in parameters} | {"x": x}

    def refuse(self, node: Node, reason: str) -> ParseError:
        return ParseError(reason, self.text, node.position)

    def weigh(self, node: Node) -> int:
        """About how many terms the function and its derivative have; refused beyond the limit."""
        weights = [self.weigh(child) for child in node.children]
        # max(a, b) needs each argument twice, in the choice and as the value chosen.
        copies = 2 if node.text in ("max", "min") and len(weights) > 1 else 1
        weight = 1 + copies * sum(weights)
        if node.text in ("max", "min") and len(weights) > 2:
            weight = 1 + sum(w * 2 ** (len(weights) - 1) for w in weights)
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
        terms = [self.build(child) for child in node.children]
        value = self.constant(node)
        built = self.combine(node, terms)
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
        return FUNCTIONS[ALIASES.get(node.text, node.text)].build(*terms)

    def quotient(self, node: Node, above: Expr, below: Expr) -> Expr:
        if below == 0:
            raise self.refuse(node, "division by 0")
        # The textbook form of the sigmoid has the derivative inf/inf in its tail.
        if isinstance(below, sympy.Add) and len(below.args) == 2 and below.args[0] == 1:
            if isinstance(below.args[1], sympy.exp):
                return above * sigmoid(-below.args[1].args[0])
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
        near = difflib.get_close_matches(name, known, n=1)
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
                reason = (
                    "where, max and min may not stand inside a condition; use relu or abs there"
                )
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
