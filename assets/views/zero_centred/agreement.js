/** The lab's run, watched update by update: how the gradients into the second layer agree. */

import { scores } from "../../engine/probe.js";
import { createRun } from "../../engine/run.js";

const LAYER = 1; // the second one

/**
 * The share of a layer's units whose gradients by their incoming weights all have one sign, where 0
 * counts as either; of the units that get a gradient at all, NaN if there is none or one is not finite.
 * @param {Float64Array} gradients inputs × units
 */
export function oneSignShare(gradients, inputs, units) {
  let [agreeing, moved] = [0, 0];
  for (let unit = 0; unit < units; unit += 1) {
    let [lowest, highest] = [0, 0];
    for (let input = 0; input < inputs; input += 1) {
      const gradient = gradients[input * units + unit];
      if (!Number.isFinite(gradient)) return NaN;
      lowest = Math.min(lowest, gradient);
      highest = Math.max(highest, gradient);
    }
    if (lowest === 0 && highest === 0) continue;
    moved += 1;
    if (lowest === 0 || highest === 0) agreeing += 1;
  }
  return moved > 0 ? agreeing / moved : NaN;
}

/** A run of the lab that keeps each update's shares by racer, and losses now and then. */
export class Watched {
  /**
   * @param {object} header what `actviz.training.browser_run` says of the run
   * @param {ArrayBuffer} block its numbers
   * @param {number} rate the learning rate
   */
  constructor(header, block, rate) {
    // Not by its own `advance`: at rows of its history a probe takes the gradients' place.
    this.run = createRun({ ...header, learning_rate: rate }, block, 0);
    this.step = 0;
    this.shares = header.racers.map(() => []);
    this.losses = { steps: [], racers: header.racers.map(() => []) };
    this.look();
  }

  /** Take updates, and the losses behind the last. */
  advance(updates) {
    const { batches, networks, rate } = this.run;
    for (const end = this.step + updates; this.step < end; this.step += 1) {
      batches.lay(this.step);
      networks.forEach((network, racer) => {
        batches.train(network, rate, this.step);
        const { weightGradients, inputs, columns } = network;
        this.shares[racer].push(oneSignShare(weightGradients[LAYER], inputs[LAYER], columns[LAYER]));
      });
    }
    this.look();
  }

  look() {
    const { run, losses } = this;
    losses.steps.push(this.step);
    run.networks.forEach((network, racer) => losses.racers[racer].push(scores(network, run.train).loss));
  }
}
