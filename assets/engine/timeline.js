/** Snapshots of a run within a fixed budget of memory, so that any step is near one. */

const BUDGET = 64 * 2 ** 20;

/** What an update changes. */
const parts = ({ parameters, optimiser }) => [parameters, optimiser.state];

/** All that the next updates of networks depend on: the step, parameters and optimisers' states. */
export function pack(step, networks) {
  const all = networks.flatMap(parts);
  const snapshot = new Float64Array(all.reduce((sum, part) => sum + part.length, 1));
  snapshot[0] = step;
  let place = 1;
  for (const part of all) {
    snapshot.set(part, place);
    place += part.length;
  }
  return snapshot;
}

/** Lay a snapshot of `networks` out in those of `into` that there are; returns its step. */
export function unpack(snapshot, networks, into = networks) {
  let place = 1;
  networks.forEach((network, racer) => {
    const targets = into[racer] && parts(into[racer]);
    parts(network).forEach(({ length }, which) => {
      targets?.[which].set(snapshot.subarray(place, place + length));
      place += length;
    });
  });
  return snapshot[0];
}

/**
 * Snapshots at multiples of `interval` steps, which doubles when they outgrow the budget: every
 * other one then goes. The start always stays.
 */
export class Timeline {
  /**
   * @param {number} interval steps between snapshots at first
   * @param {number} budget bytes for all of them
   */
  constructor(interval, budget = BUDGET) {
    this.interval = interval;
    this.budget = budget;
    this.kept = [];
  }

  /** Bytes that the snapshots take. */
  get bytes() {
    return this.kept.reduce((sum, { snapshot }) => sum + snapshot.byteLength, 0);
  }

  /** The first step after `step` at which a snapshot is due. */
  next(step) {
    return (Math.floor(step / this.interval) + 1) * this.interval;
  }

  /** Keep what `make` returns, if one is due at `step` and none is kept; thin them if need be. */
  offer(step, make) {
    const last = this.kept.length > 0 ? this.kept[this.kept.length - 1].step : -1;
    if (step % this.interval !== 0 || step <= last) return;
    const snapshot = make();
    this.kept.push({ step, snapshot });
    while (this.kept.length > 1 && this.kept.length * snapshot.byteLength > this.budget) {
      this.interval *= 2;
      this.kept = this.kept.filter((each) => each.step % this.interval === 0);
    }
  }

  /** The last snapshot at or before `step`. */
  before(step) {
    return this.kept.findLast((each) => each.step <= step).snapshot;
  }

  /** Forget the snapshots after `step`. */
  cut(step) {
    this.kept = this.kept.filter((each) => each.step <= step);
  }
}
