/** A map that the visitor's own browser computes: its worker, what is done so far, and its buttons. */

import { element } from "../../live_figure/dom.js";
import { forget, publish } from "../../live_figure/feed.js";
import { loadBytes, startWorker } from "../../live_figure/loading.js";
import { withColumns } from "./content.js";

const PROGRAM = "views/dead_units/worker.js";
const PATIENCE = 1000; // ms between two things that are said

// What was computed last: it is there when the visitor comes back to the map.
let kept = { address: "", results: [] };

export class Computing {
  constructor(figure) {
    this.figure = figure;
    this.feed = figure.data.feed;
    this.button = element("button", { type: "button", className: "dead-units-button" });
    this.button.addEventListener("click", () => (this.worker ? this.pause() : this.start()));
    this.progress = element("progress", { className: "dead-units-progress" });
    this.progress.setAttribute("aria-label", "Networks trained");
    this.said = element("span");
    this.said.setAttribute("role", "status");
    this.bar = element("div", { className: "dead-units-bar" }, this.button, this.progress, this.said);
    figure.root.prepend(this.bar);
  }

  /** The map of this message is shown, as far as it is known. */
  show(head, inputs) {
    const { address, steps, known } = inputs;
    if (this.figure.data.listens && address === this.address) inputs.known = this.list;
    if (address === this.address) return;
    this.stop();
    Object.assign(this, { head, address, steps, spoken: -Infinity });
    this.count = head.activations.length * head.x.values.length * head.y.values.length;
    this.results = new Map(kept.address === address ? kept.results : known);
    this.list = [...this.results];
    // A file of its own takes the message along, and with it what is known.
    if (this.figure.data.listens) inputs.known = this.list;
    this.map = withColumns(head, address);
    this.take(this.list);
  }

  start() {
    const order = orderOf(this.head).filter((number) => !this.results.has(number));
    const worker = (this.worker = startWorker(PROGRAM));
    worker.onmessage = ({ data }) => this.hear(data);
    worker.onerror = () => this.fail("the program that trains did not load");
    this.began = { at: performance.now(), done: this.results.size };
    loadBytes(this.address).then(parsed).then(
      (task) => worker.postMessage({ ...task, steps: this.steps, order }),
      (error) => worker === this.worker && this.fail(`the networks did not load, ${error.message}`),
    );
    this.tell(true);
  }

  hear({ results, over, error }) {
    if (error) {
      this.fail(error);
      return;
    }
    for (const [number, found] of results) this.results.set(number, found);
    this.list.push(...results);
    kept = { address: this.address, results: this.list };
    if (over) this.stop();
    this.take(results);
  }

  fail(reason) {
    this.stop();
    this.tell(true, `It stopped: ${reason}. What is done is shown; go on, or reload the page.`);
  }

  pause() {
    this.stop();
    this.take([]);
  }

  stop() {
    this.worker?.terminate();
    this.worker = null;
  }

  /** Puts new results into their cells. */
  take(results) {
    const { seeds } = this.head;
    const cells = new Set(results.map(([number]) => Math.floor(number / seeds)));
    for (const cell of cells) {
      const found = Array.from({ length: seeds }, (_, seed) => this.results.get(cell * seeds + seed));
      if (found.every(Boolean)) this.fill(cell, found);
    }
    const done = this.results.size === this.count * seeds;
    this.map = { ...this.map, running: Boolean(this.worker) };
    publish(this.feed, this.map);
    this.tell(done || !this.worker);
  }

  /** Means over the seeds that have a number, and the standard deviation of a sample. */
  fill(cell, found) {
    for (const name of Object.keys(found[0])) {
      const known = found.map((each) => each[name]).filter(Number.isFinite);
      const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
      const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      const { columns } = this.map;
      columns[name][cell] = known.length > 0 ? mean : null;
      columns[`${name}_sd`][cell] = known.length > 1 ? Math.sqrt(squares / (known.length - 1)) : null;
    }
  }

  /** Says how far it is; not so often that nobody could listen. */
  tell(now, text) {
    const [done, all] = [this.results.size, this.count * this.head.seeds];
    Object.assign(this.progress, { value: done, max: all });
    this.figure.root.dataset.done = done;
    const rest = done === 0 ? "Start" : "Go on";
    this.button.textContent = this.worker ? "Cancel" : rest;
    this.button.hidden = done === all || !this.figure.data.listens;
    if (!now && performance.now() - this.spoken < PATIENCE) return;
    this.spoken = performance.now();
    this.said.textContent = text ?? `${done} of ${all} networks${this.left(done, all)}`;
  }

  left(done, all) {
    if (done === all) return ", trained in this browser";
    if (!this.worker) return done > 0 ? ", the others are blank" : "";
    const { at, done: before } = this.began;
    if (done === before) return "";
    const seconds = ((performance.now() - at) / (done - before)) * (all - done) / 1000;
    return seconds < 90 ? `, ${Math.ceil(seconds)} s left` : `, ${Math.ceil(seconds / 60)} min left`;
  }

  end() {
    this.stop();
    this.bar.remove();
    forget(this.feed);
  }
}

/** What `browser_sweep` wrote: a line of JSON, then numbers. */
function parsed(content) {
  const bytes = new Uint8Array(content);
  const end = bytes.indexOf(10);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  return { header, buffer: bytes.slice(end + 1).buffer };
}

/** Networks in the order in which they are trained: every eighth cell first, then those between. */
function orderOf({ activations, x, y, seeds }) {
  const [columns, rows] = [x.values.length, y.values.length];
  const cells = [];
  const seen = new Set();
  for (const stride of [8, 4, 2, 1]) {
    for (let row = 0; row < rows; row += stride) {
      for (let column = 0; column < columns; column += stride) {
        for (let panel = 0; panel < activations.length; panel += 1) {
          const cell = (panel * rows + row) * columns + column;
          if (!seen.has(cell)) cells.push(cell);
          seen.add(cell);
        }
      }
    }
  }
  return cells.flatMap((cell) => Array.from({ length: seeds }, (_, seed) => cell * seeds + seed));
}
