/** What is drawn of measurements: decades by layer over the seeds, and the numbers in words. */

import { significant } from "../../drawings/numbers.js";
import { depthScale } from "../../maths/mean_field.js";
import { deltaFactor } from "./network.js";

/** Geometric mean: sizes over many decades have no other. */
export function overSeeds(numbers) {
  return Math.exp(numbers.reduce((sum, each) => sum + Math.log(each), 0) / numbers.length);
}

export const decades = (value) => (value > 0 && Number.isFinite(value) ? Math.log10(value) : null);

/** By series: middle, lowest and highest over the seeds, as decades by layer. */
export function measuredLines(runs, names) {
  const lines = {};
  for (const name of names) {
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
export function theoryLines(layers, last) {
  const delta = new Array(layers.length);
  let sum = last;
  for (let layer = layers.length - 1; layer >= 0; layer -= 1) {
    if (layer < layers.length - 1) sum += Math.log10(layers[layer].factor);
    delta[layer] = Number.isFinite(sum) ? sum : null;
  }
  return { scale: layers.map(({ scale }) => decades(scale)), delta };
}

export function band({ low, high }, x) {
  const known = x.filter((_, i) => low[i] !== null && high[i] !== null);
  const back = [...known].reverse();
  return { x: [...known, ...back], y: [...known.map((l) => high[l - 1]), ...back.map((l) => low[l - 1])] };
}

/** The factor over all seeds; NaN where a size is no number or none is left. */
export const factorOf = (runs) => overSeeds(runs.map(({ delta }) => deltaFactor(delta)));

/** What doubles cannot hold, in words; null where they hold everything. */
export function beyond(runs) {
  const sizes = runs.flatMap(({ scale, delta }) => [...scale, ...delta]);
  if (sizes.some((size) => !Number.isFinite(size))) return "beyond 10³⁰⁸";
  return runs.some(({ delta }) => delta.includes(0)) ? "0" : null;
}

const said = (number) => (Number.isNaN(number) ? "–" : significant(number));

/** Readings of each function's runs and theory; of two, in pairs. */
export function readings(measured, theory) {
  const each = theory.map((known, which) => readingsOf(measured[which] ?? [], known));
  if (each.length === 1) return each[0];
  const [solid, dashed] = each.map((all) => [all[0], all[1], all[3]]);
  return solid.flatMap((one, place) => [
    { ...one, label: `solid: ${one.label}` }, { ...dashed[place], label: `dashed: ${one.label}` },
  ]);
}

function readingsOf(runs, { fixed, chi }) {
  const measured = (number) => beyond(runs) ?? (runs.length > 0 ? said(number) : "…");
  const range = depthScale(chi);
  const arrives = overSeeds(runs.map(({ delta }) => delta[0] / delta.at(-1)));
  return [
    { label: "δ per layer", role: "derivative", value: measured(factorOf(runs)) },
    { label: "√χ₁", value: said(Math.sqrt(chi)) },
    { label: "q*", value: Number.isNaN(fixed) ? "none" : significant(fixed) },
    { label: "δ arriving", role: "derivative", value: measured(arrives) },
    { label: "depth scale", value: range > 1e6 ? "∞" : said(range) },
  ].map((reading) => ({ ...reading, group: "network" }));
}
