/** Ratios to ReLU's time by function, at the array size of the slider. */

import { significant } from "../../drawings/numbers.js";
import { filled } from "../../drawings/traces.js";
import { loadStyles } from "../../live_figure/loading.js";

const GROUPS = ["torch", "derived", "javascript"];
const ROOM = 1.15; // beside the least and the largest ratio
const NARROW = 560; // pixels
const TALL = 24; // rows: more are not seen at once
const SHORT = 16; // letters of a name on a phone
const LETTER = 7.4; // pixels, at most on average

/** Place of the measured size nearest to a wanted one. */
export function nearest(sizes, wanted) {
  const far = sizes.map((size) => Math.abs(Math.log(size / wanted)));
  return far.indexOf(Math.min(...far));
}

const shortRatio = (value) => value.toPrecision(value < 10 ? 3 : 2);

/** Whether there is a number at this size: of what is being measured there is not, yet. */
const measured = (row, group, place) => typeof row[group]?.ratio_to_relu[place] === "number";

/** The rows in their order at one size. */
function ordered(rows, sort, place) {
  const time = (row) => {
    const group = GROUPS.find((each) => measured(row, each, place));
    return group ? row[group].ratio_to_relu[place] : Number.MAX_VALUE;
  };
  const keys = {
    time: (one, other) => time(one) - time(other),
    operations: (one, other) => one.operations - other.operations || time(one) - time(other),
    name: (one, other) => one.name.localeCompare(other.name),
  };
  return [...rows].sort(keys[sort]);
}

/** From the least to the largest ratio at any size, so that dots move and the axis does not. */
function span(rows) {
  const all = rows.flatMap((row) => [...GROUPS.map((group) => row[group]?.ratio_to_relu), row.stored])
    .flat().filter((ratio) => typeof ratio === "number");
  return [Math.min(1, ...all) / ROOM, Math.max(2, ...all) * ROOM].map(Math.log10);
}

export function watch(figure) {
  loadStyles("views/cost/cost.css").catch((error) => figure.fail(error));
  return () => {};
}

/** What moves a chart of several screens stands above it. */
export function shown(figure, { inputs }) {
  figure.panel.frame.classList.toggle("cost-tall", inputs.rows.length > TALL);
}

export function draw({ figure, values, inputs, size }) {
  const { rows, sort, elements, relu } = inputs;
  const place = nearest(elements, values.elements);
  const shown = ordered(rows, sort, place);
  const parts = { one: { x: [1, 1], y: [-0.6, shown.length - 0.4] } };
  for (const group of GROUPS) {
    const spread = { x: [], y: [] };
    const dots = { x: [], y: [] };
    shown.forEach((row, y) => {
      if (!measured(row, group, place)) return;
      const [ratio, half] = [row[group].ratio_to_relu[place], row[group].spread[place] / 2];
      dots.x.push(ratio);
      dots.y.push(y);
      spread.x.push(Math.max(ratio - half, ratio / 2), ratio + half, null);
      spread.y.push(y, y, null);
    });
    parts[group] = dots;
    parts[`${group}-spread`] = spread;
  }
  parts.stored = {
    x: shown.map((row) => row.stored?.[place] ?? null), y: shown.map((_, y) => y),
  };
  parts.operations = {
    x: shown.map(() => 0), y: shown.map((_, y) => y), text: shown.map((row) => `${row.operations}`),
  };
  const several = [...GROUPS, "stored"].filter((each) => parts[each].x.some((x) => x !== null));
  for (const each of several) parts[each].showlegend = several.length > 1;
  return {
    ...filled(figure, parts, arranged(figure.layout, shown, size, span(rows))),
    readout: [
      { label: "elements", value: elements[place].toLocaleString("en"), group: "size" },
      ...(typeof relu?.seconds[place] === "number" ? checked(relu, place) : []),
    ],
  };
}

/** How far ReLU against itself is from one, and its time. */
function checked(relu, place) {
  const half = (relu.spread[place] / 2).toFixed(2);
  return [
    {
      label: "ReLU to ReLU",
      value: `${shortRatio(relu.ratio_to_relu[place])} ± ${half}`,
      group: "check",
    },
    { label: "ReLU", group: "time", value: `${significant(relu.seconds[place] * 1e9)} ns` },
  ];
}

/** The layout for so many rows and so much room: the axis of a tall chart is where it begins. */
function arranged(layout, shown, size, range) {
  const [narrow, tall] = [size && size.width < NARROW, shown.length > TALL];
  const names = shown.map(({ name }) =>
    narrow && name.length > SHORT ? `${name.slice(0, SHORT - 1)}…` : name);
  const longest = Math.max(...names.map((name) => name.length));
  const { margin, annotations, xaxis, yaxis } = layout;
  return {
    margin: {
      ...margin,
      l: Math.max(narrow ? 60 : 150, 12 + LETTER * longest),
      t: tall ? 92 : margin.t,
      b: tall ? 12 : margin.b,
    },
    annotations: annotations.map((note) => ({ ...note, text: narrow ? "ops" : note.text })),
    xaxis: { ...xaxis, side: tall ? "top" : "bottom", tickangle: 0, range, ...ticksIn(range, narrow) },
    yaxis: { ...yaxis, tickvals: shown.map((_, y) => y), ticktext: names },
  };
}

function ticksIn([low, high], narrow) {
  const whole = [0.1, 1, 10, 100, 1000];
  const all = narrow && high - low > 1.5 ? whole : [0.2, 0.5, 2, 5, 20, 50, 200, 500, ...whole];
  const tickvals = all.filter((tick) => Math.log10(tick) >= low && Math.log10(tick) <= high).sort((one, other) => one - other);
  return { tickvals, ticktext: tickvals.map(String) };
}

/** What is shown, for the CSV file. */
export function table({ values, inputs }) {
  const { rows, sort, elements } = inputs;
  const place = nearest(elements, values.elements);
  const shown = ordered(rows, sort, place);
  const columns = [
    { name: "activation", values: shown.map(({ id }) => id) },
    { name: "elements", values: shown.map(() => elements[place]) },
    { name: "operations", values: shown.map(({ operations }) => operations) },
  ];
  for (const group of GROUPS) {
    if (!rows.some((row) => row[group])) continue;
    for (const column of ["seconds", "ratio_to_relu", "spread"]) {
      const numbers = shown.map((row) => row[group]?.[column][place] ?? null);
      columns.push({ name: `${group} ${column}`, values: numbers });
    }
  }
  return columns;
}
