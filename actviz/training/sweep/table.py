"""What a sweep found, cell by cell: means over the seeds, and how far the seeds lie apart."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field

import numpy as np

from actviz.training.sweep.axis import LOGARITHMIC
from actviz.training.sweep.config import SweepConfig
from actviz.training.sweep.networks import MEASURES, Array

SPREAD = "_sd"
# What a file has of each cell, behind its activation, x and y.
COLUMNS = tuple(name for measure in MEASURES for name in (measure, measure + SPREAD))


@dataclass(frozen=True)
class Table:
    """Every cell of a sweep.

    columns  by name of `COLUMNS` one number a cell, (cells,) in the config's order; NaN where none
    about    what else is known of how it was made: versions, device
    """

    config: SweepConfig
    columns: dict[str, Array]
    about: dict[str, str] = field(default_factory=dict)

    def map(self, name: str, activation: int = 0) -> Array:
        """A column of one activation as a map, (values of y, values of x)."""
        whole: Array = self.columns[name].reshape(self.config.shape)[activation]
        return whole

    def crossings(self, share: float = 0.5, activation: int = 0) -> list[tuple[float, float]]:
        """Where the dead reach a share: x and y of each value of y at which they do.

        Between two cells, x is taken in proportion to its logarithm, or to itself on a linear axis.
        """
        x = np.array(self.config.x.values)
        scale = np.log(x) if self.config.x.spacing == LOGARITHMIC else x
        found = []
        for y, dead in zip(self.config.y.values, self.map("dead", activation), strict=True):
            above = np.flatnonzero(dead >= share)
            if above.size and above[0] > 0 and dead[above[0] - 1] < share:
                last = above[0]
                part = (share - dead[last - 1]) / (dead[last] - dead[last - 1])
                place = scale[last - 1] + part * (scale[last] - scale[last - 1])
                at = np.exp(place) if self.config.x.spacing == LOGARITHMIC else place
                found.append((float(at), float(y)))
        return found


def summarised(config: SweepConfig, numbers: Array, about: dict[str, str]) -> Table:
    """The table of what was measured of each network, (networks, `MEASURES`); NaN where nothing.

    Means are over the seeds that have a number, which a diverged network has not. Spreads are
    standard deviations of a sample: NaN of one seed.
    """
    by_cell = numbers.reshape(config.cells, config.seeds, len(MEASURES))
    columns: dict[str, Array] = {}
    with warnings.catch_warnings():
        # A cell whose networks have all diverged has no mean, and one network no spread.
        warnings.simplefilter("ignore", RuntimeWarning)
        for place, name in enumerate(MEASURES):
            values = by_cell[:, :, place]
            # A loss on its way to diverging may be so large that its square is no number.
            scale = np.fmax(np.nanmax(np.abs(values), axis=1), 1.0)
            shares = values / scale[:, None]
            columns[name] = np.nanmean(shares, axis=1) * scale
            columns[name + SPREAD] = np.nanstd(shares, axis=1, ddof=1) * scale
    return Table(config, columns, about)
