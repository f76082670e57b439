"""What of a run is looked at, and what of it can be taken away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from actviz.training.lab.export import to_script
from actviz.ui.page_link import write_link
from actviz.ui.training_run import Run
from actviz.ui.training_session import present_state
from actviz.ui.training_state import PRINCIPAL, TrainingState


def look(state: TrainingState, run: Run) -> None:
    """What is looked at, for those who do not click on the pictures."""
    labels = [racer.label for racer in run.lab.racers]
    layers = [str(number) for number in range(1, len(run.lab.config.hidden) + 1)]
    for name, label, texts in (
        ("racer", "Racer", labels),
        ("layer", "Layer of the histogram", layers),
    ):
        key = f"training_{name}"

        def chosen(name: str = name, key: str = key) -> None:
            write_link(replace(present_state(), **{name: st.session_state[key]}))

        st.session_state[key] = getattr(state.seen_on(run.lab.config), name)
        st.selectbox(
            label,
            list(range(len(texts))),
            format_func=texts.__getitem__,
            key=key,
            on_change=chosen,
        )
    features = run.lab.dataset.feature_names
    if len(features) <= 2:
        return
    pairs = {"0-1": f"{features[0]}, {features[1]}", PRINCIPAL: "principal axes"}
    if state.axes not in ("", *pairs):
        first, second = state.axes.split("-")
        if max(int(first), int(second)) < len(features):
            pairs[state.axes] = f"{features[int(first)]}, {features[int(second)]}"

    def spanned() -> None:
        write_link(replace(present_state(), axes=st.session_state["training_plane"]))

    st.session_state["training_plane"] = state.axes if state.axes in pairs else "0-1"
    st.selectbox(
        "Axes of the pictures",
        list(pairs),
        format_func=lambda axes: pairs[axes],
        key="training_plane",
        on_change=spanned,
        help="All other features stand at their mean.",
    )
    left, right = st.columns(2)
    for place, (column, label) in enumerate(((left, "Across"), (right, "Up"))):
        _axis(state, features, place, label, column)


def _axis(
    state: TrainingState, features: tuple[str, ...], place: int, label: str, column: Any
) -> None:
    axes = state.plane_axes
    present = list(axes if not isinstance(axes, str) and max(axes) < len(features) else (0, 1))
    key = f"training_axis_{place}"

    def chosen() -> None:
        pair = list(present)
        # The other axis gives way where both would show one feature.
        if pair[1 - place] == st.session_state[key]:
            pair[1 - place] = pair[place]
        pair[place] = st.session_state[key]
        write_link(replace(present_state(), axes=f"{pair[0]}-{pair[1]}"))

    st.session_state[key] = present[place]
    column.selectbox(
        label,
        range(len(features)),
        format_func=lambda feature: features[feature],
        key=key,
        on_change=chosen,
    )


def export(run: Run) -> None:
    """The run to take away."""
    st.download_button(
        "History as CSV",
        run.lab.to_csv,
        file_name="training-history.csv",
        mime="text/csv",
        key="training_csv",
        on_click="ignore",
    )
    st.download_button(
        "PyTorch script",
        lambda: to_script(run.lab),
        file_name="training_run.py",
        mime="text/x-python",
        key="training_script",
        on_click="ignore",
        help="Stands alone and repeats this run up to the present step.",
    )
