"""The engine's worker in Chromium: it trains in slices and answers."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page

from actviz.training import LabConfig
from tests.browser.engine import in_browser

CONFIG = LabConfig(
    samples=60,
    hidden=(5, 4),
    batch_size=10,
    optimiser="adam",
    learning_rate=0.02,
    activations=("relu", "rrelu", "maxout:k=2", "prelu:alpha~0.25"),
)
# A worker with the run: `send` a message, await the `next` answer of a type, `ask` for both.
WORKER = """
  const worker = new Worker(assets + "/engine/worker.js", { type: "module" });
  const answers = [];
  let arrived = () => {};
  worker.onmessage = ({ data }) => { answers.push(data); arrived(); };
  worker.onerror = (event) => { throw new Error(event.message); };
  const send = (type, content = {}) => worker.postMessage({ type, ...content });
  const next = async (type) => {
    for (;;) {
      const place = answers.findIndex((answer) => answer.type === type);
      if (place >= 0) return answers.splice(0, place + 1)[place];
      await new Promise((resolve) => { arrived = resolve; });
    }
  };
  const ask = (type, content, answer = "state") => { send(type, content); return next(answer); };
  const snapshot = async () => (await ask("snapshot", {}, "snapshot")).snapshot;
  const start = (budget) => ask("init", { header, buffer: bytes.buffer, budget });
  const halted = async () => {
    for (;;) {
      const state = await next("state");
      if (!state.running) return state;
    }
  };
"""


def in_worker(page: Page, program: str, config: LabConfig = CONFIG, given: Any = None) -> Any:
    """What a program that talks to a worker returns."""
    return in_browser(
        page, config, f"{WORKER} try {{ {program} }} finally {{ worker.terminate(); }}", given
    )


def test_worker_does_the_steps_it_is_asked_for(blank: Page) -> None:
    found = in_worker(
        blank,
        """
        const first = await start();
        const stepped = await ask("step", { count: 70 });
        send("run", { until: 200 });
        const over = (await next("state"), await halted());
        const there = await snapshot();
        const run = load();
        run.advance(200);
        return JSON.stringify({
          steps: [first.step, stepped.step, over.step],
          there, expected: run.snapshot(), seconds: over.seconds, epoch: over.epoch,
        }, plain);
        """,
    )
    assert found["steps"] == [0, 70, 200]
    assert found["there"] == found["expected"]
    assert found["seconds"] > 0
    assert found["epoch"] == 200 / 5


def test_pause_stops_a_run_without_end_where_all_racers_have_done_the_same(blank: Page) -> None:
    found = in_worker(
        blank,
        """
        await start();
        await ask("run", {});
        let frame;
        do frame = await ask("frame", { id: 1, want: {} }, "frame"); while (frame.step < 100);
        send("pause");
        const paused = await ask("frame", { id: 2, want: {} }, "frame");
        const there = await snapshot();
        const later = await ask("frame", { id: 3, want: {} }, "frame");
        const run = load();
        run.advance(paused.step);
        return JSON.stringify({ running: [frame.running, paused.running],
          steps: [paused.step, later.step], there, expected: run.snapshot() }, plain);
        """,
    )
    assert found["running"] == [True, False]
    assert found["steps"][0] == found["steps"][1] >= 100
    assert found["there"] == found["expected"]


def test_speed_is_steps_for_each_picture(blank: Page) -> None:
    found = in_worker(
        blank,
        """
        await start();
        await ask("run", { speed: 5, until: 23 });
        const steps = [];
        for (let id = 0; id < 6; id += 1) {
          steps.push((await ask("frame", { id, want: {} }, "frame")).step);
        }
        return JSON.stringify(steps);
        """,
    )
    # The first picture may be asked for before its steps are done, and is made after them.
    assert found == [5, 10, 15, 20, 23, 23]


@pytest.mark.parametrize("features", [("x1", "x2"), ("x2", "x1_x2", "sin_x1")])
def test_frame_holds_what_was_asked_for(blank: Page, features: tuple[str, ...]) -> None:
    found = in_worker(
        blank,
        """
        await start();
        const run = load();
        const grid = Float64Array.from({ length: 2 * 300 }, (_, i) => (i % 7) / 3 - 1);
        send("grid", { features: grid });
        await ask("step", { count: 60 });
        run.advance(60);
        const frame = await ask("frame", { id: 7, want: {
          outputs: [1, 3], units: { racer: 2, layer: 1 }, z: { racer: 0, layer: 0, most: 10 },
          probe: true, history: 20, parameters: 3, died: 0,
        } }, "frame");
        const single = (numbers) => Float32Array.from(numbers);
        const inputs = run.inputs(grid);
        const examples = run.train.features.subarray(0, 10 * header.inputs);
        return JSON.stringify({
          id: frame.id,
          kinds: [frame.outputs, frame.units, frame.z, frame.parameters]
            .map((array) => array.constructor.name),
          found: [...["outputs", "units", "z", "parameters", "probes"].map((name) => frame[name]),
            frame.died, frame.history],
          expected: [
            single([...run.outputs(1, inputs), ...run.outputs(3, inputs)]),
            single(run.unitOutputs(2, 1, inputs)),
            single(run.preActivations(0, 0, examples)),
            run.parameters(3), run.probe(), run.history.diedAt(0, 60, run.probeOf(0)),
            run.history.rows.slice(2),
          ],
          divergedAt: frame.divergedAt,
        }, plain);
        """,
        replace(CONFIG, features=features),
    )
    assert found["id"] == 7
    assert found["kinds"] == ["Float32Array"] * 3 + ["Float64Array"]
    assert found["found"] == found["expected"]
    assert found["divergedAt"] == [None] * 4


def test_what_is_wrong_with_a_message_is_answered_and_the_worker_goes_on(blank: Page) -> None:
    found = in_worker(
        blank,
        """
        const early = await ask("step", { count: 1 }, "error");
        await start();
        const unknown = await ask("dance", {}, "error");
        const wrong = await ask("frame", { id: 1, want: { outputs: [99] } }, "error");
        const state = await ask("step", { count: 3 });
        return JSON.stringify([early.message, unknown.message, wrong.message !== "", state.step]);
        """,
    )
    assert found[0] == "step came before init"
    assert found[1].startswith("unknown message dance: want init, pause")
    assert found[2:] == [True, 3]


def test_racer_s_turns_are_short_enough_to_answer_between_them(blank: Page) -> None:
    """With a large network a message is answered before the racers' turns are over."""
    config = LabConfig(
        dataset="digits", samples=400, hidden=(64,) * 4, activations=("relu",) * 16, batch_size=128
    )
    found = in_browser(
        blank,
        config,
        """
        const { Session } = await import(assets + "/engine/session.js");
        const tasks = [];
        const answers = [];
        // A clock by which every look at it takes longer than a slice.
        let clock = 0;
        const session = new Session((answer) => answers.push(answer), (task) => tasks.push(task),
          () => (clock += 10));
        session.receive({ type: "init", header, buffer: bytes.buffer });
        session.receive({ type: "run" });
        for (let slice = 0; slice < 5; slice += 1) tasks.shift()();
        const turn = session.run.turn.racer;
        session.receive({ type: "pause" });
        const answered = answers.at(-1);
        while (tasks.length > 0) tasks.shift()();
        return JSON.stringify({ turn, answered, last: answers.at(-1), step: session.run.step,
          racers: session.run.turn });
        """,
    )
    assert 0 < found["turn"] < 16
    assert (found["answered"]["type"], found["answered"]["running"]) == ("state", False)
    assert found["last"]["step"] == found["step"] == 1
    assert found["racers"] is None
