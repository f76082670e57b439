"""The rooms of this process: a code to follow by, a secret to lead by, and where the leader is."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_ROOMS = 200
MOST_FOLLOWERS = 500  # of one room
LONGEST_LINK = 2_000  # bytes
LIFETIME = 3 * 3600.0  # seconds from its opening until a room is closed
LETTERS = "ACDEFHJKMNPRTUVWXY"  # none that is taken for another, or for a digit
LENGTH = 5

Wake = Callable[[], None]


@dataclass
class _Room:
    secret: str
    opened: float
    link: str = ""
    serial: int = 0  # of the link: another is another
    followers: set[Wake] = field(default_factory=set)
    watchers: set[Wake] = field(default_factory=set)  # who is told the number of followers


class Rooms:
    """All rooms, for threads and event loops at once; nothing of a follower but a way to wake it.

    A code that names no room, or a room that is over, is a KeyError that says so.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._rooms: dict[str, _Room] = {}

    def open(self, link: str) -> tuple[str, str]:
        """Open a room at a link; its code and its secret.

        RuntimeError where there are too many, ValueError where the link is none.
        """
        _check(link)
        with self._lock:
            for code in list(self._rooms):
                self._expire(code)
            if len(self._rooms) >= MOST_ROOMS:
                raise RuntimeError(
                    f"All {MOST_ROOMS} rooms of this server are taken: try again later."
                )
            code = self._free_code()
            secret = secrets.token_urlsafe(16)
            self._rooms[code] = _Room(secret, self._clock(), link, 1)
        return code, secret

    def publish(self, code: str, secret: str, link: str) -> None:
        """Lead a room to a link; PermissionError without its secret, ValueError for no link."""
        _check(link)
        with self._lock:
            room = self._led(code, secret)
            if room.link == link:
                return
            room.link, room.serial = link, room.serial + 1
            woken = list(room.followers)
        _wake(woken)

    def close(self, code: str, secret: str) -> None:
        """Close a room; PermissionError without its secret."""
        with self._lock:
            room = self._led(code, secret)
            del self._rooms[code]
            woken = [*room.followers, *room.watchers]
        _wake(woken)

    def present(self, code: str) -> tuple[int, str]:
        """The link where a room is, and its serial number, which grows with each link."""
        with self._lock:
            room = self._found(code)
            return room.serial, room.link

    def number(self, code: str) -> int:
        """How many follow."""
        with self._lock:
            return len(self._found(code).followers)

    def join(self, code: str, wake: Wake, counted: bool = True) -> None:
        """Have `wake` called when the room moves or closes; RuntimeError if the room is full.

        Who is not counted is called when the number of followers changes.
        """
        with self._lock:
            room = self._found(code)
            joined = room.followers if counted else room.watchers
            if len(joined) >= MOST_FOLLOWERS:
                raise RuntimeError(f"{MOST_FOLLOWERS} follow {code} already, as many as can")
            joined.add(wake)
            woken = list(room.watchers) if counted else []
        _wake(woken)

    def leave(self, code: str, wake: Wake) -> None:
        """Never call `wake` again."""
        with self._lock:
            room = self._rooms.get(code)
            if room is None:
                return
            room.followers.discard(wake)
            room.watchers.discard(wake)
            woken = list(room.watchers)
        _wake(woken)

    def _free_code(self) -> str:
        while True:
            code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
            if code not in self._rooms:
                return code

    def _led(self, code: str, secret: str) -> _Room:
        room = self._found(code)
        if not hmac.compare_digest(room.secret.encode(), secret.encode(errors="replace")):
            raise PermissionError(f"only who opened the room {code} leads it")
        return room

    def _found(self, code: str) -> _Room:
        self._expire(code)
        if code not in self._rooms:
            raise KeyError(f"there is no room {code[:20]!r}")
        return self._rooms[code]

    def _expire(self, code: str) -> None:
        room = self._rooms.get(code)
        if room is not None and self._clock() - room.opened >= LIFETIME:
            del self._rooms[code]


def normal(typed: str) -> str:
    """A code as it is meant: capitals, without spaces and hyphens."""
    return "".join(typed[:40].upper().replace("-", "").split())


def _check(link: str) -> None:
    size = len(link.encode(errors="replace"))
    if size > LONGEST_LINK:
        raise ValueError(
            f"This page's link has {size:,} bytes, and a class can follow up to "
            f"{LONGEST_LINK:,}: it stays where it was."
        )
    if not link.startswith("/") or link.startswith("//"):
        raise ValueError(f"The link {link[:40]!r} is none of a page: it begins with one /.")


def _wake(each: list[Wake]) -> None:
    # Outside the lock: a listener that is woken may ask at once.
    for wake in each:
        wake()


ROOMS = Rooms()
