"""Rooms: who leads them, what is refused, when they end, and the stream that their pages hear."""

import asyncio
import random
from urllib.parse import quote

import pytest
from starlette.applications import Starlette

from actviz.ui.follow import routes
from actviz.ui.follow.rooms import (
    LETTERS,
    LIFETIME,
    LONGEST_LINK,
    MOST_FOLLOWERS,
    MOST_ROOMS,
    Rooms,
    normal,
)


def test_who_leads_and_who_follows() -> None:
    rooms, told, number = Rooms(), [], []
    code, secret = rooms.open("/explore?activation=elu")
    assert set(code) <= set(LETTERS)
    follow, watch = lambda: told.append(rooms.present(code)), lambda: number.append(1)
    rooms.join(code, watch, counted=False)
    rooms.join(code, follow)
    assert (rooms.number(code), number) == (1, [1])
    rooms.publish(code, secret, "/compare")
    rooms.publish(code, secret, "/compare")
    assert told == [(2, "/compare")]
    rooms.leave(code, follow)
    assert (rooms.number(code), number) == (0, [1, 1])
    rooms.publish(code, secret, "/")
    assert len(told) == 1
    rooms.close(code, secret)
    with pytest.raises(KeyError, match=code):
        rooms.present(code)
    rooms.leave(code, follow)
    assert normal(f" {code[:2].lower()}-{code[2:]}\n") == code


def test_limits_and_age() -> None:
    now = [0.0]
    rooms = Rooms(lambda: now[0])
    opened = [rooms.open("/") for _ in range(MOST_ROOMS)]
    assert len({code for code, _ in opened} | {secret for _, secret in opened}) == 2 * MOST_ROOMS
    with pytest.raises(RuntimeError, match=str(MOST_ROOMS)):
        rooms.open("/")
    (code, secret), *_ = opened
    for each in range(MOST_FOLLOWERS):
        rooms.join(code, lambda each=each: None)  # type: ignore[misc]
    with pytest.raises(RuntimeError, match=str(MOST_FOLLOWERS)):
        rooms.join(code, lambda: None)
    now[0] = LIFETIME
    with pytest.raises(KeyError):
        rooms.publish(code, secret, "/softmax")
    rooms.open("/")


def test_ten_thousand_hostile_messages_change_nothing() -> None:
    rooms, chance = Rooms(), random.Random(1)
    code, secret = rooms.open("/explore?activation=elu")
    rooms.join(code, lambda: pytest.fail("somebody was told of it"))
    secrets = ("", code, secret[:-1], secret + "x", secret.swapcase(), "\ud800", "é" * 99)
    links = ("/", "//evil.example/", "https://evil.example", "javascript:alert(1)", "", "/\x00")
    for _ in range(10_000):
        noise = "".join(chr(chance.randrange(0x10FFFF)) for _ in range(chance.randrange(9)))
        link = chance.choice((*links, noise, "/explore?" + "x" * LONGEST_LINK))
        right = chance.random() < 0.3 and not (
            link.startswith("/") and not link.startswith("//") and len(link) < LONGEST_LINK
        )
        key = secret if right else chance.choice((*secrets, noise))
        with pytest.raises((PermissionError, ValueError)):
            rooms.publish(code, key, link)
        with pytest.raises(KeyError):
            rooms.publish(noise, secret, "/")
        with pytest.raises(PermissionError):
            rooms.close(code, chance.choice(secrets))
    assert rooms.present(code) == (1, "/explore?activation=elu")


def test_stream_tells_the_last_of_many_and_ends_with_the_room() -> None:
    async def follow() -> list[str]:
        rooms, heard = Rooms(), []
        code, secret = rooms.open("/")

        async def pause(_seconds: float) -> None:
            """While a page waits for its next turn, the teacher moves fifty times."""
            if rooms.present(code)[0] == 1:
                for each in range(50):
                    rooms.publish(code, secret, f"/explore?probe={each}")
            else:
                rooms.close(code, secret)

        async for event in routes.events(rooms, code, counted=True, pause=pause):
            heard.append(event)
        return heard

    *_, first, last, over = asyncio.run(follow())
    assert (first, last) == ("data: 1\n\n", "data: 51\n\n")
    assert over.startswith("event: over")


def test_closed_page_is_counted_no_more() -> None:
    async def leave() -> tuple[int, int]:
        rooms = Rooms()
        code, _ = rooms.open("/")
        stream = routes.events(rooms, code, counted=True)
        await anext(stream)
        there = rooms.number(code)
        await stream.aclose()  # type: ignore[attr-defined]
        return there, rooms.number(code)

    assert asyncio.run(leave()) == (1, 0)


@pytest.mark.parametrize("code", ["ABCDE", "<script>", "é\n", "x" * 5000])
def test_unknown_room_is_no_stream(code: str) -> None:
    sent: list[dict[str, object]] = []

    async def ask() -> None:
        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: object) -> None:
            sent.append(message)  # type: ignore[arg-type]

        path = f"/{routes.PREFIX}/{code}"
        scope = {
            "type": "http", "method": "GET", "path": path, "raw_path": quote(path).encode(),
            "root_path": "", "scheme": "http", "headers": [], "query_string": b"",
            "server": ("127.0.0.1", 80),
        }  # fmt: skip
        await Starlette(routes=routes.routes())(scope, receive, send)  # type: ignore[arg-type]

    asyncio.run(ask())
    assert sent[0]["status"] == 404
