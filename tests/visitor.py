"""A visitor without a browser: opens links and moves sliders over Streamlit's websocket."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

# Seconds until a page without an answer counts as hanging: a hundred times what the heaviest needs.
PATIENCE = 600


@dataclass
class Visitor:
    """One open page: what the server last put on it, and what it is told."""

    socket: ClientConnection
    query: str = ""
    page: str = ""
    script: str = ""
    elements: dict[tuple[int, ...], Element] = field(default_factory=dict)
    serials: dict[str, int] = field(default_factory=dict)
    clock: str = ""  # the part of the page that asks for ticks; "" for none
    runs: int = 0  # how many have ended, of the page or of a part of it
    links: int = 0  # how often the server has written the link
    remembered: list[str] = field(default_factory=list)  # elements that a browser is to keep

    async def open(self, page: str, query: str) -> None:
        """Open a link, as "explore" and "activation=elu", and wait until the page stands."""
        self.page, self.query = page, query
        await self.tell()
        await self.wait()

    async def tell(self, *states: WidgetState) -> None:
        """Have the script run, with these widgets changed."""
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string = self.query
        rerun.page_script_hash = self.script
        if not self.script:
            rerun.page_name = self.page
        rerun.widget_states.widgets.extend(states)
        await self.socket.send(message.SerializeToString())

    async def tick(self, *states: WidgetState) -> None:
        """Have the page's clock run, as the browser's timer does, which carries all values."""
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string, rerun.page_script_hash = self.query, self.script
        rerun.fragment_id, rerun.is_auto_rerun = self.clock, True
        rerun.widget_states.widgets.extend(states)
        await self.socket.send(message.SerializeToString())

    async def wait(self) -> None:
        """Take in what comes until a run of the whole script has ended."""
        async with asyncio.timeout(PATIENCE):
            while not self.take(await self.socket.recv()):
                pass

    async def wait_for_run(self) -> None:
        """Take in what comes until a run has ended, of the page or of a part of it."""
        runs = self.runs
        await self.until(lambda: self.runs > runs)

    async def until(self, shown: Callable[[], bool]) -> None:
        """Take in what comes until the page shows something."""
        async with asyncio.timeout(PATIENCE):
            while not shown():
                self.take(await self.socket.recv())

    def take(self, raw: str | bytes) -> bool:
        """Note one message; True if it ends a run of the whole script."""
        message = ForwardMsg()
        assert isinstance(raw, bytes)
        message.ParseFromString(raw)
        kind = message.WhichOneof("type")
        if kind == "new_session" and not message.metadata.run.fragment_ids:
            self.elements.clear()
            self.clock = ""
        elif kind == "auto_rerun":
            self.clock = message.auto_rerun.fragment_id
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
            self.links += 1
        elif kind == "navigation":
            self.script = message.navigation.page_script_hash
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self.elements[tuple(message.metadata.delta_path)] = message.delta.new_element
            if message.metadata.cacheable:
                self.remembered.append(str(message.delta.new_element.WhichOneof("type")))
        self.runs += kind == "script_finished"
        return (
            kind == "script_finished"
            and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        )

    @property
    def asked(self) -> dict[str, list[str]]:
        """What the link says now."""
        return parse_qs(self.query, keep_blank_values=True)

    @property
    def exceptions(self) -> list[str]:
        """What stands in exception boxes."""
        return [
            f"{each.exception.type}: {each.exception.message}\n"
            + "\n".join(each.exception.stack_trace)
            for each in self.of_kind("exception")
        ]

    @property
    def warnings(self) -> list[str]:
        """What stands in boxes that say what was wrong."""
        return [each.alert.body for each in self.of_kind("alert")]

    def of_kind(self, kind: str) -> list[Element]:
        """The page's elements of one type."""
        return [each for each in self.elements.values() if each.WhichOneof("type") == kind]

    def components(self, name: str) -> dict[str, dict[str, Any]]:
        """What the components of a name have been told, by their widget's id."""
        found = [each.bidi_component for each in self.of_kind("bidi_component")]
        return {
            each.id: json.loads(each.json or each.mixed.json)
            for each in found
            if each.component_name == name
        }

    def live_figures(self) -> dict[str, dict[str, Any]]:
        """The messages of the live figures that listen, by their widget's id."""
        figures = self.components("actviz_live_figure")
        return {key: content for key, content in figures.items() if content["listens"]}

    def commit(self, figure: str, values: Mapping[str, float]) -> WidgetState:
        """What the browser tells when a live figure's controls have been moved to `values`."""
        content = self.live_figures()[figure]
        self.serials[figure] = max(self.serials.get(figure, 0), content["heard"]) + 1
        view = content.get("view") or {}
        payload = {
            "values": {each["id"]: each["value"] for each in content["controls"]} | dict(values),
            "probe": content.get("probe"),
            "from": view.get("low"),
            "to": view.get("high"),
            "serial": self.serials[figure],
        }
        state = WidgetState(id=_make_trigger_id(figure, "events"))
        state.json_trigger_value = json.dumps([{"event": "commit", "value": payload}])
        return state

    def moves(self) -> list[WidgetState]:
        """Every slider of the page moved once, to its other end: what the browser would tell."""
        told = [
            self.commit(figure, {each["id"]: _other_end(each)})
            for figure, content in self.live_figures().items()
            for each in content["controls"]
        ]
        for element in self.of_kind("slider"):
            slider = element.slider
            state = WidgetState(id=slider.id)
            if slider.options:
                state.string_array_value.data.append(slider.options[0])
            else:
                state.double_array_value.data.append(slider.min)
            told.append(state)
        return told


def _other_end(control: Mapping[str, Any]) -> float:
    low, high = control["low"], control["high"]
    return float(high if control["value"] - low < high - control["value"] else low)


@contextlib.asynccontextmanager
async def visitor(address: str) -> AsyncIterator[Visitor]:
    """A visitor who has come and opened nothing yet."""
    async with line_to(address) as socket:
        yield Visitor(socket)


def line_to(address: str) -> connect:
    """The line that a page of this server opens."""
    return connect(
        address.replace("http", "ws", 1) + "/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=address,  # type: ignore[arg-type]
        max_size=None,
    )
