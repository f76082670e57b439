/**
 * What stands behind the output layer: loss, its gradient, what is predicted. Outputs and targets
 * lie (examples × outputs) side by side; `start` is the first target's place.
 */

import { sigmoid, softplus } from "../maths/primitives.js";

/** Cross-entropy in nats of a sigmoid output. */
class TwoClasses {
  constructor() {
    this.outputs = 1;
    this.middle = 0;
  }

  /** Gradient of the mean loss over `total` examples by the outputs. */
  gradient(output, target, start, count, total, into) {
    for (let i = 0; i < count; i += 1) {
      into[i] = (sigmoid(output[i]) - target[start + i]) / total;
    }
  }

  /** Sum of the examples' losses. */
  loss(output, target, start, count) {
    let sum = 0;
    // ln(1 + e^z) - y z, without overflow.
    for (let i = 0; i < count; i += 1) sum += softplus(output[i]) - target[start + i] * output[i];
    return sum;
  }

  /** How many examples are classified right. */
  right(output, target, start, count) {
    return rightOfTwo(output, target, start, count, this.middle);
  }

  /** Class probabilities, in place. */
  predict(output, count) {
    for (let i = 0; i < count; i += 1) output[i] = sigmoid(output[i]);
  }
}

/** Cross-entropy in nats of a softmax. */
class ManyClasses {
  constructor(classes) {
    this.outputs = classes;
  }

  gradient(output, target, start, count, total, into) {
    const { outputs } = this;
    for (let i = 0; i < count * outputs; i += 1) into[i] = output[i];
    this.predict(into, count);
    for (let i = 0; i < count * outputs; i += 1) into[i] = (into[i] - target[start + i]) / total;
  }

  loss(output, target, start, count) {
    const { outputs } = this;
    let sum = 0;
    for (let from = 0; from < count * outputs; from += outputs) {
      const most = largest(output, from, outputs);
      let shares = 0;
      for (let i = from; i < from + outputs; i += 1) shares += Math.exp(output[i] - most);
      const log = most + Math.log(shares);
      for (let i = from; i < from + outputs; i += 1) sum += (log - output[i]) * target[start + i];
    }
    return sum;
  }

  right(output, target, start, count) {
    return rightOfMany(output, target, start, count, this.outputs);
  }

  predict(output, count) {
    const { outputs } = this;
    for (let from = 0; from < count * outputs; from += outputs) {
      const most = largest(output, from, outputs);
      let sum = 0;
      for (let i = from; i < from + outputs; i += 1) {
        output[i] = Math.exp(output[i] - most);
        sum += output[i];
      }
      for (let i = from; i < from + outputs; i += 1) output[i] /= sum;
    }
  }
}

/** Mean squared error of linear outputs, against 0 and 1 or a curve's value. */
class MeanSquare {
  constructor(outputs, curve) {
    this.outputs = outputs;
    this.curve = curve;
    this.middle = 0.5;
  }

  gradient(output, target, start, count, total, into) {
    const factor = 2 / (total * this.outputs);
    for (let i = 0; i < count * this.outputs; i += 1) {
      into[i] = (output[i] - target[start + i]) * factor;
    }
  }

  loss(output, target, start, count) {
    let sum = 0;
    for (let i = 0; i < count * this.outputs; i += 1) {
      const miss = output[i] - target[start + i];
      sum += miss * miss;
    }
    return sum / this.outputs;
  }

  right(output, target, start, count) {
    if (this.curve) return NaN;
    return this.outputs === 1
      ? rightOfTwo(output, target, start, count, this.middle)
      : rightOfMany(output, target, start, count, this.outputs);
  }

  predict() {}
}

function largest(output, from, outputs) {
  let most = output[from];
  for (let i = from + 1; i < from + outputs; i += 1) if (output[i] > most) most = output[i];
  return most;
}

function rightOfTwo(output, target, start, count, middle) {
  let right = 0;
  for (let i = 0; i < count; i += 1) {
    if (output[i] > middle === target[start + i] > 0.5) right += 1;
  }
  return right;
}

function rightOfMany(output, target, start, count, outputs) {
  let right = 0;
  for (let from = 0; from < count * outputs; from += outputs) {
    let best = 0;
    for (let k = 1; k < outputs; k += 1) if (output[from + k] > output[from + best]) best = k;
    if (target[start + from + best] > 0.5) right += 1;
  }
  return right;
}

/** What makes a head of so many outputs, by the losses' ids in Python; for a curve where it says so. */
export const LOSSES = {
  cross_entropy: (outputs) => (outputs === 1 ? new TwoClasses() : new ManyClasses(outputs)),
  squared_error: (outputs, curve) => new MeanSquare(outputs, curve),
};

/** The head of a header: its loss, number of outputs, and whether the target is a curve. */
export function makeHead({ loss, outputs, curve }) {
  return LOSSES[loss](outputs, curve);
}
