"""One visitor's run: the lab, as a player plays it."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import torch

from actviz.training import Dataset, Lab, LabConfig
from actviz.training.browser_run import browser_run
from actviz.training.lab.inspection import Plane, plane
from actviz.ui.component import next_order
from actviz.views.training.state import TrainingState


@dataclass(eq=False)
class Run:
    """A lab in training, held by its visitor's session alone.

    With the engine "browser" the lab stays at step 0, as the run that the visitor's device trains;
    `report` is what that said when it last came to rest, and `starts` has it start by itself.
    ValueError where the config and the data make no lab.
    """

    config: LabConfig
    data: Dataset | None = None
    engine: str = "torch"
    starts: bool = False
    report: Any = None
    stop: int = 0
    speed: str = "full"
    serial: int = field(default_factory=next_order)
    assets: str = ""
    weights_due: float = 0.0  # seconds of the clock from which on the page gets weights again
    before: int = 0  # step of the run that this one stands for, where its server has lost it

    def __post_init__(self) -> None:
        # In double precision, as the browser trains: the one is the other's witness.
        self.lab = Lab(self.config, self.data, dtype=torch.float64)
        self._plane: tuple[object, Plane] | None = None
        self._seconds_per_step = 0.002

    @cached_property
    def for_browser(self) -> bytes:
        """The run as `browser_run` has it: a line with the header as JSON, then the block.

        The learning rate is told apart, so that two runs of one set-up are the same bytes.
        """
        usual = LabConfig().learning_rate
        made = browser_run(replace(self.config, learning_rate=usual), self.data)
        return json.dumps(made.header).encode() + b"\n" + made.block

    @property
    def step(self) -> int:
        """Where the run stands, as far as is known here."""
        return self.report.step if self.report is not None else self.lab.step

    @property
    def done(self) -> tuple[int, tuple[tuple[int, float], ...]] | None:
        """Steps and learning rates of what a device trained, as `to_script` takes them."""
        return (self.report.step, self.report.rates) if self.report is not None else None

    def is_of(self, config: LabConfig, data: Dataset | None, engine: str) -> bool:
        """Whether this is the run of a config, whatever the learning rate is now."""
        same = replace(config, learning_rate=self.config.learning_rate) == self.config
        return same and engine == self.engine and (config.dataset != "own" or data is self.data)

    def follow(self, state: TrainingState) -> None:
        """Take from the link what a run takes while it goes on: learning rate, stop and speed."""
        self.stop, self.speed = state.stop, state.speed
        if self.lab.config.learning_rate != state.config.learning_rate:
            self.lab.set_learning_rate(state.config.learning_rate)

    def over(self, until: int | None = None) -> bool:
        """Nothing is left to do: stopped by number of steps, or every racer diverged."""
        end = until or self.stop
        return self.lab.finished or (0 < end <= self.lab.step)

    def advance(self, steps: int) -> None:
        """Do so many updates, whatever the stop and the speed."""
        self.lab.advance(steps)

    def slice(self, seconds: float, until: int | None = None) -> None:
        """Train for so many seconds; to the stop, no further than one picture of the speed goes.

        With `until` that is the end, and the speed is full.
        """
        end = until or self.stop
        left = end - self.lab.step if end else 10**9
        if self.speed != "full" and until is None:
            left = min(left, int(self.speed))
        # CPU seconds of this thread: waiting for other visitors' threads is no training. The wall
        # clock is a limit too, or a crowd would make each tick long.
        cpu, wall = time.thread_time(), time.perf_counter()
        first = self.lab.step
        while left > 0 and not self.lab.finished:
            spent = max(time.thread_time() - cpu, (time.perf_counter() - wall) / 3)
            affordable = int((seconds - spent) / self._seconds_per_step)
            if affordable < 1 and spent > 0.5 * seconds and self.lab.step > first:
                break
            steps = min(left, max(1, min(affordable, 200)))
            before = time.thread_time()
            self.lab.advance(steps)
            each = (time.thread_time() - before) / steps
            self._seconds_per_step += 0.3 * (each - self._seconds_per_step)
            left -= steps

    def plane(self, axes: tuple[int, int] | str) -> Plane:
        """The corners of the pictures' plane; the first two axes where the data have no such."""
        features = self.lab.split.train_features.shape[1]
        if features <= 2 or (not isinstance(axes, str) and max(axes) >= features):
            axes = (0, 1)
        if self._plane is None or self._plane[0] != axes:
            self._plane = (axes, plane(self.lab, 2, axes))
        return self._plane[1]
