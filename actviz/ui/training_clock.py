"""How the labs of one process share its time: pages stay alive first, training slows second.

Every tick of a running lab is paid for by a page that is looked at, so a closed tab costs nothing
from its next tick on. Ticks come less often and train for less time as more labs run at once.
"""

from __future__ import annotations

import sys
import threading
import time
import weakref
from collections import deque
from typing import Any

# Seconds without a tick after which a lab counts as left.
_FORGOTTEN = 3.0
# Up to so many labs at once: seconds between ticks, seconds of training in each tick. The browser
# skips the beats that fall into a running tick, so for one lab they follow each other closely.
_LEVELS = (
    (2, 0.02, 0.026),
    (5, 0.05, 0.014),
    (10, 0.12, 0.008),
    (18, 0.22, 0.003),
    (34, 0.29, 0.001),
    (60, 0.50, 0.001),
)
_CROWD = (1.0, 0.001)


class Turn:
    """A lock that is given in the order in which it was asked for.

    Python's own goes to whoever comes first after a release: in a crowd somebody waits for minutes.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._gates: deque[threading.Lock] = deque()
        self._taken = False

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


# Who computes, computes alone: torch lets go of the interpreter at every operation, and thirty
# threads that pass it around spend their time waiting for it.
computing = Turn()
# At Python's own 5 ms, each of those operations may wait so long for a thread that writes a page.
# On two cores, thirty visitors see 3.1 pictures a second instead of 2.5.
sys.setswitchinterval(0.001)

_lock = threading.Lock()
# Factor on the time between ticks, for a machine that has less to give than the levels suppose.
_STRETCHES = (1.0, 1.5, 2.25, 3.4)
_stretch = 0
_busy = 0.0
_looked = 0.0
_seen: weakref.WeakKeyDictionary[Any, float] = weakref.WeakKeyDictionary()


def beat(lab: Any, running: bool) -> None:
    """Note that `lab` runs, or that it does not."""
    with _lock:
        if running:
            _seen[lab] = time.monotonic()
        else:
            _seen.pop(lab, None)


def labs_running() -> int:
    """How many labs of this process had a tick within the last three seconds."""
    limit = time.monotonic() - _FORGOTTEN
    with _lock:
        for lab in [lab for lab, last in _seen.items() if last < limit]:
            del _seen[lab]
        return len(_seen)


def pace(labs: int) -> tuple[float, float]:
    """Seconds between the ticks of each lab, and seconds of training in a tick."""
    return next(((gap, budget) for most, gap, budget in _LEVELS if labs <= most), _CROWD)


def interval() -> float:
    """Seconds between ticks now, for this many labs on this machine."""
    return pace(labs_running())[0] * _STRETCHES[_stretch]


def note(share: float) -> None:
    """Take in what share of the time between its ticks a tick took, waiting included.

    Where ticks fill all the time, the next waits behind each, and so does whatever a visitor does:
    the ticks come less often then.
    """
    global _busy, _looked, _stretch
    with _lock:
        _busy += 0.05 * (min(share, 3.0) - _busy)
        now = time.monotonic()
        if now - _looked < 1.5:
            return
        _looked = now
        if _busy > 0.95 and _stretch < len(_STRETCHES) - 1:
            _stretch += 1
        elif _busy < 0.55 and _stretch > 0:
            _stretch -= 1
