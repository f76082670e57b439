"""The grammar of typed formulas: text to a tree, with the place of every mistake.

Only this grammar exists: there is no attribute, index, string, assignment or call of anything but
a listed function, so nothing that a visitor types can mean more than a formula. Precedence is
Python's, with `^` beside `**`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from actviz.maths.parameter import GREEK

LONGEST_TEXT = 200
DEEPEST = 16

ALLOWED = (
    "allowed are numbers, x, parameter names, + - * / ^, brackets, and functions such as exp(x), "
    "max(0, x) or where(x > 0, x, 0)"
)
_EXCERPT = 30


class ParseError(ValueError):
    """A formula that cannot be read: `reason`, and `position`, the offset in `text` (from 0)."""

    def __init__(self, reason: str, text: str, position: int) -> None:
        self.reason, self.text, self.position = reason, text, position
        super().__init__(f"column {position + 1}, at {self.excerpt}: {reason}")

    @property
    def excerpt(self) -> str:
        """What stands at the place, quoted and without control characters."""
        rest = self.text[self.position : self.position + _EXCERPT]
        more = "…" if len(self.text) > self.position + _EXCERPT else ""
        return f"{rest + more!r}" if rest else "the end"

    @property
    def pointer(self) -> str:
        """Two lines: the text around the place, and a caret below it."""
        start = max(0, self.position - _EXCERPT)
        shown = self.text[start : self.position + _EXCERPT]
        # One character each, so that the caret stays below its own.
        shown = "".join(
            letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in shown
        )
        return f"{shown}\n{' ' * (self.position - start)}^"


@dataclass(frozen=True, slots=True)
class Token:
    """A number, name or symbol, and its offset in the text."""

    kind: str
    text: str
    position: int


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a formula: `kind` is number, name, call or an operator; `text` what it says."""

    kind: str
    text: str
    position: int
    children: tuple[Node, ...] = ()

    @property
    def is_condition(self) -> bool:
        """True or false rather than a number."""
        return self.kind in ("compare", "and", "or", "not")

    def walk(self) -> Iterator[Node]:
        """This node and every node below it."""
        yield self
        for child in self.children:
            yield from child.walk()


# What keyboards, word processors and the page itself write for the ASCII sign or word.
_SPELLINGS = {
    "**": "^", "×": "*", "·": "*", "⋅": "*", "∗": "*", "÷": "/", "∕": "/", "−": "-", "–": "-",
    "≤": "<=", "≥": ">=", "≠": "!=",
}  # fmt: skip
_RAISED = {"²": "2", "³": "3"}
GREEK_LETTERS = {letter: name for name, letter in GREEK.items()} | {"π": "pi"}
_WORDS = ("and", "or", "not")
_TOKEN = re.compile(
    rf"""(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*|[{"".join(GREEK_LETTERS)}])
    |(?P<symbol>\*\*|<=|>=|==|!=|[-+*/^(),<>×·⋅∗÷∕−–≤≥≠])
    |(?P<raised>[²³])""",
    re.VERBOSE,
)
_COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")


def tokenise(text: str) -> list[Token]:
    """Tokens of `text` in one spelling, closed by an `end`; ParseError at what is not one."""
    return [*_tokens(text), Token("end", "", len(text))]


def _tokens(text: str) -> Iterator[Token]:
    position = 0
    while position < len(text):
        if text[position] == " ":
            position += 1
            continue
        match = _TOKEN.match(text, position)
        if match is None:
            raise ParseError(f"this character has no meaning here; {ALLOWED}", text, position)
        kind, found = str(match.lastgroup), match.group()
        if kind == "raised":
            yield Token("symbol", "^", position)
            yield Token("number", _RAISED[found], position)
        elif kind == "name":
            word = GREEK_LETTERS.get(found, found)
            yield Token("word" if word in _WORDS else "name", word, position)
        else:
            yield Token(kind, _SPELLINGS.get(found, found), position)
        position = match.end()


def parse(text: str) -> Node:
    """The tree of a formula; ParseError says where the text is not one."""
    if not text.strip(" "):
        raise ParseError(f"there is no formula; {ALLOWED}", text, len(text))
    if len(text) > LONGEST_TEXT:
        reason = f"the formula has {len(text)} characters; at most {LONGEST_TEXT} are read"
        raise ParseError(reason, text, LONGEST_TEXT)
    return _Reader(text).formula()


class _Reader:
    """Recursive descent, one method per level of precedence, the loosest first."""

    def __init__(self, text: str) -> None:
        self.text, self.tokens, self.next, self.depth = text, tokenise(text), 0, 0

    @property
    def token(self) -> Token:
        return self.tokens[self.next]

    def take(self, *texts: str) -> Token | None:
        token = self.token
        if token.kind not in ("symbol", "word") or token.text not in texts:
            return None
        self.next += 1
        return token

    def refuse(self, reason: str, position: int | None = None) -> ParseError:
        return ParseError(reason, self.text, self.token.position if position is None else position)

    def formula(self) -> Node:
        node = self.number(self.condition())
        if self.token.kind != "end":
            raise self.refuse(self.unexpected())
        return node

    def unexpected(self) -> str:
        token, before = self.token, self.tokens[self.next - 1]
        if token.text == ")":
            return "this bracket was never opened"
        if token.kind in ("number", "name") or token.text == "(":
            return f"an operator is missing; for a product write {before.text}*{token.text}"
        if token.text == ",":
            return "a comma separates the arguments of a function and has no meaning here"
        return f"expected an operator or the end; {ALLOWED}"

    def number(self, node: Node) -> Node:
        if node.is_condition:
            reason = "a comparison may only stand in the first place of where(condition, a, b)"
            raise self.refuse(reason, node.position)
        return node

    def condition(self) -> Node:
        node = self.conjunction()
        while sign := self.take("or"):
            node = self.logic("or", sign, node, self.conjunction())
        return node

    def conjunction(self) -> Node:
        node = self.negation()
        while sign := self.take("and"):
            node = self.logic("and", sign, node, self.negation())
        return node

    def negation(self) -> Node:
        if sign := self.take("not"):
            self.deeper(sign)
            node = self.logic("not", sign, self.negation())
            self.depth -= 1
            return node
        return self.comparison()

    def logic(self, kind: str, sign: Token, *children: Node) -> Node:
        for child in children:
            if not child.is_condition:
                reason = f"{kind!r} joins comparisons such as x > 0, and this is a number"
                raise self.refuse(reason, child.position)
        return Node(kind, kind, sign.position, children)

    def comparison(self) -> Node:
        left = self.sum()
        links: list[Node] = []
        while sign := self.take(*_COMPARISONS):
            right = self.sum()
            pair = (self.number(left), self.number(right))
            links.append(Node("compare", sign.text, sign.position, pair))
            left = right
        if not links:
            return left
        return links[0] if len(links) == 1 else Node("and", "and", links[0].position, tuple(links))

    def sum(self) -> Node:
        return self.chain(("+", "-"), self.product)

    def product(self) -> Node:
        return self.chain(("*", "/"), self.signed)

    def chain(self, signs: tuple[str, ...], operand: Callable[[], Node]) -> Node:
        node = operand()
        while sign := self.take(*signs):
            pair = (self.number(node), self.number(operand()))
            node = Node(sign.text, sign.text, sign.position, pair)
        return node

    def signed(self) -> Node:
        sign = self.take("-", "+")
        if sign is None:
            return self.power()
        self.deeper(sign)
        node = self.number(self.signed())
        self.depth -= 1
        return node if sign.text == "+" else Node("negative", "-", sign.position, (node,))

    def power(self) -> Node:
        base = self.atom()
        sign = self.take("^")
        if sign is None:
            return base
        self.deeper(sign)
        # As in Python: 2^-x needs no brackets, and x^2^3 is x^(2^3).
        exponent = self.signed()
        self.depth -= 1
        return Node("^", "^", sign.position, (self.number(base), self.number(exponent)))

    def atom(self) -> Node:
        token = self.token
        if token.kind in ("number", "name"):
            self.next += 1
            if token.kind == "name" and self.token.text == "(":
                return Node("call", token.text, token.position, tuple(self.arguments()))
            return Node(token.kind, token.text, token.position)
        if opening := self.take("("):
            self.deeper(opening)
            node = self.condition()
            self.close(opening)
            return node
        if token.kind == "end":
            raise self.refuse(
                "the formula stops here, and a number, a name or a bracket must follow"
            )
        raise self.refuse(f"expected a number, a name or a bracket; {ALLOWED}")

    def arguments(self) -> Iterator[Node]:
        opening = self.token
        self.next += 1
        self.deeper(opening)
        while self.token.text != ")":
            yield self.condition()
            if not self.take(","):
                break
        self.close(opening)

    def close(self, opening: Token) -> None:
        if not self.take(")"):
            if self.token.kind == "end":
                raise self.refuse("this bracket is never closed", opening.position)
            raise self.refuse(self.unexpected())
        self.depth -= 1

    def deeper(self, token: Token) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            reason = f"brackets, powers and signs may stand at most {DEEPEST} deep in each other"
            raise self.refuse(reason, token.position)
