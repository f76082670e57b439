"""Going back in the browser's engine: any step again, exactly; branches; when a unit died."""

from dataclasses import replace
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from actviz.training import LabConfig
from tests.browser.engine import in_browser
from tests.browser.javascript.test_engine_worker import CONFIG, in_worker


@pytest.mark.parametrize("budget", [64 * 2**20, 20_000])
def test_any_step_is_gone_back_to_exactly(blank: Page, budget: int) -> None:
    found = in_worker(
        blank,
        """
        await start(given);
        await ask("step", { count: 700 });
        const seen = [];
        for (const step of [137, 0, 699, 301, 700, 820]) {
          const state = await ask("seek", { step });
          seen.push([state.step, state.last, await snapshot()]);
        }
        const straight = [];
        const run = load();
        for (const step of [0, 137, 301, 699, 700, 820]) {
          run.advance(step - run.step);
          straight.push([step, run.snapshot()]);
        }
        return JSON.stringify({ seen, straight: Object.fromEntries(straight) }, plain);
        """,
        given=budget,
    )
    assert [step for step, _, _ in found["seen"]] == [137, 0, 699, 301, 700, 820]
    assert [last for _, last, _ in found["seen"]] == [700] * 5 + [820]
    for step, _, snapshot in found["seen"]:
        assert snapshot == found["straight"][str(step)]


def test_dragged_time_line_ends_at_its_last_step(blank: Page) -> None:
    found = in_worker(
        blank,
        """
        await start();
        await ask("step", { count: 600 });
        for (let step = 599; step > 250; step -= 1) send("seek", { step });
        const frame = await ask("frame", { id: 1, want: { parameters: 0 } }, "frame");
        const run = load();
        run.advance(251);
        return JSON.stringify([frame.step, frame.parameters, run.parameters(0)], plain);
        """,
    )
    assert found[0] == 251
    assert found[1] == found[2]


def test_snapshots_keep_to_their_budget_in_a_long_run(blank: Page) -> None:
    found = in_browser(
        blank,
        replace(CONFIG, samples=20, hidden=(2,), activations=("relu",)),
        """
        const run = load(50_000);
        // What the history would take as text is more than it takes.
        const bytesOf = ({ rows, records, turns }) =>
          JSON.stringify([rows, records, turns], plain).length;
        let most = 0;
        let frames = 0;
        for (let step = 0; step < 200_000; step += 500) {
          run.advance(500);
          most = Math.max(most, run.timeline.bytes);
          frames = Math.max(frames, bytesOf(run.history));
        }
        const end = run.snapshot();
        run.seek(123_457);
        const back = run.snapshot();
        const kept = run.timeline.kept.map(({ step }) => step);
        run.seek(200_000);
        return JSON.stringify({ most, frames, kept, rows: run.history.rows.length, step: back[0],
          end, again: run.snapshot() }, plain);
        """,
    )
    assert 25_000 < found["most"] <= 50_000
    assert found["frames"] < 50_000
    kept = found["kept"]
    gaps = {later - earlier for earlier, later in pairwise(kept)}
    assert kept[0] == 0
    assert len(gaps) == 1
    assert kept[-1] > 200_000 - gaps.pop()
    assert found["rows"] < 150
    assert found["step"] == 123_457
    assert found["again"] == found["end"]


def test_other_rate_from_an_earlier_step_is_a_branch(blank: Page) -> None:
    found = in_worker(
        blank,
        """
        await start();
        await ask("step", { count: 300 });
        await ask("seek", { step: 110 });
        const { from, rate, lines } = await ask("rate", { value: 0.001 }, "branch");
        const state = await next("state");
        await ask("step", { count: 90 });
        const there = await snapshot();
        const run = load();
        run.advance(110);
        run.setRate(0.001);
        run.advance(90);
        return JSON.stringify({ from, rate, lines, state, there, expected: run.snapshot() }, plain);
        """,
    )
    assert (found["from"], found["rate"]) == (110, 0.02)
    assert found["lines"]["steps"] == list(range(100, 301, 20))
    assert len(found["lines"]["loss"]) == len(CONFIG.activations) * len(found["lines"]["steps"])
    state = found["state"]
    assert (state["rate"], state["changes"], state["last"]) == (0.001, 1, 110)
    assert found["there"] == found["expected"]


def test_any_picture_is_seen_again_as_it_was_after_changes_of_the_rate(blank: Page) -> None:
    found = in_browser(
        blank,
        CONFIG,
        """
        const { frame } = await import(assets + "/engine/frame.js");
        const run = load(30_000);
        const grid = Float64Array.from({ length: 2 * 50 }, (_, i) => (i % 7) / 3 - 1);
        const want = { outputs: [0, 1, 2, 3], probe: true, weights: true, died: 0,
          z: { racer: 1, layer: 1, most: 20 }, units: { racer: 3, layer: 0 }, learned: true };
        const seen = () => {
          const pieces = frame(run, grid, want);
          let piece;
          do piece = pieces.next(); while (!piece.done);
          return JSON.stringify(piece.value.content, plain);
        };
        const first = [seen()];
        const rates = { 33: 0.5, 34: 0.001, 180: 0.05, 441: 0.02 };
        while (run.step < 700) {
          run.advance(1);
          if (run.step in rates) run.setRate(rates[run.step]);
          first.push(seen());
        }
        const differ = [];
        for (let visit = 0; visit < 300; visit += 1) {
          const step = (visit * 397) % 701;
          run.seek(step);
          if (seen() !== first[step]) differ.push(step);
        }
        return JSON.stringify({ differ, kept: run.timeline.kept.length, reached: run.reached,
          rates: run.rates });
        """,
    )
    assert found["differ"] == []
    assert found["kept"] < 10, "most steps lie between two snapshots"
    assert found["reached"] == 700
    assert found["rates"] == [[0, 0.02], [33, 0.5], [34, 0.001], [180, 0.05], [441, 0.02]]


def test_line_of_the_charts_is_whole_wherever_the_run_stands(blank: Page) -> None:
    found = in_browser(
        blank,
        CONFIG,
        """
        const { charts } = await import(assets + "/engine/summary.js");
        const run = load();
        run.advance(95);
        const all = charts(run);
        run.seek(33);
        const back = charts(run);
        const { from, lines } = run.setRate(0.5);
        const after = charts(run);
        return JSON.stringify({ all, back, from, lines, after: after.steps }, plain);
        """,
    )
    assert found["all"] == found["back"]
    assert found["all"]["steps"] == [0, 20, 40, 60, 80, 95]
    assert found["from"] == 33
    assert found["lines"]["steps"] == [20, 40, 60, 80, 95]
    assert found["after"] == [0, 20, 33]


DYING = LabConfig(samples=60, hidden=(8, 8), batch_size=10, learning_rate=2.0)
DEATHS = """
  const { deathOf } = await import(assets + "/engine/death.js");
  const run = load(given.budget);
  const alive = [];  // by layer and unit the last step at which it was, and its number of deaths
  const look = () => run.probe()[0].deadUnits.forEach((units, layer) =>
    units.forEach((dead, unit) => {
      const seen = (alive[layer] ??= [])[unit] ??= { last: -1, deaths: 0, dead: 0 };
      if (!dead) seen.last = run.step;
      if (dead && !seen.dead) seen.deaths += 1;
      seen.dead = dead;
    }));
  look();
  while (run.step < given.steps) {
    run.advance(1);
    if (run.step === given.steps / 2) run.setRate(given.rate);
    look();
  }
  const before = run.snapshot();
  const found = alive.flatMap((units, layer) => units.map(({ last, deaths, dead }, unit) => {
    const search = deathOf(run, 0, layer, unit);
    let looked = 0;
    let piece;
    do { piece = search.next(); looked += 1; } while (!piece.done);
    return { layer, expected: dead ? last + 1 : null, step: piece.value, deaths, looked };
  }));
  return JSON.stringify({ found, moved: run.snapshot().some((value, i) => value !== before[i]) });
"""


@pytest.mark.parametrize("optimiser", ["sgd", "momentum", "adam"])
@pytest.mark.parametrize("budget", [64 * 2**20, 20_000])
def test_step_at_which_a_unit_died_is_exact(blank: Page, optimiser: str, budget: int) -> None:
    rate = 2.0 if optimiser == "sgd" else 0.3
    config = replace(DYING, optimiser=optimiser, learning_rate=rate)
    given = {"budget": budget, "steps": 600, "rate": rate / 2}
    found = in_browser(blank, config, DEATHS, given)
    units = found["found"]
    assert [unit["step"] for unit in units] == [unit["expected"] for unit in units]
    assert any(unit["step"] for unit in units)
    assert any(unit["step"] is None for unit in units)
    assert not found["moved"]
    if optimiser == "sgd":
        for unit in units:
            if unit["layer"] == 0 and budget > 20_000:
                assert unit["looked"] <= 1 + 20 + 5, "halving, and one stretch between snapshots"


def test_unit_that_came_back_to_life_died_after_that(blank: Page) -> None:
    config = replace(DYING, optimiser="momentum", learning_rate=0.3)
    found = in_browser(blank, config, DEATHS, {"budget": 2**20, "steps": 600, "rate": 0.3})
    units = found["found"]
    assert [unit["step"] for unit in units] == [unit["expected"] for unit in units]
    assert any(unit["deaths"] > 1 and unit["step"] for unit in units)


def test_death_is_looked_for_while_nothing_else_is_to_do(blank: Page) -> None:
    found = in_worker(
        blank,
        """
        await start();
        await ask("step", { count: 400 });
        const run = load();
        run.advance(400);
        const { deadUnits } = run.probe()[0];
        const layer = 1;
        const unit = deadUnits[layer].indexOf(1);
        const { deathOf } = await import(assets + "/engine/death.js");
        const search = deathOf(run, 0, layer, unit);
        let piece;
        do piece = search.next(); while (!piece.done);
        const asked = { racer: 0, layer, unit };
        send("died", asked);
        const frame = await ask("frame", { id: 1, want: {} }, "frame");
        const { step } = await next("died");
        // Whoever moves the run on asks no more.
        send("died", asked);
        await ask("seek", { step: step });
        const there = await ask("died", asked, "died");
        const living = await ask("died", { racer: 2, layer: 0, unit: 0 }, "died");
        return JSON.stringify({ unit, step, expected: piece.value, frame: frame.step, there,
          living: living.step, left: answers.filter(({ type }) => type === "died").length });
        """,
        DYING_RACE,
    )
    assert found["unit"] >= 0, "a unit is dead"
    assert found["step"] == found["expected"] > 0
    assert found["frame"] == 400
    assert found["there"]["step"] == found["step"]
    assert found["living"] is None
    assert found["left"] == 0


DYING_RACE = replace(DYING, activations=("relu", "tanh", "leaky_relu"))
