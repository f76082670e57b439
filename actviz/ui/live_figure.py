"""Mounts live figures: what `actviz.figures.live_figure` describes becomes part of the page."""

import hashlib
import json
from collections.abc import Callable, Mapping

import streamlit as st

from actviz.figures.browser_files import imported_by
from actviz.figures.live_figure import Commit, LiveFigure
from actviz.ui.asset_routes import assets_url, plotly_url
from actviz.ui.component import browser_module
from actviz.ui.session import memory, told

# What a slider changes; the rest of a message is the same from one release to the next.
_CHANGING = {"alt", "inputs", "step", "controls", "view", "probe", "followed"}
# Digests of the fixed parts that the visitor's page has; a commit tells them all.
_HELD, _MOST_HELD = "live_figure.held", 12
_MODULE = "live_figure/live_figure.js"

_component = browser_module("actviz_live_figure", _MODULE, "live-figure")


def live_figure(
    figure: LiveFigure, *, key: str, on_commit: Callable[[Commit], None] | None = None
) -> None:
    """Show a live figure here.

    `on_commit` is called once per release, before the script runs again: write the new state to
    the link there. Without it the figure keeps its state to itself.
    """
    heard = f"{key}.heard"
    message = figure.message()
    # What hardly changes is sent until the browser says that it has it.
    parts = {name: value for name, value in message.items() if name not in _CHANGING}
    digest = hashlib.blake2b(json.dumps(parts).encode(), digest_size=8).hexdigest()
    known = digest in memory().get(_HELD, ())

    def receive() -> None:
        take((told(key) or {}).get("commit"))

    def take(payload: object) -> bool:
        if not isinstance(payload, Mapping):
            return False
        if isinstance(digests := payload.get("holds"), list):
            memory()[_HELD] = frozenset(
                d for d in digests[:_MOST_HELD] if isinstance(d, str) and len(d) == 16
            )
        serial = payload.get("serial")
        # One message may bring many commits, and each calls for the last of them. Of messages that
        # come in a crowd Streamlit may serve an older one later.
        if type(serial) is not int or serial <= memory().get(heard, 0):
            return False
        memory()[heard] = serial
        commit = figure.commit(payload)
        if commit is not None and on_commit is not None:
            on_commit(commit)
        return True

    drawing = [f"views/{figure.drawing}.js"] if figure.drawing else []
    mounted = _component(
        key=key,
        data={
            **{name: value for name, value in message.items() if name in _CHANGING},
            "fixed": {"digest": digest} if known else {"digest": digest, "parts": parts},
            "assets": assets_url(),
            "plotly": plotly_url(),
            "modules": () if known else imported_by(_MODULE, *drawing),
            "reserve": figure.reserved_height(),
            "listens": on_commit is not None,
            # The last commit this session took in: the browser tells a late echo by it.
            "heard": memory().get(heard, 0),
        },
        on_commit_change=receive,
    )
    # A session that has just begun, after a restart of the server, calls nothing back.
    if take(mounted.commit):
        st.rerun()
