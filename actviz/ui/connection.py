"""What only an open page can tell its session: that the line was lost, or its link not read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from actviz.ui.asset_routes import assets_url
from actviz.ui.component import browser_module
from actviz.ui.follow import session as follow
from actviz.ui.frame import Frame, write_frame
from actviz.ui.lesson_draft import add_link, bring
from actviz.ui.lesson_draft import news as lesson_news
from actviz.ui.pages import page_script
from actviz.ui.session import memory, told
from actviz.ui.text import show_messages

MINE = "mine"  # what the page of lessons shows, in its link
_STEP = "connection.step"
_component = browser_module("actviz_connection", "frame/frame.js", "connection")


def keep_connection(frame: Frame) -> None:
    """Have the page run again when its line stands again, and say where its link was too long.

    Where the frame is not the usual one, the page shows how it is left. The visitor's own lesson
    grows from here, whatever page is open.

    A server that was started anew, or a session that was forgotten, knows none of the page's
    widgets: without this run the first of them to be moved would be lost.
    """
    with st.container(key="connection"):
        news = _component(
            key="actviz_connection",
            data={"assets": assets_url(), "read": bool(st.query_params.to_dict())}
            | ({} if frame.usual else {"present": frame.present})
            | ({"lesson": lesson} if (lesson := lesson_news()) else {})
            | ({"room": room} if (room := follow.news()) else {}),
            on_returned_change=_nothing,
            on_unread_change=_nothing,
            on_framed_change=_take_frame,
            on_added_change=_take_step,
            on_kept_change=_take_kept,
            on_opened_change=_nothing,
            on_room_change=follow.take_wish,
            on_moved_change=_nothing,
        )
    if news.opened is not None:
        st.switch_page(page_script("lesson"), query_params={"show": MINE})
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
    write_frame(Frame(present=_told("framed").get("present") is True))


def _take_step() -> None:
    """Make what the page shows a step of the visitor's lesson."""
    if isinstance(link := _told("added").get("link"), str):
        add_link(link)


def _take_kept() -> None:
    """Take the lesson that the browser has kept, or that another tab has made."""
    payload = _told("kept")
    if isinstance(file := payload.get("file"), str):
        bring(file, newer=payload.get("newer") is True)


def _told(event: str) -> Mapping[str, Any]:
    payload = (told("actviz_connection") or {}).get(event)
    return payload if isinstance(payload, Mapping) else {}


def _nothing() -> None:
    """Streamlit passes on those messages only that have a callback."""
