"""Where half of the units are dead on a map, and the line that theory draws there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from actviz.training.sweep.table import Table

# Below it the weights' scale hardly matters: there is no line to be seen.
FROM = 1.5


@dataclass(frozen=True)
class Border:
    """Half of the units are dead where rate × scale^power is `constant`, from a scale of FROM on.

    With large weights a step's size beside them grows with rate × scale^(hidden layers - 1), as
    each layer passes on the others' scale. `constant` is the map's own, and so is `slope`, that of
    log rate over log scale, which in theory is -power.
    """

    constant: float
    power: int
    slope: float


def border(table: Table, activation: int = 0) -> Border | None:
    """The border of an activation; None on other axes than rate and scale, or of other functions.

    Three crossings at the least make a line.
    """
    config = table.config
    if (config.x.name, config.y.name) != ("learning_rate", "initial_scale"):
        return None
    if config.base.racers[activation].id != "relu":
        return None
    crossings = [each for each in table.crossings(activation=activation) if each[1] >= FROM]
    if len(crossings) < 3:
        return None
    rates, scales = np.log(np.transpose(crossings))
    power = len(config.base.hidden) - 1
    constant = np.exp(np.median(rates + power * scales))
    return Border(float(constant), power, float(np.polyfit(scales, rates, 1)[0]))
