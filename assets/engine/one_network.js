/** One network on its own, without a history: what a map trains in each of its cells. */

import { Batches } from "./batches.js";
import { makeHead } from "./heads.js";
import { Network } from "./network.js";
import { probe } from "./probe.js";
import { shareOfUnits } from "./summary.js";
import { Workspace } from "./workspace.js";

const TURN = 32; // updates between two moments at which it may be left
const NO_TEST = { features: new Float64Array(0), targets: new Float64Array(0), count: 0 };

/** The first racer of a run's header, at step 0. */
class OneNetwork {
  constructor(header, buffer) {
    const array = ([start, count]) => new Float64Array(buffer, 8 * start, count);
    const { features, targets, count } = header.train;
    const [racer] = header.racers;
    const head = makeHead(header);
    const { pieces, learned, sampled } = racer;
    this.hidden = header.hidden;
    this.rate = header.learning_rate;
    this.train = { features: array(features), targets: array(targets), count };
    this.batches = new Batches(
      this.train, header.inputs, head.outputs, header.batch_size, header.seed,
    );
    const space = new Workspace(header.hidden, head.outputs, pieces, learned.length, sampled);
    this.network = new Network(racer, header, array(header.start[pieces]), head, space);
    this.step = 0;
  }

  advance(end) {
    for (; this.step < end; this.step += 1) {
      this.batches.lay(this.step);
      this.batches.train(this.network, this.rate, this.step);
    }
  }

  /** What is known of it at this step, by unit too; null if a number is not finite. */
  look() {
    const found = probe(this.network, this.train, NO_TEST);
    if (!found) return null;
    const share = (shares) => shareOfUnits(shares, this.hidden);
    return {
      units: found.deadUnits.flatMap((layer) => Array.from(layer)),
      measured: {
        dead: share(found.dead),
        asleep: share(found.asleep),
        saturated: share(found.saturated),
        accuracy: found.accuracy,
        loss: found.loss,
      },
    };
  }
}

/**
 * Trains a network to its last step, as `actviz/training/sweep/networks.py` does: it looks at the
 * steps 1, 2, 4, … and the last whether a number is not finite and whether a unit has died.
 * Yields between updates; returns by measure a number, NaN where there is none.
 */
export function* outcome(header, buffer, steps) {
  const one = new OneNetwork(header, buffer);
  const found = { born_dead: NaN, first_death: NaN, diverged: 0 };
  const none = { dead: NaN, asleep: NaN, saturated: NaN, accuracy: NaN, loss: NaN };
  const birth = one.look();
  if (!birth) return { ...found, ...none, diverged: 1 };
  found.born_dead = birth.measured.dead;
  let now = birth;
  for (let next = 1; one.step < steps; next *= 2) {
    const end = Math.min(next, steps);
    while (one.step < end) {
      one.advance(Math.min(one.step + TURN, end));
      yield;
    }
    now = one.look();
    if (!now) return { ...found, ...none, diverged: 1 };
    const died = now.units.some((dead, unit) => dead && !birth.units[unit]);
    if (died && Number.isNaN(found.first_death)) found.first_death = one.step;
  }
  return { ...found, ...now.measured };
}
