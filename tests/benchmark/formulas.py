"""Hard typed formulas in every view: processor time, and how often that of x*sigmoid(b*x)."""

import time

from sympy.core.cache import clear_cache

from actviz.maths import parser
from tests.benchmark.reporting import verdict
from tests.maths.parser.work import HARD, VIEWS

PLAIN = "x*sigmoid(b*x)"
RATIO, SECONDS = 20, 2.0  # whichever is more is the limit of each


def run() -> None:
    """Print a line for each formula with its slowest view, and the worst beside the limit."""
    for text in (PLAIN, HARD[0]):
        measured(text)  # What SymPy imports when it is first asked is not the formula's.
    plain = measured(PLAIN)
    total = sum(plain.values())
    print(f"{PLAIN}: {total:.3f} s")
    worst = 0.0
    for text in HARD:
        seconds = measured(text)
        spent = sum(seconds.values())
        slowest = max(seconds, key=lambda view: seconds[view])
        worst = max(worst, spent)
        print(f"{spent:7.3f} s {spent / total:6.1f} times   most in {slowest:<22} {text}")
    limit = max(RATIO * total, SECONDS)
    print(verdict("worst formula, all views", worst, limit, " s"))


def measured(text: str) -> dict[str, float]:
    """Processor seconds of every view of a formula that is read as if for the first time."""
    clear_cache()
    started = time.process_time()
    activation = parser._activation.__wrapped__(text)
    seconds = {"parsing": time.process_time() - started}
    for name, view in VIEWS.items():
        started = time.process_time()
        view(activation)
        seconds[name] = time.process_time() - started
    return seconds
