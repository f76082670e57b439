"""What the sweep that lies in the repository says of ReLU and leaky ReLU on circles."""

import numpy as np

from actviz.training.sweep.file import read_parquet
from tests.serving import ROOT


def region(cells: np.ndarray) -> set[tuple[int, int]]:
    """The largest set of true cells that touch each other by a side."""
    left = {(int(row), int(column)) for row, column in np.argwhere(cells)}
    largest: set[tuple[int, int]] = set()
    while left:
        found, edge = set(), {left.pop()}
        while edge:
            row, column = edge.pop()
            found.add((row, column))
            near = {(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)}
            edge |= near & left
            left -= near
        largest = max(largest, found, key=len)
    return largest


def test_relu_dies_in_one_region_where_leaky_sleeps_or_diverges() -> None:
    table = read_parquet(ROOT / "assets" / "sweeps" / "dead_units.parquet")
    assert table.config.base.activations == ("relu", "leaky_relu")
    many = table.map("dead") > 0.4
    assert len(region(many)) == many.sum() > 50
    assert np.nanmax(table.map("dead", 1)) == 0
    asleep = table.map("asleep", 1)[many]
    alive = ~np.isnan(asleep)
    assert 10 < alive.sum() < many.sum()
    assert (asleep[alive] > 0.4).mean() > 0.5
    assert (table.map("diverged", 1)[many][~alive] == 1).all()
