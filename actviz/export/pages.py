"""Reads what a page of the app shows, by its link, without a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import parse_qs, urlsplit

from streamlit.testing.v1 import AppTest

from actviz.figures.live_figure import LiveFigure
from actviz.ui.pages import PAGES, ROOT, PageSpec

_PARTS = {each.name for each in fields(LiveFigure)}
_PATIENCE = 600  # seconds for a page: the first in a process loads torch


@dataclass(frozen=True)
class Shown:
    """A page's title, its live figures' messages in their order, and what it says of its link."""

    title: str
    messages: list[dict[str, Any]]
    warnings: list[str]


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
        if app.exception:
            raise RuntimeError(f"{link}: {app.exception[0].message}")
        return Shown(
            app.title[0].value,
            list(_messages(app.main)),
            [warning.value for warning in app.warning],
        )


def _page(path: str) -> PageSpec:
    pages = {spec.url_path: spec for spec in PAGES}
    name = path.strip("/")
    if name not in pages:
        known = ", ".join(f"/{each}" for each in pages)
        raise ValueError(f"there is no page {path!r}; pages are {known}")
    return pages[name]


def _messages(block: Any) -> Iterator[dict[str, Any]]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _messages(child)
        elif child.type == "bidi_component" and child.proto.component_name == "actviz_live_figure":
            data = json.loads(child.proto.json)
            data |= data["fixed"].get("parts", {})
            yield {name: value for name, value in data.items() if name in _PARTS}
