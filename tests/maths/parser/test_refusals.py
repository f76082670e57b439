"""What is refused, where and in which words; and that nothing else happens."""

import pytest

from actviz.maths import ParseError, parse_activation
from actviz.maths.parser.syntax import DEEPEST, LONGEST_TEXT
from actviz.maths.parser.vocabulary import FUNCTIONS, RESERVED, function_help

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


def test_what_would_go_wrong_later_is_refused() -> None:
    with pytest.raises(ParseError, match="below 1e-300"):
        parse_activation("(x/10000)^90")
