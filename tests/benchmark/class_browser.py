"""A class whose own devices train: what the server hears of it, and a hundred visitors at once."""

from __future__ import annotations

import asyncio
import json
import time

from playwright.sync_api import WebSocket, sync_playwright
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.benchmark.process import cpu_seconds, is_readable, process_on
from tests.benchmark.reporting import percentile, summary, verdict
from tests.chromium import launch_options
from tests.serving import streamlit_server
from tests.visitor import Visitor, visitor

VISITORS = 100
MOVES = 4  # of the slider, by each visitor
ARRIVAL = 20.0  # seconds within which a class has opened the page
PAUSE = 6.0  # seconds between the moves of one visitor
SECONDS = 10
RATES = (0.2, 0.05)


def run() -> None:
    """Print messages and processor time of a browser that trains, and a class's answers."""
    with streamlit_server() as address:
        _one_that_trains(address)
        alone, _ = asyncio.run(_class(address, 1))
        times, errors = asyncio.run(_class(address, VISITORS))
    print(summary("slider of a single visitor", alone, "ms"))
    print(summary(f"slider of {VISITORS} visitors", times, "ms"))
    ratio = percentile(times, 0.95) / percentile(alone, 0.95)
    print(verdict("p95 of the class over that of one", ratio, 3, " ×"))
    print(verdict("class in browsers, errors", len(errors), 0))
    for error in errors[:3]:
        print(error)


def _one_that_trains(address: str) -> None:
    options = launch_options()
    messages: list[object] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)  # type: ignore[arg-type]
        page = browser.new_page()

        def watch(socket: WebSocket) -> None:
            socket.on("framesent", lambda content: messages.append(content))
            socket.on("framereceived", lambda content: messages.append(content))

        page.on("websocket", watch)
        page.goto(f"{address}/training?preset=race-16&start=1&stop=0")
        figure = page.locator("div.live-figure[data-running=true]")
        figure.wait_for(timeout=60_000)
        page.wait_for_timeout(3000)  # until everything that the page asked for has come
        messages.clear()
        process = process_on(address) if is_readable() else 0
        before = cpu_seconds(process) if process else 0.0
        first = int(figure.get_attribute("data-step") or 0)
        page.wait_for_timeout(1000 * SECONDS)  # what is counted needs time to come
        steps = int(figure.get_attribute("data-step") or 0) - first
        used = cpu_seconds(process) - before if process else float("nan")
        heard = len(messages)
        browser.close()
    print(f"a browser that trains {steps:,} steps of sixteen racers in {SECONDS} s:")
    print(verdict("messages to and from the server", heard, 0))
    print(verdict("processor time of the server", used, 0.1, " s"))


async def _class(address: str, visitors: int) -> tuple[list[float], list[str]]:
    """Milliseconds that the slider's moves took, and what went wrong."""
    times: list[float] = []
    errors: list[str] = []

    async def one(number: int) -> None:
        await asyncio.sleep(ARRIVAL * number / visitors)
        try:
            async with visitor(address) as guest:
                await guest.open("training", "preset=race-16")
                for move in range(MOVES if visitors > 1 else 4 * MOVES):
                    await asyncio.sleep(PAUSE if visitors > 1 else 0.2)
                    started = time.perf_counter()
                    await guest.tell(_moved(guest, move))
                    await guest.wait()
                    times.append(1000 * (time.perf_counter() - started))
                    if guest.asked.get("learning_rate") != [f"{RATES[move % 2]:g}"]:
                        errors.append(f"the link says {guest.query}")
                errors.extend(guest.exceptions)
        except (TimeoutError, OSError) as error:
            errors.append(repr(error))

    await asyncio.gather(*(one(number) for number in range(visitors)))
    return times, errors


def _moved(guest: Visitor, move: int) -> WidgetState:
    """What a browser tells once the hand has let go of the learning rate."""
    parts = guest.components("actviz_training_device").items()
    ((key, content),) = [(key, part) for key, part in parts if part["part"] == "look"]
    serial = content["look"]["heard"] + 1
    event = {"event": "rate", "rate": RATES[move % 2], "serial": serial}
    told = [{"event": "told", "value": {"events": [event]}}]
    return WidgetState(id=_make_trigger_id(key, "events"), json_trigger_value=json.dumps(told))


if __name__ == "__main__":
    run()
