"""Which examples are learned from: a made set, a real one, or the visitor's own CSV."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar, cast

import streamlit as st

from actviz.training import LabConfig
from actviz.training.data.csv_table import MOST_MEGABYTES, read_table
from actviz.training.data.own_data import dataset_from_table
from actviz.training.data.registry import DATASETS, OWN_DATA
from actviz.training.network.heads import losses_for
from actviz.ui.page_link import write_link
from actviz.ui.text import plain
from actviz.ui.training_run import Run
from actviz.ui.training_session import keep_own_data, own_data, present_state, try_change
from actviz.ui.training_state import TrainingState, too_large

_TITLES = {**{name: source.title for name, source in DATASETS.items()}, OWN_DATA: "My CSV"}
_TABLE = "training.table"
_EXAMPLES = "training.examples"
_Made = TypeVar("_Made")


def data(state: TrainingState, run: Run) -> None:
    """The data set and how it is made or divided."""
    config = state.config

    def chosen() -> None:
        name = st.session_state["training_dataset"]
        curve = name != OWN_DATA and DATASETS[name].curve
        loss = config.loss if config.loss in losses_for(curve=curve) else "auto"
        try_change(dataset=name, loss=loss)

    st.session_state["training_dataset"] = config.dataset
    own = [OWN_DATA] if own_data() is not None or config.dataset == OWN_DATA else []
    st.selectbox(
        "Data set",
        [*DATASETS, *own],
        format_func=_TITLES.__getitem__,
        key="training_dataset",
        on_change=chosen,
    )
    own_csv()
    st.divider()
    if config.dataset != OWN_DATA:
        _slider("samples", "Examples", config.samples, 16, max(2000, config.samples), 16)
    if config.dataset != OWN_DATA and DATASETS[config.dataset].noisy:
        _slider("noise", "Noise", config.noise, 0.0, 1.0, 0.01)
    _slider("test_share", "Kept for testing", config.test_share, 0.0, 0.9, 0.05)
    for note in run.lab.dataset.notes:
        st.caption(plain(note))


def own_csv() -> None:
    """Upload a CSV, choose the label and the features, use it. What fails leaves all as it was."""
    file = st.file_uploader(
        "Your own CSV",
        type=["csv", "tsv", "txt"],
        key="training_file",
        max_upload_size=MOST_MEGABYTES,
        help="It stays in this session and is stored nowhere.",
    )
    if file is None:
        return
    try:
        table = _once(_TABLE, file.file_id, lambda: read_table(file.getvalue()))
    except ValueError as error:
        st.error(f"**{plain(file.name)}**: {plain(str(error))}. The run before is untouched.")
        return
    label = st.selectbox(
        "Label",
        table.columns,
        index=table.columns.index(table.suggested_label),
        key=f"training_label_{file.file_id}",
    )
    numeric = [name for name in table.numeric if name != label]
    features = st.multiselect(
        "Features", numeric, default=numeric, key=f"training_features_{file.file_id}_{label}"
    )
    for remark in table.left_out(label):
        st.caption(plain(remark))
    try:
        found = _once(
            _EXAMPLES,
            (file.file_id, tuple(features), label),
            lambda: dataset_from_table(table, features, label, file.name),
        )
    except ValueError as error:
        st.error(f"{plain(str(error))}. The run before is untouched.")
        return
    st.caption(
        f"{_counted(len(found.features), 'example')}, "
        f"{_counted(len(found.feature_names), 'feature')}, "
        f"{_counted(len(found.class_names), 'class', 'classes')}; standardised before training."
    )
    for note in found.notes:
        st.caption(plain(note))

    def wanted() -> LabConfig:
        return replace(present_state().config, dataset=OWN_DATA, samples=512)

    def use() -> None:
        keep_own_data(found)
        write_link(replace(present_state().with_config(wanted()), axes="", preset=""))

    if reason := too_large(wanted(), found):
        st.error(plain(f"This run {reason}. The run before is untouched."))
    st.button(
        "Use this data",
        type="primary",
        key="training_use",
        on_click=use,
        disabled=bool(reason),
    )


def _once(key: str, asked: object, make: Callable[[], _Made]) -> _Made:
    """What `make` gives, or the ValueError that it raises, made once for what is asked.

    A large file takes seconds, a refused one too.
    """
    known = st.session_state.get(key)
    if known is None or known[0] != asked:
        try:
            known = (asked, make(), None)
        except ValueError as error:
            known = (asked, None, str(error))
        st.session_state[key] = known
    _, made, fault = known
    if fault is not None:
        raise ValueError(fault)
    return cast(_Made, made)


def _counted(number: int, one: str, several: str = "") -> str:
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def _slider(name: str, label: str, value: float, low: float, high: float, step: float) -> None:
    key = f"training_{name}"

    def chosen() -> None:
        try_change(**{name: st.session_state[key]})

    st.session_state[key] = value
    st.slider(label, low, high, step=step, key=key, on_change=chosen)
