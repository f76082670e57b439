"""Examples from a visitor's table: what cannot be learned from is refused with the reason."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from actviz.training.data.csv_table import LONGEST_NAME, MOST_CLASSES, Table, listed, missing
from actviz.training.data.examples import Array, Dataset
from actviz.training.data.registry import OWN_DATA

LARGEST_NUMBER = 1e100  # whose square is still a number


def dataset_from_table(
    table: Table,
    features: Sequence[str] | None = None,
    label: str | None = None,
    name: str = OWN_DATA,
) -> Dataset:
    """Examples from the chosen feature columns and label column.

    Without a choice the label is the table's suggestion and the features are all other numeric
    columns. Rows with an empty cell in a chosen column are left out, which the data set's notes
    say. ValueError: an unknown column, a feature that is text, a label that is no set of classes,
    or too few rows left.
    """
    label = table.suggested_label if label is None else label
    if features is None:
        features = [name for name in table.numeric if name != label]
    _check_columns(table, features, label)
    places = [table.columns.index(name) for name in features]
    label_place = table.columns.index(label)
    kept = [row for row in table.rows if not any(missing(row[p]) for p in (*places, label_place))]
    if len(kept) < 4:
        raise ValueError(
            f"{len(kept)} of {len(table.rows):,} rows have a value in every chosen column: want at "
            "least 4; leave out the columns with empty cells"
        )
    # 2, 2.0 and 02 are one class.
    spelled: dict[float | str, str] = {}
    for cell in dict.fromkeys(row[label_place] for row in kept):
        spelled.setdefault(_class(table, cell), cell)
    names = sorted(spelled.values(), key=lambda name: (table.number(name) or 0, name))
    if len(names) < 2:
        raise ValueError(
            f"the label {label!r} has one class only, {names[0][:60]!r}: choose a column with 2 to "
            f"{MOST_CLASSES} different values"
        )
    if len(names) > MOST_CLASSES:
        raise ValueError(
            f"the label {label!r} has {len(names):,} different values: choose a column with 2 to "
            f"{MOST_CLASSES}"
        )
    numbers: Array = np.array([[table.number(row[p]) for p in places] for row in kept], dtype=float)
    if numbers.size and np.abs(numbers).max() > LARGEST_NUMBER:
        name = features[int(np.abs(numbers).max(axis=0).argmax())]
        raise ValueError(
            f"column {name!r} has numbers beyond {LARGEST_NUMBER:g}, which cannot be standardised: "
            "leave it out"
        )
    places_of = {key: names.index(name) for key, name in spelled.items()}
    targets = np.array([places_of[_class(table, row[label_place])] for row in kept])
    return Dataset(
        name,
        numbers,
        targets,
        tuple(features),
        tuple(name[:LONGEST_NAME] for name in names),
        _notes(table, len(kept), numbers, features),
    )


def _class(table: Table, cell: str) -> float | str:
    number = table.number(cell)
    return cell if number is None else number


def _check_columns(table: Table, features: Sequence[str], label: str) -> None:
    for name in (*features, label):
        if name not in table.columns:
            raise ValueError(
                f"there is no column {str(name)[:60]!r}: choose from {listed(table.columns)}"
            )
    if not features:
        raise ValueError(
            f"no feature column is left beside the label {label!r}: want at least one column of "
            f"numbers; numeric here: {listed(table.numeric)}"
        )
    if label in features:
        raise ValueError(f"{label!r} is the label and a feature: choose it as one of them")
    text = [name for name in features if name not in table.numeric]
    if text:
        raise ValueError(
            f"the feature {text[0]!r} holds text: choose from the columns of numbers, "
            f"{listed(table.numeric)}"
        )


def _notes(table: Table, kept: int, numbers: Array, features: Sequence[str]) -> tuple[str, ...]:
    notes = []
    if kept < len(table.rows):
        notes.append(
            f"{len(table.rows) - kept:,} of {len(table.rows):,} rows are left out: a chosen "
            "column is empty there."
        )
    constant = [
        name for name, spread in zip(features, np.ptp(numbers, axis=0), strict=True) if not spread
    ]
    if constant:
        notes.append(f"{listed(constant)}: the same number in every row, so nothing to learn from.")
    return tuple(notes)
