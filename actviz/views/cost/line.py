"""Who measures on this server: one at a time, the others wait in the order in which they came."""

from __future__ import annotations

import threading
import time

# Longer than a measurement lives without its visitor's pulse: there are never two.
_FORGOTTEN = 12.0  # seconds


class Line:
    """A queue of those who ask for their place again and again; who does not is forgotten."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[object, float] = {}  # in the order in which they came

    def place(self, who: object) -> int:
        """How many are before this one, who takes the last place if they have none."""
        now = time.monotonic()
        with self._lock:
            self._seen[who] = now
            self._seen = {
                each: last for each, last in self._seen.items() if now - last < _FORGOTTEN
            }
            return list(self._seen).index(who)

    def leave(self, who: object) -> None:
        """Give up the place, if there is one."""
        with self._lock:
            self._seen.pop(who, None)


LINE = Line()
