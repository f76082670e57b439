"""How the labs of one process share its time: pages stay alive first, training slows second.

Every tick of a running lab is paid for by a page that is looked at, so a closed tab costs nothing
from its next tick on. Ticks come less often and train for less time as more labs run at once.
"""

from __future__ import annotations

import threading
import time
import weakref
from typing import Any

# Seconds without a tick after which a lab counts as left.
_FORGOTTEN = 3.0
# Up to so many labs at once: seconds between ticks, seconds of training in each tick.
_LEVELS = (
    (2, 0.06, 0.030),
    (5, 0.10, 0.014),
    (10, 0.15, 0.008),
    (18, 0.22, 0.003),
    (34, 0.29, 0.001),
    (60, 0.50, 0.001),
)
_CROWD = (1.0, 0.001)

# Who computes, computes alone: torch lets go of the interpreter at every operation, and thirty
# threads that pass it around spend their time waiting for it.
computing = threading.Lock()

_lock = threading.Lock()
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
