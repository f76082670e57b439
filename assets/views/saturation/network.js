/**
 * Random networks of equal layers, and what happens to signal and gradient in them.
 *
 * z = σ_w U h + σ_b b in each layer: U and b are drawn once for a seed, so that whatever is dragged
 * moves one and the same network. The loss is the cross-entropy of one sigmoid output against
 * random labels; the gradients are those of back-propagation.
 */

import { makeHead } from "../../engine/heads.js";
import { addProduct } from "../../engine/matrix.js";
import { uniform } from "../../engine/random.js";

export const BINS = 40; // of a layer's distribution
const SATURATED = 0.05; // of the steepest slope
const REACH = 4; // root mean squares, beyond which a distribution is not shown
const [WEIGHTS, BIASES, INPUTS, OUTPUT, LABELS] = [0, 1, 2, 3, 4]; // kinds of draws

/** Standard normal numbers that depend on seed, kind and layer alone. */
function normals(seed, kind, layer, count) {
  const numbers = new Float64Array(count + (count % 2));
  uniform(seed, layer, kind, 0, numbers.length, numbers);
  for (let i = 0; i < numbers.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - numbers[i]));
    const angle = 2 * Math.PI * numbers[i + 1];
    numbers[i] = radius * Math.cos(angle);
    numbers[i + 1] = radius * Math.sin(angle);
  }
  return numbers.subarray(0, count);
}

/** Makes the rows of a square matrix orthonormal: Gram and Schmidt, twice, for the last digits. */
function orthogonalise(matrix, size) {
  for (let row = 0; row < size; row += 1) {
    const here = matrix.subarray(row * size, (row + 1) * size);
    for (let round = 0; round < 2; round += 1) {
      for (let other = 0; other < row; other += 1) {
        const there = matrix.subarray(other * size, (other + 1) * size);
        let dot = 0;
        for (let i = 0; i < size; i += 1) dot += here[i] * there[i];
        for (let i = 0; i < size; i += 1) here[i] -= dot * there[i];
      }
    }
    let square = 0;
    for (let i = 0; i < size; i += 1) square += here[i] * here[i];
    const length = Math.sqrt(square);
    for (let i = 0; i < size; i += 1) here[i] /= length;
  }
}

/** What is drawn for one seed and width; further layers when they are first asked for. */
export class Draws {
  /** @param {{columns, values, labels}} [data] in place of normal inputs: examples × columns */
  constructor(seed, width, examples, orthogonal, data = null) {
    Object.assign(this, { seed, width, examples, orthogonal, data });
    this.columns = data ? data.columns : width;
    this.inputs = data ? Float64Array.from(data.values) : normals(seed, INPUTS, 0, examples * width);
    this.output = normals(seed, OUTPUT, 0, width).map((number) => number / Math.sqrt(width));
    this.labels = data
      ? Float64Array.from(data.labels)
      : normals(seed, LABELS, 0, examples).map((number) => (number > 0 ? 1 : 0));
    this.weights = [];
    this.biases = [];
  }

  get size() {
    return this.weights.length * this.width ** 2;
  }

  /** How many numbers come into a layer. */
  into(layer) {
    return layer === 0 ? this.columns : this.width;
  }

  /** Draws `depth` layers: matrices (in × out) of variance 1/in, and standard normal biases. */
  reach(depth) {
    const { seed, width } = this;
    for (let layer = this.weights.length; layer < depth; layer += 1) {
      const into = this.into(layer);
      const matrix = normals(seed, WEIGHTS, layer, into * width);
      // Only a square matrix keeps every length.
      if (this.orthogonal && into === width) orthogonalise(matrix, width);
      else for (let i = 0; i < matrix.length; i += 1) matrix[i] /= Math.sqrt(into);
      this.weights.push(matrix);
      this.biases.push(normals(seed, BIASES, layer, width));
    }
  }
}

let kept = { length: 0, arrays: [] };

/** Arrays of one length that each pass uses again: a drag would leave megabytes at every move. */
function rooms(kinds, depth, length) {
  if (kept.length !== length) kept = { length, arrays: [] };
  while (kept.arrays.length < kinds * depth) kept.arrays.push(new Float64Array(length));
  return Array.from({ length: kinds }, (_, kind) => kept.arrays.slice(kind * depth, (kind + 1) * depth));
}

/**
 * One pass forward and back.
 * @param {Draws} draws with at least `depth` layers
 * @param {object} settings {depth, sigmaW, sigmaB, loop, given}: `loop` fills outputs and slopes of
 *   pre-activations, `given` are its parameters
 * @param {(layer: number, gradient: Float64Array) => void} each ∂L/∂W of a layer (in × out), W = σ_w U,
 *   from the last to the first; the array is used again
 * @returns {{z, outputs, slopes, deltas}} by layer (examples × width); deltas are ∂L/∂z. The next pass
 *   uses them again.
 */
export function passes(draws, { depth, sigmaW, sigmaB, loop, given }, each) {
  const { width, examples, inputs, output, labels } = draws;
  const length = examples * width;
  const [z, outputs, slopes, deltas] = rooms(4, depth, length);
  let h = inputs;
  for (let layer = 0; layer < depth; layer += 1) {
    z[layer].fill(0);
    const into = draws.into(layer);
    addProduct(z[layer], examples, width, into, h, 0, into, 1, draws.weights[layer], width, 1);
    const bias = draws.biases[layer];
    for (let i = 0; i < length; i += 1) z[layer][i] = sigmaW * z[layer][i] + sigmaB * bias[i % width];
    loop(length, width, z[layer], [outputs[layer], slopes[layer]], given);
    h = outputs[layer];
  }
  const head = makeHead({ loss: "cross_entropy", outputs: 1, curve: false });
  const logits = new Float64Array(examples);
  addProduct(logits, examples, 1, width, h, 0, width, 1, output, 1, 1);
  const behind = new Float64Array(examples);
  head.gradient(logits, labels, 0, examples, examples, behind);
  const room = new Float64Array(Math.max(draws.columns, width) * width);
  for (let layer = depth - 1; layer >= 0; layer -= 1) {
    const delta = deltas[layer].fill(0);
    if (layer === depth - 1) addProduct(delta, examples, width, 1, behind, 0, 1, 1, output, 1, 1);
    else {
      const above = draws.weights[layer + 1];
      addProduct(delta, examples, width, width, deltas[layer + 1], 0, width, 1, above, 1, width);
    }
    const factor = layer === depth - 1 ? 1 : sigmaW;
    for (let i = 0; i < length; i += 1) delta[i] *= factor * slopes[layer][i];
    const below = layer > 0 ? outputs[layer - 1] : inputs;
    const into = draws.into(layer);
    const gradient = room.subarray(0, into * width).fill(0);
    addProduct(gradient, into, width, examples, below, 0, 1, into, delta, width, 1);
    each(layer, gradient);
  }
  return { z, outputs, slopes, deltas };
}

/**
 * By layer: `scale` root mean square of the activations, `delta` root mean square over the examples
 * of the length of an example's own ∂loss/∂z, `weight` length of ∂L/∂W, `slopes` the product of the
 * mean |f′| of each layer from this one on, without the last, `saturated` share of (unit, example)
 * pairs whose |f′| is below 5 % of `steepest`. `histogram` {low, high, shares (depth × BINS)}
 * of the activations.
 */
export function measured(draws, settings, steepest) {
  const { depth } = settings;
  draws.reach(depth);
  const weight = new Array(depth);
  const { outputs, slopes, deltas } = passes(draws, settings, (layer, gradient) => {
    weight[layer] = Math.sqrt(squares(gradient));
  });
  const pairs = draws.examples * draws.width;
  const limit = SATURATED * steepest;
  return {
    weight,
    scale: outputs.map((h) => Math.sqrt(squares(h) / pairs)),
    // The mean loss has each example's share of 1/examples.
    delta: deltas.map((delta) => Math.sqrt(squares(delta) * draws.examples)),
    slopes: products(slopes),
    saturated: slopes.map((all) => {
      let count = 0;
      for (let i = 0; i < pairs; i += 1) if (Math.abs(all[i]) < limit) count += 1;
      return count / pairs;
    }),
    histogram: histogram(outputs),
  };
}

/** What slopes alone would leave of a gradient by layer: 1 in the last, as δ there is divided by δ. */
function products(slopes) {
  const left = new Array(slopes.length).fill(1);
  for (let layer = slopes.length - 2; layer >= 0; layer -= 1) {
    let sum = 0;
    for (const slope of slopes[layer]) sum += Math.abs(slope);
    left[layer] = (left[layer + 1] * sum) / slopes[layer].length;
  }
  return left;
}

function squares(numbers) {
  let sum = 0;
  for (let i = 0; i < numbers.length; i += 1) sum += numbers[i] * numbers[i];
  return sum;
}

function histogram(outputs) {
  let [low, high, widest] = [Infinity, -Infinity, 0];
  for (const h of outputs) {
    for (const value of h) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    widest = Math.max(widest, Math.sqrt(squares(h) / h.length));
  }
  [low, high] = [Math.max(low, -REACH * widest), Math.min(high, REACH * widest)];
  if (!(high > low)) [low, high] = [low - 0.5, low + 0.5];
  const shares = outputs.map((h) => {
    const bins = new Array(BINS).fill(0);
    for (const value of h) {
      const bin = Math.floor((BINS * (value - low)) / (high - low));
      if (bin >= 0 && bin <= BINS) bins[Math.min(bin, BINS - 1)] += 1 / h.length;
    }
    return bins;
  });
  return { low, high, shares };
}

/**
 * The geometric mean over the inner layers of |δ_l| / |δ_{l+1}|: without the first, which sees the
 * inputs and not yet other layers' activations, where there are more than two steps.
 */
export function deltaFactor(delta) {
  const first = delta.length > 3 ? 1 : 0;
  const steps = delta.length - 1 - first;
  if (steps < 1) return NaN;
  let sum = 0;
  for (let layer = first; layer < delta.length - 1; layer += 1) {
    sum += Math.log(delta[layer] / delta[layer + 1]);
  }
  return Math.exp(sum / steps);
}
