/** Which examples an update sees. */

import { shuffle } from "./random.js";

/** The training examples in each epoch's order; its batches lie one behind the other. */
export class Batches {
  constructor({ features, targets, count }, inputs, outputs, size, seed) {
    this.examples = { features, targets };
    this.count = count;
    this.inputs = inputs;
    this.outputs = outputs;
    this.size = size;
    this.seed = seed;
    this.perEpoch = Math.ceil(count / size);
    this.features = new Float64Array(count * inputs);
    this.targets = new Float64Array(count * outputs);
    this.order = new Int32Array(count);
    this.epoch = -1;
  }

  /** Lay out the epoch of the update after `step` others, unless it lies there. */
  lay(step) {
    const epoch = Math.floor(step / this.perEpoch);
    if (epoch === this.epoch) return;
    this.epoch = epoch;
    shuffle(this.seed, epoch, this.order);
    gather(this.examples.features, this.order, this.inputs, this.features);
    gather(this.examples.targets, this.order, this.outputs, this.targets);
  }

  /** The first example of the update after `step` others; the epoch must lie. */
  from(step) {
    return (step - this.epoch * this.perEpoch) * this.size;
  }

  /** The update of a network after `step` others; the epoch must lie. */
  train(network, rate, step) {
    const from = this.from(step);
    const count = Math.min(this.size, this.count - from);
    network.train(this.features, this.targets, from, count, rate, step);
  }

  /** First step of the epoch after that of `step`. */
  epochEnd(step) {
    return (Math.floor(step / this.perEpoch) + 1) * this.perEpoch;
  }
}

function gather(source, order, width, into) {
  for (let i = 0, row = 0; row < order.length; row += 1) {
    const from = order[row] * width;
    for (let column = 0; column < width; column += 1, i += 1) into[i] = source[from + column];
  }
}
