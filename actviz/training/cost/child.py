"""The command in a process of its own, as a server starts it for a visitor.

It takes what time others leave, and ends by itself when nobody asks for it any more: its input is a
pulse, from whoever looks.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

PULSE = 10.0  # seconds without one after which it ends
_ROOT = Path(__file__).resolve().parents[3]
_NICE = 10
# What a system without `nice` calls the same.
_FLAGS = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)


class Child:
    """A measurement that goes on beside this process, with the command's arguments but `--out`.

    OSError: the process cannot be started.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        self._folder = TemporaryDirectory(prefix="actviz-cost-")
        folder = Path(self._folder.name)
        self._out, self._said = folder / "cost.csv", folder / "said"
        self._read, self._columns = 0, list[str]()
        command = [sys.executable, "-m", "actviz.training.cost.child", *arguments]
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(
                [*command, "--out", str(self._out)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=said,
                cwd=_ROOT,
                creationflags=_FLAGS,
            )

    def pulse(self) -> None:
        """Say that somebody still looks."""
        assert self._process.stdin is not None
        with suppress(OSError):  # it may have ended meanwhile, which `running` says
            self._process.stdin.write(b".")
            self._process.stdin.flush()

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return self._process.poll() is None

    @property
    def failed(self) -> bool:
        """Whether it has come to an end that is not its own."""
        return self._process.poll() not in (None, 0)

    def found(self) -> list[dict[str, str]]:
        """The lines of the file that are new since the last call, by column."""
        if not self._out.exists():
            return []
        with self._out.open("rb") as file:
            file.seek(self._read)
            whole, newline, _ = file.read().rpartition(b"\n")
        self._read += len(whole) + len(newline)
        lines = list(csv.reader(whole.decode("utf-8").splitlines()))
        if lines and not self._columns:
            self._columns = lines.pop(0)
        return [dict(zip(self._columns, line, strict=True)) for line in lines]

    def complaint(self) -> str:
        """The last line of what it has said."""
        lines = self._said.read_text(encoding="utf-8", errors="replace").splitlines()
        return lines[-1][:200] if lines else ""

    def end(self) -> None:
        """End it now, and remove its files."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdin is not None
        with suppress(OSError):  # of a pulse that nobody took
            self._process.stdin.close()
        self._folder.cleanup()


def _live_while_asked() -> None:
    while True:
        alarm = threading.Timer(PULSE, os._exit, (1,))
        alarm.daemon = True
        alarm.start()
        pulse = os.read(0, 64)
        alarm.cancel()
        if not pulse:
            os._exit(1)  # who started it is gone


def main(arguments: list[str]) -> int:
    """Measure while there is a pulse."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    threading.Thread(target=_live_while_asked, daemon=True).start()
    from actviz.training.cost.__main__ import main as measure

    return measure(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
