/** How a run went: probes at regular steps, thinned as the run grows. */

const FIRST_INTERVAL = 20;
const MOST_ROWS = 150;
const MOST_TURNS = 64;
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
    /** The row of the last step that was shown, if it is beyond the others. */
    this.tip = null;
    /** By racer, hidden layer and unit the rows' steps by which it was dead, alive, dead, … */
    this.turns = Array.from({ length: racers }, () =>
      hidden.map((width) => Array.from({ length: width }, () => [])));
    this.records = [];
    /** Of a run that is trained elsewhere, what `firstWith` returns of each racer. */
    this.reached = null;
  }

  /** The first step after `step` at which a row is due. */
  next(step) {
    return (Math.floor(step / this.interval) + 1) * this.interval;
  }

  /** Whether a row is due at `step` and none is kept. */
  wants(step) {
    return step % this.interval === 0 && step > (this.rows.at(-1)?.step ?? -1);
  }

  /** Keep a row of the racers' probes, and thin the rows if there are many. */
  add(step, probes) {
    this.rows.push(row(step, probes));
    this._see(step, probes);
    this._remember(step, probes);
    if (this.rows.length < MOST_ROWS) return;
    this.interval *= 2;
    this.rows = this.rows.filter((row) => row.step % this.interval === 0);
  }

  /**
   * Take what is known of a run that is trained elsewhere: rows, which may be here already, the
   * steps between them, by racer the first step with an accuracy that is asked for, and by racer and
   * unit the step by which it was dead, or -1.
   */
  lay({ rows, interval, reached, died }) {
    const byStep = new Map([...this.rows, ...rows].map((each) => [each.step, each]));
    const kept = [...byStep.values()].filter(({ step }) => step % interval === 0);
    this.rows = kept.sort((one, other) => one.step - other.step);
    Object.assign(this, { interval, reached });
    this.turns.flat(2).forEach((turns, place) => {
      const before = turns.length > 0 ? turns[turns.length - 1] : -1;
      if (turns.length % 2 === 0 && died[place] > before) turns.push(died[place]);
    });
  }

  /** Take the probes of a step that is shown: the lines of the charts end at the last of them. */
  show(step, probes) {
    if (this.reached) this._see(step, probes);
    if (step >= (this.tip?.step ?? 0)) this.tip = row(step, probes);
  }

  /** The rows, and the last step that was shown. */
  get line() {
    const last = this.rows.at(-1).step;
    return this.tip?.step > last ? [...this.rows, this.tip] : this.rows;
  }

  _see(step, probes) {
    probes.forEach((found, racer) => found?.deadUnits.forEach((dead, layer) => {
      for (let unit = 0; unit < dead.length; unit += 1) {
        const turns = this.turns[racer][layer][unit];
        if (dead[unit] === turns.length % 2) continue;
        turns.push(step);
        if (turns.length > MOST_TURNS) turns.splice(0, 2);
      }
    }));
  }

  /**
   * By hidden layer and unit the row's step by which a unit that is dead at `step` was dead, at the
   * latest `step` itself; NaN of a living one. `found` is the racer's probe at that step.
   */
  diedAt(racer, step, found) {
    return this.turns[racer].map((units, layer) => Float64Array.from(units, (turns, unit) => {
      if (!found?.deadUnits[layer][unit]) return NaN;
      const before = turns.filter((turn) => turn <= step);
      return before.length % 2 === 1 ? before.at(-1) : step;
    }));
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
    if (this.reached) return this.reached[racer];
    return this.records.find(({ best }) => best[racer] >= accuracy)?.step ?? null;
  }

  /** Forget what came after `step`; returns the line as it was from the last row before it on. */
  cut(step) {
    const { line } = this;
    this.rows = this.rows.filter((row) => row.step <= step);
    this.tip = null;
    this.records = this.records.filter((record) => record.step <= step);
    for (const turns of this.turns.flat(2)) while (turns.at(-1) > step) turns.pop();
    return line.filter((row) => row.step >= this.rows.at(-1).step);
  }
}

function row(step, probes) {
  const kept = (found) => Object.fromEntries(KEPT.map((name) => [name, found[name]]));
  return { step, racers: probes.map((found) => found && kept(found)) };
}
