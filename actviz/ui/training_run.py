"""One visitor's run: the lab, and how far it may go in each tick of the page."""

from __future__ import annotations

import itertools
import math
import time
from dataclasses import dataclass, field, replace
from typing import Any

from actviz.training import Dataset, Lab, LabConfig
from actviz.training.lab.inspection import Plane, plane
from actviz.ui import training_clock
from actviz.ui.training_state import TrainingState

# Grid points of all racers' planes together: so many are computed in a few milliseconds.
_GRID_POINTS = 15_000
# While a class trains at once, fewer: more labs than this share the processor.
_CROWD, _GRID_POINTS_IN_A_CROWD = 5, 3_600
_SMALLEST_SIDE, _LARGEST_SIDE = 24, 56

_serials = itertools.count(1)


def side_of_plane(racers: int, labs: int = 1) -> int:
    """Grid points along each side of a racer's plane, where so many labs run at once."""
    points = _GRID_POINTS if labs <= _CROWD else _GRID_POINTS_IN_A_CROWD
    side = int((points / racers) ** 0.5)
    return min(max(side, _SMALLEST_SIDE), _LARGEST_SIDE)


@dataclass(eq=False)
class Run:
    """A lab in training, held by its visitor's session alone.

    ValueError where the config and the data make no lab.
    """

    config: LabConfig
    data: Dataset | None = None
    running: bool = False
    unit: tuple[int, int] | None = None
    interval: float = 0.06
    serial: int = field(default_factory=lambda: next(_serials))
    frame: tuple[Any, dict[str, Any]] | None = None
    limit_of_z: float = 0.0
    just_drawn: bool = False
    assets: str = ""
    pause_unseen: bool = False
    toggled: float = -math.inf

    def __post_init__(self) -> None:
        self.lab = Lab(self.config, self.data)
        self._plane: tuple[object, Plane] | None = None
        self._seconds_per_step = 0.002
        self._paced = time.monotonic()

    def is_of(self, config: LabConfig, data: Dataset | None) -> bool:
        """Whether this is the run of a config, whatever the learning rate is now."""
        same = replace(config, learning_rate=self.config.learning_rate) == self.config
        return same and (config.dataset != "own" or data is self.data)

    def over(self, stop: int) -> bool:
        """Nothing is left to do: stopped by number of steps, or every racer diverged."""
        return self.lab.finished or (0 < stop <= self.lab.step)

    def tick(self, state: TrainingState) -> None:
        """Train for one tick's share of the process's time, or the steps of the chosen speed."""
        training_clock.beat(self, running=True)
        _, budget = training_clock.pace(training_clock.labs_running())
        left = state.stop - self.lab.step if state.stop else 10**9
        if state.speed != "full":
            left = min(left, int(state.speed))
        # CPU seconds of this thread: waiting for other visitors' threads is no training. The wall
        # clock is a limit too, or a crowd would make each tick long.
        cpu, wall = time.thread_time(), time.perf_counter()
        while left > 0 and not self.lab.finished:
            spent = max(time.thread_time() - cpu, (time.perf_counter() - wall) / 3)
            affordable = int((budget - spent) / self._seconds_per_step)
            if affordable < 1 and spent > 0.5 * budget:
                break
            steps = min(left, max(1, min(affordable, 200)))
            before = time.thread_time()
            self.lab.advance(steps)
            each = (time.thread_time() - before) / steps
            self._seconds_per_step += 0.3 * (each - self._seconds_per_step)
            left -= steps

    def wants_another_pace(self) -> bool:
        """Whether the number of labs at once has changed what the time between ticks should be."""
        if training_clock.interval() == self.interval or time.monotonic() - self._paced < 3.0:
            return False
        self._paced = time.monotonic()
        return True

    def plane(self, axes: tuple[int, int] | str) -> Plane:
        """The plane that the pictures lie in; the data's first two axes where there are no such."""
        features = self.lab.split.train_features.shape[1]
        if features <= 2 or (not isinstance(axes, str) and max(axes) >= features):
            axes = (0, 1)
        wanted = (axes, side_of_plane(len(self.lab.racers), training_clock.labs_running()))
        if self._plane is None or self._plane[0] != wanted:
            self._plane = (wanted, plane(self.lab, wanted[1], axes))
        return self._plane[1]
