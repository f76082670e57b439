/** The training lab's frames, as device_frame.js makes them, and how their numbers are shown. */

/** The frame, null if it is not of the run that the page shows. */
export const frameOf = ({ feed, inputs }) => (feed?.run === inputs.run ? feed : null);

/** One racer's column of a history's rows, times `scale`; null where there is no number. */
export function column(values, racers, racer, scale = 1) {
  const result = new Array(values.length / racers);
  for (let row = 0; row < result.length; row += 1) {
    const value = values[row * racers + racer];
    result[row] = Number.isFinite(value) ? value * scale : null;
  }
  return result;
}

/** The end of an axis of steps: the stop, or a round number that the run has not reached. */
export function lastStep(step, stop) {
  if (stop > 0 && step <= stop) return stop;
  const power = 10 ** Math.floor(Math.log10(Math.max(step, 10)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((end) => end >= step);
}

/** Whole decades around positive numbers, as exponents [low, high], at least one apart. */
export function decades(values, low = Infinity, high = -Infinity) {
  for (const value of values) {
    if (value > 0 && value < Infinity) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (high <= 0) return [-1, 0];
  const bottom = Math.floor(Math.log10(low));
  return [Math.max(bottom, -12), Math.max(Math.ceil(Math.log10(high)), bottom + 1)];
}

const whole = new Intl.NumberFormat("en");

/** 1,240 */
export const steps = (value) => whole.format(value);

/** A share of 1 as "42 %", "—" where there is none. */
export const percent = (value) => (value === null ? "—" : `${Math.round(100 * value)} %`);

/** Three significant digits, "—" where there is no number. */
export function short(value) {
  if (value === null) return "—";
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-3 || size >= 1e4)
    ? value.toExponential(1)
    : value.toPrecision(3);
  return text.replace("-", "−");
}

/** What the dead fraction is of a racer, in words where it is no number. */
export function deadText(frame, inputs, racer) {
  if (racer in frame.diverged) return "diverged";
  if (!inputs.racers[racer].can_die) return "cannot die";
  return percent(frame.dead[racer]);
}

/** The units of a layer as [first, end) of the frame's `firing` and `died`. */
export function unitsOf(inputs, layer) {
  const first = inputs.hidden.slice(0, layer).reduce((sum, width) => sum + width, 0);
  return [first, first + inputs.hidden[layer]];
}
