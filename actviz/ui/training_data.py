"""Which examples are learned from: a made set, a real one, or the visitor's own CSV."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from actviz.training.choices import OWN_DATA, REAL_DATASETS, TOY_DATASETS
from actviz.training.csv_data import MOST_BYTES, Table, dataset_from_table, read_table
from actviz.training.data import Dataset
from actviz.ui.page_link import write_link
from actviz.ui.text import plain
from actviz.ui.training_run import Run
from actviz.ui.training_session import keep_own_data, own_data, present_state
from actviz.ui.training_state import LARGEST_PASS, TrainingState, pass_size

_NAMES = {
    "circles": "Circles", "moons": "Moons", "xor": "XOR", "spirals": "Spirals", "blobs": "Blobs",
    "curve": "Curve (regression)", "digits": "Digits 8×8", "iris": "Iris", "wine": "Wine",
    "breast_cancer": "Breast cancer", OWN_DATA: "My CSV",
}  # fmt: skip
_TABLE = "training.table"
_EXAMPLES = "training.examples"


def data(state: TrainingState, run: Run) -> None:
    """The data set and how it is made or divided."""
    config = state.config

    def chosen() -> None:
        name = st.session_state["training_dataset"]
        loss = "auto" if name == "curve" and config.loss == "cross_entropy" else config.loss
        _change(dataset=name, loss=loss)

    st.session_state["training_dataset"] = config.dataset
    own = [OWN_DATA] if own_data() is not None or config.dataset == OWN_DATA else []
    st.selectbox(
        "Data set",
        [*TOY_DATASETS, *REAL_DATASETS, *own],
        format_func=lambda name: _NAMES[name],
        key="training_dataset",
        on_change=chosen,
    )
    own_csv()
    st.divider()
    if config.dataset != OWN_DATA:
        _slider("samples", "Examples", config.samples, 16, max(2000, config.samples), 16)
    if config.dataset in TOY_DATASETS:
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
        help=f"Up to {MOST_BYTES / 1e6:.0f} MB. It stays in this session and is stored nowhere.",
    )
    if file is None:
        return
    try:
        table = _table(file.file_id, file.getvalue())
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
    try:
        found = _dataset(file, table, tuple(features), label)
    except ValueError as error:
        st.error(f"{plain(str(error))}. The run before is untouched.")
        return
    st.caption(
        f"{len(found.features):,} examples, {_counted(len(found.feature_names), 'feature')}, "
        f"{len(found.class_names)} classes; standardised before training."
    )

    def use() -> None:
        keep_own_data(found)
        state = present_state()
        config = replace(state.config, dataset=OWN_DATA, samples=512)
        write_link(replace(state.with_config(config), axes="", preset=""))

    too_large = pass_size(replace(present_state().config, samples=512)) * (
        max(1, len(found.features) * len(found.feature_names) // 1024)
    )
    fits = too_large <= 4 * LARGEST_PASS
    if not fits:
        st.error(
            "Too much for this network to pass over at once: take fewer features, racers or units. "
            "The run before is untouched."
        )
    st.button(
        "Use this data",
        type="primary",
        key="training_use",
        on_click=use,
        disabled=not fits,
    )


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _dataset(file: UploadedFile, table: Table, features: tuple[str, ...], label: str) -> Dataset:
    """The examples, made once for each choice: a large table takes seconds."""
    asked = (file.file_id, features, label)
    known = st.session_state.get(_EXAMPLES)
    if known is None or known[0] != asked:
        known = (asked, replace(dataset_from_table(table, features, label), name=file.name))
        st.session_state[_EXAMPLES] = known
    found: Dataset = known[1]
    return found


def _table(file_id: str, content: bytes) -> Table:
    known = st.session_state.get(_TABLE)
    if known is None or known[0] != file_id:
        known = (file_id, read_table(content))
        st.session_state[_TABLE] = known
    table: Table = known[1]
    return table


def _slider(name: str, label: str, value: float, low: float, high: float, step: float) -> None:
    key = f"training_{name}"

    def chosen() -> None:
        _change(**{name: st.session_state[key]})

    st.session_state[key] = value
    st.slider(label, low, high, step=step, key=key, on_change=chosen)


def _change(**changes: object) -> None:
    state = present_state()
    write_link(state.with_config(replace(state.config, **changes)))  # type: ignore[arg-type]
