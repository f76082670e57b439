"""What the page of dead units shows, as its link says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from actviz.link import PageState, choice_field, whole_field
from actviz.training.sweep.axis import MOST, Axis

QUANTITIES = {
    "dead": "Dead",
    "born_dead": "Born dead",
    "asleep": "Asleep",
    "accuracy": "Accuracy",
    "loss": "Loss",
    "saturated": "Saturated",
}


@dataclass(frozen=True)
class DeadUnitsState(PageState):
    """A map, and the cell of it that is pointed at.

    quantity     what the colour is
    column, row  the cell, from 0; of a smaller map its last
    seed         which of the cell's networks is opened in the lab, from 0
    """

    PAGE: ClassVar[str] = "dead_units"

    quantity: str = choice_field("dead", QUANTITIES, "show")
    column: int = whole_field(13, 0, MOST - 1)
    row: int = whole_field(7, 0, MOST - 1)
    seed: int = whole_field(0, 0, 31)

    def at(self, x: Axis, y: Axis) -> tuple[int, int]:
        """Column and row of the cell on such axes."""
        return min(self.column, x.count - 1), min(self.row, y.count - 1)

    def taken(self, values: Mapping[str, float], x: Axis, y: Axis) -> DeadUnitsState:
        """The state with the cell nearest to the sliders' values."""
        return self.changed(column=x.nearest(values["x"]), row=y.nearest(values["y"]))
