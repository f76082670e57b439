/**
 * A run that is talked to by messages, in slices of time, so that each is answered within one.
 * It knows no worker: whoever has a queue of tasks can hold it.
 *
 * In: init {header, buffer, budget}, run {until, speed}, pause, step {count}, rate {value},
 * seek {step}, died {racer, layer, unit}, grid {features}, frame {id, want}, snapshot,
 * restore {snapshot}, lay: a step that was done elsewhere, see `told.js`, with its `running` and
 * `seconds`. A grid is of standardised features, (points × features).
 * Out: state {step, epoch, rate, changes, running, finished, last, seconds}, where `last` is the
 * last step that was done and `changes` counts the rates that were taken, frame (see `frame.js`),
 * snapshot {snapshot}, branch: what a changed rate left behind, see `setRate` of run.js, looking
 * {step} while a death is looked for, died {racer, layer, unit, step} in the end, see `death.js`,
 * and error {message}.
 */

import { deathOf } from "./death.js";
import { frame } from "./frame.js";
import { createRun } from "./run.js";
import { unpacked } from "./told.js";

/** Milliseconds of work between two looks at the messages. */
const SLICE = 8;
const MOST_TURN = 64;
/** Longest that training may hold a picture back. */
const PATIENCE = 100;
/** What waits until all racers have done the same steps, in the order in which it came. */
const WAITING = new Set([
  "run", "step", "rate", "seek", "died", "frame", "snapshot", "restore", "lay",
]);
/** What leaves the run where it is, so that it may be looked at meanwhile. */
const LEAVING = new Set(["frame", "snapshot"]);

export class Session {
  /**
   * @param {(message: object, transfer: ArrayBuffer[]) => void} post sends to the page
   * @param {(task: () => void) => void} schedule runs a task after the messages that wait
   * @param {() => number} now milliseconds
   */
  constructor(post, schedule, now) {
    Object.assign(this, { post, schedule, now });
    this.queue = [];
    this.job = null;
    this.search = null;
    this.running = false;
    this.busy = false;
    this.run = null;
  }

  /** Take a message; what is wrong with it is said in an answer. */
  receive(message) {
    this._guarded(() => {
      if (message.type === "init") this._init(message);
      else if (!this.run) throw new Error(`${message.type} came before init`);
      else if (message.type === "pause") this._pause();
      else if (message.type === "grid") this.grid = this.run.inputs(message.features);
      else if (WAITING.has(message.type)) this._enqueue(message);
      else throw new Error(`unknown message ${message.type}: want init, pause, grid, ${[...WAITING]}`);
      this._wake();
    });
  }

  _guarded(work) {
    try {
      work();
    } catch (error) {
      this.job = null;
      this.search = null;
      this.post({ type: "error", message: error.message }, []);
      if (!this.run) return;
      this._halt();
      this.busy = false;
      this._wake();
    }
  }

  _enqueue(message) {
    if (message.type === "seek") {
      // A time line that is dragged asks for many steps; only the last one matters.
      this.queue = this.queue.filter((each) => each.type !== "seek");
      if (this.arriving) this._halt();
    }
    this.queue.push(message);
  }

  _pause() {
    this._halt();
    // In the midst of a turn the racers that have not had theirs do so first.
    this.arriving = this.run.turn !== null;
    this._state();
  }

  /** No more steps than those that have begun. */
  _halt() {
    this.running = false;
    this.arriving = false;
    this.target = this.run.step;
  }

  _init({ header, buffer, budget }) {
    this.run = createRun(header, buffer, budget);
    this.grid = this.run.train.features;
    this.queue = [];
    this.job = null;
    this.search = null;
    /** {running, seconds} of a run that is trained elsewhere. */
    this.elsewhere = null;
    this._halt();
    this.seconds = 0;
    this.changes = 0;
    /** Milliseconds of one update of one racer, as the last turns took. */
    this.cost = 1;
    this.sinceRest = 0;
    this.framesFrom = 0;
    this._state();
  }

  _wake() {
    if (this.busy) return;
    this.busy = true;
    this._later();
  }

  _later() {
    this.schedule(() => this._guarded(() => this._slice()));
  }

  _slice() {
    const deadline = this.now() + SLICE;
    do {
      if (!this._work(deadline)) {
        this.busy = false;
        return;
      }
    } while (this.now() < deadline);
    if (this.search) this.post({ type: "looking", step: this.search.step }, []);
    this._later();
  }

  /** Do the next piece of work; false where there is none. */
  _work(deadline) {
    if (this.job) {
      this._picture();
      return true;
    }
    const { run } = this;
    if (run.turn === null) {
      const there = run.step >= this.target || run.finished;
      if (this.arriving && there) {
        this._pause();
        return true;
      }
      if (!this.arriving && this._take()) return true;
      if (there) {
        if (this.running && (run.step >= this.until || run.finished)) this._pause();
        return this._look() || this.queue.length > 0;
      }
    }
    this._train(deadline);
    return true;
  }

  /** Start on the next message in the queue; false where it has to wait or there is none. */
  _take() {
    const [next] = this.queue;
    if (!next || (next.type === "frame" && this._framesWait())) return false;
    this.queue.shift();
    if (!LEAVING.has(next.type)) this.search = null;
    this[`_${next.type}`](next);
    return true;
  }

  /** While it trains, a picture waits until training had as much time as the last picture. */
  _framesWait() {
    return this.now() < this.framesFrom && this.run.step < this.target && !this.run.finished;
  }

  _train(deadline) {
    const { run, now } = this;
    const began = now();
    const racers = run.networks.length;
    const steps = Math.max(1, Math.min(MOST_TURN, Math.floor(SLICE / (this.cost * racers))));
    const before = run.step;
    run.work(this.target, deadline, now, steps);
    const taken = now() - began;
    this.seconds += taken / 1000;
    this.sinceRest += taken;
    if (run.step === before) return;
    this.cost = this.sinceRest / ((run.step - before) * racers);
    this.sinceRest = 0;
  }

  _run({ until = Infinity, speed = Infinity }) {
    this.running = true;
    this.until = until;
    this.speed = speed;
    this.target = Math.min(until, this.run.step + speed);
    this._state();
  }

  _step({ count }) {
    this._arriveAt(this.run.step + count);
  }

  _seek({ step }) {
    this.run.approach(step);
    this._arriveAt(step);
  }

  /** Do the steps that were asked for, then say the state; other messages wait. */
  _arriveAt(step) {
    this.running = false;
    this.arriving = true;
    this.target = step;
  }

  _rate({ value }) {
    const branch = this.run.setRate(value);
    this.changes += 1;
    if (branch) this.post({ type: "branch", ...branch }, []);
    this._state();
  }

  _died({ racer, layer, unit }) {
    const { run } = this;
    const steps = deathOf(run, racer, layer, unit);
    this.search = { racer, layer, unit, steps, step: run.step };
  }

  /** Look at one more step for a unit's death; false where none is looked for. */
  _look() {
    if (!this.search) return false;
    const { steps, ...asked } = this.search;
    const { value: step, done } = steps.next();
    this.search.step = step;
    if (done) {
      this.search = null;
      this.post({ type: "died", ...asked, step }, []);
    }
    return true;
  }

  _snapshot() {
    const snapshot = this.run.snapshot();
    this.post({ type: "snapshot", snapshot }, [snapshot.buffer]);
  }

  _restore({ snapshot }) {
    this.run.restore(snapshot);
    this._pause();
  }

  _lay(message) {
    const { run } = this;
    run.lay(unpacked(message, run.header, run.networks));
    this.elsewhere = { running: message.running, seconds: message.seconds };
    this._halt();
    this._state();
  }

  _frame({ id, want }) {
    this.job = { id, pieces: frame(this.run, this.grid, want), began: this.now() };
  }

  _picture() {
    const { value, done } = this.job.pieces.next();
    if (!done) return;
    const { id, began } = this.job;
    this.job = null;
    this.post({ type: "frame", id, ...this._now(), ...value.content }, value.transfer);
    this.framesFrom = this.now() + Math.min(PATIENCE, this.now() - began);
    if (this.running) this.target = Math.min(this.until, this.run.step + this.speed);
  }

  _now() {
    const { step, epoch, rate, finished, reached: last } = this.run;
    const { changes } = this;
    const { running, seconds } = this.elsewhere ?? this;
    return { step, epoch, rate, changes, finished, last, running, seconds };
  }

  _state() {
    this.post({ type: "state", ...this._now() }, []);
  }
}
