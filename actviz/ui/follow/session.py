"""What one visitor's session leads or follows, and its strip above the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import streamlit as st

from actviz.ui.address import (
    read_frame_query,
    read_query,
    watch_link,
    write_frame_query,
    write_whole_query,
)
from actviz.ui.follow.rooms import ROOMS, normal
from actviz.ui.page_spec import PageSpec
from actviz.ui.pages import PAGES
from actviz.ui.session import memory, told
from actviz.ui.text import plain

_LED = "follow_led"
_FOLLOWED = "follow_followed"
_AWAY = "follow_away"
_PAGE = "follow_page"
_REFUSED = "follow_refused"
_KEPT = ("present", "follow")  # of a link, what everybody has for themselves


@dataclass(frozen=True)
class _Led:
    """The room that this session opened."""

    code: str
    secret: str


def lead_or_follow(page: PageSpec) -> None:
    """Tell the room where this session is that leads it, or go where the one is that it follows."""
    memory()[_PAGE] = page
    watch_link(_publish)
    _publish()
    if code := following():
        with st.container(key="follow_strip", horizontal=True, vertical_alignment="center"):
            _follow(code, page)


def following() -> str:
    """The code of the room that the link names; "" for none, and for the session's own."""
    code = normal("".join(read_frame_query().get("follow", [])[-1:]))
    led = memory().get(_LED)
    return "" if led is not None and led.code == code else code


def news() -> dict[str, Any]:
    """What the page's corner shows of it."""
    kept, code = memory(), following()
    led, refused = kept.get(_LED), kept.pop(_REFUSED, "")
    said: dict[str, Any] = {"following": code} if code else {}
    if code and not kept.get(_AWAY) and _is_open(code):
        said["listen"] = code
    if led is not None:
        said["lead"] = led.code
    return said | ({"refused": refused} if refused else {})


def take_wish() -> None:
    """Open or close the session's room, or follow another, as the panel Share asks."""
    payload = (told("actviz_connection") or {}).get("room")
    if not isinstance(payload, Mapping):
        return
    wish, kept = payload.get("wish"), memory()
    if wish == "open" and _LED not in kept:
        try:
            code, secret = ROOMS.open(_link())
        except (RuntimeError, ValueError) as error:
            kept[_REFUSED] = str(error)
            return
        kept[_LED] = _Led(code, secret)
        leave()
    elif wish == "close" and _LED in kept:
        led = kept.pop(_LED)
        if _is_open(led.code):
            ROOMS.close(led.code, led.secret)
    elif wish == "follow":
        come_back()
        query = {name: texts[-1] for name, texts in read_frame_query().items()}
        write_frame_query(query | {"follow": normal(str(payload.get("code")))})


def leave() -> None:
    """Follow nobody."""
    come_back()
    query = {name: texts[-1] for name, texts in read_frame_query().items()}
    write_frame_query({**query, "follow": ""})


def explore() -> None:
    """Stay here, whatever the teacher does."""
    memory()[_AWAY] = True


def come_back() -> None:
    """Go to where the teacher is, at the run that follows."""
    memory().pop(_AWAY, None)
    memory().pop(_FOLLOWED, None)


def _is_open(code: str) -> bool:
    try:
        ROOMS.present(code)
    except KeyError:
        return False
    return True


def _follow(code: str, page: PageSpec) -> None:
    kept, name = memory(), plain(code[:20])
    try:
        serial, link = ROOMS.present(code)
    except KeyError:
        st.markdown(
            f"**There is no room {name}**, or it is over. Ask for the present code and type it "
            "under Share.",
            width="stretch",
        )
        st.button("Leave", key="follow_leave", on_click=leave)
        return
    if kept.get(_AWAY):
        st.markdown(f"Exploring on your own, not following **{name}**", width="stretch")
        st.button("Come back", key="follow_come_back", on_click=come_back)
        return
    st.markdown(f"Following **{name}**", width="stretch")
    st.button("Explore on my own", key="follow_explore", on_click=explore)
    if kept.get(_FOLLOWED) != (code, serial):
        kept[_FOLLOWED] = (code, serial)
        _go(link, page)


def _go(link: str, page: PageSpec) -> None:
    """Show what a link says, read as one that was pasted."""
    address = urlsplit(link)
    there = next((each for each in PAGES if f"/{each.url_path}" == address.path), None)
    if there is None:
        return
    own = {name: texts for name, texts in read_frame_query().items() if name in _KEPT}
    query = parse_qs(address.query, keep_blank_values=True)
    if there is page:
        write_whole_query(own | query)
    else:
        # What the link before hid is shown, and its lesson is left.
        emptied = {"hide": [""], "lesson": [""]}
        st.switch_page(there.script_path, query_params=emptied | own | query)


def _link() -> str:
    """The open page and its state, with its lesson and what that hides."""
    frame = {name: texts for name, texts in read_frame_query().items() if name not in _KEPT}
    query = frame | read_query()
    page: PageSpec = memory()[_PAGE]
    return f"/{page.url_path}" + (f"?{urlencode(query, doseq=True)}" if query else "")


def _publish() -> None:
    kept = memory()
    led = kept.get(_LED)
    if led is None:
        return
    try:
        ROOMS.publish(led.code, led.secret, _link())
    except KeyError:
        del kept[_LED]
        kept[_REFUSED] = f"The room {led.code} is over, after three hours: open another."
    except ValueError as error:
        kept[_REFUSED] = str(error)
