"""Ask routes as a server on this machine would be asked, without one."""

import asyncio
from collections.abc import Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.routing import Route


def answer(
    routes: Sequence[Route], path: str, query: str, host: str, port: int = 80
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the answer of a server on `port`, asked for at `host`."""
    scope = {
        "type": "http", "method": "GET", "path": path, "root_path": "", "scheme": "http",
        "headers": [(b"host", host.encode())], "query_string": query.encode(),
        "server": ("127.0.0.1", port),
    }  # fmt: skip
    sent: list[Any] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: object) -> None:
        sent.append(message)

    asyncio.run(Starlette(routes=routes)(scope, receive, send))  # type: ignore[arg-type]
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(each["body"] for each in sent[1:])
