"""What of a run is looked at, and what of it can be taken away."""

from __future__ import annotations

from typing import Any

import streamlit as st

from actviz.training.lab.export import to_script
from actviz.training.lab.run_file import history_numbers, run_file, run_head
from actviz.ui.widgets import bound, pick, select
from actviz.views.training import device
from actviz.views.training.check import check
from actviz.views.training.run import Run
from actviz.views.training.session import own_data
from actviz.views.training.state import PRINCIPAL, TrainingState

_WITHOUT_A_STOP = 3000  # steps of a script that is taken before its run starts


def look(state: TrainingState, run: Run) -> None:
    """What is looked at, for those who do not click on the pictures."""
    seen = state.seen_on(run.lab.config)
    racers = {place: racer.label for place, racer in enumerate(run.lab.racers)}
    layers = {place: str(place + 1) for place in range(len(run.lab.config.hidden))}
    select(seen, "racer", "Racer", racers)
    select(seen, "layer", "Layer of the histogram", layers)
    features = run.lab.dataset.feature_names
    if len(features) <= 2:
        return
    pairs = {"0-1": f"{features[0]}, {features[1]}", PRINCIPAL: "principal axes"}
    if state.axes not in ("", *pairs):
        first, second = state.axes.split("-")
        if max(int(first), int(second)) < len(features):
            pairs[state.axes] = f"{features[int(first)]}, {features[int(second)]}"

    widget = bound(
        state,
        "plane",
        state.axes if state.axes in pairs else "0-1",
        lambda now, axes: now.changed(axes=axes),
        accepted=pairs,
    )
    pick("Axes of the pictures", pairs, widget, help="All other features stand at their mean.")
    left, right = st.columns(2)
    for place, (column, label) in enumerate(((left, "Across"), (right, "Up"))):
        _axis(state, features, place, label, column)


def _axis(
    state: TrainingState, features: tuple[str, ...], place: int, label: str, column: Any
) -> None:
    axes = state.plane_axes
    shown = list(axes if not isinstance(axes, str) and max(axes) < len(features) else (0, 1))

    def take(now: TrainingState, feature: int) -> TrainingState:
        pair = list(shown)
        # The other axis gives way where both would show one feature.
        if pair[1 - place] == feature:
            pair[1 - place] = pair[place]
        pair[place] = feature
        return now.changed(axes=f"{pair[0]}-{pair[1]}")

    names = dict(enumerate(features))
    with column:
        pick(label, names, bound(state, f"axis_{place}", shown[place], take, accepted=names))


def export(run: Run) -> None:
    """The run to take away."""
    if run.engine == "browser":
        layers = len(run.lab.config.hidden)
        numbers, head = history_numbers(layers), run_head(run.lab)
        device.part("files", "training_files", numbers=numbers, head=head)
    else:
        st.download_button(
            "History as CSV",
            run.lab.to_csv,
            file_name="training-history.csv",
            mime="text/csv",
            key="training_csv",
            on_click="ignore",
        )
        st.download_button(
            "Weights and history as JSON",
            lambda: run_file(run.lab),
            file_name="training-run.json",
            mime="application/json",
            key="training_json",
            on_click="ignore",
        )
    st.download_button(
        "PyTorch script",
        lambda: to_script(run.lab, run.stop or _WITHOUT_A_STOP, run.done),
        file_name="training_run.py",
        mime="text/x-python",
        key="training_script",
        on_click="ignore",
        help="Stands alone and repeats this run up to the present step; before the start, up to "
        "the stop.",
    )
    if run.engine == "browser":
        check(run, own_data())
