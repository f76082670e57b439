"""What a typed formula costs, counted: the calls of every view, and what of SymPy they enter."""

import sys
import threading
from collections.abc import Callable, Mapping
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import FrameType

import numpy as np
import sympy
from sympy.core.cache import clear_cache

from actviz.maths import Activation, parser, properties

POINTS = np.array([-40.0, -3.0, -1.0, -0.3, 0.0, 0.2, 1.0, 2.5, 40.0])

# Inequalities that SymPy would try to solve, inside everything that looks at a choice.
HARD = [
    "where(sin(50*x) > cos(7*x), x, 2)",
    "max(where(x^40 + x^3 > 1, x, 2), 0.1)",
    "where(sin(1/x) > 0.5, x, -x)",
    "relu(where(sin(50*x) > cos(7*x), x, -x))",
    "sqrt(where(x^40 + x^3 > 1, x^2, 2))",
    "max(where(sin(1/x) > 0.5, x, 1), x^2 - 3)",
    "sqrt(min(where(sin(x) > cos(x), x, 2), cosh(x), b, c))^0.5",
    "min(where(tanh(x) > a*x^3, x, 2), sqrt(abs(x)), b)",
    "abs(where(exp(x) > x^5 + 3, x, sin(x)))^1.5",
    "sign(where(x^7 - x + 1 > 0 and sin(x) < 0.3, x, -1))*x",
    "where(a*x > sin(x), max(x, cos(x)), min(x, exp(-x^2)))",
    "where(x^40 + x^3 > 1 or sin(50*x) > cos(7*x), where(sin(1/x) > 0.5, x, a), relu(x - b))",
    "where(not (x^6 - 5*x < 1) and log(x) > 0.2, sqrt(x), where(cos(x^2) > 0.1, x, 1))",
    "max(x^5 - 3*x, sin(20*x), where(x^2 > sin(x), cosh(x/4), a), tanh(b*x))",
    "relu(max(where(x^9 > x^4 + 1, x, 2), where(sin(9*x) > 0.9, 1, x)))^0.5",
    "where(x^x > 2, x^sin(x), abs(x)^a)",
    "softplus(where(asinh(x) > sin(x^3), x, relu(x)^1.5))/(1 + abs(sin(x)))",
    "where(abs(x^3 - x) > sqrt(1 + x^2) and sin(x) != 0.5, max(x, a, b), min(x, a, 0.1))",
]

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

# As much as is accepted to be drawn while its slider is dragged.
HEAVIEST = "max(max(sin(a*x), sin(2*x), sin(3*x), sin(4*x), sin(5*x), sin(6*x)), cos(x), cos(2*x))"

_SYMPY = str(Path(sympy.__file__).parent)
# What SymPy does to put a tree together, to walk it and to print it.
_ALLOWED = (
    "core/", "printing/", "external/", "utilities/", "logic/boolalg.py", "sets/sets.py",
    "polys/orderings.py", "simplify/cse_main.py", "simplify/cse_opts.py", "simplify/radsimp.py",
    "functions/elementary/complexes.py", "functions/elementary/exponential.py",
    "ntheory/primetest.py", "assumptions/",
)  # fmt: skip
# And what it must not begin even there: proofs, simplification, multiplying out.
_FORBIDDEN = (
    "expand", "simplif", "solve", "factor_terms", "gcd_terms", "as_set", "nsimplify", "cancel",
    "together", "collect", "equals", "series", "limit", "rewrite",
    "minimal_polynomial", "piecewise",
)  # fmt: skip
_OF_NUMBERS = ("core/relational.py", "multipledispatch/")
# Of modules that are allowed only for what they are asked here.
_ONLY = {
    "simplify/radsimp.py": {"fraction"},
    "functions/elementary/exponential.py": {"__instancecheck__"},
    "functions/elementary/complexes.py": {"eval"},
    "logic/boolalg.py": {"__bool__", "__eq__", "__hash__", "<lambda>", "__new__"},
}


class Work:
    """Calls of SymPy while it is entered, and those among them that no typed formula may cause.

    Of this thread, and of threads that are started meanwhile.
    """

    def __init__(self) -> None:
        self.calls = 0
        self.entered: set[str] = set()

    def __enter__(self) -> "Work":
        sys.setprofile(self._count)
        threading.setprofile(self._count)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)
        threading.setprofile(None)

    def _count(self, frame: FrameType, event: str, _: object) -> None:
        if event != "call":
            return
        code = frame.f_code
        # The bodies of modules and classes are imports.
        if not code.co_filename.startswith(_SYMPY) or not code.co_flags & CO_OPTIMIZED:
            return
        self.calls += 1
        place = code.co_filename[len(_SYMPY) + 1 :]
        if not _is_plain(place, code.co_name, frame.f_locals):
            self.entered.add(f"{place}: {code.co_name}")


def _is_plain(place: str, name: str, given: Mapping[str, object]) -> bool:
    if place.startswith(_OF_NUMBERS):
        # Which of two numbers is the greater is no proof.
        compared = [value for value in given.values() if isinstance(value, sympy.Basic)]
        return all(value.is_Number for value in compared)
    if not place.startswith(_ALLOWED) or name not in _ONLY.get(place, {name}):
        return False
    return not any(word in name.lower() for word in _FORBIDDEN)


def every_view(text: str) -> Activation:
    """Parse the text as if for the first time, and derive all that the app derives from it."""
    activation = parser._activation.__wrapped__(text)
    for view in VIEWS.values():
        view(activation)
    return activation


VIEWS: dict[str, Callable[[Activation], object]] = {
    "value": lambda a: a.value(POINTS),
    "derivative": lambda a: a.derivative(POINTS),
    "derivatives by parameters": lambda a: [
        a.parameter_derivative(name, POINTS) for name in a.defaults
    ],
    "breakpoints": lambda a: a.breakpoint_values(),
    "LaTeX": lambda a: (a.latex, a.derivative_latex),
    "LaTeX with numbers": lambda a: [
        latex(dict.fromkeys(a.defaults, number))
        for number in (-1.5, 1.0)
        for latex in (a.latex_at, a.derivative_latex_at)
    ],
    "JavaScript": lambda a: a.javascript(),
    "PyTorch": lambda a: a.pytorch_lines(),
    "properties": lambda a: properties(a),
}


def work_of(text: str) -> Work:
    """What every view of a formula takes, with nothing remembered from before."""
    clear_cache()
    with Work() as work:
        every_view(text)
    return work
