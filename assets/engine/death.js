/** When a unit died: the steps are done again, so that the answer is exact. */

import { DEAD_SLOPE } from "./probe.js";
import { unpack } from "./timeline.js";
import { MEASURE } from "./units.js";
import { CAPACITY } from "./workspace.js";

/**
 * The first step from which on a unit has been dead until the present one: a generator that yields,
 * after each step that it looked at, the step from which on the unit is known to be dead. It
 * returns null of a unit that is alive, or of a racer that has diverged.
 *
 * A unit may come back to life between any two steps, so every step is looked at, backwards from
 * snapshot to snapshot. The run itself stays where it is, and must rest meanwhile.
 */
export function* deathOf(run, racer, layer, unit) {
  if (run.diverged(racer)) return null;
  const network = run.twin(racer);
  network.parameters.set(run.networks[racer].parameters);
  const watch = new Watch(network, run.train, layer, unit);
  const slope = watch.largestSlope();
  if (slope > DEAD_SLOPE) return null;
  const kept = run.timeline.kept.filter(({ step }) => step <= run.step);
  const lay = (snapshot) => unpack(snapshot, run.networks, { [racer]: network });
  let known = run.step;
  let place = kept.length - 1;
  if (slope === 0 && isFrozen(run, racer, layer)) {
    // Once no slope is left none ever comes back, so the first such snapshot is found by halving.
    let low = 0;
    let high = kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      lay(kept[middle].snapshot);
      if (watch.largestSlope() === 0) high = middle;
      else low = middle + 1;
      yield known;
    }
    if (high < kept.length) known = kept[high].step;
    place = high - 1;
  }
  for (; place >= 0; place -= 1) {
    const first = lay(kept[place].snapshot);
    let alive = -1;
    for (let step = first; step < known; step += 1) {
      if (watch.largestSlope() > DEAD_SLOPE) alive = step;
      run.batches.lay(step);
      run.batches.train(network, run.rateAt(step), step);
      yield known;
    }
    if (alive >= 0) return alive + 1;
    known = first;
  }
  return 0;
}

/** Whether a unit of the layer stays as it is when no gradient reaches it: then nothing moves it. */
function isFrozen({ header }, racer, layer) {
  const { optimiser, l1, l2, racers } = header;
  const pushed = optimiser.name !== "sgd" || l1 > 0 || l2 > 0;
  const { learned, sampled } = racers[racer];
  return layer === 0 && !pushed && learned.length === 0 && !sampled;
}

/** A unit on the whole training set. */
class Watch {
  constructor(network, { features, count }, layer, unit) {
    Object.assign(this, { network, features, count, layer, unit });
    this.part = 0;
  }

  /** The largest |f′(z)| over the examples, or the first that is alive. */
  largestSlope() {
    const { network, features, count, layer, unit } = this;
    const slopes = network.space.slopes[layer];
    const width = network.units.hidden[layer];
    const parts = Math.ceil(count / CAPACITY);
    let largest = 0;
    for (let seen = 0; seen < parts; seen += 1) {
      // The part that showed life last is asked first.
      const part = (this.part + seen) % parts;
      const from = part * CAPACITY;
      const size = Math.min(CAPACITY, count - from);
      network.forward(features, from, size, MEASURE, 0, 0, layer);
      for (let i = unit; i < size * width; i += width) {
        largest = Math.max(largest, Math.abs(slopes[i]));
        if (largest > DEAD_SLOPE) {
          this.part = part;
          return largest;
        }
      }
    }
    return largest;
  }
}
