/** Signal and gradient by layer, measured and predicted, and the plane of all such networks. */

import { currentParameters } from "../../drawings/functions.js";
import { filled, veiled } from "../../drawings/traces.js";
import { Questions } from "../../live_figure/work/questions.js";
import { paintMaps } from "./heat_maps.js";
import { arranged, roundedRange } from "./layout.js";
import { plane } from "./plane.js";
import { predicted } from "./prediction.js";
import { difference } from "./reference.js";
import { band, factorOf, measuredLines, readings, theoryLines } from "./series.js";

const WORKER = "views/saturation/worker.js";
const SERIES = { scale: "f", delta: "derivative", weight: "probe", slopes: "mark" };
const NAMES = {
  scale: "activation scale", delta: "gradient", weight: "weight gradient", slopes: "product of mean slopes",
};
const FLOOR = -320; // decades: below, a double is 0
const NOTHING = { x: [], y: [] };
const NO_MAP = { x: [], y: [], z: [] };

const drawn = new WeakSet(); // answers that have been drawn

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
  root.dataset.chi = theoryOf(state)[0].chi;
  if (settled) root.dataset.deltaFactor = factorOf(feed.measured[0]);
  else delete root.dataset.deltaFactor;
}

/** What the worker is to measure, and a text that is the same for the same network. */
function asked({ functions, values, inputs }) {
  const question = {
    functions: functions.map((fn, which) => ({
      source: fn.source, loop: inputs.loops[which], parameters: currentParameters(fn, values),
    })),
    depth: Math.round(values.depth),
    width: Math.round(values.width),
    sigmaW: values.sigma_w,
    sigmaB: values.sigma_b,
    orthogonal: inputs.orthogonal,
    seed: inputs.seed,
    seeds: inputs.seeds,
    examples: inputs.examples,
    of: `${inputs.data} ${inputs.seed}`, // which says what the data are
  };
  return { key: JSON.stringify(question), question: { ...question, data: inputs.points ?? null } };
}

/** Theory of each function. */
function theoryOf({ functions, values, inputs }) {
  return functions.map((fn) => predicted(fn, currentParameters(fn, values), values, inputs.start));
}

export function draw(state) {
  const { figure, functions, values, inputs, colours, size, feed } = state;
  if (size && drawn.has(feed) && feed.key !== asked(state).key) return { ...figure, waiting: true };
  if (size && feed) drawn.add(feed);
  const theory = theoryOf(state);
  const depth = Math.round(values.depth);
  const parts = {};
  const heights = [];
  functions.forEach((fn, which) => {
    const runs = feed?.measured[which] ?? [];
    const more = which === 0 ? "" : `-${which + 1}`;
    heights.push(...seriesOf(runs, theory[which].layers, depth, colours, more, parts));
    const [run] = runs;
    parts[`saturated${more}`] = run
      ? { x: layersOf(run), y: run.saturated.map((share) => 100 * share) } : NOTHING;
    parts[`critical${more}`] = plane(theory[which].known, inputs.reach).line;
    parts[`critical-point${more}`] = criticalPoint(theory[which].known);
  });
  parts.words = plane(theory[0].known, inputs.reach).words;
  parts.point = { x: [values.sigma_w], y: [values.sigma_b] };
  const maps = mapsOf(state);
  // On the page they are painted.
  for (const { live, map, colours: ends } of maps) {
    parts[live] = size ? NO_MAP : { ...map, colorscale: [[0, ends[0]], [0.5, "#ffffff"], [1, ends[1]]] };
  }
  const layout = arranged(figure.layout, size, depth, heights, maps);
  return {
    ...filled(figure, parts, layout),
    readout: [...readings(feed?.measured ?? [], theory), ...compared(state)],
  };
}

/** The largest difference from what PyTorch found for just this network. */
function compared(state) {
  const { inputs, values, feed } = state;
  const { reference } = inputs;
  if (!reference || !feed || feed.key !== asked(state).key) return [];
  if (Object.entries(reference.values).some(([id, value]) => values[id] !== value)) return [];
  const value = difference(feed.measured, reference.networks);
  return [{ label: "largest difference from PyTorch", value, group: "network" }];
}

const layersOf = (run) => run.scale.map((_, layer) => layer + 1);

function criticalPoint({ critical }) {
  return Number.isNaN(critical) ? NOTHING : { x: [critical], y: [0] };
}

/** Lines and bands of one function go into `parts`; returns the decades that they reach. */
function seriesOf(runs, layers, depth, colours, more, parts) {
  const lines = runs.length > 0 ? measuredLines(runs, Object.keys(SERIES)) : null;
  const x = lines ? layersOf(runs[0]) : [];
  const ofTheory = theoryLines(layers, lines ? (lines.delta.middle.at(-1) ?? NaN) : 0);
  const all = Array.from({ length: depth }, (_, layer) => layer + 1);
  for (const [name, role] of Object.entries(SERIES)) {
    parts[name + more] = lines ? { x, y: lines[name].middle } : NOTHING;
    const spread = lines && runs.length > 1 ? band(lines[name], x) : NOTHING;
    parts[`${name}-band${more}`] = { ...spread, fillcolor: veiled(colours[role], 0.25) };
    if (name in ofTheory) parts[`${name}-theory${more}`] = { x: all, y: ofTheory[name] };
  }
  return [
    ...Object.values(lines ?? {}).flatMap(({ low, high }) => [...low, ...high]),
    ...ofTheory.scale, ...ofTheory.delta,
  ].filter((height) => height !== null && height > FLOOR);
}

/** The heat maps: densities by layer, each layer's highest at full colour, and the plane. */
function mapsOf({ functions, values, inputs, colours, feed }) {
  const [fn] = functions;
  const { known } = predicted(fn, currentParameters(fn, values), values, inputs.start);
  const phases = plane(known, inputs.reach);
  // One axis for both distributions.
  const histograms = (feed?.measured ?? []).map(([run]) => run.histogram);
  const range = roundedRange({
    low: Math.min(...histograms.map(({ low }) => low)), high: Math.max(...histograms.map(({ high }) => high)),
  });
  const maps = functions.map((_, which) => {
    const [run] = feed?.measured[which] ?? [];
    return {
      live: which === 0 ? "distribution" : `distribution-${which + 1}`,
      axes: which === 0 ? "3" : "5",
      map: run ? densities(run) : NO_MAP,
      range,
      colours: [colours.f, colours.f],
      smooth: false,
    };
  });
  const ends = [colours.f, colours.derivative];
  return [...maps, { live: "plane", axes: "", map: phases.map, colours: ends, smooth: true }];
}

const known = new WeakMap();

function densities(run) {
  if (known.has(run)) return known.get(run);
  const { low, high, shares } = run.histogram;
  const bins = shares[0].length;
  const tallest = shares.map((all) => Math.max(...all));
  const map = {
    x: layersOf(run),
    y: Array.from({ length: bins }, (_, bin) => low + ((high - low) * (bin + 0.5)) / bins),
    // The root lets the thin parts be seen beside a bin that holds half of all.
    z: Array.from({ length: bins }, (_, bin) =>
      shares.map((all, layer) => Math.sqrt(all[bin] / tallest[layer]))),
  };
  known.set(run, map);
  return map;
}

export function paint(canvas, state) {
  paintMaps(canvas, state.size, mapsOf(state));
}

/** By layer what was measured, over the seeds, and what was predicted, for the CSV file. */
export function table(state) {
  const { functions, feed, inputs } = state;
  if (!feed) return [];
  const theory = theoryOf(state);
  const columns = [{ name: "layer", values: layersOf(feed.measured[0][0]) }];
  functions.forEach((fn, which) => {
    const runs = feed.measured[which] ?? [];
    const of = functions.length > 1 ? `${fn.name}, ` : "";
    for (const [key, name] of Object.entries(NAMES)) {
      runs.forEach((run, place) => {
        columns.push({ name: `${of}${name}, seed ${inputs.seed + place}`, values: run[key] });
      });
    }
    const { layers } = theory[which];
    columns.push(
      { name: `${of}saturated share`, values: runs[0]?.saturated ?? [] },
      { name: `${of}predicted activation scale`, values: layers.map(({ scale }) => scale) },
      { name: `${of}predicted gradient factor`, values: layers.map(({ factor }) => factor) },
    );
  });
  return columns;
}
