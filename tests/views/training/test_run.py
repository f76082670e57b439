"""A run ticked as the page ticks it, and the frames that its pictures are drawn from."""

import base64
import gc
import json
import math
import threading
import time
import weakref
from dataclasses import replace

import numpy as np
import pytest

from actviz.training import LabConfig
from actviz.training.data.csv_table import read_table
from actviz.training.data.own_data import dataset_from_table
from actviz.training.lab.history import MOST_ROWS
from actviz.training.lab.inspection import boundary, pre_activations
from actviz.training.lab.measures import MEASURES
from actviz.ui import time_share
from actviz.ui.player import Player
from actviz.views.training.pictures import DEFINITIONS, figure
from actviz.views.training.run import Run, side_of_plane
from actviz.views.training.snapshot import frame_of
from actviz.views.training.state import TrainingState

SMALL = LabConfig(hidden=(4, 6), activations=("relu", "leaky_relu"), samples=64)
# Diverges within a few steps: weights overflow.
WILD = LabConfig(hidden=(8,), activations=("identity",), learning_rate=1000.0, loss="squared_error")


def numbers(text: str, kind: str = "<f4") -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), kind)


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
    run, state = made()
    run.slice(0.01)
    frame_of(run, state)
    gone = weakref.ref(run.lab)
    gc.disable()
    try:
        del run
        assert gone() is None
    finally:
        gc.enable()


def test_frame_holds_what_the_lab_measures() -> None:
    run, state = made(racer=1, layer=1)
    run.lab.advance(45)
    run.unit = (1, 2)
    frame = frame_of(run, state)
    probe = run.lab.probe()
    assert json.loads(json.dumps(frame, allow_nan=False)) == frame
    assert frame["step"] == 45
    assert frame["loss"] == pytest.approx(probe["loss"].tolist(), rel=1e-3)
    assert frame["dead"] == pytest.approx((probe["dead"] @ [4, 6] / 10).tolist(), abs=1e-4)
    firing = np.concatenate([units[1] for units in probe.units("firing")])
    assert numbers(frame["firing"]) == pytest.approx(firing)
    assert len(numbers(frame["died"])) == 10
    assert numbers(frame["gradient"]) == pytest.approx(probe["gradient_norm"].ravel(), rel=1e-6)
    steps = numbers(frame["history"]["steps"], "<i4")
    assert steps.tolist() == [0, 20, 40, 45]
    assert numbers(frame["history"]["loss"]).reshape(4, 2)[-1] == pytest.approx(probe["loss"])
    on = run.plane(state.plane_axes)
    shares = numbers(frame["plane"], "u1").reshape(2, *on.shape) / 255
    assert shares == pytest.approx(boundary(run.lab, on)[..., 0], abs=1 / 500)
    assert frame["unit"]["layer"] == 1
    assert len(numbers(frame["unit"]["response"], "u1")) == frame["side"] ** 2


def test_histogram_counts_every_pre_activation() -> None:
    run, state = made(LabConfig(samples=64, initial_scale=30.0))
    z = frame_of(run, state)["z"]
    assert numbers(z["counts"]).sum() == pytest.approx(1, abs=1e-5)
    values = pre_activations(run.lab, 0)
    assert z["high"] >= np.quantile(np.abs(values), 0.98)
    x = np.linspace(z["low"], z["high"], len(numbers(z["f"])))
    assert numbers(z["f"]) == pytest.approx(np.maximum(x, 0), abs=1e-5)
    assert numbers(z["df"]).tolist() == (x > 0).astype(float).tolist()


def test_histogram_axis_never_shrinks() -> None:
    run, state = made(LabConfig(samples=64, initial_scale=30.0))
    wide = frame_of(run, state)["z"]["high"]
    run.config = run.lab.config
    run.lab = Run(LabConfig(samples=64)).lab
    run.frame = None
    assert frame_of(run, state)["z"]["high"] == wide


def test_diverged_racer_has_no_numbers() -> None:
    run, state = made(WILD)
    run.lab.advance(400)
    frame = frame_of(run, state)
    assert list(frame["diverged"]) == ["0"]
    assert frame["loss"] == frame["dead"] == frame["saturated"] == [None]
    assert frame["z"] is None
    assert math.isnan(numbers(frame["history"]["dead"])[-1])
    assert run.over()


@pytest.mark.parametrize("racer", ["maxout:k=3", "rrelu", "prelu:alpha~0.25", "binary_step"])
@pytest.mark.parametrize("dataset", ["curve", "blobs", "iris"])
def test_frame_of_every_kind(racer: str, dataset: str) -> None:
    run, state = made(LabConfig(dataset=dataset, activations=(racer,), samples=60))
    run.lab.advance(3)
    frame = frame_of(run, state)
    assert json.dumps(frame, allow_nan=False)
    assert frame["kind"] == ("curve" if dataset == "curve" else "field")
    assert ("sure" in frame) == (dataset != "curve")
    assert ("f" in frame["z"]) == (not racer.startswith("maxout"))


def test_own_data_with_one_feature() -> None:
    rows = "".join(f"{value},{'a' if value < 3 else 'b'}\n" for value in range(8))
    data = dataset_from_table(read_table(f"length,kind\n{rows}".encode()))
    run = Run(LabConfig(dataset="own", test_share=0.0), data)
    frame = frame_of(run, TrainingState(config=run.config))
    assert frame["kind"] == "curve"
    assert len(numbers(frame["plane"])) == frame["side"]


def test_frame_is_made_once_for_each_step_and_look() -> None:
    run, state = made()
    first = frame_of(run, state)
    assert frame_of(run, state) is first
    run.unit = (0, 1)
    assert frame_of(run, state) is not first


def test_frame_of_sixteen_racers_is_small() -> None:
    run, state = made(LabConfig(activations=("relu",) * 16, hidden=(8, 8, 8)))
    history, probe = run.lab.history, run.lab.probe()
    for row in range(1, MOST_ROWS - 1):
        history.add(row * history.interval, 0.0, probe)
    assert len(history.rows) == MOST_ROWS - 1
    # At 12 pictures a second this is less than a video call.
    assert len(json.dumps(frame_of(run, state))) < 80_000


def test_planes_get_coarser_with_more_racers() -> None:
    sides = [side_of_plane(racers) for racers in (1, 2, 4, 8, 16)]
    assert sides == sorted(sides, reverse=True)
    assert all(24 <= side <= 56 for side in sides)
    assert side_of_plane(4, labs=30) < side_of_plane(4, labs=1)


def test_frame_and_table_have_every_measure_with_a_column() -> None:
    run, state = made()
    frame, inputs = frame_of(run, state), figure(state, run).inputs
    titled = [measure for measure in MEASURES.values() if measure.title]
    assert [each["title"] for each in inputs["measures"]] == [each.title for each in titled]
    for measure in titled:
        assert len(frame[measure.name]) == len(run.lab.racers)
        assert measure.meaning in DEFINITIONS
