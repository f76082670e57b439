"""Reads what a page of the app shows, by its link, without a browser."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import parse_qs, urlsplit

from streamlit.testing.v1 import AppTest

from actviz.export.page import KeptRun
from actviz.figures.live_figure import LiveFigure
from actviz.maths import Activation
from actviz.maths.lookup import resolve_activation
from actviz.ui.page_spec import ROOT, PageSpec
from actviz.ui.pages import PAGES

_PARTS = {each.name for each in fields(LiveFigure)}
_FIGURE, _LAB = "actviz_live_figure", "actviz_training_device"
_STEERED = ("question", "buttons", "rate", "run", "look")  # of the lab's parts, those of a file
_PATIENCE = 600  # seconds for a page: the first in a process loads torch


@dataclass(frozen=True)
class Shown:
    """A page's title, its live figures' messages in their order, and what it says of its link."""

    title: str
    messages: list[dict[str, Any]]
    warnings: list[str]
    run: KeptRun | None = None

    @property
    def drawings(self) -> list[str]:
        """The drawings of its figures, each once."""
        return list(dict.fromkeys(each["drawing"] for each in self.messages if "drawing" in each))

    @property
    def functions(self) -> list[Activation]:
        """The functions of its figures, each once."""
        names = (function["id"] for each in self.messages for function in each["functions"])
        return [resolve_activation(name) for name in dict.fromkeys(names)]


class Pages:
    """The app's pages, one after the other."""

    def __init__(self) -> None:
        router = str(ROOT / "actviz" / "ui" / "router.py")
        self._app = AppTest.from_file(router, default_timeout=_PATIENCE)
        self._app.run()

    def read(self, link: str) -> Shown:
        """What a link such as `/compare?f=relu&f=gelu` leads to.

        ValueError if there is no such page; RuntimeError, with what the page says, if it fails.
        """
        address = urlsplit(link)
        app = self._app
        app.switch_page(str(_page(address.path).script_path))
        app.query_params.clear()
        for name, values in parse_qs(address.query, keep_blank_values=True).items():
            app.query_params[name] = values
        app.run()
        if (
            "torch" in app.query_params.get("engine", [])
            and _page(address.path).url_path == "training"
        ):
            raise ValueError(f"{link}: PyTorch trains this run on a server; leave out engine=torch")
        if app.exception:
            raise RuntimeError(f"{link}: {app.exception[0].message}")
        parts: dict[str, list[dict[str, Any]]] = {_FIGURE: [], _LAB: []}
        for name, data in _components(app.main):
            parts.get(name, []).append(data)
        return Shown(
            app.title[0].value,
            [_message(data) for data in parts[_FIGURE]],
            [warning.value for warning in app.warning],
            self._run(parts[_LAB]) if parts[_LAB] else None,
        )

    def _run(self, parts: list[dict[str, Any]]) -> KeptRun:
        kept = [part for part in parts if part["part"] in _STEERED]
        address = next(part["address"] for part in kept if part["part"] == "run")
        made = self._app.session_state["actviz"]["players"]["training"].run.for_browser
        files = {address: base64.b64encode(made).decode()}
        return KeptRun(kept, files, json.loads(made.partition(b"\n")[0]))


def _page(path: str) -> PageSpec:
    pages = {spec.url_path: spec for spec in PAGES}
    name = path.strip("/")
    if name not in pages:
        known = ", ".join(f"/{each}" for each in pages)
        raise ValueError(f"there is no page {path!r}; pages are {known}")
    return pages[name]


def _components(block: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _components(child)
        elif child.type == "bidi_component":
            yield child.proto.component_name, json.loads(child.proto.json)


def _message(data: dict[str, Any]) -> dict[str, Any]:
    whole = data | data["fixed"].get("parts", {})
    return {name: value for name, value in whole.items() if name in _PARTS}
