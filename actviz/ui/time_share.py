"""How the runs of one process share its time: pages stay alive first, training slows second.

Every slice of a run that is played is paid for by a page that is looked at, so a closed tab costs
nothing from its next tick on. Ticks come less often and slices are shorter as more are played at
once.
"""

from __future__ import annotations

import threading
import time
import weakref
from collections import deque
from typing import Any

# Seconds without a tick after which a page counts as left.
_FORGOTTEN = 3.0
# Up to so many runs at once: seconds between ticks, seconds of training in each tick. The browser
# skips the beats that fall into a running tick, so for one run they follow each other closely.
_LEVELS = (
    (2, 0.02, 0.026),
    (5, 0.05, 0.014),
    (10, 0.12, 0.008),
    (18, 0.22, 0.003),
    (34, 0.29, 0.001),
    (60, 0.50, 0.001),
)
_CROWD = (1.0, 0.001)
# Factor on the time between ticks, for a machine that has less to give than the levels suppose.
_STRETCHES = (1.0, 1.5, 2.25, 3.4)


class Turn:
    """A lock that is given in the order in which it was asked for.

    Python's own goes to whoever comes first after a release: in a crowd somebody waits for minutes.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._gates: deque[threading.Lock] = deque()
        self._taken = False

    @property
    def waiting(self) -> int:
        """How many have asked for it and do not have it yet."""
        with self._guard:
            return len(self._gates)

    def __enter__(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            gate = threading.Lock()
            gate.acquire()
            self._gates.append(gate)
        gate.acquire()  # until the one before opens it

    def __exit__(self, *_: object) -> None:
        with self._guard:
            if self._gates:
                self._gates.popleft().release()
            else:
                self._taken = False


class TimeShare:
    """Who plays in this process, and what share of its time each has.

    Who computes holds `computing`, alone: torch lets go of the interpreter at every operation, and
    thirty threads that pass it around spend their time waiting for it.
    """

    def __init__(self) -> None:
        self.computing = Turn()
        self._lock = threading.Lock()
        self._seen: weakref.WeakKeyDictionary[object, float] = weakref.WeakKeyDictionary()
        self._stretch = 0
        self._busy = 0.0
        self._looked = 0.0

    def join(self, player: object) -> None:
        """Note that this one plays; again at each of its ticks."""
        with self._lock:
            self._seen[player] = time.monotonic()

    def leave(self, player: object) -> None:
        """Note that this one plays no more."""
        with self._lock:
            self._seen.pop(player, None)

    @property
    def players(self) -> int:
        """How many had a tick within the last three seconds."""
        return len(self.others(None))

    def others(self, player: object) -> list[Any]:
        """Who plays beside this one: those that had a tick within the last three seconds."""
        limit = time.monotonic() - _FORGOTTEN
        with self._lock:
            for each in [each for each, last in self._seen.items() if last < limit]:
                del self._seen[each]
            return [each for each in self._seen if each is not player]

    @property
    def interval(self) -> float:
        """Seconds between ticks now, for this many on this machine."""
        return pace(self.players)[0] * _STRETCHES[self._stretch]

    @property
    def slice(self) -> float:
        """Seconds of training in a tick now."""
        return pace(self.players)[1]

    def note(self, share: float) -> None:
        """Take in what share of the time between its ticks a tick took, waiting included.

        Where ticks fill all the time, the next waits behind each, and so does whatever a visitor
        does: the ticks come less often then.
        """
        with self._lock:
            self._busy += 0.05 * (min(share, 3.0) - self._busy)
            now = time.monotonic()
            if now - self._looked < 1.5:
                return
            self._looked = now
            if self._busy > 0.95 and self._stretch < len(_STRETCHES) - 1:
                self._stretch += 1
            elif self._busy < 0.55 and self._stretch > 0:
                self._stretch -= 1


def pace(players: int) -> tuple[float, float]:
    """Seconds between the ticks of each of so many, and seconds of training in a tick."""
    return next(((gap, budget) for most, gap, budget in _LEVELS if players <= most), _CROWD)


TIME_SHARE = TimeShare()
