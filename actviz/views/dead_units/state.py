"""What the page of dead units shows, as its link says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from actviz.link import LinkReader, PageState, choice_field, spelled, whole_field
from actviz.training import LabConfig
from actviz.training.data.registry import DATASETS
from actviz.training.sweep import SweepConfig
from actviz.training.sweep.axis import MOST, Axes, Axis
from actviz.views.training.state import pass_size

PARTS = {"stored": "Stored", "own": "Your own", "birth": "At birth"}

QUANTITIES = {
    "dead": "Dead",
    "born_dead": "Born dead",
    "asleep": "Asleep",
    "accuracy": "Accuracy",
    "loss": "Loss",
    "saturated": "Saturated",
}
_X, _Y = Axis("learning_rate", 0.1, 10.0, 8), Axis("initial_scale", 0.1, 10.0, 8)
MOST_NETWORKS, MOST_STEPS, MOST_SEEDS = 1024, 5000, 5
# Multiplications forward: minutes of a browser.
_MOST_WORK = 1e11


@dataclass(frozen=True)
class DeadUnitsState(PageState):
    """A map, and the cell of it that is pointed at.

    part         the map that lies in the repository, or one that the visitor's browser computes;
                 `activations`, `dataset`, `hidden`, `x`, `y`, `seeds` and `steps` are of the
                 latter, as SweepConfig has them; or the map of networks that are born dead
    quantity     what the colour is
    column, row  the cell, from 0; of a smaller map its last
    seed         which of the cell's networks is opened in the lab, from 0
    """

    PAGE: ClassVar[str] = "dead_units"

    part: str = choice_field("stored", PARTS)
    quantity: str = choice_field("dead", QUANTITIES, "show")
    column: int = whole_field(13, 0, MOST - 1)
    row: int = whole_field(7, 0, MOST - 1)
    seed: int = whole_field(0, 0, 31)
    activations: tuple[str, ...] = spelled(("relu", "leaky_relu"), LabConfig.kind_of("activations"))
    dataset: str = choice_field("circles", DATASETS)
    hidden: tuple[int, ...] = spelled((32, 32), LabConfig.kind_of("hidden"))
    x: Axis = spelled(_X, Axes())
    y: Axis = spelled(_Y, Axes())
    seeds: int = whole_field(1, 1, MOST_SEEDS)
    steps: int = whole_field(300, 1, MOST_STEPS)

    @classmethod
    def reconcile(cls, values: dict[str, Any], link: LinkReader) -> None:
        """Axes that do not go together are the usual ones."""
        try:
            _sweep(values)
        except ValueError as error:
            texts = f"{values['x'].text}, {values['y'].text}"
            link.reject("x, y", texts, f"{error}, using {_X.text}, {_Y.text}")
            values |= {"x": _X, "y": _Y}

    @property
    def sweep(self) -> SweepConfig:
        """The map that the visitor's browser computes; ValueError where its axes do not fit."""
        return _sweep(vars(self))

    @property
    def too_much(self) -> str:
        """Why a browser should not compute it, with the way out; "" where it may."""
        sweep = self.sweep
        if sweep.networks > MOST_NETWORKS:
            return (
                f"This map has {sweep.networks:,} networks, and a page trains at most "
                f"{MOST_NETWORKS:,}: take fewer values, functions or seeds, or the command below, "
                "which uses all cores or a cluster"
            )
        last = sweep.network(sweep.networks - 1)
        work = sweep.networks * sweep.steps * pass_size(last, last.batch_size, 2, 2)
        if work > _MOST_WORK:
            return (
                f"This map takes {work / _MOST_WORK:,.1f} times what a page may: take fewer steps, "
                "units or networks, or the command below, which uses all cores or a cluster"
            )
        return ""

    def at(self, x: Axis, y: Axis) -> tuple[int, int]:
        """Column and row of the cell on such axes."""
        return min(self.column, x.count - 1), min(self.row, y.count - 1)

    def taken(self, values: Mapping[str, float], x: Axis, y: Axis) -> DeadUnitsState:
        """The state with the cell nearest to the sliders' values."""
        return self.changed(column=x.nearest(values["x"]), row=y.nearest(values["y"]))


def _sweep(values: Mapping[str, Any]) -> SweepConfig:
    swept = {values["x"].name, values["y"].name}
    base = LabConfig(
        dataset=values["dataset"],
        activations=values["activations"],
        hidden=values["hidden"],
        optimiser="momentum" if "momentum" in swept else "sgd",
    )
    return SweepConfig(base, values["x"], values["y"], values["seeds"], values["steps"])
