/** Signal and gradient by layer, measured and predicted, and the plane of all such networks. */

import { currentParameters } from "../../drawings/functions.js";
import { significant } from "../../drawings/numbers.js";
import { filled, veiled } from "../../drawings/traces.js";
import { Questions } from "../../live_figure/work/questions.js";
import { depthScale, fixedPoint } from "../../maths/mean_field.js";
import { arranged } from "./layout.js";
import { deltaFactor } from "./network.js";
import { plane, theory } from "./plane.js";

const WORKER = "views/saturation/worker.js";
const SERIES = { scale: "f", delta: "derivative", weight: "probe", slopes: "mark" };
const FLOOR = -320; // decades: below, a double is 0

/** Asks for the network that is shown after each redraw. */
export function watch(figure) {
  figure.measuring = new Questions(figure.data.feed, WORKER, (error) => figure.fail(error));
  return () => figure.measuring.end();
}

export function shown(figure, state) {
  const { key, question } = asked(state);
  figure.measuring.ask(key, question);
  const { root } = figure;
  const { feed } = state;
  const settled = Boolean(feed?.complete && feed.key === key);
  root.dataset.running = !settled;
  const { chi } = predicted(state);
  root.dataset.chi = chi;
  if (settled) root.dataset.deltaFactor = overSeeds(feed.runs.map(({ delta }) => deltaFactor(delta)));
  else delete root.dataset.deltaFactor;
}

/** What the worker is to measure, and a text that is the same for the same network. */
function asked({ functions, values, inputs }) {
  const [fn] = functions;
  const question = {
    source: fn.source,
    loop: inputs.loop,
    parameters: currentParameters(fn, values),
    depth: Math.round(values.depth),
    width: Math.round(values.width),
    sigmaW: values.sigma_w,
    sigmaB: values.sigma_b,
    orthogonal: inputs.orthogonal,
    seed: inputs.seed,
    seeds: inputs.seeds,
    examples: inputs.examples,
  };
  return { key: JSON.stringify(question), question };
}

let latest = { key: "", result: null };

/** Mean-field theory of the network at the sliders: by layer, and at the fixed point. */
export function predicted({ functions, values }) {
  const [fn] = functions;
  const parameters = currentParameters(fn, values);
  const { sigma_w: sigmaW, sigma_b: sigmaB } = values;
  const depth = Math.round(values.depth);
  const key = JSON.stringify([fn.source, parameters, depth, sigmaW, sigmaB]);
  if (latest.key === key) return latest.result;
  const known = theory(fn, parameters);
  const [w, b] = [sigmaW ** 2, sigmaB ** 2];
  const layers = [];
  for (let q = w + b; layers.length < depth; q = w * known.value(q) + b) {
    layers.push({ scale: Math.sqrt(known.value(q)), factor: Math.sqrt(w * known.slope(q)), q });
  }
  const fixed = fixedPoint(known, sigmaW, sigmaB);
  // Where the length grows for ever, what the last layer has; a homogeneous function's is the same.
  const chi = Number.isNaN(fixed) ? layers.at(-1).factor ** 2 : w * known.slope(fixed);
  latest = { key, result: { known, layers, fixed, chi } };
  return latest.result;
}

/** Geometric mean: sizes over many decades have no other. */
function overSeeds(numbers) {
  return Math.exp(numbers.reduce((sum, each) => sum + Math.log(each), 0) / numbers.length);
}

const decades = (value) => (value > 0 && Number.isFinite(value) ? Math.log10(value) : null);

/** By series: middle, lowest and highest over the seeds, as decades by layer. */
function measuredLines(runs) {
  const lines = {};
  for (const name of Object.keys(SERIES)) {
    const layers = runs[0][name].map((_, layer) => runs.map((run) => run[name][layer]));
    lines[name] = {
      middle: layers.map((sizes) => decades(overSeeds(sizes))),
      low: layers.map((sizes) => decades(Math.min(...sizes))),
      high: layers.map((sizes) => decades(Math.max(...sizes))),
    };
  }
  return lines;
}

/** The gradient's prediction starts from what was measured in the last layer. */
function theoryLines(layers, last) {
  const delta = new Array(layers.length);
  let sum = last;
  for (let layer = layers.length - 1; layer >= 0; layer -= 1) {
    if (layer < layers.length - 1) sum += Math.log10(layers[layer].factor);
    delta[layer] = Number.isFinite(sum) ? sum : null;
  }
  return { scale: layers.map(({ scale }) => decades(scale)), delta };
}

function band({ low, high }, x) {
  const known = x.filter((_, i) => low[i] !== null && high[i] !== null);
  const back = [...known].reverse();
  return { x: [...known, ...back], y: [...known.map((l) => high[l - 1]), ...back.map((l) => low[l - 1])] };
}

export function draw(state) {
  const { figure, functions, values, inputs, colours, theme, size, feed } = state;
  const theoretical = predicted(state);
  const depth = Math.round(values.depth);
  const runs = feed?.runs ?? [];
  const parts = {};
  const lines = runs.length > 0 ? measuredLines(runs) : null;
  const layers = lines?.scale.middle.map((_, layer) => layer + 1) ?? [];
  const ofTheory = theoryLines(theoretical.layers, lines ? (lines.delta.middle.at(-1) ?? NaN) : 0);
  const all = Array.from({ length: depth }, (_, layer) => layer + 1);
  for (const [name, role] of Object.entries(SERIES)) {
    parts[name] = lines ? { x: layers, y: lines[name].middle } : { x: [], y: [] };
    const spread = lines && runs.length > 1 ? band(lines[name], layers) : { x: [], y: [] };
    parts[`${name}-band`] = { ...spread, fillcolor: veiled(colours[role], 0.25) };
    if (name in ofTheory) parts[`${name}-theory`] = { x: all, y: ofTheory[name] };
  }
  const [run] = runs;
  parts.saturated = run ? { x: layers, y: run.saturated.map((share) => 100 * share) } : { x: [], y: [] };
  Object.assign(parts, distribution(run, layers, theme, colours));
  const map = plane(theoretical.known, inputs.reach);
  parts.plane = { x: map.x, y: map.y, z: map.z, colorscale: phases(colours, theme) };
  parts.critical = map.line;
  const { critical } = theoretical.known;
  parts["critical-point"] = Number.isNaN(critical) ? { x: [], y: [] } : { x: [critical], y: [0] };
  parts.words = map.words;
  parts.point = { x: [values.sigma_w], y: [values.sigma_b] };
  const heights = [...Object.values(lines ?? {}).flatMap(({ low, high }) => [...low, ...high]),
    ...ofTheory.scale, ...ofTheory.delta];
  const layout = arranged(figure.layout, size, depth, heights.filter((y) => y !== null && y > FLOOR));
  return { ...filled(figure, parts, layout), readout: readout(theoretical, runs) };
}

/** Densities by layer, each layer's highest at full colour. */
function distribution(run, layers, theme, colours) {
  if (!run) return { distribution: { x: [], y: [], z: [] } };
  const { low, high, shares } = run.histogram;
  const bins = shares[0].length;
  const tallest = shares.map((all) => Math.max(...all));
  return {
    distribution: {
      x: layers,
      y: Array.from({ length: bins }, (_, bin) => low + ((high - low) * (bin + 0.5)) / bins),
      // The root lets the thin parts be seen beside a bin that holds half of all.
      z: Array.from({ length: bins }, (_, bin) =>
        shares.map((all, layer) => Math.sqrt(all[bin] / tallest[layer]))),
      colorscale: [[0, theme.background], [1, colours.f]],
    },
  };
}

const phases = (colours, theme) => [
  [0, colours.f], [0.5, theme.background], [1, colours.derivative],
];

function readout({ fixed, chi }, runs) {
  const factor = runs.length > 0 ? overSeeds(runs.map(({ delta }) => deltaFactor(delta))) : NaN;
  const arrives = overSeeds(runs.map(({ delta }) => delta[0] / delta.at(-1)));
  const range = depthScale(chi);
  return [
    { label: "δ per layer", role: "derivative", value: significant(factor), group: "network" },
    { label: "√χ₁", value: significant(Math.sqrt(chi)), group: "network" },
    { label: "q*", value: Number.isNaN(fixed) ? "none" : significant(fixed), group: "network" },
    { label: "δ arriving", role: "derivative", value: significant(arrives), group: "network" },
    { label: "depth scale", value: range > 1e6 ? "∞" : significant(range), group: "network" },
  ];
}

/** By layer what was measured, over the seeds, and what was predicted, for the CSV file. */
export function table(state) {
  const runs = state.feed?.runs ?? [];
  if (runs.length === 0) return [];
  const { layers } = predicted(state);
  const names = { scale: "activation scale", delta: "gradient", weight: "weight gradient", slopes: "product of mean slopes" };
  const columns = [{ name: "layer", values: runs[0].scale.map((_, layer) => layer + 1) }];
  for (const [key, name] of Object.entries(names)) {
    runs.forEach((run, which) => {
      columns.push({ name: `${name}, seed ${state.inputs.seed + which}`, values: run[key] });
    });
  }
  columns.push({ name: "saturated share", values: runs[0].saturated });
  columns.push({ name: "predicted activation scale", values: layers.map(({ scale }) => scale) });
  columns.push({ name: "predicted gradient factor", values: layers.map(({ factor }) => factor) });
  return columns;
}
