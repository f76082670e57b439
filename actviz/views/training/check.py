"""The check against PyTorch: what the browser trained, trained anew on the server and compared."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import cast

import numpy as np
import streamlit as st
import torch

from actviz.training import Dataset, Lab, LabConfig
from actviz.training.lab.inspection import flat_parameters
from actviz.ui.asset_routes import session_file_url
from actviz.ui.player import Player, player
from actviz.views.training import device
from actviz.views.training.run import Run

MOST_SECONDS = 20.0
_STEPS = 20  # updates between two looks at the clock, at most


class Check:
    """A run repeated in double precision, from the same start and in the same order of examples.

    `rates` are (first step, learning rate). It ends at step `goal`, or when its 20 s are over.
    """

    def __init__(
        self,
        of: int,
        config: LabConfig,
        data: Dataset | None,
        goal: int,
        rates: Sequence[tuple[int, float]],
    ) -> None:
        self.of, self.goal, self.rates = of, goal, tuple(rates)
        self.lab = Lab(config, data, dtype=torch.float64)
        self.ends = time.monotonic() + MOST_SECONDS
        self._each = 0.01  # seconds of an update
        self._rate()

    def over(self, until: int | None = None) -> bool:
        """Whether it has come to its end."""
        done = self.lab.step >= self.goal or self.lab.finished
        return done or (self.lab.step > 0 and time.monotonic() >= self.ends)

    def slice(self, seconds: float, until: int | None = None) -> None:
        """Train for about so many seconds."""
        started = time.perf_counter()
        while not self.over() and (left := seconds - (time.perf_counter() - started)) > 0:
            before, at = time.perf_counter(), self.lab.step
            self.advance(min(max(int(left / self._each), 1), _STEPS))
            steps = max(self.lab.step - at, 1)
            self._each += 0.3 * ((time.perf_counter() - before) / steps - self._each)

    def advance(self, steps: int) -> None:
        """Do so many updates, each with the learning rate that the run had there."""
        end = min(self.lab.step + steps, self.goal)
        while self.lab.step < end and not self.lab.finished:
            self._rate()
            changes = [step for step, _ in self.rates if step > self.lab.step]
            self.lab.advance(min([end, *changes]) - self.lab.step)

    def _rate(self) -> None:
        rate = [rate for step, rate in self.rates if step <= self.lab.step][-1]
        if rate != self.lab.config.learning_rate:
            self.lab.set_learning_rate(rate)

    def to_bytes(self) -> bytes:
        """A line of JSON, then all weights, as `assets/views/training/device_check.js` reads them.

        Of a racer that has diverged there are no weights, and its numbers are null.
        """
        lab = self.lab
        gone, loss, dead = lab.diverged(), lab.loss(), lab.dead_fraction()
        weights = flat_parameters(lab)
        header = {
            "step": lab.step,
            "rates": self.rates,
            "racers": [
                {
                    "weights": len(found),
                    "loss": None if gone[racer] else float(loss[racer]),
                    "dead": None if gone[racer] else dead[racer].tolist(),
                }
                for racer, found in enumerate(weights)
            ],
        }
        return json.dumps(header).encode() + b"\n" + np.concatenate(weights).astype("<f8").tobytes()


def _player() -> Player:
    return player("training_check")


def _check() -> Check | None:
    return cast("Check | None", _player().run)


def _start(run: Run, data: Dataset | None) -> None:
    report = run.report
    if report is None or report.step == 0:
        return
    _player().take(Check(run.serial, run.lab.config, data, report.step, report.rates))
    _player().start()


def check(run: Run, data: Dataset | None) -> None:
    """The button, the progress, and racer by racer how far the two engines are apart."""
    if _player().playing:
        _player().clock(_progress)
        st.button("Cancel", key="training_check_cancel", on_click=_cancel)
        return
    st.button(
        "Check against PyTorch",
        key="training_check",
        on_click=_start,
        args=(run, data),
        disabled=run.report is None or run.report.step == 0,
        help="Repeats the run up to here on the server, in double precision, for at most "
        f"{MOST_SECONDS:g} s.",
    )
    done = _check()
    if done is not None and done.of == run.serial and done.over():
        url = session_file_url(done.to_bytes(), "training_check")
        device.part("check", "training_checked", address=url, goal=done.goal)


def _progress(_by_page: bool) -> None:
    done = _check()
    if done is not None:
        text = f"PyTorch: step {done.lab.step:,} of {done.goal:,}"
        st.progress(min(done.lab.step / done.goal, 1.0), text)


def _cancel() -> None:
    _player().take(None)
