"""A visitor's own CSV as a data set: every way that it can be unusable has its own message."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from actviz.training.choices import OWN_DATA
from actviz.training.data import Array, Dataset

MOST_BYTES = 10_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CLASSES = 20
LARGEST_NUMBER = 1e100  # whose square is still a number
_MISSING = {"", "?", "na", "n/a", "nan", "null", "none", "-"}
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Table:
    """A CSV that could be read: column names, and its cells as text, row by row.

    `numeric` are the columns in which every cell that is filled is a number.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    decimal_comma: bool = False

    @cached_property
    def numeric(self) -> tuple[str, ...]:
        """Names of the columns that can be features."""
        return tuple(
            name
            for index, name in enumerate(self.columns)
            if (filled := [row[index] for row in self.rows if not _missing(row[index])])
            and all(self.number(cell) is not None for cell in filled)
        )

    @cached_property
    def suggested_label(self) -> str:
        """The column most likely meant as the label: text, else few values, the last of them."""
        text = [name for name in self.columns if name not in self.numeric]
        few = [name for name in self.columns if 2 <= len(self.values(name)) <= MOST_CLASSES]
        both = [name for name in text if name in few]
        # The only column of numbers is needed as a feature.
        spare = few if len(self.numeric) > 1 else []
        return (both or spare or text or list(self.columns))[-1]

    def values(self, column: str) -> set[str]:
        """The different values of a column, empty cells aside."""
        index = self.columns.index(column)
        return {row[index] for row in self.rows if not _missing(row[index])}

    def number(self, cell: str) -> float | None:
        """A cell as a finite number, None if it is none."""
        try:
            number = float(cell.replace(",", ".") if self.decimal_comma else cell)
        except ValueError:
            return None
        return number if math.isfinite(number) else None


def read_table(content: bytes) -> Table:
    """Read a CSV: UTF-8, separated by comma, semicolon, tab or bar, with or without a header.

    ValueError: too large, not text, no rows, or rows of different length.
    """
    if len(content) > MOST_BYTES:
        raise ValueError(
            f"the file has {len(content) / 1e6:,.1f} MB: at most {MOST_BYTES / 1e6:.0f} MB can be "
            "read; keep fewer rows or columns"
        )
    text = _decoded(content)
    if not text.strip():
        raise ValueError("the file is empty: want a row of column names and rows of numbers")
    first = text.lstrip().splitlines()[0]
    separator = max(",;\t|", key=lambda mark: (first.count(mark), mark == ","))
    try:
        records = [
            tuple(cell.strip() for cell in record)
            for record in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
            if any(map(str.strip, record))
        ]
    except csv.Error as error:
        raise ValueError(
            f"the file cannot be read as CSV ({error}): save it as CSV again"
        ) from None
    if not records:
        raise ValueError("the file has only empty cells: want column names and rows of numbers")
    return _table(records, separator == ";")


def _decoded(content: bytes) -> str:
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ValueError("the file is a spreadsheet or an archive: save the sheet as CSV first")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(
            f"the file is not UTF-8 text (byte {error.start:,}): save it again as CSV UTF-8"
        ) from None
    if "\0" in text:
        raise ValueError("the file holds binary data or UTF-16: save it as CSV UTF-8")
    return text


def _table(records: list[tuple[str, ...]], semicolons: bool) -> Table:
    width = len(records[0])
    if not 2 <= width <= MOST_COLUMNS:
        raise ValueError(
            f"the first row has {width:,} column{'s' * (width > 1)}: want 2 to {MOST_COLUMNS}, a "
            "label and at least one feature, separated by comma, semicolon or tab"
        )
    for number, record in enumerate(records, 1):
        if len(record) != width:
            raise ValueError(
                f"row {number:,} has {len(record):,} columns, the first has {width:,}: give every "
                "row the same number, and put cells that contain the separator in quotes"
            )
    # With semicolons between cells, a comma in one is a decimal comma.
    comma = semicolons and not any("." in cell for record in records[1:50] for cell in record)
    first = Table((), (), comma)
    # An example has numbers, and its words come again in their columns; names do not.
    is_number = [first.number(cell) is not None for cell in records[0]]
    headless = any(is_number) and all(
        known or any(record[place] == records[0][place] for record in records[1:])
        for place, known in enumerate(is_number)
    )
    names = [f"column {i}" for i in range(1, width + 1)] if headless else list(records[0])
    rows = tuple(records if headless else records[1:])
    if not rows:
        raise ValueError("the file has column names and 0 rows: add at least one example per class")
    if len(rows) > MOST_ROWS:
        raise ValueError(
            f"the file has {len(rows):,} rows: at most {MOST_ROWS:,} can be read; keep a sample"
        )
    return Table(_distinct(names), rows, comma)


def _distinct(names: list[str]) -> tuple[str, ...]:
    result: list[str] = []
    for index, name in enumerate(names, 1):
        shown = name[:_LONGEST_NAME] or f"column {index}"
        while shown in result:
            shown = f"{shown[:_LONGEST_NAME]} ({index})"
            index += 1
        result.append(shown)
    return tuple(result)


def dataset_from_table(
    table: Table, features: Sequence[str] | None = None, label: str | None = None
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
    kept = [row for row in table.rows if not any(_missing(row[p]) for p in (*places, label_place))]
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
        OWN_DATA,
        numbers,
        targets,
        tuple(features),
        tuple(name[:_LONGEST_NAME] for name in names),
        _notes(table, len(kept), numbers, features),
    )


def _class(table: Table, cell: str) -> float | str:
    number = table.number(cell)
    return cell if number is None else number


def _check_columns(table: Table, features: Sequence[str], label: str) -> None:
    for name in (*features, label):
        if name not in table.columns:
            raise ValueError(
                f"there is no column {str(name)[:60]!r}: choose from {_listed(table.columns)}"
            )
    if not features:
        raise ValueError(
            f"no feature column is left beside the label {label!r}: want at least one column of "
            f"numbers; numeric here: {_listed(table.numeric)}"
        )
    if label in features:
        raise ValueError(f"{label!r} is the label and a feature: choose it as one of them")
    text = [name for name in features if name not in table.numeric]
    if text:
        raise ValueError(
            f"the feature {text[0]!r} holds text: choose from the columns of numbers, "
            f"{_listed(table.numeric)}"
        )


def parse_csv(
    content: bytes, features: Sequence[str] | None = None, label: str | None = None
) -> Dataset:
    """`read_table` and `dataset_from_table` in one: bytes of a CSV to a data set, or ValueError."""
    return dataset_from_table(read_table(content), features, label)


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
        notes.append(
            f"{_listed(constant)}: the same number in every row, so nothing to learn from."
        )
    return tuple(notes)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(repr(name) for name in names[:8])
    return (shown + (f" and {len(names) - 8} more" if len(names) > 8 else "")) or "none"


def _missing(cell: str) -> bool:
    return cell.lower() in _MISSING
