"""How a run went: probes at regular steps, thinned as the run grows."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actviz.training.lab.measures import MEASURES, Array, Per
from actviz.training.lab.probes import Probe

FIRST_INTERVAL = 20
MOST_ROWS = 150


@dataclass(frozen=True)
class Row:
    """One probe: the steps and training seconds before it, and its numbers by measure.

    `row["loss"]` is in the shape of its measure's `Per`; units are not kept.
    """

    step: int
    seconds: float
    numbers: dict[str, Array]

    def __getitem__(self, name: str) -> Array:
        """The numbers of a measure."""
        return self.numbers[name]


# What is kept of a probe; arrays per unit would be a hundred times as much.
_KEPT = [measure for measure in MEASURES.values() if measure.per is not Per.UNIT]


class History:
    """Rows at multiples of `interval` steps: at most 150, every other one dropped when full.

    The interval starts at 20 steps, or at the next multiple of 20 from an epoch on where that is
    longer: a probe of the whole set costs about as much as an epoch. It doubles at each thinning,
    so that a short run is seen closely and a long one costs no more memory.
    """

    def __init__(self, racers: int, widths: tuple[int, ...], steps_per_epoch: int) -> None:
        self.interval = FIRST_INTERVAL * -(-steps_per_epoch // FIRST_INTERVAL)
        self.rows: list[Row] = []
        self.rates: list[tuple[int, float]] = []
        self.died_at = [np.full((racers, width), math.nan) for width in widths]
        self._accuracies: list[tuple[int, Array]] = []

    def next_step(self, step: int) -> int:
        """The first step after `step` at which a row is due."""
        return (step // self.interval + 1) * self.interval

    def add(self, step: int, seconds: float, probe: Probe) -> None:
        """Keep a row, and thin the rows if there are too many."""
        numbers = {measure.name: probe[measure.name].copy() for measure in _KEPT}
        self.rows.append(Row(step, seconds, numbers))
        self._remember_best(step, probe["accuracy"])
        self.see(step, probe)
        if len(self.rows) >= MOST_ROWS:
            self.interval *= 2
            self.rows = [row for row in self.rows if row.step % self.interval == 0]

    def see(self, step: int, probe: Probe) -> None:
        """Note which units are dead now; one that came back to life counts from its next death."""
        for died, dead in zip(self.died_at, probe.units("dead_units"), strict=True):
            died[dead == 0] = math.nan
            died[(dead == 1) & np.isnan(died)] = step

    def note_rate(self, step: int, rate: float) -> None:
        """Note that the learning rate became `rate` after `step` steps."""
        self.rates = [(at, old) for at, old in self.rates if at != step] + [(step, rate)]

    def _remember_best(self, step: int, accuracy: Array) -> None:
        # Thinning must not move a first passage: only rises of the record are kept, for good.
        known = self._accuracies[-1][1] if self._accuracies else np.full_like(accuracy, -1.0)
        best = np.fmax(known, accuracy)
        if np.any(best > known):
            self._accuracies.append((step, best))

    def first_step_with(self, accuracy: float) -> Array:
        """First probed step at which a racer had at least `accuracy`, (racers,); NaN for none."""
        if not self._accuracies:
            return np.full(self.rows[0]["loss"].shape, math.nan)
        steps = np.array([step for step, _ in self._accuracies])
        reached = np.array([best for _, best in self._accuracies]) >= accuracy
        return np.where(reached.any(0), steps[reached.argmax(0)], math.nan)

    def series(self, name: str) -> tuple[NDArray[np.int64], Array]:
        """Steps (rows,) and one field of the rows, (rows, racers) or (rows, racers, layers)."""
        steps = np.array([row.step for row in self.rows])
        return steps, np.stack([row[name] for row in self.rows])

    def to_csv(self, labels: list[str]) -> str:
        """The rows as CSV, one line for each step and racer; empty cells for NaN."""
        singles = [measure.name for measure in _KEPT if measure.per is Per.RACER]
        layered = [measure.name for measure in _KEPT if measure.per is not Per.RACER]
        columns = [
            f"{name}_layer_{layer + 1}"
            for name in layered
            for layer in range(self.rows[0][name].shape[1])
        ]
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(["step", "racer", *singles, *columns])
        for row in self.rows:
            for racer, label in enumerate(labels):
                numbers = [row[name][racer] for name in singles]
                for name in layered:
                    numbers.extend(row[name][racer])
                cells = ["" if math.isnan(number) else f"{number:.6g}" for number in numbers]
                writer.writerow([row.step, spreadsheet_text(label), *cells])
        return text.getvalue()


def spreadsheet_text(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before = + - @, tab and CR."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
