"""Find a Firefox or install one, and drive it by WebDriver BiDi, its own protocol.

Playwright drives only a Firefox of its own build, which is not a browser that anybody has.
Source: https://w3c.github.io/webdriver-bidi
"""

import itertools
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.chromium import NoBrowserError, install_by_apt, starts

COMMANDS = ("firefox-esr", "firefox")
PLACES = (
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    r"C:\Program Files\Mozilla Firefox\firefox.exe",
)
NO_FIREFOX = (
    "no Firefox for the tests in Firefox, and none could be installed.\n"
    "Install one and run the tests again:\n"
    "  Debian   apt-get install firefox-esr\n"
    "  else     https://www.mozilla.org/firefox"
)
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
PATIENCE = 180.0  # seconds until an answer counts as missing
VIEWPORT = {"width": 1280, "height": 800}


def find_or_install_firefox() -> Path:
    """Return a Firefox, installed now if the machine has none.

    Raises NoBrowserError, whose text says what to install, if that fails.
    """
    if (found := find_firefox()) is None:
        install_by_apt("firefox-esr")
        found = find_firefox()
    if found is None:
        raise NoBrowserError(NO_FIREFOX)
    return found


def find_firefox() -> Path | None:
    """Return the first Firefox that starts."""
    candidates = [Path(found) for found in map(shutil.which, COMMANDS) if found]
    candidates += [Path(place) for place in PLACES]
    return next((candidate for candidate in candidates if starts(candidate)), None)


@contextmanager
def firefox() -> Iterator["Tab"]:
    """A Firefox without a window and with a fresh profile; gives its tab."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [
            str(find_or_install_firefox()),
            "--headless",
            "--no-remote",
            "--profile",
            profile,
        ]
        process = subprocess.Popen(
            [*command, "--remote-debugging-port=0", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        with process:
            try:
                address = _address(process)
                # What it prints later is taken, or it would wait for somebody who reads.
                Thread(target=process.stderr.read, daemon=True).start()  # type: ignore[union-attr]
                with connect(f"{address}/session", max_size=None) as connection:
                    yield Tab(connection)
            finally:
                process.terminate()


def _address(process: subprocess.Popen[str]) -> str:
    """Where it listens, in what it prints."""
    for line in process.stderr or ():
        if found := LISTENING.search(line):
            return found[1]
    raise RuntimeError("Firefox ended before it listened")


class Tab:
    """A tab of Firefox. `problems` are the errors that its page reported."""

    def __init__(self, connection: ClientConnection) -> None:
        self.problems: list[str] = []
        self._opened = 0.0
        self._connection = connection
        self._ids = itertools.count(1)
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["log.entryAdded"])
        self._context = self._ask("browsingContext.getTree")["contexts"][0]["context"]
        self._ask("browsingContext.setViewport", context=self._context, viewport=VIEWPORT)

    def open(self, url: str) -> None:
        """Load an address."""
        # Leaving aborts what the page before still loads, which is no fault of either.
        self._navigate("about:blank")
        self._opened = self.evaluate("Date.now()")
        self.problems.clear()
        self._navigate(url)

    def _navigate(self, url: str) -> None:
        self._ask("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """Return a JavaScript expression's value, of a promise what it resolves to, as JSON has it.

        Raises RuntimeError with the script's own error.
        """
        answer = self._ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify((await ({expression})) ?? null))()",
            target={"context": self._context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def wait_for(self, condition: str) -> None:
        """Wait until a JavaScript expression holds, three frames in a row."""
        self.evaluate(
            f"""new Promise((resolve) => {{
              let frames = 0;
              const look = () => {{
                frames = ({condition}) ? frames + 1 : 0;
                frames === 3 ? resolve(true) : requestAnimationFrame(look);
              }};
              look();
            }})"""
        )

    def drag(self, selector: str, by: int, moves: int) -> None:
        """Press in the middle of an element, move to the right so many pixels, and let go."""
        x, y = self.evaluate(
            f"""(() => {{
              const element = document.querySelector({json.dumps(selector)});
              element.scrollIntoView({{ block: "center" }});
              const box = element.getBoundingClientRect();
              return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
            }})()"""
        )
        path = [
            {"type": "pointerMove", "x": x + by * k // moves, "y": y, "duration": 16}
            for k in range(moves + 1)
        ]
        self._act([path[0], {"type": "pointerDown", "button": 0}, *path[1:]], "pointer")
        self._act([{"type": "pointerUp", "button": 0}], "pointer")

    def press(self, key: str) -> None:
        """Press a key where the focus is; keys without a character by their WebDriver code."""
        self._act([{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}], "key")

    def _act(self, actions: list[dict[str, Any]], kind: str) -> None:
        source = {"type": kind, "id": kind, "actions": actions}
        self._ask("input.performActions", context=self._context, actions=[source])

    def _ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._ids)
        message = {"id": number, "method": method, "params": parameters}
        self._connection.send(json.dumps(message))
        while True:
            answer = json.loads(self._connection.recv(timeout=PATIENCE))
            if answer.get("method") == "log.entryAdded":
                self._note(**answer["params"])
            if answer.get("id") == number:
                if answer["type"] == "error":
                    raise RuntimeError(f"{method}: {answer['message']}")
                return dict(answer["result"])

    def _note(self, level: str, text: str, timestamp: float, **_rest: Any) -> None:
        if level == "error" and timestamp >= self._opened:
            self.problems.append(text)
