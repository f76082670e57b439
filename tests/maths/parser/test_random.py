"""Random texts are refused in words; random formulas have the value and the true slope."""

import math
import re

import mpmath
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from actviz.maths import Activation, ParseError, parse_activation
from actviz.maths.parser.syntax import LONGEST_TEXT
from tests.maths.parser.test_values import POINTS

PARTS = [
    *"xxxabe()()+-*/^,.0123456789<>=", "**", "<=", "==", " ", "where(", "max(", "log(", "sqrt(",
    "x", "(x)", "-1", "0", "exp(x)", "and ", "not ", "π", "lambda", "__", "'", "é",
]  # fmt: skip
ANY_TEXT = st.one_of(
    st.text(max_size=60), st.text(alphabet=st.characters(max_codepoint=127), max_size=60)
)


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(ANY_TEXT)
def test_any_characters_give_an_activation_or_a_value_error(text: str) -> None:
    check_any(text)


# Words of the grammar in any order come much further than characters, which end in the tokeniser.
@settings(max_examples=1_500, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
def test_any_words_give_an_activation_or_a_value_error(text: str) -> None:
    check_any(text)


def check_any(text: str) -> None:
    """The text is parsed to something that works, or refused in words."""
    try:
        activation = parse_activation(text)
    except ParseError:
        return
    assert isinstance(activation, Activation)
    assert activation.value(POINTS).shape == activation.derivative(POINTS).shape == POINTS.shape
    assert activation.javascript()


NUMBERS = ["1", "2", "3", "0.5", "0.3", "1.5", "a", "b", "x", "x", "x", "x", "pi"]
UNARY = [
    "exp", "log", "sqrt", "abs", "sign", "sin", "cos", "tan", "atan", "sinh", "cosh", "tanh",
    "asinh", "erf", "sigmoid", "relu", "softplus", "expm1", "log1p", "Phi", "-", "",
]  # fmt: skip


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    comparison = st.sampled_from(["<", ">", "<=", ">="])
    plain = inner.filter(lambda text: not any(w in text for w in ("where", "max", "min")))
    return st.one_of(
        st.builds("{}({})".format, st.sampled_from(UNARY), inner),
        st.builds("({} {} {})".format, inner, st.sampled_from(["+", "-", "*", "/"]), inner),
        st.builds("{} {} {}".format, inner, st.sampled_from(["+", "-", "*"]), inner),
        st.builds("({})^{}".format, inner, st.sampled_from(["2", "3", "-1", "0.5", "a"])),
        st.builds("{}({}, {})".format, st.sampled_from(["max", "min"]), inner, inner),
        st.builds("where({} {} {}, {}, {})".format, plain, comparison, plain, inner, inner),
    )


FORMULAS = st.recursive(st.sampled_from(NUMBERS), _larger, max_leaves=7).filter(
    lambda text: "x" in text and len(text) <= LONGEST_TEXT
)
PLAIN = {
    "where": lambda condition, a, b: a if condition else b,
    "abs": lambda u: u if u > 0 else -u,
    "max": max,
    "min": min,
    "sign": lambda u: (u > 0) - (u < 0),
    "relu": lambda u: u if u > 0 else 0,
}


SHARED = [
    "exp",
    "log",
    "sqrt",
    "sin",
    "cos",
    "tan",
    "atan",
    "sinh",
    "cosh",
    "tanh",
    "asinh",
    "erf",
    "pi",
]


def _names(library: object) -> dict[str, object]:
    exp, log = library.exp, library.log  # type: ignore[attr-defined]
    erf, sqrt = library.erf, library.sqrt  # type: ignore[attr-defined]
    return {
        **PLAIN,
        **{name: getattr(library, name) for name in SHARED},
        "expm1": lambda u: exp(u) - 1,
        "log1p": lambda u: log(1 + u),
        "sigmoid": lambda u: 1 / (1 + exp(-u)),
        "softplus": lambda u: log(1 + exp(u)),
        "Phi": lambda u: (1 + erf(u / sqrt(2))) / 2,
    }


PYTHON, EXACT = _names(math), _names(mpmath)
PARAMETERS = {"a": 1.3, "b": -0.7}
STEP = mpmath.mpf(10) ** -15


LIMITS = [
    "real",
    "division by 0",
    "cancels",
    "negative number",
    "condition;",
    "too large",
    "larger",
]


def _parsed(text: str) -> Activation | ParseError:
    try:
        return parse_activation(text)
    except ParseError as error:
        return error


def _reference(code: object, names: dict[str, object], x: object) -> object:
    """The value as Python computes it; None where it has none or is far too large to compare."""
    try:
        value = eval(code, {"__builtins__": {}}, {**names, **PARAMETERS, "x": x})  # type: ignore[arg-type]
        return value if not isinstance(value, complex | mpmath.mpc) and abs(value) < 1e6 else None
    except (ArithmeticError, ValueError, TypeError):
        return None


@settings(max_examples=500, suppress_health_check=list(HealthCheck))
@given(FORMULAS)
@example("((x - x))^-1")
def test_random_formulas_have_pythons_value_and_the_true_slope(text: str) -> None:
    activation = _parsed(text)
    if isinstance(activation, ParseError):
        # Grammatical, so refused only for want of a real value or for its size.
        assert re.search("|".join(LIMITS), activation.reason)
        return
    code = compile(text.replace("^", "**"), "formula", "eval")
    parameters = {name: PARAMETERS[name] for name in activation.defaults}
    for x in (-2.3, -0.61, 0.47, 1.9):
        with mpmath.workdps(60):
            python = _reference(code, PYTHON, x)
            exact, below, above = (
                _reference(code, EXACT, mpmath.mpf(x) + k * STEP) for k in (0, -1, 1)
            )
            if None in (python, exact, below, above):
                continue
            left, right = (exact - below) / STEP, (above - exact) / STEP
            slope = (left + right) / 2
            at_a_break = abs(left - right) > 1e-9 * (1 + abs(slope))
        # As good as the formula at face value, and never worse than nine digits otherwise.
        own_error = abs(float(python - exact))
        value = float(activation.value(x, **parameters))
        assert abs(value - float(exact)) <= 1e-9 * (1 + abs(float(exact))) + 10 * own_error
        if at_a_break or abs(slope) > 1e6:
            continue
        derived = float(activation.derivative(x, **parameters))
        # A root of what is flat at 0 is 0 times infinity by the chain rule, in torch too.
        if math.isnan(derived) and slope == 0:
            continue
        # The difference quotient at 60 digits is exact to 1e-15; the rest is float64's.
        assert abs(derived - float(slope)) <= 1e-6 * (1 + abs(float(slope))) + 1e6 * own_error
