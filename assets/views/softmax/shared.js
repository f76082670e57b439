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
