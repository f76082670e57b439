/** A gated unit over its two inputs, and the slices through one point with their slopes. */

import { currentParameters } from "../../drawings/functions.js";
import { filled } from "../../drawings/traces.js";
import { finiteOrNull, grid, sample } from "../../maths/sampling.js";

const GRID = 61;
const SAMPLES = 301;

/**
 * (up(a) + shift) · gate(cut(b)) and its two slopes.
 * @param {object[]} functions up, cut and gate, each with value, derivative and breakpoints
 */
export function unit(functions, values) {
  const [up, cut, gate] = functions;
  const [ofUp, ofCut, ofGate] = functions.map((item) => currentParameters(item, values));
  const left = (a) => up.value(a, ofUp) + (values.shift ?? 0);
  const kept = (b) => cut.value(b, ofCut);
  const right = (b) => gate.value(kept(b), ofGate);
  return {
    left,
    right,
    value: (a, b) => left(a) * right(b),
    byA: (a, b) => up.derivative(a, ofUp) * right(b),
    byB: (a, b) => left(a) * gate.derivative(kept(b), ofGate) * cut.derivative(b, ofCut),
    breaksOfA: up.breakpoints(ofUp),
    breaksOfB: [...cut.breakpoints(ofCut), ...gate.breakpoints(ofGate)],
  };
}

/** The heights on a grid, a row for each b: null where there is no value. */
function heights({ left, right }, axis) {
  const across = axis.map(left);
  return axis.map(right).map((factor) => across.map((each) => finiteOrNull(each * factor)));
}

// While the point alone moves the surface is the same object, and Plotly has nothing to draw.
let last = { key: "", z: [] };

function surface(now, functions, values, axis) {
  const { a, b, ...numbers } = values;
  const key = JSON.stringify([functions.map(({ source }) => source), numbers, axis[0]]);
  if (key !== last.key) last = { key, z: heights(now, axis) };
  return last.z;
}

/** The slices through (a, b) with their slopes, each as points of a line. */
function slices(now, { a, b }, reach) {
  const along = (fn, breaks) => sample(fn, {}, breaks, -reach, reach, SAMPLES);
  return {
    "h-a": along((x) => now.value(x, b), now.breaksOfA),
    "slope-a": along((x) => now.byA(x, b), now.breaksOfA),
    "h-b": along((x) => now.value(a, x), now.breaksOfB),
    "slope-b": along((x) => now.byB(a, x), now.breaksOfB),
  };
}

/** On a phone the map stands above its slices. */
function narrowed({ xaxis, yaxis, xaxis2, yaxis2, xaxis3, yaxis3 }) {
  return {
    xaxis: { ...xaxis, domain: [0, 1] },
    yaxis: { ...yaxis, domain: [0.55, 1] },
    xaxis2: { ...xaxis2, domain: [0, 0.42] },
    yaxis2: { ...yaxis2, domain: [0, 0.36] },
    xaxis3: { ...xaxis3, domain: [0.58, 1] },
    yaxis3: { ...yaxis3, domain: [0, 0.36] },
  };
}

export function draw({ figure, functions, values, inputs, size }) {
  const { a, b } = values;
  const { reach } = inputs;
  const now = unit(functions, values);
  const axis = grid(-reach, reach, GRID);
  const [value, byA, byB] = [now.value(a, b), now.byA(a, b), now.byB(a, b)];
  const narrow = size && size.width < 500;
  const on = (x, slope) => ({ x: [x, x], y: [finiteOrNull(value), finiteOrNull(slope)] });
  const white = { line: { color: "#ffffff" } }; // the scale is dark or bright, never white
  const parts = {
    surface: { x: axis, y: axis, z: surface(now, functions, values, axis), showscale: !narrow },
    "at-a": { x: [a, a], y: [-reach, reach], ...white },
    "at-b": { x: [-reach, reach], y: [b, b], ...white },
    point: { x: [a], y: [b] },
    "on-a": on(a, byA),
    "on-b": on(b, byB),
    ...slices(now, values, reach),
  };
  return {
    ...filled(figure, parts, narrow ? narrowed(figure.layout) : {}),
    readout: [
      { label: "h", role: "f", value, group: "h" },
      { label: "∂h/∂a", role: "derivative", value: byA, group: "h" },
      { label: "∂h/∂b", role: "derivative", value: byB, group: "h" },
    ],
  };
}

/** Height and both slopes on the grid, for the download of numbers. */
export function table({ functions, values, inputs }) {
  const now = unit(functions, values);
  const axis = grid(-inputs.reach, inputs.reach, GRID);
  const rows = (fn) => axis.flatMap((b) => axis.map((a) => fn(a, b)));
  return [
    { name: "a", values: rows((a) => a) },
    { name: "b", values: rows((_, b) => b) },
    { name: "h", values: rows(now.value) },
    { name: "∂h/∂a", values: rows(now.byA) },
    { name: "∂h/∂b", values: rows(now.byB) },
  ];
}
