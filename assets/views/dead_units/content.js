/** A map's numbers: cells by column and row, in words, and as the lab's links. */

import { significant } from "../../drawings/numbers.js";

export const MEASURES = {
  dead: "dead",
  born_dead: "born dead",
  asleep: "asleep",
  saturated: "saturated",
  accuracy: "accuracy",
  loss: "loss",
  diverged: "diverged",
  first_death: "first death by step",
};
const PLAIN = { loss: significant, first_death: (step) => String(Number(step.toPrecision(3))) };

/** What a map measures, each in words. */
export const measuresOf = (map) => map.measures ?? MEASURES;

/** Place of the value of an axis that is nearest to a number. */
export function nearest({ values, logarithmic }, wanted) {
  const away = values.map((value) => Math.abs(logarithmic ? Math.log(value / wanted) : value - wanted));
  return away.indexOf(Math.min(...away));
}

/** Numbers of one function, by row, as a heat map has them; null where there is none. */
export function rowsOf(map, name, panel) {
  const [columns, rows] = [map.x.values.length, map.y.values.length];
  const first = panel * rows * columns;
  return Array.from({ length: rows }, (_, row) =>
    map.columns[name].slice(first + row * columns, first + (row + 1) * columns));
}

/** "82.3 ± 4.1 %" of a cell, and what stands there where it has no number. */
export function numberText(map, name, panel, column, row) {
  const place = (panel * map.y.values.length + row) * map.x.values.length + column;
  const [mean, spread, gone] = [name, `${name}_sd`, "diverged"].map((each) => map.columns[each][place]);
  if (gone === null) return "not yet";
  if (mean === null) return gone === 1 ? "diverged" : "none";
  const text = PLAIN[name] ?? ((share) => (100 * share).toFixed(1));
  const unit = name in PLAIN ? "" : " %";
  return spread === null ? `${text(mean)}${unit}` : `${text(mean)} ± ${text(spread)}${unit}`;
}

/** Where a cell is. */
export function placeText({ x, y }, column, row) {
  const text = ({ title, values }, place) => `${title} ${Number(values[place].toPrecision(3))}`;
  return `${text(x, column)}, ${text(y, row)}`;
}

/** A cell in words. */
export function worded(map, panel, column, row, name) {
  return `${placeText(map, column, row)}: ${measuresOf(map)[name]} ${numberText(map, name, panel, column, row)}`;
}

/** The lab's link of one of a cell's networks, the seed counted from the sweep's first; "" for none. */
export function labLink(map, panel, column, row, seed) {
  if (!map.activations[panel].query) return "";
  const query = new URLSearchParams(map.activations[panel].query);
  for (const [axis, place] of [[map.x, column], [map.y, row]]) {
    if (axis.name !== "width" && axis.name !== "depth") query.set(axis.name, axis.texts[place]);
  }
  if (map.hidden) query.set("hidden", map.hidden[row][column]);
  query.set("seed", map.first_seed + seed);
  return `training?${query}`;
}

/** A map of which nothing is known yet. */
export function withColumns(head, key) {
  const cells = head.activations.length * head.x.values.length * head.y.values.length;
  const columns = {};
  for (const name of Object.keys(MEASURES)) {
    columns[name] = new Array(cells).fill(null);
    columns[`${name}_sd`] = new Array(cells).fill(null);
  }
  return { ...head, key, columns };
}
