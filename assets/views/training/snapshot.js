/**
 * The training lab's frames and what is derived from them. Those of the server hold numbers in
 * base64, which are read once; those of this device come from device_frame.js as they are used.
 */

const read = new WeakMap();

/** Little-endian numbers from base64; `Kind` is the typed array. */
export function numbers(text, Kind = Float32Array) {
  const bytes = Uint8Array.fromBase64
    ? Uint8Array.fromBase64(text)
    : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Kind(bytes.buffer, 0, bytes.length / Kind.BYTES_PER_ELEMENT);
}

/** The frame with its arrays, null if it is not of the run that the page shows. */
export function frameOf({ feed, inputs }) {
  if (!feed || feed.run !== inputs.run) return null;
  if (feed.engine === "browser") return feed;
  if (!read.has(feed)) read.set(feed, unpack(feed));
  return read.get(feed);
}

function unpack(feed) {
  const { history, z, unit } = feed;
  return {
    ...feed,
    plane: numbers(feed.plane, feed.kind === "curve" ? Float32Array : Uint8Array),
    sure: feed.sure ? numbers(feed.sure, Uint8Array) : null,
    firing: numbers(feed.firing),
    died: numbers(feed.died),
    gradient: numbers(feed.gradient),
    history: {
      steps: Array.from(numbers(history.steps, Int32Array)),
      loss: numbers(history.loss),
      test: numbers(history.test),
      dead: numbers(history.dead),
    },
    z: z && { ...z, counts: numbers(z.counts), f: z.f && numbers(z.f), df: z.df && numbers(z.df) },
    branches: [],
    unit: unit && { ...unit, incoming: numbers(unit.incoming), response: numbers(unit.response, Uint8Array) },
  };
}

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
