"""Tells open pages that their room has moved: a stream of events, without a thread for each."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from actviz.ui.follow.rooms import ROOMS, Rooms

PREFIX = "actviz-follow"
BEAT = 5.0  # seconds between signs of life: proxies close what is silent
PAUSE = 0.2  # seconds between two events of a page: five a second
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
}

_open: set[Callable[[], None]] = set()  # what wakes each open stream
_stopping = threading.Event()


def end_with_the_server() -> None:
    """End all streams when the server is told to stop: it waits for every answer to be whole."""
    for number in (signal.SIGINT, signal.SIGTERM):
        before = signal.getsignal(number)

        def stop(signum: int, frame: Any, before: Any = before) -> None:
            _stopping.set()
            for wake in list(_open):
                wake()
            if callable(before):
                before(signum, frame)

        # A server in another thread than the first has no signals.
        with suppress(ValueError):
            signal.signal(number, stop)


async def events(
    rooms: Rooms,
    code: str,
    counted: bool,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> AsyncIterator[str]:
    """The room's serial at each of its moves, or its number of followers, until it is closed.

    What moves faster than `PAUSE` is told by its last: nothing waits in a queue.
    """
    loop, moved = asyncio.get_running_loop(), asyncio.Event()

    def wake() -> None:
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(moved.set)

    told = -1
    _open.add(wake)
    try:
        rooms.join(code, wake, counted)
        yield "retry: 1000\n\n"
        while not _stopping.is_set():
            moved.clear()
            news = rooms.present(code)[0] if counted else rooms.number(code)
            if news != told:
                told = news
                yield f"data: {news}\n\n"
                await pause(PAUSE)
                continue
            try:
                await asyncio.wait_for(moved.wait(), BEAT)
            except TimeoutError:
                yield ":\n\n"
    except (KeyError, RuntimeError):
        yield "event: over\ndata: over\n\n"
    finally:
        _open.discard(wake)
        rooms.leave(code, wake)


def _stream(request: Request) -> Response:
    """A follower's stream; with `watch` the leader's, with `look` whether there is the room."""
    code = request.path_params["code"]
    try:
        ROOMS.present(code)
    except KeyError:
        return Response("there is no such room", 404, _HEADERS, "text/plain")
    if "look" in request.query_params:
        return JSONResponse({"code": code}, headers=_HEADERS)
    stream = events(ROOMS, code, counted="watch" not in request.query_params)
    return StreamingResponse(stream, headers=_HEADERS, media_type="text/event-stream")


def routes() -> list[Route]:
    """The routes for `st.App(routes=...)`, under any base path."""
    return [Route(f"{base}/{PREFIX}/{{code}}", _stream) for base in ("", "/{base:path}")]
