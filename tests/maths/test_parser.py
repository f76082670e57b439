"""Typed formulas: what they mean, what is refused, and that nothing else happens."""

import math
import re
import warnings

import mpmath
import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actviz.maths import CATALOGUE, Activation, ParseError, parse_activation
from actviz.maths.parser_syntax import DEEPEST, LONGEST_TEXT
from actviz.maths.parser_vocabulary import FUNCTIONS, RESERVED, function_help

POINTS = np.array([-40.0, -3.0, -1.0, -0.3, 0.0, 0.2, 1.0, 2.5, 40.0])

EXAMPLES = {
    "x*tanh(softplus(x))": lambda x: x * np.tanh(np.logaddexp(0, x)),
    "max(0,x) - a*max(0,-x)": lambda x: np.where(x > 0, x, x),
    "exp(-x^2)": lambda x: np.exp(-(x**2)),
    "-x^2": lambda x: -(x**2),
    "2^-1*x": lambda x: x / 2,
    "2^3^2*x": lambda x: 512 * x,
    "1 - 2 - x": lambda x: -1 - x,
    "12/2/3*x": lambda x: 2 * x,
    "+x - -x": lambda x: 2 * x,
    "2e0*x + .5 + 1.": lambda x: 2 * x + 1.5,
    "x² − 3·x÷2 × 2": lambda x: x**2 - 3 * x,
    "abs(x) + sign(x)": lambda x: np.abs(x) + np.sign(x),
    "atan(x) + arctan(x)": lambda x: 2 * np.arctan(x),
    "asinh(x) + sinh(x/9) + cosh(x/9)": lambda x: np.arcsinh(x) + np.sinh(x / 9) + np.cosh(x / 9),
    "sin(x)*cos(x) + tan(x/40)": lambda x: np.sin(x) * np.cos(x) + np.tan(x / 40),
    "relu(x) + sigmoid(x)": lambda x: np.maximum(x, 0) + 1 / (1 + np.exp(-x)),
    "exp(x) - 1 + log(1 + x^2)": lambda x: np.expm1(x) + np.log1p(x**2),
    "pi*x + e": lambda x: math.pi * x + math.e,
    "min(x, 1, -1)": lambda x: np.minimum(x, -1),
    "max(x, x^2, 1)": lambda x: np.maximum(np.maximum(x, x**2), 1),
    "max(where(x > 0, x, 1), x^2 - 3)": lambda x: np.maximum(np.where(x > 0, x, 1), x**2 - 3),
    "where(-1 < x <= 1 and not x == 0.2, x, -x)": lambda x: np.where(
        (x > -1) & (x <= 1) & (x != 0.2), x, -x
    ),
    "where((x < 0) or (x >= 2), 1, x)": lambda x: np.where((x < 0) | (x >= 2), 1, x),
    "where(x != 0, 1, 2)": lambda x: np.where(x != 0, 1, 2),
    "sqrt(x^2)": np.abs,
    "tan(x + pi/2)*sin(x)": lambda x: np.where(x == 0, -1, -np.cos(x)),
    "5": lambda x: np.full_like(x, 5.0),
    "α + β*0": lambda x: np.ones_like(x),
}


@pytest.mark.parametrize("text", EXAMPLES)
def test_value_is_that_of_the_formula(text: str) -> None:
    computed = parse_activation(text).value(POINTS)
    expected = EXAMPLES[text](POINTS)
    if text.startswith("tan("):
        computed, expected = computed[POINTS != 0], expected[POINTS != 0]
    # Two roundings of a few operations each; sums next to zero need the absolute part.
    np.testing.assert_allclose(computed, expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("text", EXAMPLES)
def test_is_an_activation_like_any_other(text: str) -> None:
    activation = parse_activation(text)
    assert (activation.id, activation.family) == ("custom", "Your own")
    assert activation.derivative(POINTS).shape == POINTS.shape
    assert activation.latex
    assert activation.derivative_latex
    assert activation.latex_at(activation.defaults)
    assert activation.javascript().startswith("({ value: (x, {")
    scope = {"torch": torch, "x": torch.tensor(POINTS[1:-1])}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(activation.pytorch_lines(), scope)
    in_torch = torch.as_tensor(scope["y"]).expand(7).numpy()
    # Parameters are float32 tensors in the lines shown, and torch's erf has its own rounding.
    np.testing.assert_allclose(in_torch, activation.value(POINTS[1:-1]), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("text", EXAMPLES)
def test_source_parses_to_the_same_function(text: str) -> None:
    activation = parse_activation(text)
    again = parse_activation(activation.source)
    assert again.f == activation.f
    assert again.source == activation.source
    assert again.source.isascii()


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("x*tanh(softplus(x))", "mish"),
        ("max(0, x)", "relu"),
        ("x/(1 + exp(-x))", "silu"),
        ("x*Phi(x)", "gelu"),
        ("log(1 + exp(x))", "softplus"),
        ("1/(1 + exp(-x))", "logistic"),
        ("max(x, alpha*x)", "leaky_relu"),
        ("where(x > 0, x, alpha*(exp(x) - 1))", "elu"),
    ],
)
def test_agrees_with_the_catalogue_far_out_too(text: str, identifier: str) -> None:
    typed, known = parse_activation(text), CATALOGUE[identifier]
    points = np.array([-800.0, -30.0, -1.0, 0.0, 1e-12, 1.0, 30.0, 800.0])
    shared = dict.fromkeys(typed.defaults, 0.25)
    # The textbook forms are recognised, so that no tail is inf/inf and no digits cancel.
    np.testing.assert_allclose(
        typed.value(points, **shared), known.value(points, **shared), rtol=1e-12
    )
    np.testing.assert_allclose(
        typed.derivative(points, **shared), known.derivative(points, **shared), rtol=1e-12
    )


def test_free_names_become_parameters_in_their_order() -> None:
    activation = parse_activation("λ*x + t_left*x^2 + α + λ + K2")
    assert list(activation.defaults) == ["lambd", "t_left", "alpha", "K2"]
    for parameter in activation.parameters:
        assert (parameter.default, parameter.low, parameter.high) == (1.0, -5.0, 5.0)
    assert activation.value(2.0, lambd=3.0, t_left=0.5, alpha=-1.0, K2=0.0) == 10.0


def test_number_in_place_of_a_parameter_is_not_worked_out() -> None:
    tower = parse_activation("a^a^a^a*x - b*x")
    assert "5^{5^{5^{5}}}" in tower.latex_at({"a": 5.0, "b": -3.0})
    assert r"\left(-3\right)" in tower.latex_at({"a": 5.0, "b": -3.0})


@pytest.mark.parametrize(
    ("text", "numbers", "latex"),
    [
        ("a*x/d + x^c", {"a": 1.0, "c": 1.0, "d": 1.0}, "2 x"),
        ("a*tanh(x)", {"a": -1.0}, r"- \tanh\left(x\right)"),
        ("a*x", {"a": 2.0}, "2 x"),
        ("x/(1 - a)", {"a": 1.0}, r"\frac{x}{1 - 1}"),
    ],
)
def test_factors_and_powers_of_one_are_not_written(
    text: str, numbers: dict[str, float], latex: str
) -> None:
    assert parse_activation(text).latex_at(numbers) == latex


BREAKS = {
    "where(x^2 > 1, x, sin(x))": [-1, 1],
    "relu(x^2 - 4)": [-2, 2],
    "max(x, sin(x))": [0],
    "where(x^2 > 0, 1, 0)": [0],
    "where(relu(x) > 0, 1, 0)": [0],
    "where(cos(x) > 1.5, 1, 0)": [],
    "abs(exp(x) - 2)": [math.log(2)],
    "where(sin(x) > 0, 1, -1)": [k * math.pi for k in range(-15, 16)],
    "where(sin(9*x) > 0, 1, -1)": [],
    "max(a*x, b)": [1],
    "tanh(x)": [],
}


@pytest.mark.parametrize("text", BREAKS)
def test_breakpoints(text: str) -> None:
    # Bisection ends at neighbouring floats; where both sides touch, at the root of the rounding.
    assert parse_activation(text).breakpoint_values() == pytest.approx(BREAKS[text], abs=1e-7)


def test_breakpoints_follow_the_parameters() -> None:
    activation = parse_activation("where(x^2 > a, x, b/a)")
    assert activation.breakpoint_values(a=4.0) == pytest.approx([-2, 2])
    assert activation.breakpoint_values(a=-1.0) == []
    assert parse_activation("relu(a*x + 1)").breakpoint_values(a=0.0) == []


# Refusals ---------------------------------------------------------------------------------------

HOSTILE = [
    "", "   ", "\n", "\x00", "x\x00", "x\n+1", "x;x", "x\t", "__import__('os')", "().__class__",
    "x.__class__", "x.real", "(x).real", "().__class__.__bases__[0].__subclasses__()",
    "exp.__globals__", "__builtins__", "__class__", "_", "_x", "x__y", "a_b_c*x", "eval(x)",
    "eval('1')", "exec(x)", "open(x)", "print(x)", "getattr(x, a)", "globals()", "lambda",
    "lambda x: x", "lambda: 0", "[x for x in x]", "[x]", "{x}", "{}", "{x: x}", "(x,)", "(x, x)",
    "x,", "()", "f'{x}'", "f\"{__import__('os')}\"", "'x'", '"x"', "b'x'", "'''x'''", "...",
    "x[0]", "x[0:1]", "x @ x", "x << 2", "x >> 2", "x & 1", "x | 1", "~x", "x // 2", "x % 2",
    "x := 1", "(x := 1)", "x = 1", "a = x", "x += 1", "max(*x)", "max(**x)", "*x", "**x",
    "exp(x=1)", "exp(u=x)", "x if x > 0 else 1", "x > 0", "(x > 0)*x", "x and x", "not x",
    "where(x, 1, 2)", "where(x > 0)", "where()", "where", "where(x > 0, x)",
    "where(x > 0, x > 1, x)", "where(where(x > 0, 1, 0) > 0, x, 1)",
    "where(x > 0 and x, x, 1)", "where(x > 0, x, 1, 2)", "exp(x > 0)", "exp", "exp()", "exp(x, x)",
    "exp(,x)", "exp(x", "exp x", "max(x)", "max()", "max(0, x,", "x(2)", "a(x)", "a*x + a(x)",
    "2x", "2(x)", "(x)(x)", "x x", "x 2", "1 2", "1.2.3", "1..2", "0x10", "1_000", "1j", "1j*x",
    "I*x!", "x!", "x'", "x?", "x\\", "$x", "#x", "x # comment", "`x`", "«x»", "ｘ", "х", "е^x", "𝑥",
    "x\u200b", "\u202ex", "ⅹ", "𝟏", "١*x", "x⁴", "√x", "∞", "x∧x", "e^хp(x)", "ехр(x)",
    "<script>alert(1)</script>", "<b>x</b>", "x</script>", "javascript:alert(1)", "${x}", "{{x}}",
    "%s", "9**9**9", "9**9**9**9", "9^9^9^9*x", "1e999", "1e999*x", "1e16", "-1e16", "1" * 50,
    "9" * 190, "2^1000", "x^1000", "x^-101", "x^1e9", "(x + x - 2*x + 9)^9^9", "10^10*10^10",
    "exp(1000)", "exp(exp(exp(9)))", "exp(exp(exp(x - x + 90)))", "0^x", "(-2)^x", "(-2)^0.5",
    "0^-1", "0^-1*x", "0/0", "1/0", "x/0", "x/(x - x)", "1/(1 - 1)", "log(0)", "log(-1)",
    "log(x - x)", "log(0)*x", "sqrt(-1)", "sqrt(-1)*x", "sqrt(-x^2)", "(-8)^(1/3)",
    "tan(pi/2)*0 + log(-2)", "log(sign(1) - 1)", "where(x > 0, 1/0, x)", "where(1 > 2, 1e999, x)",
    "where(x > log(-1), x, 1)", "eval*x", "arguments*x", "Math*x", "constructor*x", "prototype*x",
    "toString*x", "await*x", "let*x", "function*x", "np*x", "torch*x", "self*x", "name*x", "y*x",
    "None*x", "True", "False*x", "import*x", "class*x", "yield*x", "is*x", "in*x", "def*x",
    "this*x", "new*x", "NaN*x", "Infinity", "roots*x", "sinc*x", "hypot_plus*x", "abcdefghijklm*x",
    "a+b+c+d+g+h+k+x", "a1_*x", "1a*x", "(" * 17 + "x" + ")" * 17, "(" * 90, ")" * 90,
    "-" * 90 + "x", "x" * 201, "x+" * 100, "x^" * 50 + "x", "exp(" * 30 + "x" + ")" * 30,
    "not " * 40 + "x", "max(" * 25 + "x", "x" * 100_000, "((((" * 100_000, "where(" * 15 + "x",
    ("max(x," * 8) + "min(x,a)" + ")" * 8 + "^2^", "x**", "**", "^", "*", "/x", "+", "-", "(", ")",
    ",", "<", "x<", "x==", "x=x", "x!x", "and", "or x", ".", "..", "e+", "1e", "1e+", "é",
    "x\u0301", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:24]))
def test_hostile_text_is_refused(text: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_activation(text)
    error = caught.value
    assert isinstance(error, ValueError)
    assert 0 <= error.position <= len(text)
    assert str(error).startswith(f"column {error.position + 1}, at ")
    assert str(error).isprintable()
    assert len(str(error)) < 400
    above, below = error.pointer.split("\n")
    assert len(below) <= len(above) + 1


@pytest.mark.parametrize("value", [None, 3, b"x", ["x"]])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=f"a formula is text, not {type(value).__name__}"):
        parse_activation(value)  # type: ignore[arg-type]


MESSAGES = {
    "x + @": (4, "'@': this character has no meaning here; allowed are numbers, x"),
    "2x": (1, "for a product write 2*x"),
    "(x": (0, "this bracket is never closed"),
    "x)": (1, "never opened"),
    "x +": (3, "the end: the formula stops here"),
    "x > 0": (2, "where(condition, a, b)"),
    "sigmod(x)": (0, "did you mean sigmoid?"),
    "σ(x)": (0, "did you mean sigmoid?"),
    "b(x)": (0, "there is no function of this name"),
    "1 + exp": (4, "exp(u)"),
    "x^200": (1, "-100 to 100"),
    "2*sqrt(-1)": (2, "no real, finite value"),
    "1 + x/0": (5, "division by 0"),
    "x + 1e16": (4, "numbers up to 1e+15"),
    "lambda*x": (0, "'lambd'"),
    "x + eval": (4, "reserved word"),
    "x*embed": (2, "'embed1'"),
    "Embed_Options + x": (0, "reserved word"),
    "max(x)": (0, "write max(u, v, …); 1 arguments are given"),
    "a+b+c+d+g+h+k+x": (12, "at most 6 parameters"),
    "x" * 201: (LONGEST_TEXT, "at most 200"),
    "(" * 20 + "x": (DEEPEST, "at most 16 deep"),
}


@pytest.mark.parametrize("text", MESSAGES)
def test_message_points_at_the_place_and_says_what_is_allowed(text: str) -> None:
    position, part = MESSAGES[text]
    with pytest.raises(ParseError) as caught:
        parse_activation(text)
    assert caught.value.position == position
    assert part in str(caught.value)


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_reserved_names_never_become_parameters(name: str) -> None:
    try:
        activation = parse_activation(f"{name} + x")
    except ParseError:
        return
    assert name in ("x", "e", "pi")
    assert not activation.parameters


def test_every_function_is_documented() -> None:
    helped = {pattern.split("(")[0] for pattern, meaning in function_help() if meaning}
    assert helped == {*FUNCTIONS, "where"}


@pytest.mark.parametrize(
    ("text", "x", "value", "slope"),
    [
        ("min(max(0.1*x, x), 1e15)", 0.3, 0.3, 1),
        ("min(max(0.1*x, x), 1e15)", -2, -0.2, 0.1),
        ("min(max(x, -1), exp(x))", 40, 40, 1),
        ("max(min(x, 1), -exp(x^2))", 40, 1, 0),
        ("max(x, 0, -1, x - 5)", 2, 2, 1),
        ("max(0, x)^a", -2, 0, 0),
        ("where(max(x, 1) > 2, x, 1)", 3, 3, 1),
        ("sqrt(2*relu(x))", -2, 0, 0),
        ("sqrt(2*relu(x))", 2, 2, 0.5),
        ("sqrt(abs(x) + x)", -3, 0, 0),
    ],
)
def test_choices_and_powers_keep_their_digits(
    text: str, x: float, value: float, slope: float
) -> None:
    activation = parse_activation(text)
    assert activation.value(x) == pytest.approx(value, rel=1e-15)
    assert activation.derivative(x) == pytest.approx(slope, rel=1e-15)


def test_what_would_go_wrong_later_is_refused() -> None:
    with pytest.raises(ParseError, match="below 1e-300"):
        parse_activation("(x/10000)^90")


# Found by random search over formulas of full length: those that take longest.
HEAVY = [
    "max(" * 9 + "x" + "".join(f",{i}*x)" for i in range(2, 11)),
    "x^(x^(x^(x^(x^(x^(x^x))))))",
    "max(max(x,a,b),max(x,c,d),max(x,g,a),max(b,c,x),x*x)",
    "*".join(f"sin({i}*x)" for i in range(1, 20)),
    "*".join(f"where(x>{i},x,a)" for i in range(1, 12)),
    "/".join(f"(x+{i})" for i in range(1, 25)),
    "abs(" * 15 + "x" + "".join(f"-{i})" for i in range(15)),
    "where((x+a+b+c+d+g)^100>0,x,0)",
    "relu((x+a+b+c+d+g)^100)",
    "max((x+a+b+c+d+g)^40,x)",
    "where((x+1)^100*(x+a)^100*(x+b)^100>0,x,0)",
    "max(a,b,c,d,e1,x)",
    "max(max(a,b,c,d),e1,g,2*a,2*b,x)",
    "min(min(a,b,c,d),e1,g,x,2*a)",
    "max(max(x^2,x^3,x^4,sin(x)),cos(x),exp(x),tanh(x),a)",
    "((((max(x,7))+(7+a))+((x+x)^(x+x)))/(((sqrt(a))^(max(x,c)))^(max(max(7,7),7^x))))"
    "/(tan(abs(((x+b)^(max(0.5,3)))+(tan((b/c)+(b/x))))))",
    "((exp(sin(exp(exp(2)))))/(exp((exp(sin(c)))/(sin(exp(2))))))/(((sin((-2)/(x/a)))^(-(exp(c/b))))"
    "^((((sqrt(0.5))^(3/x))^(sqrt(log(7))))/(sqrt(sin(log(x))))))",
]


# Random texts -----------------------------------------------------------------------------------

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


# Random formulas --------------------------------------------------------------------------------

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


def _names(library: object) -> dict[str, object]:
    def get(name: str) -> object:
        return getattr(library, name)

    exp, log = library.exp, library.log  # type: ignore[attr-defined]
    erf, sqrt = library.erf, library.sqrt  # type: ignore[attr-defined]
    return {
        **PLAIN,
        **{
            n: get(n)
            for n in [
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
        },
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
