"""The browser's files: compressed for those who take it, and named where they are missing."""

import asyncio
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from actviz.ui.asset_routes import assets_url, routes
from tests.serving import copy_of_the_app


def answer(accepted: str | None) -> tuple[int, dict[str, str]]:
    """Status and headers of the answer to a request for one of the scripts."""
    name = f"{assets_url()}/live_figure/live_figure.js"
    headers = [] if accepted is None else [(b"accept-encoding", accepted.encode())]
    scope = {
        "type": "http", "method": "GET", "path": name, "root_path": "", "headers": headers,
        "query_string": b"", "path_params": {},
    }  # fmt: skip
    sent: list[dict[str, object]] = []

    async def ask() -> None:
        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        route, _ = routes()
        _, found = route.matches(scope)  # type: ignore[arg-type]
        await route.handle({**scope, **found}, receive, send)  # type: ignore[arg-type]

    asyncio.run(ask())
    start = sent[0]
    return start["status"], {k.decode(): v.decode() for k, v in start["headers"]}  # type: ignore


@pytest.mark.parametrize(
    ("accepted", "compressed"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("*", True),
        ("*;q=0, GZIP ; q=1.0", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, br", False),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
        ("identity", False),
        ("", False),
        (None, False),
    ],
)
def test_files_are_compressed_for_those_who_take_it(accepted: str | None, compressed: bool) -> None:
    status, headers = answer(accepted)
    assert status == 200
    assert (headers.get("content-encoding") == "gzip") == compressed


@pytest.mark.parametrize("lost", ["assets", "assets/live_figure/live_figure.js"])
def test_missing_files_are_named_in_one_sentence(tmp_path: Path, lost: str) -> None:
    copy = copy_of_the_app(tmp_path)
    (shutil.rmtree if lost == "assets" else os.remove)(copy / lost)
    program = [sys.executable, "app.py"]
    result = subprocess.run(program, cwd=copy, capture_output=True, text=True)
    assert result.returncode == 1
    (sentence,) = result.stderr.splitlines()
    assert str(copy / lost) in sentence
    assert "is missing" in sentence
