/** The functions' JavaScript, timed in this browser: what a visitor starts and stops here. */

import { element } from "../../live_figure/dom.js";
import { forget, publish } from "../../live_figure/feed.js";
import { startWorker } from "../../live_figure/loading.js";
import * as functions from "./functions.js";

const WORKER = "views/cost/worker.js";
const RELU = "relu";

// What was measured while this page is open, by the loop's source and the size.
const found = new Map();
const keyOf = (source, size) => `${size} ${source}`;

/** The button, and how far the measurement is. */
export function watch(figure) {
  functions.watch(figure);
  const measuring = new Measuring(figure);
  figure.panel.stage.before(measuring.bar);
  return () => {
    measuring.stop();
    measuring.bar.remove();
    forget(figure.data.feed);
  };
}

class Measuring {
  constructor(figure) {
    this.figure = figure;
    this.feed = figure.data.feed;
    this.worker = null;
    this.button = element("button", {
      type: "button",
      title: "Times what is shown on this device, nowhere else",
    });
    this.button.addEventListener("click", () => (this.worker ? this.stop() : this.start()));
    this.status = element("span", { textContent: "Nothing is measured yet." });
    this.status.setAttribute("role", "status");
    this.bar = element("div", { className: "live-figure-transport" }, this.button, " ", this.status);
    this.tell("Nothing is measured yet.");
  }

  start() {
    const { inputs } = this.figure.data;
    const now = functions.nearest(inputs.elements, this.figure.settings.values.elements);
    // What is looked at comes first.
    const sizes = [inputs.elements[now], ...inputs.elements.filter((_, place) => place !== now)];
    const rows = inputs.rows.map(({ id, loop }) => ({ id, source: loop }));
    const check = { id: RELU, source: inputs.relu_loop };
    const asked = [check, ...rows.filter(({ id }) => id !== RELU)];
    const sources = new Map(asked.map(({ id, source }) => [id, source]));
    const total = sizes.length * asked.length;
    let done = 0;
    this.worker = startWorker(WORKER);
    this.worker.onmessage = ({ data: { id, size, error, done: last, ...numbers } }) => {
      if (error) return this.stop(`Could not be measured: ${error}. Reload the page to try again.`);
      if (last) return this.stop(`Done: ${done} of ${total} measured.`);
      done += 1;
      found.set(keyOf(sources.get(id), size), numbers);
      this.tell(`${done} of ${total} measured`);
    };
    this.worker.onerror = () =>
      this.stop("The program that measures did not load. Reload the page to try again.");
    this.worker.postMessage({ rows: asked, reference: inputs.relu_loop, sizes });
    this.tell("Starting");
  }

  /** Ends at once, in the middle of a loop too; what was measured stays. */
  stop(said = "Stopped: what was measured stays.") {
    this.worker?.terminate();
    this.worker = null;
    this.tell(said);
  }

  tell(text) {
    this.status.textContent = text;
    this.button.textContent = this.worker ? "Stop" : "Measure";
    publish(this.feed, { running: this.worker !== null });
  }
}

/** The inputs as if they had been measured elsewhere, null where there is nothing yet. */
function completed(inputs) {
  const columns = (source) => {
    const known = inputs.elements.map((size) => found.get(keyOf(source, size)));
    const of = (name) => known.map((numbers) => numbers?.[name] ?? null);
    return { seconds: of("seconds"), ratio_to_relu: of("ratio_to_relu"), spread: of("spread") };
  };
  return {
    ...inputs,
    rows: inputs.rows.map((row) => ({ ...row, javascript: columns(row.loop) })),
    relu: columns(inputs.relu_loop),
  };
}

export function shown(figure, state) {
  functions.shown(figure, state);
}

export function draw(state) {
  return functions.draw({ ...state, inputs: completed(state.inputs) });
}

/** What is shown, for the CSV file. */
export function table(state) {
  return functions.table({ ...state, inputs: completed(state.inputs) });
}
