"""A run ticked as the page ticks it."""

import gc
import threading
import time
import weakref
from dataclasses import replace

import pytest

from actviz.training import LabConfig
from actviz.ui import time_share
from actviz.ui.player import Player
from actviz.views.training.run import Run
from actviz.views.training.state import TrainingState
from actviz.views.training.weights import weights_of

SMALL = LabConfig(hidden=(4, 6), activations=("relu", "leaky_relu"), samples=64)


def made(config: LabConfig = SMALL, **look: object) -> tuple[Run, TrainingState]:
    run, state = Run(config), TrainingState(config=config, **look)  # type: ignore[arg-type]
    run.follow(state)
    return run, state


class Machine:
    """A clock that moves only while a lab trains, and a lab whose steps take the same time each."""

    def __init__(self, run: Run, patch: pytest.MonkeyPatch, seconds_per_step: float) -> None:
        self.now, self.slices = 0.0, []

        def train(steps: int) -> None:
            run.lab.step += steps
            self.slices.append(steps)
            self.now += steps * seconds_per_step

        patch.setattr(run.lab, "advance", train)
        for clock in ("thread_time", "perf_counter", "monotonic"):
            patch.setattr(f"actviz.views.training.run.time.{clock}", lambda: self.now)


@pytest.mark.parametrize("seconds_per_step", [1e-5, 1e-4, 0.002, 0.5])
def test_slice_trains_and_stays_within_its_time(
    seconds_per_step: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, _ = made(stop=0)
    _, budget = time_share.pace(1)
    machine = Machine(run, monkeypatch, seconds_per_step)
    for _ in range(20):
        run.slice(budget)
    before, slices = run.lab.step, len(machine.slices)
    run.slice(budget)
    steps = run.lab.step - before
    # Half a budget at least, one slice above it at most, and never less than a step.
    longest = max(machine.slices[slices:])
    assert steps >= max(1, 0.5 * budget / seconds_per_step)
    assert steps <= budget / seconds_per_step + longest
    assert longest <= max(1, min(200, budget / seconds_per_step))


@pytest.mark.parametrize(("speed", "steps"), [("1", 1), ("5", 5), ("20", 20)])
def test_speed_is_steps_for_each_picture(speed: str, steps: int) -> None:
    run, _ = made(speed=speed)
    run.slice(60.0)
    assert run.lab.step == steps


def test_run_stops_at_the_step_it_is_told() -> None:
    run, state = made(stop=7)
    run.slice(60.0)
    assert run.lab.step == 7
    assert run.over()
    assert not run.over(until=8)
    run.slice(60.0, until=9)
    assert run.lab.step == 9
    run.follow(replace(state, stop=0))
    assert not run.over()


def test_more_labs_mean_less_time_for_each() -> None:
    paces = [time_share.pace(labs) for labs in (1, 4, 8, 16, 30, 50, 500)]
    gaps, budgets = zip(*paces, strict=True)
    assert list(gaps) == sorted(gaps)
    assert list(budgets) == sorted(budgets, reverse=True)
    # A class of thirty sees more than three pictures a second, and leaves the processor idle.
    gap, budget = time_share.pace(30)
    assert gap < 1 / 3
    assert 30 * budget < 0.5 * gap


def test_turns_come_in_the_order_they_were_asked_for() -> None:
    turn, order, asked = time_share.Turn(), [], threading.Semaphore(0)

    def wait(number: int) -> None:
        asked.release()
        with turn:
            order.append(number)

    threads = [threading.Thread(target=wait, args=(number,)) for number in range(8)]
    with turn:
        for waiting, thread in enumerate(threads, 1):
            thread.start()
            asked.acquire()
            while turn.waiting < waiting:
                time.sleep(0.001)  # the thread is on its way to the gate
    for thread in threads:
        thread.join(600)
    assert order == list(range(8))


def test_a_player_counts_while_it_ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    share, one, other = time_share.TimeShare(), Player(), Player()
    share.join(one)
    share.join(other)
    assert share.players == 2
    share.leave(other)
    assert share.players == 1
    later = time.monotonic() + 10
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert share.players == 0


def test_a_dropped_run_is_freed_without_a_collection() -> None:
    run, _ = made()
    run.slice(0.01)
    weights_of(run, running=True, whole=False)
    gone = weakref.ref(run.lab)
    gc.disable()
    try:
        del run
        assert gone() is None
    finally:
        gc.enable()
