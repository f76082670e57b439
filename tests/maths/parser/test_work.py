"""No typed formula makes SymPy solve, simplify or expand, and none costs much more than its text.

Counted, not timed: the calls of SymPy behind every view of a formula.
"""

import pytest
import sympy
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from actviz.maths import ParseError, parse_activation
from actviz.maths.parser import MOST_WORK, work_of_a_picture
from actviz.maths.parser.syntax import LONGEST_TEXT
from tests.maths.parser.test_values import BREAKS, EXAMPLES
from tests.maths.parser.work import HARD, HEAVIEST, HEAVY, Work, every_view, work_of

# A sum over the factors of a product, each a product again, is as long as the text is, squared.
CALLS, CALLS_PER_LETTER_SQUARED = 20_000, 120
NUMBERS = ["x", "x", "x", "a", "b", "1", "2", "0.5", "3", "pi", "0.1"]
UNARY = [
    "exp", "log", "sqrt", "abs", "sign", "sin", "cos", "tan", "atan", "sinh", "cosh", "tanh",
    "asinh", "erf", "sigmoid", "relu", "softplus", "expm1", "log1p", "Phi", "-", "",
]  # fmt: skip
EXPONENTS = ["2", "3", "-1", "-2", "0.5", "1.5", "40", "100", "a", "x"]
COMPARISONS = ["<", "<=", ">", ">=", "==", "!="]


def number(draw: st.DrawFn, depth: int, choices: bool = True) -> str:
    """A formula of at most that depth; without `choices`, one that may stand in a condition."""

    def inner() -> str:
        return number(draw, depth - 1 - draw(st.integers(0, 1)), choices)

    kinds = (
        ["call", "operator", "power", "max", "where"] if choices else ["call", "operator", "max"]
    )
    match draw(st.sampled_from(kinds)) if depth > 0 else "leaf":
        case "call":
            return f"{draw(st.sampled_from(UNARY))}({inner()})"
        case "operator":
            return f"({inner()} {draw(st.sampled_from('+-*/'))} {inner()})"
        case "power":
            return f"({inner()})^{draw(st.sampled_from(EXPONENTS))}"
        case "max":
            terms = [inner() for _ in range(draw(st.integers(2, 4)))]
            return f"{draw(st.sampled_from(['max', 'min']))}({', '.join(terms)})"
        case "where":
            return f"where({condition(draw, depth - 1)}, {inner()}, {inner()})"
    return draw(st.sampled_from(NUMBERS))


def condition(draw: st.DrawFn, depth: int) -> str:
    """A condition of at most that depth."""
    kinds = ["compared", "chain", "not", "and", "or"]
    kind = draw(st.sampled_from(kinds if depth > 0 else kinds[:2]))
    if kind == "not":
        return f"not ({condition(draw, depth - 1)})"
    if kind in ("and", "or"):
        return f"({condition(draw, depth - 1)}) {kind} ({condition(draw, depth - 1)})"
    terms = [number(draw, depth, choices=False) for _ in range(2 if kind == "compared" else 3)]
    return f" {draw(st.sampled_from(COMPARISONS))} ".join(terms)


@st.composite
def formulas(draw: st.DrawFn) -> str:
    """Any formula: choices in branches of choices, powers and roots of them, and conditions."""
    return number(draw, draw(st.integers(1, 5)))


@pytest.fixture(scope="module", autouse=True)
def _everything_imported() -> None:
    """What SymPy imports when it is first asked is not counted."""
    for text in (HARD[0], "exp(x)*a/(x + 1)^40", "log(1 + x^2)*sqrt(x)"):
        every_view(text)


def check(text: str) -> None:
    work = work_of(text)
    assert work.entered == set()
    assert work.calls <= CALLS + CALLS_PER_LETTER_SQUARED * len(text) ** 2


@pytest.mark.parametrize("text", [*HARD, *EXAMPLES, *BREAKS, *HEAVY])
def test_every_view_is_printed_from_the_tree(text: str) -> None:
    check(text)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(formulas())
@example("sign((exp(x) + sqrt(x)))")
def test_no_formula_of_the_grammar_enters_a_solver(text: str) -> None:
    assume(len(text) <= LONGEST_TEXT)
    try:
        check(text)
    except ParseError:
        return


def _nested(text: str, times: int) -> str:
    whole = "x"
    for _ in range(times):
        whole = text.replace("#", whole)
    return whole


@pytest.mark.parametrize(
    "text",
    [
        "sqrt(#+x)", "max(#,x*x)", "(#)^x", "x^(#)", "abs(#-1)", "where(x>1,#,2)", "exp(#)*x",
        "relu(#)^a", "tan(#)", "1/(1+#)", "max(#-1,-x)^0.5",
    ],
)  # fmt: skip
def test_work_does_not_double_with_each_level(text: str) -> None:
    three, six = (work_of(_nested(text, times)).calls for times in (3, 6))
    assert six < 6 * three


def solved() -> None:
    sympy.Piecewise((sympy.Symbol("x"), sympy.Symbol("x") ** 2 > 1), (1, True))


def proved() -> None:
    _ = sympy.Symbol("x", real=True) - 1 > sympy.Symbol("a", real=True)


def expanded() -> None:
    sympy.expand((sympy.Symbol("x") + 1) ** 3)


def simplified() -> None:
    sympy.exp(sympy.Symbol("x") * sympy.log(3))


@pytest.mark.parametrize("work_for_sympy", [solved, proved, expanded, simplified])
def test_the_trap_catches(work_for_sympy) -> None:
    with Work() as work:
        work_for_sympy()
    assert work.entered


@pytest.mark.parametrize("text", [*HARD, *EXAMPLES, *BREAKS, *HEAVY])
def test_accepted_formulas_are_light_enough_to_drag(text: str) -> None:
    assert work_of_a_picture(parse_activation(text)) <= MOST_WORK


def test_heaviest_formula_is_near_the_limit() -> None:
    assert 0.95 * MOST_WORK < work_of_a_picture(parse_activation(HEAVIEST)) <= MOST_WORK


@pytest.mark.parametrize(
    "text",
    [
        "max(" + "max(sin(x),sin(2*x),sin(3*x),sin(4*x),cos(x),cos(2*x))" + ",sin(a*x),tan(x),1/x)",
        "*".join(f"max(sin({i}*x),cos({i}*x),tan({i}*x),exp(x),x^3,x^5)" for i in range(1, 4)),
    ],
)  # fmt: skip
def test_too_much_for_a_drag_is_refused_with_the_way_out(text: str) -> None:
    with pytest.raises(ParseError, match="while a slider is dragged; use fewer terms in max"):
        parse_activation(text)
