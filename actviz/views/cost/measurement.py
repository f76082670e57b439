"""A measurement on the server's machine, as the page's player plays it."""

from __future__ import annotations

import time
from collections.abc import Sequence

from actviz.training.cost.child import Child
from actviz.views.cost.line import LINE

MOST_SECONDS = 120.0
_ROUND = "0.002"  # seconds

# By name, size and pass: the measured columns.
Found = dict[tuple[str, int, str], dict[str, float]]
NUMBERS: tuple[str, ...] = ("seconds", "ratio_to_relu", "spread", "share")
_SIZES = ("elements", "width")


class Measurement:
    """Some functions, or layers, at some sizes, in a process of its own, when it is their turn.

    `found` gets each number as soon as it is measured, beside what is in it. `place` is how many
    are to be measured before, `problem` why it ended before all was done, or "".
    """

    def __init__(
        self,
        names: Sequence[str],
        sizes: Sequence[int],
        kind: str,
        found: Found,
        *,
        layers: bool = False,
    ) -> None:
        self.found, self.done, self.total = found, 0, len(names) * len(sizes)
        self.problem, self.place = "", LINE.place(self)
        self._arguments = [
            *("--activation", *names, "--pass", kind, "--seconds", _ROUND),
            *(("--layers", "--widths") if layers else ("--elements",)),
            *map(str, sizes),
        ]
        self._child: Child | None = None
        self._started = self._over = False
        self._ends = 0.0

    @property
    def waits(self) -> bool:
        """Whether another one is measured."""
        return not self._started

    def over(self, until: int | None = None) -> bool:
        """Whether it has come to its end."""
        return self._over

    def slice(self, _seconds: float, _until: int | None = None) -> None:
        """Take in what there is."""
        self.place = LINE.place(self)
        if self._child is not None:
            self._listen(self._child)
        elif self.place == 0 and not self._over:
            self._start()

    def advance(self, _steps: int) -> None:
        """Take in what there is."""
        self.slice(0.0)

    def end(self) -> None:
        """End it, whatever is done; what was measured stays in `found`."""
        LINE.leave(self)
        self._over = True
        if self._child is not None:
            self._take(self._child)
            self._child.end()
            self._child = None

    def _start(self) -> None:
        self._started, self._ends = True, time.monotonic() + MOST_SECONDS
        try:
            self._child = Child(self._arguments)
        except OSError as error:
            self._fail(f"The server could not start a measurement: {error}. Try again later.")

    def _listen(self, child: Child) -> None:
        child.pulse()
        running = child.running  # asked first: what it wrote last is there then
        self._take(child)
        if running and time.monotonic() > self._ends:
            self._fail(
                f"Stopped after {MOST_SECONDS:g} s, the most a visitor has. What was measured "
                "stays; choose fewer functions for the rest."
            )
        elif not running and child.failed:
            said = child.complaint() or "nothing asked for it"
            self._fail(f"The measurement broke off: {said}. What was measured stays; try again.")
        elif not running:
            self.end()

    def _take(self, child: Child) -> None:
        for line in child.found():
            size = next(int(line[name]) for name in _SIZES if name in line)
            self.found[line["activation"], size, line["pass"]] = {
                name: float(line[name]) for name in NUMBERS if name in line
            }
            self.done += 1

    def _fail(self, problem: str) -> None:
        self.problem = problem
        self.end()
