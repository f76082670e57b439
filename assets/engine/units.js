/** What a hidden layer does to its pre-activations, forward and back. */

import { compile } from "../maths/derived.js";
import { SLOPES, uniform } from "./random.js";

/** Why a pass is made: to update, to measure with slopes, or for the outputs alone. */
export const TRAIN = 0;
export const MEASURE = 1;
export const VALUE = 2;

/**
 * An activation of the catalogue, or the visitor's own.
 *
 * `learned[layer]` and `gradients[layer]` hold an array for each learned parameter, of one number
 * or one for each unit.
 */
export class Elementwise {
  constructor(racer, hidden, workspace, learned, gradients, seed) {
    this.hidden = hidden;
    this.space = workspace;
    this.sampled = racer.sampled;
    this.seed = seed;
    this.learned = learned;
    this.gradients = gradients;
    this.train = compile(racer.loops.train);
    this.measure = compile(racer.loops.measure);
    this.value = compile(racer.loops.value);
    const { outputs, slopes, by, drawn } = workspace;
    this.results = hidden.map((_, layer) => [
      outputs[layer],
      slopes[layer],
      ...by[layer].slice(0, racer.learned.length),
    ]);
    this.given = hidden.map((_, layer) => (racer.sampled ? [drawn[layer]] : learned[layer]));
  }

  /** Outputs, and but for VALUE slopes, of `count` examples, the batch's from `first` on. */
  forward(layer, count, pass, step, first) {
    const units = this.hidden[layer];
    const length = count * units;
    const z = this.space.z[layer];
    if (pass === TRAIN) {
      if (this.sampled) {
        uniform(this.seed, SLOPES + layer, step, first * units, length, this.space.drawn[layer]);
      }
      this.train(length, units, z, this.results[layer], this.given[layer]);
    } else if (pass === MEASURE) {
      this.measure(length, units, z, this.results[layer], this.learned[layer]);
    } else {
      this.value(length, units, z, this.results[layer], this.learned[layer]);
    }
  }

  /** The gradient by z in `deltas`; adds to the learned parameters' gradients. */
  backward(layer, count) {
    const units = this.hidden[layer];
    const length = count * units;
    const back = this.space.back[layer];
    const slopes = this.space.slopes[layer];
    const gradients = this.gradients[layer];
    for (let which = 0; which < gradients.length; which += 1) {
      addByUnit(back, this.space.by[layer][which], units, length, gradients[which]);
    }
    for (let i = 0; i < length; i += 1) back[i] *= slopes[i];
  }
}

function addByUnit(back, by, units, length, gradient) {
  if (gradient.length === 1) {
    let sum = 0;
    for (let i = 0; i < length; i += 1) sum += back[i] * by[i];
    gradient[0] += sum;
    return;
  }
  for (let from = 0; from < length; from += units) {
    for (let unit = 0; unit < units; unit += 1) {
      gradient[unit] += back[from + unit] * by[from + unit];
    }
  }
}

/** The largest of k linear pieces; its gradient goes to the piece that won, the first of equals. */
export class Maxout {
  constructor(racer, hidden, workspace) {
    this.pieces = racer.pieces;
    this.hidden = hidden;
    this.space = workspace;
    for (const slopes of workspace.slopes) slopes.fill(1);
  }

  forward(layer, count) {
    const { pieces } = this;
    const z = this.space.z[layer];
    const outputs = this.space.outputs[layer];
    const winners = this.space.winners[layer];
    const length = count * this.hidden[layer];
    for (let i = 0, from = 0; i < length; i += 1, from += pieces) {
      let most = z[from];
      let winner = 0;
      for (let piece = 1; piece < pieces; piece += 1) {
        if (z[from + piece] > most) {
          most = z[from + piece];
          winner = piece;
        }
      }
      outputs[i] = most;
      winners[i] = winner;
    }
  }

  backward(layer, count) {
    const { pieces } = this;
    const back = this.space.back[layer];
    const deltas = this.space.deltas[layer];
    const winners = this.space.winners[layer];
    const length = count * this.hidden[layer];
    deltas.fill(0, 0, length * pieces);
    for (let i = 0; i < length; i += 1) deltas[i * pieces + winners[i]] = back[i];
  }
}
