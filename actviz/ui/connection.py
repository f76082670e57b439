"""What only an open page can tell its session: that the line was lost, or its link not read."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from actviz.ui.asset_routes import assets_url
from actviz.ui.component import browser_module
from actviz.ui.frame import Frame, write_frame
from actviz.ui.session import memory, told
from actviz.ui.text import show_messages

_STEP = "connection.step"
_component = browser_module("actviz_connection", "frame/frame.js", "connection")


def keep_connection(frame: Frame) -> None:
    """Have the page run again when its line stands again, and say where its link was too long.

    Where the frame is not the usual one, the page shows how it is left.

    A server that was started anew, or a session that was forgotten, knows none of the page's
    widgets: without this run the first of them to be moved would be lost.
    """
    with st.container(key="connection"):
        news = _component(
            key="actviz_connection",
            data={"assets": assets_url(), "read": bool(st.query_params.to_dict())}
            | ({} if frame.usual else {"present": frame.present}),
            on_returned_change=_nothing,
            on_unread_change=_nothing,
            on_framed_change=_take_frame,
        )
    memory()[_STEP] = _whole(news.returned, "step")
    if names := _whole(news.unread, "names"):
        show_messages(
            [
                f"The link has {names:,} names, and up to {_whole(news.unread, 'most'):,} can be "
                "read: the page shows its defaults."
            ]
        )


def step_before() -> int:
    """The training step that the page showed when it came back, in the run that this started."""
    return int(memory().get(_STEP, 0))


def _whole(payload: object, name: str) -> int:
    """A number in the browser's message; 0 for whatever is none."""
    value = payload.get(name) if isinstance(payload, Mapping) else None
    return value if type(value) is int and 0 < value < 10**9 else 0


def _take_frame() -> None:
    """Present the page, or be done with presenting and hiding."""
    payload = (told("actviz_connection") or {}).get("framed")
    present = isinstance(payload, Mapping) and payload.get("present") is True
    write_frame(Frame(present=present))


def _nothing() -> None:
    """Streamlit passes on those messages only that have a callback."""
