"""Fits a formula into a column: where to break it and how large to set it."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FRACTION = re.compile(r"\\frac\{([^{}]*)\}\{([^{}]*)\}")
_DELIMITER = re.compile(r"\\(?:left|right|begin|end|text|operatorname|mathbf)")
# Set as they are spelled; any other command is about one letter wide.
_NAME = re.compile(r"\\(ln|log|exp|sin|cos|tan|sinh|cosh|tanh|arctan|max|min)(?![a-zA-Z])")
_COMMAND = re.compile(r"\\[a-zA-Z]+")
_MARKUP = re.compile(r"[\s{}^_&]")
_TOKEN = re.compile(r"\\left|\\right|\\begin|\\end|[{}]| [+-] ")
_COLUMN = 34  # characters that fit beside the chart in the smallest size


def equation(left: str, right: str) -> str:
    """`left = right` in LaTeX, a sum that is too long on several lines."""
    if width(right) <= _COLUMN:
        return f"{left} = {right}"
    first, *rest = _terms(right)
    lines = [rf"{left} =\; & {first}", *(rf"& \quad {term}" for term in rest)]
    return r"\begin{aligned} " + r" \\ ".join(lines) + r" \end{aligned}"


def width(latex: str) -> int:
    """Roughly how many characters wide a formula is set: its longest row, fractions folded."""
    folded = _FRACTION.sub(lambda found: max(found.groups(), key=len), latex)
    named = _NAME.sub(r"\1", folded)
    rows = (_COMMAND.sub("o", _DELIMITER.sub("", row)) for row in named.split(r"\\"))
    return max(len(_MARKUP.sub("", row)) for row in rows)


def size_of(texts: Iterable[str]) -> str:
    """The largest size, "large", "medium" or "small", in which all of `texts` fit."""
    longest = max(map(width, texts))
    return "large" if longest <= 30 else "medium" if longest <= 38 else "small"


def _terms(latex: str) -> list[str]:
    """Split a sum at its own plus and minus signs, those outside all brackets."""
    terms, start, depth = [], 0, 0
    for token in _TOKEN.finditer(latex):
        text = token.group()
        if text in ("{", r"\left", r"\begin"):
            depth += 1
        elif text in ("}", r"\right", r"\end"):
            depth -= 1
        elif depth == 0:
            terms.append(latex[start : token.start()])
            start = token.start() + 1
    return [*terms, latex[start:]]
