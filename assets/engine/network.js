/** One racer: its parameters, a pass forward, a pass back, an update. */

import { addProduct } from "./matrix.js";
import { makeOptimiser } from "./optimisers.js";
import { Elementwise, Maxout, TRAIN } from "./units.js";
import { CAPACITY } from "./workspace.js";

/**
 * A network with its parameters in one flat array: for each layer its weights (in × out) and
 * biases, then for each hidden layer its learned parameters by name. `gradients` has the same
 * places.
 */
export class Network {
  /**
   * @param {object} racer an entry of the header's `racers`
   * @param {object} header what Python says of the run
   * @param {Float64Array} start weights and biases of every layer, which are copied
   * @param {object} head loss and prediction
   * @param {object} workspace of networks of this shape
   */
  constructor(racer, header, start, head, workspace) {
    const { hidden, inputs } = header;
    const sizes = [inputs, ...hidden.map((width) => width), head.outputs];
    this.racer = racer;
    this.head = head;
    this.space = workspace;
    this.decay = { l1: header.l1, l2: header.l2 };
    this.inputs = sizes.slice(0, -1);
    this.columns = [...hidden.map((width) => width * racer.pieces), head.outputs];
    const shares = racer.learned.length === 0 ? [] : hidden.map((width) =>
      header.learned_per === "unit" ? width : 1);
    const learned = shares.reduce((sum, share) => sum + share * racer.learned.length, 0);
    this.parameters = new Float64Array(start.length + learned);
    this.parameters.set(start);
    this.gradients = new Float64Array(this.parameters.length);
    this.optimiser = makeOptimiser(header.optimiser, this.parameters.length);
    this._views(shares);
    this.units = racer.pieces > 1
      ? new Maxout(racer, hidden, workspace)
      : new Elementwise(
        racer, hidden, workspace, this.learned, this.learnedGradients, header.seed,
      );
  }

  _views(shares) {
    let place = 0;
    const take = (length) => {
      const part = [this.parameters, this.gradients].map((all) =>
        all.subarray(place, place + length));
      place += length;
      return part;
    };
    const layers = this.inputs.map((inputs, layer) => [
      take(inputs * this.columns[layer]),
      take(this.columns[layer]),
    ]);
    this.weights = layers.map(([weights]) => weights[0]);
    this.weightGradients = layers.map(([weights]) => weights[1]);
    this.biases = layers.map(([, biases]) => biases[0]);
    this.biasGradients = layers.map(([, biases]) => biases[1]);
    const { learned: names, start } = this.racer;
    const parts = this.inputs.slice(1).map((_, layer) => names.map(() => take(shares[layer])));
    this.learned = parts.map((layer) => layer.map(([values]) => values));
    this.learnedGradients = parts.map((layer) => layer.map(([, gradients]) => gradients));
    for (const layer of this.learned) {
      layer.forEach((values, which) => values.fill(start[names[which]]));
    }
  }

  /**
   * Run `count` examples, the first of them example `from` of `features`, through the layers up to
   * `end`.
   */
  forward(features, from, count, pass, step, first, end = this.weights.length - 1) {
    const { space, inputs, columns, weights, biases } = this;
    const last = weights.length - 1;
    let h = features;
    let start = from * inputs[0];
    for (let layer = 0; layer <= end; layer += 1) {
      const z = layer < last ? space.z[layer] : space.output;
      const width = columns[layer];
      fillRows(z, biases[layer], count, width);
      addProduct(
        z, count, width, inputs[layer], h, start, inputs[layer], 1, weights[layer], width, 1,
      );
      if (layer < last) {
        this.units.forward(layer, count, pass, step, first);
        h = space.outputs[layer];
        start = 0;
      }
    }
  }

  /** Add the gradients of the mean loss over `total` examples, of those just run forward. */
  backward(features, targets, from, count, total) {
    const { space, inputs, columns, head } = this;
    head.gradient(space.output, targets, from * head.outputs, count, total, space.outputDelta);
    let delta = space.outputDelta;
    for (let layer = this.weights.length - 1; layer >= 0; layer -= 1) {
      const h = layer > 0 ? space.outputs[layer - 1] : features;
      const start = layer > 0 ? 0 : from * inputs[0];
      const rows = inputs[layer];
      const width = columns[layer];
      addProduct(
        this.weightGradients[layer], rows, width, count, h, start, 1, rows, delta, width, 1,
      );
      addRows(this.biasGradients[layer], delta, count, width);
      if (layer > 0) {
        const back = space.back[layer - 1];
        back.fill(0, 0, count * rows);
        addProduct(back, count, rows, width, delta, 0, width, 1, this.weights[layer], 1, width);
        this.units.backward(layer - 1, count);
        delta = space.deltas[layer - 1];
      }
    }
  }

  /** The update after `step` others on the `count` examples from `from` on. */
  train(features, targets, from, count, rate, step) {
    this.gradients.fill(0);
    for (let first = 0; first < count; first += CAPACITY) {
      const part = Math.min(CAPACITY, count - first);
      this.forward(features, from + first, part, TRAIN, step, first);
      this.backward(features, targets, from + first, part, count);
    }
    const { l1, l2 } = this.decay;
    if (l1 > 0 || l2 > 0) {
      for (let layer = 0; layer < this.weights.length; layer += 1) {
        addDecay(this.weightGradients[layer], this.weights[layer], l1, l2);
      }
    }
    this.optimiser.step(this.parameters, this.gradients, rate, step + 1);
  }
}

function fillRows(z, biases, count, width) {
  for (let i = 0, row = 0; row < count; row += 1) {
    for (let unit = 0; unit < width; unit += 1, i += 1) z[i] = biases[unit];
  }
}

function addRows(sums, delta, count, width) {
  const length = count * width;
  for (let unit = 0; unit < width; unit += 1) {
    let sum = sums[unit];
    for (let i = unit; i < length; i += width) sum += delta[i];
    sums[unit] = sum;
  }
}

function addDecay(gradients, weights, l1, l2) {
  for (let i = 0; i < weights.length; i += 1) {
    gradients[i] += weights[i] * l2;
    gradients[i] += Math.sign(weights[i]) * l1;
  }
}
