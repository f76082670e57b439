"""Mounts live figures: what `actviz.figures.live_figure` describes becomes part of the page."""

from collections.abc import Callable, Mapping

import streamlit as st

from actviz.figures.live_figure import Commit, LiveFigure
from actviz.figures.palette import PALETTE
from actviz.ui.asset_routes import assets_url, plotly_url, preloads
from actviz.ui.component import browser_module

_component = browser_module("actviz_live_figure", "live_figure/live_figure.js", "live-figure")


def live_figure(
    figure: LiveFigure, *, key: str, on_commit: Callable[[Commit], None] | None = None
) -> None:
    """Show a live figure here.

    `on_commit` is called once per release, before the script runs again: write the new state to
    the link there. Without it the figure keeps its state to itself.
    """
    heard = f"{key}.heard"

    def receive() -> None:
        payload = (st.session_state.get(key) or {}).get("commit")
        if not isinstance(payload, Mapping):
            return
        serial = payload.get("serial")
        if isinstance(serial, int) and not isinstance(serial, bool):
            st.session_state[heard] = serial
        commit = figure.commit(payload)
        if commit is not None and on_commit is not None:
            on_commit(commit)

    drawing = [f"views/{figure.drawing}.js"] if figure.drawing else []
    _component(
        key=key,
        data={
            **figure.message(),
            "assets": assets_url(),
            "plotly": plotly_url(),
            "preload": [
                ("preload", plotly_url()),
                *preloads("live_figure/live_figure.js", *drawing),
            ],
            "reserve": figure.reserved_height(),
            "palette": PALETTE,
            "listens": on_commit is not None,
            # The last commit this session took in: the browser tells a late echo by it.
            "heard": st.session_state.get(heard, 0),
        },
        on_commit_change=receive,
    )
