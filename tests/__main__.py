"""`python -m tests`: lint, format, imports, types, then every test; arguments go to pytest."""

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.chromium import NoBrowserError, find_or_install_browser
from tests.firefox import find_or_install_firefox
from tests.serving import ROOT

PYTHON = sys.executable
# Neighbours stay together, and with them what they compute and open once; who is done first takes
# over from the other.
TWO_WORKERS = ("-n", "2", "--dist", "worksteal")
CLOSING_LINE = re.compile(r"^=+ .*\b(passed|failed|error|errors|no tests ran|deselected)\b.* =+$")


@dataclass
class Outcome:
    """How one part of the run ended."""

    name: str
    passed: bool
    closing_line: str = ""


def main(arguments: list[str]) -> int:
    """Run every part, whether or not an earlier one failed; return 0 if all passed."""
    try:
        print("browser:", find_or_install_browser(), flush=True)
        print("another:", find_or_install_firefox(), flush=True)
    except NoBrowserError as error:
        print(error)
        return 1
    started = time.monotonic()
    ruff = [PYTHON, "-m", "ruff"]
    outcomes = [
        _run("lint", [*ruff, "check", "--config", "tests/ruff.toml", "."]),
        _run("format", [*ruff, "format", "--check", "--config", "tests/ruff.toml", "."]),
        _run("imports", [str(Path(PYTHON).with_name("lint-imports")), "tests/importlinter.ini"]),
        _run("types", [PYTHON, "-m", "mypy", "--config-file", "tests/mypy.ini", "actviz"]),
        _run_pytest("tests", "not browser", arguments),
        _run_pytest("browser tests", "browser", arguments),
    ]
    print()
    for outcome in outcomes:
        if outcome.closing_line:
            print(f"{outcome.name}:\n{outcome.closing_line}")
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    names = ", ".join(failed or [outcome.name for outcome in outcomes])
    seconds = time.monotonic() - started
    print(f"{'FAILED' if failed else 'all passed'}: {names} ({seconds:.0f} s)")
    return 1 if failed else 0


def _run(name: str, command: list[str]) -> Outcome:
    """Run a command from the project's root, its output relayed as it comes."""
    print(f"\n--- {name}: {' '.join(command[1:])}", flush=True)
    closing_line = ""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    for line in process.stdout:
        print(line, end="", flush=True)
        if CLOSING_LINE.match(line.strip()):
            closing_line = line.strip()
    return Outcome(name, process.wait() == 0, closing_line)


def _run_pytest(name: str, marker: str, arguments: list[str]) -> Outcome:
    """Run the tests that a marker expression selects, within what the caller selected."""
    arguments = list(arguments)
    if "-m" in arguments:
        place = arguments.index("-m")
        marker = f"({marker}) and ({arguments[place + 1]})"
        del arguments[place : place + 2]
    command = [PYTHON, "-m", "pytest", "-c", "tests/pytest.ini", "-m", marker]
    outcome = _run(name, [*command, *TWO_WORKERS, *arguments])
    if not outcome.passed and arguments and "no tests ran" in outcome.closing_line:
        # A caller who selects some tests need not select some of both kinds.
        outcome.passed = True
    return outcome


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
