/** Maps of what became of networks over two quantities, one for each function. */

import { filled, veiled } from "../../drawings/traces.js";
import { Cells } from "./cells.js";
import { measuresOf, nearest, numberText, placeText, rowsOf } from "./content.js";
import { arranged, WIDTH_IN_A_FILE } from "./layout.js";

const OF_UNITS = new Set(["dead", "born_dead", "asleep", "constant"]);
const DECADES = 4; // of a loss: what is smaller has the same colour
const LARGEST_LOSS = 100;

/** The map of the message, or the one that another module has for the feed. */
const mapOf = ({ figure, feed }) => feed ?? figure.layout.meta;

export function watch(figure) {
  figure.cells = new Cells(figure);
  return () => figure.cells.end();
}

export function shown(figure, state) {
  const map = mapOf(state);
  const place = placeOf(map, state.values);
  figure.cells.show(map, place, state.inputs);
  Object.assign(figure.root.dataset, { ...place, quantity: state.inputs.quantity });
}

function placeOf({ x, y }, values) {
  return { column: nearest(x, values.x), row: nearest(y, values.y) };
}

export function draw(state) {
  const { figure, inputs, values, colours, theme, size } = state;
  const map = mapOf(state);
  const name = inputs.quantity;
  const scale = scaleOf(map, name);
  const lines = OF_UNITS.has(name) ? name : "dead";
  const here = placeOf(map, values);
  const parts = {};
  let [some, all] = [false, false];
  map.activations.forEach((_, panel) => {
    const gone = rowsOf(map, "diverged", panel);
    const x = map.x.values.map((_, column) => column);
    const y = map.y.values.map((_, row) => row);
    const cells = rowsOf(map, name, panel).map((row) => row.map(scale.of));
    parts[`cells-${panel}`] = {
      x, y, z: cells, zmin: scale.low, zmax: scale.high,
      colorscale: [[0, theme.background], [1, colours.f]],
      ...(panel === 0 && { colorbar: { ...figure.data[0].colorbar, ...scale.ticks, x: size ? 1 : WIDTH_IN_A_FILE } }),
    };
    // Grey is not 0 %: a cell that is not yet computed, or has no such number.
    const lost = gone.map((row, at) => row.map((share, column) =>
      (share === 1 ? 1 : cells[at][column] === null ? 0 : null)));
    parts[`gone-${panel}`] = {
      x, y, z: lost, colorscale: [[0, veiled(colours.ghost, 0.35)], [1, colours.derivative]],
    };
    const shares = rowsOf(map, lines, panel);
    const known = shares.flat().filter((share) => share !== null);
    // Without a cell on either side there is no line, and Plotly would draw none with a warning.
    const crossed = known.some((share) => share >= 0.1) && known.some((share) => share < 0.7);
    parts[`contours-${panel}`] = crossed
      ? { x, y, z: shares, visible: true, line: { color: colours.mark }, contours: coloured(figure, panel, colours) }
      : { x: [], y: [], z: [], visible: false };
    const mixed = places(gone, (share) => share > 0 && share < 1);
    parts[`some-${panel}`] = mixed;
    some ||= mixed.x.length > 0;
    all ||= lost.flat().includes(1);
    parts[`here-${panel}`] = { x: [here.column], y: [here.row] };
    parts[`theory-${panel}`] = OF_UNITS.has(name) ? theoryLine(map) : { x: [], y: [] };
  });
  // What the first map alone has not must be in the legend all the same.
  if (some && parts["some-0"].x.length === 0) parts["some-0"] = { x: [null], y: [null] };
  parts["some-0"].visible = some;
  parts["theory-0"].visible = parts["theory-0"].x.length > 0;
  parts.gone = { x: [null], y: [null], visible: all };
  const layout = arranged(state, map, headings(map, name));
  const title = { text: map.title ?? titleOf(map, name) };
  // The map itself lies in the layout: Plotly need not carry it through every picture.
  const drawn = filled(figure, parts, { ...layout, meta: undefined, title });
  return { ...drawn, sheet: sheetOf(map, here) };
}

function titleOf(map, name) {
  const [first, ...rest] = measuresOf(map)[name];
  const steps = map.steps.toLocaleString("en");
  return `${first.toUpperCase()}${rest.join("")}: mean of ${map.seeds} after ${steps} steps`;
}

function coloured(figure, panel, colours) {
  const { contours } = figure.data.find(({ meta }) => meta?.live === `contours-${panel}`);
  return { ...contours, labelfont: { ...contours.labelfont, color: colours.mark } };
}

/** How numbers become colours: shares as they are, losses by their logarithm. */
function scaleOf(map, name) {
  if (name !== "loss") {
    const tickvals = [0, 0.2, 0.4, 0.6, 0.8, 1];
    const ticktext = tickvals.map((share) => `${100 * share} %`);
    return { of: (share) => share, low: 0, high: 1, ticks: { tickvals, ticktext } };
  }
  const known = map.columns.loss.filter((loss) => loss !== null && loss > 0);
  const high = Math.ceil(Math.log10(Math.min(Math.max(...known, 1e-9), LARGEST_LOSS)));
  const low = Math.max(high - DECADES, Math.floor(Math.log10(Math.min(...known, 10 ** high))));
  const least = Math.min(low, high - 1);
  const tickvals = Array.from({ length: high - least + 1 }, (_, place) => least + place);
  return {
    of: (loss) => (loss === null ? null : Math.log10(Math.max(loss, 10 ** (least - 1)))),
    low: least,
    high,
    ticks: { tickvals, ticktext: tickvals.map((decade) => String(Number(`1e${decade}`))) },
  };
}

function places(rows, chosen) {
  const found = { x: [], y: [] };
  rows.forEach((row, y) => row.forEach((value, x) => {
    if (!chosen(value)) return;
    found.x.push(x);
    found.y.push(y);
  }));
  return found;
}

/** rate × scale^power = constant, where both axes are logarithmic: straight. */
function theoryLine({ theory, x, y }) {
  if (!theory || !x.logarithmic || !y.logarithmic) return { x: [], y: [] };
  const power = theory.power === 1 ? "" : `^${theory.power}`;
  const place = ({ values }, value) =>
    (Math.log(value / values[0]) / Math.log(values.at(-1) / values[0])) * (values.length - 1);
  const line = { x: [], y: [], name: `rate × scale${power} = ${theory.constant.toPrecision(2)}` };
  for (const scale of [Math.max(theory.from, y.values[0]), y.values.at(-1)]) {
    line.x.push(place(x, theory.constant / scale ** theory.power));
    line.y.push(place(y, scale));
  }
  return line;
}

/** The finding of each map. */
function headings(map, name) {
  return map.activations.map(({ label }, panel) => {
    const known = rowsOf(map, name, panel).flat().filter((value) => value !== null);
    if (known.length === 0) return label;
    const text = (value) => (name === "loss" ? String(Number(value.toPrecision(2))) : `${Math.round(100 * value)} %`);
    const [least, most] = [Math.min(...known), Math.max(...known)].map(text);
    return least === most ? `${label}: ${least} everywhere` : `${label}: ${least} to ${most}`;
  });
}

/** A row for each measure; of one measure a row for each map. */
function sheetOf(map, { column, row }) {
  const measures = Object.entries(measuresOf(map));
  const labels = map.activations.map(({ label }) => label);
  const rows = measures.map(([name, text]) => [
    text, ...labels.map((_, panel) => numberText(map, name, panel, column, row)),
  ]);
  const whole = [["", ...labels], ...rows];
  const [head, ...body] = measures.length > 1 ? whole : whole[0].map((_, at) => whole.map((each) => each[at]));
  return {
    caption: `At ${placeText(map, column, row)}`,
    head,
    rows: body,
    notes: [map.note ?? (map.seeds > 1 ? `Mean of ${map.seeds} seeds ± standard deviation.` : "One seed.")],
  };
}

/** Every cell, for the CSV file. */
export function table(state) {
  const map = mapOf(state);
  const [columns, rows] = [map.x.values.length, map.y.values.length];
  const cells = Array.from({ length: map.activations.length * rows * columns }, (_, cell) => cell);
  return [
    { name: "activation", values: cells.map((cell) => map.activations[Math.floor(cell / (rows * columns))].id) },
    { name: map.x.name, values: cells.map((cell) => map.x.values[cell % columns]) },
    { name: map.y.name, values: cells.map((cell) => map.y.values[Math.floor(cell / columns) % rows]) },
    ...Object.entries(map.columns).map(([name, values]) => ({ name, values })),
  ];
}
