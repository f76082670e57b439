/**
 * What a probe sees of a network on a whole set, by the definitions of `actviz/training/lab/probes.py`.
 *
 * Asleep: pre-activation at most 0 on every example; a unit that has a slope there is alive, and
 * nearly as useless as a dead one. Of maxout, whose units have several pre-activations, NaN.
 */

import { MEASURE, VALUE } from "./units.js";
import { CAPACITY } from "./workspace.js";

export const DEAD_SLOPE = 1e-6;
const SATURATED_SHARE = 0.05;

/**
 * Measure a network.
 * @param {Network} network
 * @param {{features, targets, count}} train
 * @param {{features, targets, count}} test
 * @returns {object} loss, accuracy, testLoss, testAccuracy; by hidden layer dead, silent,
 *   saturated, asleep (shares), mean, variance, firing, deadUnits, asleepUnits (by unit);
 *   gradientNorm of each layer's weights and biases for the mean loss; deltaNorm, by layer the root
 *   of the mean over examples of |∂ℓ/∂z|², ℓ one example's loss. null if the network has a number
 *   that is not finite.
 */
export function probe(network, train, test) {
  const { hidden } = network.units;
  const tallies = hidden.map((width) => new Tally(width, network.racer));
  const deltas = new Float64Array(hidden.length + 1);
  network.gradients.fill(0);
  let loss = 0;
  let right = 0;
  let total = sumOf(network.parameters, network.parameters.length);
  eachPart(network, train, MEASURE, (from, count, start) => {
    const { space, head } = network;
    hidden.forEach((width, layer) => {
      total += sumOf(space.z[layer], count * network.columns[layer]);
      tallies[layer].add(space, layer, count);
    });
    total += sumOf(space.output, count * head.outputs);
    loss += head.loss(space.output, train.targets, start, count);
    right += head.right(space.output, train.targets, start, count);
    network.backward(train.features, train.targets, from, count, train.count);
    [...space.deltas, space.outputDelta].forEach((delta, layer) => {
      deltas[layer] += squares(delta, 0, count * network.columns[layer]);
    });
  });
  if (!Number.isFinite(total) || !Number.isFinite(loss)) return null;
  const tested = scores(network, test);
  return {
    loss: loss / train.count,
    accuracy: right / train.count,
    testLoss: tested.loss,
    testAccuracy: tested.accuracy,
    gradientNorm: network.weightGradients.map((weights, layer) =>
      Math.sqrt(
        squares(weights, 0, weights.length) +
        squares(network.biasGradients[layer], 0, network.columns[layer]),
      )),
    deltaNorm: Array.from(deltas, (sum) => Math.sqrt(sum * train.count)),
    ...transposed(tallies.map((tally) => tally.result(train.count))),
  };
}

/** Mean loss and accuracy on a set, NaN on an empty one. */
export function scores(network, set) {
  let loss = 0;
  let right = 0;
  eachPart(network, set, VALUE, (from, count, start) => {
    loss += network.head.loss(network.space.output, set.targets, start, count);
    right += network.head.right(network.space.output, set.targets, start, count);
  });
  return { loss: loss / set.count, accuracy: right / set.count };
}

/** Run a set forward in parts; `use` takes each part's first example, size, and target's place. */
export function eachPart(network, set, pass, use) {
  for (let from = 0; from < set.count; from += CAPACITY) {
    const count = Math.min(CAPACITY, set.count - from);
    network.forward(set.features, from, count, pass, 0, 0);
    use(from, count, from * network.head.outputs);
  }
}

/** Sums over examples of what the units of one hidden layer do. */
class Tally {
  constructor(width, { pieces, largest_slope: largest }) {
    this.width = width;
    this.maxout = pieces > 1;
    // Where f′ is 0 everywhere, every pair is saturated; where it has no bound, there is no share.
    this.threshold = largest === null ? NaN : largest > 0 ? SATURATED_SHARE * largest : Infinity;
    this.alive = new Uint8Array(width);
    this.heard = new Uint8Array(width);
    this.awake = new Uint8Array(width);
    this.firing = new Float64Array(width);
    this.saturated = 0;
    this.sum = 0;
    this.squares = 0;
  }

  add(space, layer, count) {
    const { width, alive, heard, awake, firing, threshold, maxout } = this;
    const output = space.outputs[layer];
    const slopes = space.slopes[layer];
    const z = space.z[layer];
    let saturated = 0;
    let sum = 0;
    let square = 0;
    for (let i = 0; i < count * width;) {
      for (let unit = 0; unit < width; unit += 1, i += 1) {
        const value = output[i];
        const slope = Math.abs(slopes[i]);
        if (slope > DEAD_SLOPE) alive[unit] = 1;
        if (slope < threshold) saturated += 1;
        if (value !== 0) heard[unit] = 1;
        if (value > 0) firing[unit] += 1;
        if (!maxout && z[i] > 0) awake[unit] = 1;
        sum += value;
        square += value * value;
      }
    }
    this.saturated += saturated;
    this.sum += sum;
    this.squares += square;
  }

  result(count) {
    const pairs = count * this.width;
    const mean = this.sum / pairs;
    return {
      dead: unset(this.alive),
      silent: unset(this.heard),
      saturated: Number.isNaN(this.threshold) ? NaN : this.saturated / pairs,
      asleep: this.maxout ? NaN : unset(this.awake),
      mean,
      variance: Math.max(0, this.squares / pairs - mean * mean),
      firing: this.firing.map((number) => number / count),
      deadUnits: this.alive.map((flag) => 1 - flag),
      asleepUnits: this.awake.map((flag) => (this.maxout ? 0 : 1 - flag)),
    };
  }
}

/** Share of the flags that are 0. */
function unset(flags) {
  return flags.reduce((count, flag) => count + (1 - flag), 0) / flags.length;
}

function transposed(records) {
  const names = Object.keys(records[0]);
  return Object.fromEntries(names.map((name) => [name, records.map((record) => record[name])]));
}

/** A sum is finite unless a number is not, or the numbers overflow together. */
function sumOf(numbers, length) {
  let sum = 0;
  for (let i = 0; i < length; i += 1) sum += numbers[i];
  return sum;
}

function squares(numbers, start, length) {
  let sum = 0;
  for (let i = start; i < start + length; i += 1) sum += numbers[i] * numbers[i];
  return sum;
}
