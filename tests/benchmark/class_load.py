"""Four labs that PyTorch trains on the server at once, as many as it takes."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from tests.benchmark.reporting import percentile, verdict
from tests.serving import streamlit_server
from tests.visitor import line_to

VISITORS = 4
SECONDS = 15.0
# Visitors do not arrive within one millisecond.
ARRIVAL = 5.0
PATIENCE = 10.0  # seconds until an answer counts as lost
PAUSE = 6.0  # seconds between the slider commits of one visitor
QUERY = {
    "engine": "torch",
    "hidden": "32-32",
    "activations": "relu;leaky_relu;tanh;elu",
    "start": "1",
    "stop": "0",
}


@dataclass
class Visitor:
    """One browser, without its screen."""

    socket: ClientConnection
    number: int
    pictures: list[tuple[float, int]] = field(default_factory=list)
    commits: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    query: str = urlencode(QUERY)
    fragment: str = ""
    interval: float = 0.0
    slider: str = ""
    slider_came: bool = False
    options: list[str] = field(default_factory=list)
    script: str = ""
    widgets: dict[str, WidgetState] = field(default_factory=dict)
    whole: asyncio.Event = field(default_factory=asyncio.Event)

    async def ask(self, fragment: str = "") -> None:
        """Have the script run, or one fragment of it."""
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string = self.query
        rerun.page_script_hash = self.script
        if not self.script:
            rerun.page_name = "training"
        if fragment:
            rerun.fragment_id = fragment
            rerun.is_auto_rerun = True
        rerun.widget_states.widgets.extend(self.widgets.values())
        await self.socket.send(message.SerializeToString())

    async def listen(self) -> None:
        """Take everything in until the line closes."""
        with contextlib.suppress(ConnectionClosed):
            async for raw in self.socket:
                message = ForwardMsg()
                assert isinstance(raw, bytes)
                message.ParseFromString(raw)
                self.take(message)

    def take(self, message: ForwardMsg) -> None:
        """Note one message."""
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self.script = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "auto_rerun":
            self.fragment = message.auto_rerun.fragment_id
            self.interval = message.auto_rerun.interval
        elif kind == "script_finished" and self.slider_came:
            # Only a run of the whole script sends the slider; a fragment's end comes without.
            self.slider_came = False
            self.whole.set()
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            if element.WhichOneof("type") == "exception":
                self.errors.append(element.exception.message)
            elif element.WhichOneof("type") == "slider":
                self.slider, self.options = element.slider.id, list(element.slider.options)
                self.slider_came = True
            elif element.WhichOneof("type") == "bidi_component":
                content = json.loads(element.bidi_component.json or "{}")
                if content.get("weights") is not None:
                    self.pictures.append((time.perf_counter(), content["step"]))

    async def tick(self, end: float) -> None:
        """What the browser's timer does: ask for the fragment at its interval."""
        while time.perf_counter() < end:
            await asyncio.sleep(self.interval or 0.1)
            if self.fragment:
                await self.ask(self.fragment)

    async def move_slider(self, end: float) -> None:
        """Commit another learning rate now and then, and time the answer."""
        await asyncio.sleep(PAUSE * (self.number + 1) / VISITORS)
        place = 5
        while time.perf_counter() < end:
            place = 11 - place
            state = WidgetState(id=self.slider)
            state.string_array_value.data.append(self.options[place])
            self.widgets[self.slider] = state
            started = time.perf_counter()
            self.whole.clear()
            await self.ask()
            try:
                await asyncio.wait_for(self.whole.wait(), PATIENCE)
            except TimeoutError:
                self.errors.append(f"a slider was not answered within {PATIENCE:g} s")
                continue
            self.commits.append(time.perf_counter() - started)
            await asyncio.sleep(PAUSE)


@contextlib.asynccontextmanager
async def visit(address: str, number: int) -> AsyncIterator[Visitor]:
    """Open the page as a visitor and wait until it stands."""
    async with line_to(address) as socket:
        visitor = Visitor(socket, number)
        listening = asyncio.create_task(visitor.listen())
        await visitor.ask()
        await asyncio.wait_for(visitor.whole.wait(), 120)
        try:
            yield visitor
        finally:
            listening.cancel()


async def measure(address: str, visitors: int) -> list[Visitor]:
    """Let visitors train and turn their sliders for some seconds."""
    ready = asyncio.Barrier(visitors)

    async def one(number: int) -> Visitor:
        await asyncio.sleep(ARRIVAL * number / visitors)
        async with visit(address, number) as visitor:
            # The others arrive while this one already trains.
            waiting = asyncio.create_task(visitor.tick(time.perf_counter() + 600))
            await ready.wait()
            await asyncio.sleep(4)  # until the clock has found its pace
            waiting.cancel()
            visitor.pictures.clear()
            end = time.perf_counter() + SECONDS
            await asyncio.gather(visitor.tick(end), visitor.move_slider(end))
            return visitor

    return await asyncio.gather(*(one(number) for number in range(visitors)))


def run() -> None:
    """Print the slowest visitor's pictures per second and the slider commits' times."""
    with streamlit_server() as address:
        found = asyncio.run(measure(address, VISITORS))
    rates = [len({step for _, step in visitor.pictures}) / SECONDS for visitor in found]
    commits = [seconds for visitor in found for seconds in visitor.commits]
    # A changed rate goes on with the same run, so that steps only ever grow.
    steps = [v.pictures[-1][1] - v.pictures[0][1] for v in found if v.pictures]
    errors = [error for visitor in found for error in visitor.errors]
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"{VISITORS} labs on the server, load average {load:.1f} (this benchmark adds about 2)")
    print(verdict("server, pictures of the slowest", min(rates), 3, "/s", at_least=True))
    print(f"server, pictures on average: {sum(rates) / len(rates):.1f}/s each")
    print(f"server, network updates: {4 * sum(steps) / SECONDS:,.0f}/s together")
    print(verdict("server, slider commit p95", 1000 * percentile(commits, 0.95), 500, " ms"))
    print(f"server, slider commits: {len(commits)}")
    print(verdict("server, errors", len(errors), 0))
    for error in errors[:3]:
        print(error)


if __name__ == "__main__":
    run()
