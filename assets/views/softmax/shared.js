/** What the drawings of the Softmax page share: the present logits, texts and bars. */

/** The logits as the sliders have them; {inputs, values} of a live figure's state. */
export function presentLogits({ inputs, values }) {
  return inputs.names.map((_name, index) => values[`z${index}`]);
}

/** The temperature: a slider's, or 0 or Infinity while a limit is on and nobody moved the slider. */
export function presentTemperature({ inputs, values }) {
  if (inputs.limit && values.T === inputs.limit_at) {
    return inputs.limit === "one-hot" ? 0 : Infinity;
  }
  return values.T;
}

/** `digits` decimals, ∞ and NaN by name, a true minus sign, no minus zero. */
export function decimals(value, digits = 4) {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const text = size >= 1e6 ? value.toExponential(3) : value.toFixed(digits);
  return (Number(text) === 0 ? text.replace("-", "") : text).replaceAll("-", "−");
}

/** The shortest text of a number a visitor set. */
export function exact(value) {
  return String(Number(value.toPrecision(10))).replaceAll("-", "−");
}

/** Small numbers with four significant digits. */
export function significant(value) {
  if (!Number.isFinite(value)) return decimals(value);
  if (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e6)) {
    return value.toExponential(2).replaceAll("-", "−");
  }
  return decimals(value);
}

/**
 * The traces of a figure with the live ones replaced.
 * @param {object} figure
 * @param {object} found new properties by the trace's `meta.live`; null hides a trace
 */
export function replaced(figure, found) {
  return figure.data.map((trace) => {
    const change = found[trace.meta?.live];
    if (change === undefined) return trace;
    return change === null ? { ...trace, x: [], y: [], visible: false } : { ...trace, ...change };
  });
}

/** Texts above bars: where a bar leaves the frame its number stays inside. */
export function barLabels(places, heights, texts, [low, high]) {
  const inside = (height) => Math.min(Math.max(Number.isFinite(height) ? height : 0, low), high);
  const below = 0.02 * (high - low);
  return {
    x: places,
    y: heights.map((height) => {
      if (height === -Infinity || height <= low) return low;
      return inside(height) - (height < 0 ? below : 0);
    }),
    text: texts,
    textposition: heights.map((height) =>
      height < 0 ? (height <= low ? "top center" : "bottom center") : "top center",
    ),
  };
}
