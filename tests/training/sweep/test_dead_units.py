"""What the sweep that lies in the repository says of ReLU and leaky ReLU on circles."""

import numpy as np
import pytest

from actviz.training.sweep import Axis, SweepConfig
from actviz.training.sweep.border import border
from actviz.training.sweep.file import stored
from actviz.training.sweep.table import COLUMNS, Table


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
    table = stored()
    assert table.config.base.activations == ("relu", "leaky_relu")
    many = table.map("dead") > 0.4
    assert len(region(many)) == many.sum() > 50
    assert np.nanmax(table.map("dead", 1)) == 0
    asleep = table.map("asleep", 1)[many]
    alive = ~np.isnan(asleep)
    assert 10 < alive.sum() < many.sum()
    assert (asleep[alive] > 0.4).mean() > 0.5
    assert (table.map("diverged", 1)[many][~alive] == 1).all()


def test_half_of_the_units_die_along_rate_times_scale() -> None:
    line = border(stored())
    assert line is not None
    # As in theory; nine crossings on a grid of five cells a decade.
    assert (line.power, line.slope) == (1, pytest.approx(-1, abs=0.2))
    assert border(stored(), activation=1) is None


def made(x: str, dead: list[list[float]]) -> Table:
    """A map with these shares of dead units."""
    config = SweepConfig(x=Axis.parse(x), y=Axis.parse("initial_scale=1:4:3"))
    columns = {name: np.zeros(config.cells) for name in COLUMNS}
    return Table(config, columns | {"dead": np.array(dead).reshape(-1)})


def test_crossings_lie_between_the_cells() -> None:
    dead = [[0.0, 0.2, 0.4, 0.9], [0.7, 0.8, 0.9, 1.0], [0.0, np.nan, 0.6, 0.1]]
    rates = made("learning_rate=0.1:100:4", dead)
    # A fifth of the way from 10 to 100, in logarithms; the others begin above, or have no number.
    assert rates.crossings() == [(pytest.approx(10**1.2), 1.0)]
    noises = made("noise=0:0.3:4", dead)
    assert noises.crossings() == [(pytest.approx(0.22), 1.0)]
    assert border(noises) is None
    assert border(rates) is None  # one crossing is no line
    # Between two cells of a rate each, at scales 2, 4 and 8.
    config = SweepConfig(
        x=Axis.parse("learning_rate=0.25:4:5"), y=Axis.parse("initial_scale=2:8:3")
    )
    dead = [[0.0, 0.0, 0.0, 1.0, 1.0], [0.0, 0.0, 1.0, 1.0, 1.0], [0.0, 1.0, 1.0, 1.0, 1.0]]
    columns = {"dead": np.array(dead).reshape(-1)}
    line = border(Table(config, columns))
    assert line is not None
    assert line.slope == pytest.approx(-1)
    assert line.constant == pytest.approx(2 * 2**0.5)
