"""How long `import actviz.maths` takes in a fresh interpreter, the whole catalogue with it."""

import statistics
import subprocess
import sys

from tests.benchmark.reporting import verdict
from tests.serving import ROOT

REPETITIONS = 5
LIMIT = 0.8  # seconds
PROGRAM = """
import time
started = time.perf_counter()
import actviz.maths
print(time.perf_counter() - started)
"""


def run() -> None:
    """Import it repeatedly and print the median."""
    seconds = [float(_fresh_import()) for _ in range(REPETITIONS)]
    print(verdict("import actviz.maths, median of 5", statistics.median(seconds), LIMIT, " s"))


def _fresh_import() -> str:
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return answer.stdout
