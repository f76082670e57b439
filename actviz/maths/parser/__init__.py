"""Typed formulas as activations: `parse_activation("x*tanh(softplus(x))")`.

The text is read by `syntax` into a small tree, from which `builder` builds SymPy
nodes. No text reaches `eval`, `sympify` or any other SymPy method that takes strings.
"""

from __future__ import annotations

import functools
import re

import numpy as np
from sympy import Expr

from actviz.maths.activation import Activation
from actviz.maths.custom_activation import CustomActivation
from actviz.maths.parameter import Parameter
from actviz.maths.parser.builder import Builder
from actviz.maths.parser.syntax import Node, ParseError, parse, tokenise
from actviz.maths.parser.vocabulary import (
    ALIASES,
    CONSTANTS,
    FUNCTIONS,
    RESERVED,
    RESERVED_IN_LINKS,
    WHERE,
    WHERE_PATTERN,
)
from actviz.maths.symbolic.breakpoints import CELLS_PER_UNIT, HALVINGS, MOST_ROOTS, SEARCH_SPAN
from actviz.maths.symbolic.normalise import NotRealError, normalise
from actviz.maths.symbolic.tree import operations

MOST_PARAMETERS = 6
LONGEST_NAME = 12

POINTS = 601  # of each curve in a picture
# About 20 ms of the 66 that 15 pictures a second leave on a slow machine.
MOST_WORK = 3_000_000
_TOO_HEAVY = (
    "this is too much to compute while a slider is dragged; use fewer terms in max, min and abs, "
    "and fewer factors"
)
# Where a formula has a value that has one on a stretch: none of these is a round number.
_ANYWHERE = np.concatenate(
    [np.linspace(-50, 50, 1000), *(s * np.logspace(-9, 9, 200) for s in (-1, 1))]
)
# What SymPy raises where a formula means nothing to it: comparing complex numbers, for one.
_SYMPY_GIVES_UP = (
    ArithmeticError, AttributeError, NameError, NotImplementedError, RecursionError, SyntaxError,
    TypeError, ValueError,
)  # fmt: skip
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)?", re.ASCII)


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
    builder = Builder(text, parameters)
    try:
        expression = normalise(builder.build(tree))
        activation = _record(text, expression, parameters)
        # Derived now, so that a function without a real derivative is refused here.
        work = work_of_a_picture(activation)
        # And what a page would stumble over, although no part of it looks wrong.
        activation.derivative(0.5)
        anywhere = np.isfinite(activation.value(_ANYWHERE)).any()
    except ParseError:
        raise
    except _SYMPY_GIVES_UP as error:
        reason = str(error) if isinstance(error, NotRealError) else "the formula cannot be derived"
        raise ParseError(reason, text, 0) from error
    if not anywhere and not parameters:
        raise ParseError("the formula is nowhere real and finite", text, 0)
    if work > MOST_WORK:
        raise ParseError(_TOO_HEAVY, text, 0)
    return activation


def work_of_a_picture(activation: Activation) -> int:
    """Operations for one picture of f, f′ and f at the defaults while a slider is dragged.

    A switch that is not linear in x is searched for its roots, at most MOST_ROOTS of them.
    """
    points = POINTS * (2 * operations(activation.f) + operations(activation.df))
    searched = 2 * SEARCH_SPAN * CELLS_PER_UNIT + MOST_ROOTS * HALVINGS
    return points + searched * sum(map(operations, activation.curved_switches))


def _record(text: str, expression: Expr, parameters: list[str]) -> CustomActivation:
    return CustomActivation(
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


def _parameters(tree: Node, text: str) -> list[str]:
    """Names of the parameters in the order of their first appearance."""
    found: list[str] = []
    names = [node for node in tree.walk() if node.kind == "name"]
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
    if name in RESERVED or name.lower() in RESERVED_IN_LINKS:
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
