"""Which examples are learned from: a made set, a real one, or the visitor's own CSV."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar, cast

import streamlit as st

from actviz.maths.parser.syntax import LONGEST_TEXT
from actviz.training import LabConfig
from actviz.training.data.csv_table import MOST_MEGABYTES, read_table
from actviz.training.data.formula_side import REACH, checked_formula
from actviz.training.data.input_features import COORDINATES
from actviz.training.data.own_data import dataset_from_table
from actviz.training.data.registry import DATASETS, OWN_DATA
from actviz.training.network.heads import losses_for
from actviz.ui.formula_box import formula_box
from actviz.ui.page_link import present, update_link, write_link
from actviz.ui.session import memory
from actviz.ui.text import plain
from actviz.ui.widgets import select, slide
from actviz.views.training.run import Run
from actviz.views.training.session import (
    attempted,
    attempting,
    checked,
    keep_own_data,
    own_data,
)
from actviz.views.training.setup.points import own_points
from actviz.views.training.state import TrainingState, too_large

_TITLES = {**{name: source.title for name, source in DATASETS.items()}, OWN_DATA: "My CSV"}
_TABLE = "training_table"
_EXAMPLES = "training_examples"
_Made = TypeVar("_Made")


def data(state: TrainingState, run: Run) -> None:
    """The data set and how it is made or divided."""
    config = state.config

    def take(now: TrainingState, name: str) -> TrainingState:
        curve = name != OWN_DATA and DATASETS[name].curve
        planar = name != OWN_DATA and DATASETS[name].planar
        loss = now.config.loss if now.config.loss in losses_for(curve=curve) else "auto"
        features = now.config.features if planar else COORDINATES
        return attempted(now, dataset=name, loss=loss, features=features)

    own = [OWN_DATA] if own_data() is not None or config.dataset == OWN_DATA else []
    names = {name: title for name, title in _TITLES.items() if name in (*DATASETS, *own)}
    select(state, "dataset", "Data set", names, take=take)
    source = DATASETS.get(config.dataset)
    if config.dataset == "formula_side":
        curve_formula(state)
    if config.dataset == "points":
        own_points(state)
    own_csv()
    st.divider()
    if source and source.sized:
        slide(state, "samples", "Examples", 16, highest=2000, take=attempting("samples"))
    if source and source.noisy:
        slide(state, "noise", "Noise", 0.01, take=attempting("noise"))
    slide(state, "test_share", "Kept for testing", 0.05, take=attempting("test_share"))
    for note in run.lab.dataset.notes:
        st.caption(plain(note))


def curve_formula(state: TrainingState) -> None:
    """The box for the curve between two classes."""

    def accept(text: str) -> None:
        formula = checked_formula(text)
        update_link(TrainingState, lambda now: checked(now, formula=formula))

    formula_box(
        key="training_formula",
        shown=state.config.formula,
        accept=accept,
        label="Curve f(x)",
        parameters=False,
    )
    st.caption(f"For -{REACH} ≤ x ≤ {REACH}, at most {LONGEST_TEXT} characters.")


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
        now = present(TrainingState).config
        features = now.features if len(found.feature_names) == 2 else COORDINATES
        return replace(now, dataset=OWN_DATA, samples=512, features=features)

    def use() -> None:
        keep_own_data(found)
        write_link(replace(present(TrainingState).with_config(wanted()), axes="", preset=""))

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
    known = memory().get(key)
    if known is None or known[0] != asked:
        try:
            known = (asked, make(), None)
        except ValueError as error:
            known = (asked, None, str(error))
        memory()[key] = known
    _, made, fault = known
    if fault is not None:
        raise ValueError(fault)
    return cast(_Made, made)


def _counted(number: int, one: str, several: str = "") -> str:
    return f"{number:,} {one if number == 1 else several or one + 's'}"
