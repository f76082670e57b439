/** How a run went: probes at regular steps, thinned as the run grows. */

const FIRST_INTERVAL = 20;
const MOST_ROWS = 150;
const KEPT = [
  "loss", "testLoss", "accuracy", "testAccuracy", "dead", "silent", "saturated", "asleep",
  "gradientNorm", "deltaNorm",
];

/**
 * Rows {step, racers: [numbers or null]} at multiples of `interval` steps, at most 150, every other
 * one dropped when full; as `actviz/training/lab/history.py` has it.
 */
export class History {
  constructor(racers, hidden, stepsPerEpoch) {
    this.interval = FIRST_INTERVAL * Math.ceil(stepsPerEpoch / FIRST_INTERVAL);
    this.rows = [];
    /** By racer and hidden layer the step by which a dead unit was dead, NaN of a living one. */
    this.diedAt = Array.from({ length: racers }, () =>
      hidden.map((width) => new Float64Array(width).fill(NaN)));
    this.records = [];
  }

  /** The first step after `step` at which a row is due. */
  next(step) {
    return (Math.floor(step / this.interval) + 1) * this.interval;
  }

  /** Keep a row of the racers' probes, unless it is kept, and thin the rows if there are many. */
  add(step, probes) {
    this.see(step, probes);
    const last = this.rows.length > 0 ? this.rows[this.rows.length - 1].step : -1;
    if (step <= last) return;
    this.rows.push({
      step,
      racers: probes.map((found) =>
        found && Object.fromEntries(KEPT.map((name) => [name, found[name]]))),
    });
    this._remember(step, probes);
    if (this.rows.length < MOST_ROWS) return;
    this.interval *= 2;
    this.rows = this.rows.filter((row) => row.step % this.interval === 0);
  }

  /** Note which units are dead now; one that came back to life counts from its next death. */
  see(step, probes) {
    probes.forEach((found, racer) => {
      this.diedAt[racer].forEach((died, layer) => {
        for (let unit = 0; unit < died.length; unit += 1) {
          if (!found || found.deadUnits[layer][unit] === 0) died[unit] = NaN;
          else if (!(died[unit] <= step)) died[unit] = step;
        }
      });
    });
  }

  // Thinning must not move a first passage: only rises of a racer's record are kept, for good.
  _remember(step, probes) {
    const known = this.records.length > 0 ? this.records[this.records.length - 1].best : [];
    const best = probes.map((found, racer) =>
      Math.max(known[racer] ?? -1, found && found.accuracy >= 0 ? found.accuracy : -1));
    if (best.some((value, racer) => value > (known[racer] ?? -1))) this.records.push({ step, best });
  }

  /** First probed step at which a racer had at least `accuracy`, null for none. */
  firstWith(accuracy, racer) {
    return this.records.find(({ best }) => best[racer] >= accuracy)?.step ?? null;
  }

  /** Forget what came after `step`; returns the rows that went. */
  cut(step) {
    const gone = this.rows.filter((row) => row.step > step);
    this.rows = this.rows.filter((row) => row.step <= step);
    this.records = this.records.filter((record) => record.step <= step);
    return gone;
  }
}
