"""The plane in which a visitor places the points of a data set."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from actviz.training.data.own_points import CLASSES, FEWEST_POINTS, MOST_POINTS
from actviz.ui.asset_routes import assets_url
from actviz.ui.component import browser_module
from actviz.ui.page_link import update_link
from actviz.ui.session import memory, told
from actviz.views.training.session import attempted
from actviz.views.training.state import TrainingState

_KEY = "training_points"
_HEARD = "training_points.heard"  # serial of the last change that came
_plane = browser_module("actviz_training_points", "views/training/points.js", "training-points")


def own_points(state: TrainingState) -> None:
    """Points to add, drag and delete; each change is another data set, and in the link."""
    kind = TrainingState.kind_of("points")
    _plane(
        key=_KEY,
        data={
            "assets": assets_url(),
            "points": kind.text(state.config.points),
            "start": kind.text(TrainingState.default("points")),
            "classes": list(CLASSES),
            "fewest": FEWEST_POINTS,
            "most": MOST_POINTS,
            "heard": memory().get(_HEARD, 0),
        },
        on_commit_change=lambda: take_points((told(_KEY) or {}).get("commit")),
    )
    st.caption(
        "Press in the plane to add a point, drag it to move it; with the keyboard arrows, Enter "
        f"and Delete. {FEWEST_POINTS} to {MOST_POINTS} points fit into the link."
    )


def take_points(said: object) -> None:
    """Train on the points that the plane tells; nothing but the link's spelling is one."""
    if not isinstance(said, Mapping):
        return
    serial, text = said.get("serial"), said.get("points")
    if type(serial) is not int or serial <= memory().get(_HEARD, 0) or not isinstance(text, str):
        return
    memory()[_HEARD] = serial
    try:
        points = TrainingState.kind_of("points").parse(text)
    except ValueError:
        return
    update_link(TrainingState, lambda now: attempted(now, points=points))
