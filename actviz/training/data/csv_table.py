"""A visitor's own CSV as a table: every way that it can be unreadable has its own message."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

MOST_MEGABYTES = 10  # of 1024² bytes, as Streamlit counts uploads
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CLASSES = 20
_MISSING = {"", "?", "na", "n/a", "nan", "null", "none", "-"}
LONGEST_NAME = 60


@dataclass(frozen=True)
class Table:
    """A CSV that could be read: column names, and its cells as text, row by row.

    `numeric` are the columns in which every cell that is filled is a number; `header` says whether
    the file's first row holds the names.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    decimal_comma: bool = False
    header: bool = True

    @cached_property
    def numeric(self) -> tuple[str, ...]:
        """Names of the columns that can be features."""
        return tuple(name for name in self.columns if name not in self._others)

    @cached_property
    def _others(self) -> dict[str, str]:
        """The columns that cannot be features, and where one sees it; "" for an empty one."""
        found = {}
        for index, name in enumerate(self.columns):
            filled = False
            for number, row in enumerate(self.rows, 1 + self.header):
                cell = row[index]
                if not missing(cell):
                    filled = True
                    if self.number(cell) is None:
                        found[name] = f"{cell[:20]!r} in row {number:,}"
                        break
            if not filled:
                found[name] = ""
        return found

    def left_out(self, label: str) -> list[str]:
        """What to say of the columns that are neither `label` nor can be features."""
        others = {name: where for name, where in self._others.items() if name != label}
        words = [f"{name!r} ({where})" for name, where in others.items() if where]
        empty = [repr(name) for name, where in others.items() if not where]
        one = [repr(name) for name in others if len(self.values(name)) == 1]
        return [
            f"{beginning}: {listed(names, str)}."
            for beginning, names in (
                ("No features, because they hold text", words),
                ("Left out, because they are empty", empty),
                ("No label, because it is the same in every row", one),
            )
            if names
        ]

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
        return {row[index] for row in self.rows if not missing(row[index])}

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
    if len(content) > MOST_MEGABYTES * 1024**2:
        raise ValueError(
            f"the file has {len(content) / 1024**2:,.1f} MB: at most {MOST_MEGABYTES} MB can be "
            "read; keep fewer rows or columns"
        )
    text = _decoded(content)
    if not text.strip():
        raise ValueError("the file is empty: want a row of column names and rows of numbers")
    first = text.lstrip()[:10_000].splitlines()[0]
    separator = max(",;\t|", key=lambda mark: (first.count(mark), mark == ","))
    _check_size(content, separator)
    # Cells that are alike are one text in memory: a large file may have millions.
    known: dict[str, str] = {}
    try:
        records = [
            tuple(known.setdefault(cell, cell) for cell in map(str.strip, record))
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


def _check_size(content: bytes, separator: str) -> None:
    """Refuse too many columns or rows by counting bytes, before a cell is made."""
    data = np.frombuffer(content.strip(), dtype=np.uint8)
    # Behind an even number of quotes a byte stands in no quoted cell.
    outside = np.cumsum(data == ord('"'), dtype=np.uint8) % 2 == 0
    end = ord("\n") if b"\n" in content.strip() else ord("\r")
    starts = np.append(0, np.flatnonzero((data[:-1] == end) & outside[:-1]) + 1)
    filled = ~np.isin(data, np.frombuffer(f' \t\r\n"{separator}'.encode(), dtype=np.uint8))
    lines = np.logical_or.reduceat(filled, starts)
    if not lines.any():
        return
    at = int(lines.argmax())
    first = slice(starts[at], starts[at + 1] if at + 1 < len(starts) else None)
    _check_width(int(((data[first] == ord(separator)) & outside[first]).sum()) + 1)
    _check_rows(int(lines.sum()), MOST_ROWS + 1)


def _check_width(width: int) -> None:
    if not 2 <= width <= MOST_COLUMNS:
        raise ValueError(
            f"the first row has {width:,} column{'s' * (width > 1)}: want 2 to {MOST_COLUMNS}, a "
            "label and at least one feature, separated by comma, semicolon or tab"
        )


def _check_rows(lines: int, most: int) -> None:
    if lines > most:
        raise ValueError(
            f"the file has {lines:,} filled lines: at most {MOST_ROWS:,} examples can be read; "
            "keep a sample"
        )


def _table(records: list[tuple[str, ...]], semicolons: bool) -> Table:
    width = len(records[0])
    _check_width(width)
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
    _check_rows(len(records), MOST_ROWS + (not headless))
    return Table(_distinct(names), rows, comma, not headless)


def _distinct(names: list[str]) -> tuple[str, ...]:
    result: list[str] = []
    for index, name in enumerate(names, 1):
        shown = name[:LONGEST_NAME] or f"column {index}"
        while shown in result:
            shown = f"{shown[:LONGEST_NAME]} ({index})"
            index += 1
        result.append(shown)
    return tuple(result)


def listed(names: Sequence[str], form: Callable[[str], str] = repr) -> str:
    """Some of these, and how many more there are; "none" for none."""
    shown = ", ".join(map(form, names[:8]))
    return (shown + (f" and {len(names) - 8} more" if len(names) > 8 else "")) or "none"


def missing(cell: str) -> bool:
    """The cell holds nothing, or a word that says so."""
    return cell.lower() in _MISSING
