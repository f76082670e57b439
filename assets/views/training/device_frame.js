/** A frame of the pictures from what the engine says of its run, whoever trains it. */

import { compile } from "../../maths/derived.js";
import { shareOfUnits } from "../../engine/summary.js";
import { camel } from "./device_files.js";

const BINS = 48;
const CURVE_POINTS = 97;
const REACHED = 0.95; // accuracy, of which the table says when a racer had it first
const MOST_EXAMPLES = 200; // of which pre-activations are counted
const SMALLEST_LIMIT = 4; // of the histogram's axis
const BEYOND = 0.02; // share of the pre-activations that may lie outside it
// Grid points of all racers' planes together, and along the side of one.
const GRID_POINTS = 15_000;
const [SMALLEST_SIDE, LARGEST_SIDE] = [24, 56];

/** What the worker is to put into its frame, see `frame.js` of the engine, with some racers' planes. */
export function wanted({ header, racer, layer, unit }, outputs) {
  return {
    outputs,
    probe: true,
    died: racer,
    reached: REACHED,
    charts: true,
    learned: true,
    moved: true,
    z: { racer, layer, most: Math.min(MOST_EXAMPLES, header.train.count) },
    units: unit ? { racer, layer: unit.layer } : undefined,
    incoming: unit ? { racer, ...unit } : undefined,
  };
}

/** Grid points along each side of a plane, where there are so many racers. */
export function sideOf(racers) {
  const side = Math.floor(Math.sqrt(GRID_POINTS / racers));
  return Math.min(Math.max(side, SMALLEST_SIDE), LARGEST_SIDE);
}

/** The standardised features of the pictures' grid, (points × inputs), from its corners. */
export function gridOf([origin, right, up], side) {
  const rows = up ? side : 1;
  const grid = new Float64Array(side * rows * origin.length);
  let i = 0;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < side; column += 1) {
      for (let input = 0; input < origin.length; input += 1, i += 1) {
        grid[i] = origin[input] + (column / (side - 1)) * (right[input] - origin[input]);
        if (up) grid[i] += (row / (side - 1)) * (up[input] - origin[input]);
      }
    }
  }
  return grid;
}

/**
 * @param {object} content what the engine's `frame` returned, with the state of its run
 * @param {object} trainer its {run, elsewhere, header, look, racer, layer, unit}; `limitOfZ`, the end of the
 *   histogram's axis, grows
 */
export function frameFrom(content, trainer) {
  const { header, racer, layer } = trainer;
  const { probes } = content;
  const layers = header.hidden.length + 1;
  const numbers = measured(probes, header.hidden, trainer.look.measures);
  const units = (find) => {
    const found = probes[racer];
    return Float32Array.from(header.hidden.flatMap((width, place) =>
      found ? Array.from(find(found, place)) : new Array(width).fill(NaN)));
  };
  return {
    engine: trainer.elsewhere ? "torch" : "browser",
    run: trainer.run,
    step: content.step,
    epoch: content.epoch,
    seconds: content.seconds,
    running: content.running,
    racer,
    layer,
    diverged: Object.fromEntries(
      content.divergedAt.flatMap((step, place) => (step === null ? [] : [[place, step]])),
    ),
    ...numbers,
    exact: { loss: numbers.loss[racer], dead: numbers.dead[racer] },
    reached: content.reached,
    firing: units((found, place) => found.firing[place]),
    died: Float32Array.from(content.died.flatMap((layer) => Array.from(layer))),
    gradient: Float32Array.from(probes.flatMap((found) =>
      found ? found.gradientNorm : new Array(layers).fill(NaN))),
    rates: content.charts.rates.filter(([step]) => step > 0),
    learned: learned(content, trainer),
    history: linesFrom(content.charts),
    branches: trainer.rewind.branches.map(({ from, rate, lines }) => ({
      from, rate, ...linesFrom(lines),
    })),
    z: histogram(content, trainer),
    unit: response(content, trainer),
    ...plane(content, trainer),
  };
}

const linesFrom = ({ steps, loss, test, dead }) => ({ steps: Array.from(steps), loss, test, dead });

/** By measure a number for each racer, null where there is none. */
function measured(probes, hidden, measures) {
  return Object.fromEntries(Object.entries(measures).map(([name, layered]) => {
    const key = camel(name);
    return [name, probes.map((found) => {
      const value = found && (layered ? shareOfUnits(found[key], hidden) : found[key]);
      return Number.isFinite(value) ? value : null;
    })];
  }));
}

function learned({ learned: found, divergedAt }, { look }) {
  return found.flatMap((parameters, racer) =>
    (divergedAt[racer] !== null ? [] : parameters).map(({ name, layers }) => ({
      racer,
      symbol: look.symbols[racer][name],
      layers,
    })));
}

/** Class regions as bytes and how sure they are, or lines as shares of the picture's height. */
function plane({ outputs: values }, { header, look }) {
  const side = sideOf(header.racers.length);
  const { outputs } = header;
  if (look.corners.length === 2) {
    const [low, high] = look.range;
    // Far outside the picture a line may end anywhere.
    const shares = values.map((value) => Math.min(Math.max((value - low) / (high - low), -9), 10));
    return { kind: "curve", side, outputs, plane: shares, sure: null };
  }
  const clipped = (value) => (Number.isNaN(value) ? 0.5 : Math.min(Math.max(value, 0), 1));
  if (outputs === 1) {
    const bytes = Uint8Array.from(values, (value) => Math.round(255 * clipped(value)));
    return { kind: "field", side, outputs, plane: bytes, sure: null };
  }
  const points = values.length / outputs;
  const best = new Uint8Array(points);
  const sure = new Uint8Array(points);
  const chance = 1 / outputs;
  for (let point = 0; point < points; point += 1) {
    let most = -1;
    for (let output = 0; output < outputs; output += 1) {
      const share = clipped(values[point * outputs + output]);
      if (share > most) {
        most = share;
        best[point] = output;
      }
    }
    sure[point] = Math.round(255 * Math.max(0, (most - chance) / (1 - chance)));
  }
  return { kind: "field", side, outputs, plane: best, sure };
}

function histogram({ z, learned: found }, trainer) {
  const { header, racer, layer } = trainer;
  if (!z.every(Number.isFinite)) return null;
  // The axis only ever widens, and in large steps: a picture that rescales hides the motion.
  const beyond = (limit) => z.reduce((count, value) => count + (Math.abs(value) > limit), 0);
  trainer.limitOfZ = Math.max(trainer.limitOfZ, SMALLEST_LIMIT);
  while (beyond(trainer.limitOfZ) > BEYOND * z.length) trainer.limitOfZ *= 2;
  const limit = trainer.limitOfZ;
  const counts = new Float32Array(BINS);
  for (const value of z) {
    const bin = Math.floor((BINS * (value + limit)) / (2 * limit));
    counts[Math.min(Math.max(bin, 0), BINS - 1)] += 1 / z.length;
  }
  return { low: -limit, high: limit, counts, ...curves(header.racers[racer], found[racer], layer, limit) };
}

/** f and f′ of a racer with the mean of what its layer has learned; of maxout none. */
function curves({ loops }, learnedOnes, layer, limit) {
  if (!loops) return {};
  const x = Float64Array.from({ length: CURVE_POINTS }, (_, place) =>
    limit * ((2 * place) / (CURVE_POINTS - 1) - 1));
  const means = learnedOnes.map(({ layers }) => Float64Array.of(layers[layer][0]));
  const results = Array.from({ length: 2 + means.length }, () => new Float64Array(CURVE_POINTS));
  compile(loops.measure)(CURVE_POINTS, 1, x, results, means);
  return { f: results[0], df: results[1] };
}

function response({ units, incoming }, { header, look, unit }) {
  if (!unit || !units) return null;
  const width = header.hidden[unit.layer];
  const values = Float64Array.from({ length: units.length / width }, (_, point) =>
    units[point * width + unit.unit]);
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  if (!values.every(Number.isFinite)) return null;
  return {
    ...unit,
    incoming,
    rows: look.corners.length === 2 ? 1 : sideOf(header.racers.length),
    response: Uint8Array.from(values, (value) =>
      (high > low ? Math.round((255 * (value - low)) / (high - low)) : 0)),
  };
}
