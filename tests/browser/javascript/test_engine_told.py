"""A run that PyTorch trains, step by step laid into the browser's engine, which looks at it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from actviz.training import LabConfig
from actviz.views.training.run import Run
from actviz.views.training.weights import weights_of
from tests.browser.javascript.test_engine_worker import CONFIG, in_worker

# Frames after each message: what is measured, and what only the messages say.
LAY = """
  await start();
  const frames = [];
  for (const message of given) {
    const state = await ask("lay", message);
    const frame = await ask("frame", { id: 1, want: {
      probe: true, weights: true, charts: true, died: 0, reached: 0.95, learned: true,
    } }, "frame");
    frames.push({ state, ...frame });
  }
"""


def told(run: Run, *, whole: bool, running: bool = True) -> dict[str, Any]:
    run.weights_due = 0.0
    return weights_of(run, running, whole)


def test_step_that_is_laid_is_the_step_that_is_trained_here(blank: Page) -> None:
    run = Run(CONFIG)
    run.advance(60)
    first = told(run, whole=True)
    run.lab.set_learning_rate(0.01)
    run.advance(200)
    # What is rested on brings all rows again, those between the messages too.
    given = [first, told(run, whole=False), told(run, whole=True, running=False)]
    found = in_worker(
        blank,
        LAY
        + """
        const run = load();
        run.advance(60);
        run.setRate(0.01);
        run.advance(200);
        const own = { probes: run.probe(), weights: run.networks.map((_, i) => run.parameters(i)) };
        return JSON.stringify({ frames, own, rows: run.history.rows.length }, plain);
        """,
        given=given,
    )
    one, two, last = found["frames"]
    assert [frame["step"] for frame in (one, two, last)] == [60, 260, 260]
    assert [frame["running"] for frame in (one, two, last)] == [True, True, False]
    assert last["state"]["running"] is False
    assert last["rates"] == [[0, 0.02], [60, 0.01]]
    assert one["charts"]["steps"] == [0, 20, 40, 60]
    # Six rows came with the second message; the page draws over the gap until the run rests.
    assert two["charts"]["steps"] == [0, 20, 40, 60, *range(160, 261, 20)]
    assert last["charts"]["steps"] == list(range(0, 261, 20))
    history = run.lab.history
    np.testing.assert_allclose(last["charts"]["loss"], history.series("loss")[1].ravel(), rtol=1e-6)
    assert last["seconds"] == run.lab.seconds
    for ours, theirs in zip(last["weights"], found["own"]["weights"], strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)
    for ours, theirs in zip(last["probes"], found["own"]["probes"], strict=True):
        for name in ("loss", "testLoss", "accuracy", "dead", "saturated", "gradientNorm"):
            assert ours[name] == pytest.approx(theirs[name], rel=1e-8), name
    first_with = run.lab.first_step_with(0.95)
    assert last["reached"] == [None if np.isnan(step) else step for step in first_with]


def test_dead_units_have_the_step_at_which_they_were_first_seen_dead(blank: Page) -> None:
    run = Run(LabConfig(samples=64, hidden=(8, 8), learning_rate=3.0))
    given = []
    # Steps between two rows, so that some units are dead here before a row sees them.
    for steps in (7, 8, 9, 30, 46):
        run.advance(steps)
        given.append(told(run, whole=not given))
    found = in_worker(blank, LAY + "return JSON.stringify({ frames }, plain);", run.config, given)
    shown = [np.concatenate([*frame["died"]]).astype(float) for frame in found["frames"]]
    dead = [np.concatenate(frame["probes"][0]["deadUnits"]) for frame in found["frames"]]
    assert dead[-1].any()
    seen = np.full(16, np.nan)
    rows = np.concatenate([units[0] for units in run.lab.died_at()])
    for frame, units, died in zip(found["frames"], dead, shown, strict=True):
        seen = np.where(units == 0, np.nan, np.where(np.isnan(seen), frame["step"], seen))
        assert (np.isnan(died) == (units == 0)).all()
        assert (died[units == 1] <= seen[units == 1]).all()
    assert ((shown[-1] <= rows) | np.isnan(rows)).all()


@pytest.mark.parametrize("racers", [("exponential", "tanh"), ("exponential",) * 2])
def test_racer_that_diverged_keeps_no_other_from_being_shown(
    blank: Page, racers: tuple[str, ...]
) -> None:
    config = LabConfig(hidden=(8, 8), activations=racers, initial_scale=30.0, samples=64)
    run = Run(replace(config))
    run.advance(20)
    found = in_worker(
        blank,
        LAY + "return JSON.stringify({ frames }, plain);",
        config,
        [told(run, whole=True, running=False)],
    )
    (frame,) = found["frames"]
    gone = [name == "exponential" for name in racers]
    assert [step == 0 for step in frame["divergedAt"]] == gone
    assert [probe is None for probe in frame["probes"]] == gone
    assert frame["state"]["finished"] == all(gone)


def test_histogram_s_axis_only_widens(blank: Page) -> None:
    """Made as the page makes it; every pre-activation is counted."""
    found = in_worker(
        blank,
        """
        const { frameFrom, wanted } = await import(assets + "/views/training/device_frame.js");
        await start();
        const symbols = header.racers.map(() => ({ alpha: "α" }));
        const measures = { loss: false, dead: true };
        const look = { corners: [[0, 0], [1, 0], [0, 1]], range: [0, 1], measures, symbols };
        const rewind = { branches: [] };
        const seen = { header, racer: 0, layer: 0, unit: null, limitOfZ: 0, rewind, look };
        const content = await ask("frame", { id: 1, want: wanted(seen, [0]) }, "frame");
        const usual = content.z;
        const axes = [1, 50, 1].map((factor) => {
          content.z = usual.map((value) => factor * value);
          const { low, high, counts } = frameFrom(content, seen).z;
          return { low, high, sum: counts.reduce((sum, each) => sum + each, 0) };
        });
        return JSON.stringify(axes);
        """,
    )
    narrow, wide, again = found
    assert narrow["high"] == 4
    assert wide["high"] > 4
    assert again["high"] == wide["high"] == -wide["low"]
    assert [each["sum"] for each in found] == pytest.approx([1, 1, 1], abs=1e-5)
