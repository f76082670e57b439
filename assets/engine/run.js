/** A race in the browser: racers trained side by side on the same batches, and watched. */

import { compile } from "../maths/derived.js";
import { Batches } from "./batches.js";
import { makeHead } from "./heads.js";
import { History } from "./history.js";
import { Network } from "./network.js";
import { eachPart, probe } from "./probe.js";
import { linesOf } from "./summary.js";
import { Timeline, pack, unpack } from "./timeline.js";
import { VALUE } from "./units.js";
import { Workspace } from "./workspace.js";

/** The run of a header and its block of numbers, at step 0; `budget` bytes for its snapshots. */
export function createRun(header, buffer, budget) {
  return new Run(header, buffer, budget);
}

/**
 * A step is one update of every racer on one batch. A racer with a number that is not finite has
 * diverged: its probes are null, and the others go on. Divergence is seen at the history's probes,
 * as in PyTorch's `Lab`.
 */
class Run {
  /**
   * @param {object} header what `actviz.training.browser_run` says of the run
   * @param {ArrayBuffer} buffer the numbers it speaks of, float64
   * @param {number} budget bytes for snapshots
   */
  constructor(header, buffer, budget) {
    this.header = header;
    const array = ([start, count]) => new Float64Array(buffer, 8 * start, count);
    const set = ({ features, targets, count }) => ({
      features: array(features),
      targets: array(targets),
      count,
    });
    /** The weights and biases that an entry of the header's racers starts with. */
    this.startOf = ({ pieces }) => array(header.start[pieces]);
    this.head = makeHead(header);
    this.train = set(header.train);
    this.test = set(header.test);
    const { inputs, hidden, batch_size: size, seed } = header;
    this.batches = new Batches(this.train, inputs, this.head.outputs, size, seed);
    const spaces = new Map();
    this.networks = header.racers.map((racer) => {
      if (!spaces.has(racer.pieces)) spaces.set(racer.pieces, this._space(racer.pieces));
      const start = this.startOf(racer);
      return new Network(racer, header, start, this.head, spaces.get(racer.pieces));
    });
    this.step = 0;
    /** [step, rate] from which step on which learning rate. */
    this.rates = [[0, header.learning_rate]];
    /** By racer the step by which it had diverged, NaN if it has not. */
    this.divergedAt = new Float64Array(this.networks.length).fill(NaN);
    this.history = new History(this.networks.length, hidden, this.batches.perEpoch);
    this.timeline = new Timeline(this.history.interval, budget);
    /** The last step that was computed since the learning rate was last changed. */
    this.reached = 0;
    this.turn = null;
    this.known = { step: -1, probes: [] };
    this._rest();
  }

  _space(pieces) {
    const racers = this.header.racers.filter((racer) => racer.pieces === pieces);
    const learned = Math.max(...racers.map((racer) => racer.learned.length));
    const sampled = racers.some((racer) => racer.sampled);
    return new Workspace(this.header.hidden, this.head.outputs, pieces, learned, sampled);
  }

  /** The learning rate of the next step. */
  get rate() {
    return this.rateAt(this.step);
  }

  /** The learning rate of the update after `step` others. */
  rateAt(step) {
    return this.rates.findLast(([from]) => from <= step)[1];
  }

  /** Epochs done, with the fraction of the present one. */
  get epoch() {
    return this.step / this.batches.perEpoch;
  }

  /** Whether a racer has diverged by this step. */
  diverged(racer) {
    return this.divergedAt[racer] <= this.step;
  }

  /** Every racer has diverged: nothing is left to train. */
  get finished() {
    return this.networks.every((_, racer) => this.diverged(racer));
  }

  /**
   * Use another learning rate from the next step on. What was computed of later steps, before the
   * run went back to this one, is another branch now and forgotten.
   * @returns {object|null} what the branch left behind: {from, rate, lines}, the step at which it
   *   began, the learning rate that the old line had there, and `linesOf` its rows; null of nothing
   */
  setRate(rate) {
    const { step, rate: before } = this;
    if (rate === before) return null;
    this.rates = this.rates.filter(([from]) => from < step);
    if (this.rates.length === 0 || this.rateAt(step) !== rate) this.rates.push([step, rate]);
    this.divergedAt.forEach((at, racer) => {
      if (at > step) this.divergedAt[racer] = NaN;
    });
    this.reached = step;
    this.timeline.cut(step);
    const rows = this.history.cut(step);
    if (rows.at(-1).step <= step) return null;
    return { from: step, rate: before, lines: linesOf(rows, this.header.hidden) };
  }

  /** Train every racer for `steps` updates. */
  advance(steps) {
    this.work(this.step + steps, Infinity, () => 0);
  }

  /**
   * Train until step `end`, or until `now()` has passed `deadline` after a racer's turn. A turn is
   * at most `turnSteps` updates of one racer, within an epoch, and to the history's next row.
   * @returns {boolean} whether the run is at rest: all racers have done the same steps
   */
  work(end, deadline, now, turnSteps = 32) {
    while (this.turn || (this.step < end && !this.finished)) {
      this.turn ??= { end: this._turnEnd(end, turnSteps), racer: 0 };
      this.batches.lay(this.step);
      while (this.turn.racer < this.networks.length) {
        this._train(this.turn.racer, this.turn.end);
        this.turn.racer += 1;
        if (now() > deadline && this.turn.racer < this.networks.length) return false;
      }
      this.step = this.turn.end;
      this.turn = null;
      this._rest();
      if (now() > deadline) break;
    }
    return true;
  }

  _turnEnd(end, turnSteps) {
    const [changed] = this.rates.find(([from]) => from > this.step) ?? [Infinity];
    return Math.min(
      end,
      this.step + turnSteps,
      changed,
      this.batches.epochEnd(this.step),
      this.history.next(this.step),
      this.timeline.next(this.step),
    );
  }

  /** What is due when all racers have done the same steps. */
  _rest() {
    this.reached = Math.max(this.reached, this.step);
    if (this.history.wants(this.step)) this.history.add(this.step, this.probe());
    this.timeline.offer(this.step, () => this.snapshot());
  }

  _train(racer, end) {
    if (this.diverged(racer)) return;
    const { batches, rate } = this;
    for (let step = this.step; step < end; step += 1) {
      batches.train(this.networks[racer], rate, step);
    }
  }

  /** A network with the places of a racer's, to go through earlier steps beside the run. */
  twin(racer) {
    const { header, head } = this;
    const { space } = this.networks[racer];
    const entry = header.racers[racer];
    return new Network(entry, header, this.startOf(entry), head, space);
  }

  /** Every racer's probe at this step, null where it has diverged; kept until the next step. */
  probe() {
    return this.networks.map((_, racer) => this.probeOf(racer));
  }

  /** One racer's probe, as `probe` has it. */
  probeOf(racer) {
    if (this.known.step !== this.step) this.known = { step: this.step, probes: [] };
    const { probes } = this.known;
    if (probes[racer] === undefined) {
      probes[racer] = this.diverged(racer)
        ? null
        : probe(this.networks[racer], this.train, this.test);
      if (probes[racer] === null && !this.diverged(racer)) this.divergedAt[racer] = this.step;
    }
    return probes[racer];
  }

  /**
   * What a racer predicts for `inputs` (count × inputs): class probabilities or the
   * curve's values, (count × outputs). With squared error the outputs themselves.
   */
  outputs(racer, features) {
    const network = this.networks[racer];
    const { outputs } = this.head;
    const count = features.length / this.header.inputs;
    const result = new Float64Array(count * outputs);
    eachPart(network, { features, count }, VALUE, (from, part, start) => {
      this.head.predict(network.space.output, part);
      result.set(network.space.output.subarray(0, part * outputs), start);
    });
    return result;
  }

  /** Outputs of a hidden layer's units for inputs, (count × units). */
  unitOutputs(racer, layer, features) {
    return this._hidden(racer, layer, features, (space) => space.outputs[layer]);
  }

  /** Pre-activations of a hidden layer on inputs; of maxout the largest. */
  preActivations(racer, layer, features) {
    return this._hidden(racer, layer, features, (space) =>
      this.header.racers[racer].pieces > 1 ? space.outputs[layer] : space.z[layer]);
  }

  _hidden(racer, layer, features, numbers) {
    const network = this.networks[racer];
    const width = this.header.hidden[layer];
    const count = features.length / this.header.inputs;
    const result = new Float64Array(count * width);
    eachPart(network, { features, count }, VALUE, (from, part) => {
      result.set(numbers(network.space).subarray(0, part * width), from * width);
    });
    return result;
  }

  /** What the networks are given of standardised features, count × features: count × inputs. */
  inputs(features) {
    const { features: source, inputs } = this.header;
    if (!source) return features;
    const of = compile(source);
    const count = features.length / 2;
    const result = new Float64Array(count * inputs);
    for (let i = 0; i < count; i += 1) {
      result.set(of({ x1: features[2 * i], x2: features[2 * i + 1] }), i * inputs);
    }
    return result;
  }

  /** A racer's parameters as they lie in `Network`, copied. */
  parameters(racer) {
    return this.networks[racer].parameters.slice();
  }

  /** All that the next steps depend on: the step, parameters and the optimisers' state. */
  snapshot() {
    return pack(this.step, this.networks);
  }

  /**
   * Go to the snapshot from which `step` is reached soonest, unless the run stands nearer; the steps
   * from there to `step` are left to do.
   */
  approach(step) {
    const snapshot = this.timeline.before(step);
    if (this.turn || step < this.step || snapshot[0] > this.step) this.restore(snapshot);
  }

  /** Go to any step, exactly: from the nearest snapshot, the steps between done again. */
  seek(step) {
    this.approach(step);
    this.advance(step - this.step);
  }

  /**
   * Stand at a step that was done elsewhere: by racer the step by which it had `diverged`, null if
   * it has not, and else its `parameters`; `history` is what `History.lay` takes.
   */
  lay({ step, rates, diverged, parameters, history }) {
    parameters.forEach((found, racer) => found && this.networks[racer].parameters.set(found));
    diverged.forEach((at, racer) => {
      // It may have been seen here before.
      if (at !== null && !(this.divergedAt[racer] <= at)) this.divergedAt[racer] = at;
    });
    this.step = step;
    this.reached = step;
    this.rates = rates;
    this.known = { step: -1, probes: [] };
    this.history.lay(history);
  }

  /** Go back, or forward, to a snapshot of this run. */
  restore(snapshot) {
    this.step = unpack(snapshot, this.networks);
    this.turn = null;
    this.known = { step: -1, probes: [] };
  }
}
