/** Optimisers of one flat array that holds every parameter of a racer. */

/** Plain gradient descent. */
class Descent {
  constructor() {
    this.state = new Float64Array(0);
  }

  /** w ← w - rate·g. */
  step(weights, gradients, rate) {
    for (let i = 0; i < weights.length; i += 1) weights[i] -= gradients[i] * rate;
  }
}

/** v ← μ v + g, w ← w - rate·v. */
class Momentum {
  constructor(count, { momentum }) {
    this.state = new Float64Array(count);
    this.momentum = momentum;
  }

  step(weights, gradients, rate) {
    const { state: velocities, momentum } = this;
    for (let i = 0; i < weights.length; i += 1) {
      const velocity = velocities[i] * momentum + gradients[i];
      velocities[i] = velocity;
      weights[i] -= velocity * rate;
    }
  }
}

/** Kingma & Ba 2015, with bias correction. `state` holds the means, then the mean squares. */
class Adam {
  constructor(count, { beta_1, beta_2, epsilon }) {
    this.state = new Float64Array(2 * count);
    Object.assign(this, { beta1: beta_1, beta2: beta_2, epsilon });
  }

  /** w ← w - rate·m̂ / (√v̂ + ε); `updates` counts this one. */
  step(weights, gradients, rate, updates) {
    const { state, beta1, beta2, epsilon } = this;
    const count = weights.length;
    const factor = -rate / (1 - beta1 ** updates);
    const corrected = Math.sqrt(1 - beta2 ** updates);
    for (let i = 0; i < count; i += 1) {
      const gradient = gradients[i];
      const mean = state[i] + (1 - beta1) * (gradient - state[i]);
      const square = state[count + i] * beta2 + (1 - beta2) * gradient * gradient;
      state[i] = mean;
      state[count + i] = square;
      weights[i] += (factor * mean) / (Math.sqrt(square) / corrected + epsilon);
    }
  }
}

/** By their ids in Python. */
export const OPTIMISERS = { sgd: Descent, momentum: Momentum, adam: Adam };

/** The optimiser of a header for `count` parameters. `state` is kept from step to step. */
export function makeOptimiser(optimiser, count) {
  return new OPTIMISERS[optimiser.name](count, optimiser);
}
