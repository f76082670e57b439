/** A randomized ReLU: the drawn lines and how their slopes are spread, or the one of the test. */

import { currentParameters } from "../../drawings/functions.js";
import { at, filled } from "../../drawings/traces.js";

const LEFT = -6;
const RIGHT = 2;
const BINS = 15;
const CURVE = 60;

/** Mean and test slope, range and density of the slope a, or 1/a, for a from U(low, high). */
export function law(low, high, divides) {
  const width = high - low;
  const middle = (low + high) / 2;
  if (!divides) {
    return { mean: middle, test: middle, range: [low, high], density: () => 1 / width };
  }
  return {
    mean: width > 0 ? Math.log1p(width / low) / width : 1 / low,
    test: 1 / middle,
    range: [1 / high, 1 / low],
    density: (slope) => 1 / (width * slope * slope),
  };
}

/** The slopes that numbers uniform in [0, 1) become. */
export function slopesOf(uniforms, low, high, divides) {
  const drawn = uniforms.map((uniform) => low + (high - low) * uniform);
  return divides ? drawn.map((divisor) => 1 / divisor) : drawn;
}

function histogram(slopes, [low, high]) {
  const width = (high - low) / BINS;
  if (!(width > 0)) return { x: [], y: [], highest: 0 };
  const counts = new Array(BINS).fill(0);
  for (const slope of slopes) {
    counts[Math.min(Math.max(Math.floor((slope - low) / width), 0), BINS - 1)] += 1;
  }
  const y = counts.map((count) => count / (slopes.length * width));
  const x = counts.map((_, index) => low + (index + 0.5) * width);
  return { x, y, width, highest: Math.max(...y) };
}

function outline({ range: [low, high], density }) {
  if (!(high > low)) return { x: [], y: [], highest: 0 };
  const x = Array.from({ length: CURVE + 1 }, (_, i) => low + ((high - low) * i) / CURVE);
  const y = x.map(density);
  return { x: [low, ...x, high], y: [0, ...y, 0], highest: Math.max(...y) };
}

export function draw(state) {
  const { figure, values, inputs } = state;
  const { uniforms, divides, training, names } = inputs;
  const ends = names.map((name) => values[name]);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const lawNow = law(low, high, divides);
  const slopes = slopesOf(uniforms.slice(0, values.draws ?? uniforms.length), low, high, divides);
  const [item] = state.functions;
  const bars = histogram(slopes, lawNow.range);
  const curve = outline(lawNow);
  // Room for the bars of few draws, whatever they are: the height must not jump at each draw.
  const top = (curve.highest || 1) * (training ? 2.2 : 1.3);
  const limit = lawNow.range[1] <= 0.5 ? 0.5 : 1;
  const upright = (x, height) => ({ x: [x, x], y: [0, height * top] });
  const { layout } = figure;
  const drawnMean = slopes.reduce((sum, slope) => sum + slope, 0) / slopes.length;
  const mean = { label: "E[slope]", role: "derivative", value: lawNow.mean, group: "f" };
  const test = { label: "test slope", role: "f", value: lawNow.test, group: "f" };
  return {
    ...filled(
      figure,
      {
        fan: training
          ? {
              x: slopes.flatMap(() => [LEFT, 0, null]),
              y: slopes.flatMap((slope) => [LEFT * slope, 0, null]),
              opacity: 0.75,
            }
          : { x: [], y: [] },
        test: training ? { x: [], y: [] } : at(item.value, currentParameters(item, values), [LEFT, 0]),
        right: { x: [0, RIGHT], y: [0, RIGHT] },
        histogram: training ? { ...bars } : { x: [], y: [] },
        density: { x: curve.x, y: curve.y },
        mean: training ? upright(lawNow.mean, 0.97) : { x: [], y: [] },
        "test-slope": upright(lawNow.test, training ? 0.85 : 0.97),
      },
      {
        xaxis2: { ...layout.xaxis2, range: [0, limit] },
        yaxis2: { ...layout.yaxis2, range: [0, top] },
      },
    ),
    readout: training
      ? [{ label: "drawn mean", role: "series-2", value: drawnMean, group: "f" }, mean, test]
      : [test],
  };
}
