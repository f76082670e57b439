/**
 * The drawing of f and f′ for one or more functions: pure functions from
 * settings to a Plotly figure; the frame owns the page, the pointer and the clock.
 */

const SATURATED_SHARE = 0.05;
const WIDE_LIMIT = 30;
const WIDE_COUNT = 601;
const FAR_POINTS = [-1e6, -1e3, -1e2, 1e2, 1e3, 1e6];
// More bands than this is an oscillation seen from too far away, not saturation.
const MOST_INTERVALS = 40;

const compiled = new Map();

/** {value, derivative, breakpoints} of one derived source; compiled once per text. */
export function compile(source, primitives) {
  if (!compiled.has(source)) {
    const names = Object.keys(primitives).join(", ");
    const body = `"use strict"; const {${names}} = primitives; return (${source});`;
    compiled.set(source, new Function("primitives", body)(primitives));
  }
  return compiled.get(source);
}

/** The program with its sources compiled: [{…function, value, derivative, breakpoints}]. */
export function prepare(program, primitives) {
  return program.functions.map((item) => ({
    ...item,
    ...compile(item.source, primitives),
  }));
}

function grid(from, to, count) {
  const points = new Array(count);
  for (let index = 0; index < count; index += 1) {
    points[index] = from + ((to - from) * index) / (count - 1);
  }
  points[count - 1] = to;
  return points;
}

function finiteOrNull(value) {
  return Number.isFinite(value) ? value : null;
}

function inside(breakpoints, from, to) {
  const inner = breakpoints.filter((point) => point > from && point < to);
  return [...new Set(inner)].sort((left, right) => left - right);
}

/**
 * Samples fn(x, parameters) over [from, to] for a line: `count` even points, and at
 * each breakpoint strictly inside either the point itself or, where the two sides
 * differ, left side, gap (null), right side, so that a jump is never drawn as a slope.
 * Even points within the offset of a breakpoint give way to what is put there.
 * @returns {{x: number[], y: (number|null)[]}}
 */
export function sample(fn, parameters, breakpoints, from, to, count) {
  const offset = 1e-9 * (to - from);
  const cuts = inside(breakpoints, from, to);
  const x = [];
  const y = [];
  const add = (point, value) => {
    x.push(point);
    y.push(finiteOrNull(value));
  };
  const cut = (point) => {
    const left = fn(point - offset, parameters);
    const right = fn(point + offset, parameters);
    const difference = Math.abs(left - right);
    const tolerance = 1e-6 * (1 + Math.abs(left) + Math.abs(right));
    if (Number.isFinite(difference) && difference <= tolerance) {
      add(point, fn(point, parameters));
    } else {
      add(point - offset, left);
      add(point, NaN);
      add(point + offset, right);
    }
  };
  let next = 0;
  for (const point of grid(from, to, count)) {
    while (next < cuts.length && cuts[next] < point - offset) cut(cuts[next++]);
    const replaced =
      (next < cuts.length && Math.abs(cuts[next] - point) <= offset) ||
      (next > 0 && Math.abs(cuts[next - 1] - point) <= offset);
    if (!replaced) add(point, fn(point, parameters));
  }
  while (next < cuts.length) cut(cuts[next++]);
  return { x, y };
}

function sides(breakpoints, offset) {
  return breakpoints.flatMap((point) => [point - offset, point, point + offset]);
}

/**
 * sup |derivative| over the line, seen on a wide grid, at the breakpoints' sides, in
 * the view and far out; Infinity where it keeps growing.
 */
export function supremum(derivative, parameters, breakpoints, from, to) {
  const size = (point) => Math.abs(derivative(point, parameters));
  const largest = (points) =>
    points.map(size).filter(Number.isFinite).reduce((most, each) => Math.max(most, each), 0);
  const near = largest(grid(-WIDE_LIMIT, WIDE_LIMIT, WIDE_COUNT));
  for (const point of [-1e6, 1e6]) {
    const far = size(point);
    if (!Number.isFinite(far) || far > 10 * near) return Infinity;
  }
  const others = [
    ...sides(breakpoints, 1e-9 * (to - from)),
    ...grid(from, to, WIDE_COUNT),
    ...FAR_POINTS,
  ];
  return Math.max(near, largest(others));
}

/** [[start, end], …] within [from, to] where |f′| is below 5 % of its supremum. */
export function saturated(derivative, parameters, breakpoints, from, to, count) {
  const highest = supremum(derivative, parameters, breakpoints, from, to);
  if (!Number.isFinite(highest) || highest === 0) return [];
  const low = (point) => Math.abs(derivative(point, parameters)) < SATURATED_SHARE * highest;
  const cuts = sides(inside(breakpoints, from, to), 1e-9 * (to - from));
  const points = [...grid(from, to, count), ...cuts].sort((left, right) => left - right);
  const intervals = [];
  let start = low(points[0]) ? from : null;
  for (let index = 1; index < points.length; index += 1) {
    const now = low(points[index]);
    if (now === (start !== null)) continue;
    const edge = bisect(low, points[index - 1], points[index]);
    if (now) start = edge;
    else {
      intervals.push([start, edge]);
      start = null;
    }
  }
  if (start !== null) intervals.push([start, to]);
  // A lone convention value at a kink is a point, not a band one could see.
  const visible = intervals.filter(([begin, end]) => end - begin > 1e-4 * (to - from));
  return visible.length > MOST_INTERVALS ? [] : visible;
}

/** Where a predicate changes between two points; a grid edge alone would jitter. */
function bisect(predicate, left, right) {
  const before = predicate(left);
  let low = left;
  let high = right;
  for (let round = 0; round < 40 && high - low > 0; round += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (predicate(middle) === before) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The present parameters of one function: its defaults, then what the controls say. */
export function currentParameters(item, values) {
  const parameters = { ...item.defaults };
  for (const [name, control] of Object.entries(item.parameters ?? {})) {
    if (control in values) parameters[name] = values[control];
  }
  return parameters;
}

function differs(item, parameters) {
  return Object.keys(item.defaults ?? {}).some((name) => parameters[name] !== item.defaults[name]);
}

function shades(figure, intervals, colours) {
  const kept = (figure.layout.shapes ?? []).filter((shape) => shape.name !== "saturation");
  const bands = intervals.map(([start, end]) => ({
    type: "rect",
    name: "saturation",
    layer: "below",
    xref: "x",
    yref: "paper",
    x0: start,
    x1: end,
    y0: 0,
    y1: 1,
    line: { width: 0 },
    fillcolor: colours?.saturation ?? "rgba(128, 128, 128, 0.16)",
  }));
  return [...kept, ...bands];
}

/** Points of one live trace, or null where there is nothing to show. */
function points(trace, state, present) {
  const { view, probe, program } = state;
  const which = trace.meta.function ?? 0;
  const item = state.functions[which];
  const parameters = present[which];
  if (!item) return null;
  const line = (fn, chosen) =>
    sample(fn, chosen, item.breakpoints(chosen), view.from, view.to, program.samples ?? 601);
  switch (trace.meta.live) {
    case "value":
      return line(item.value, parameters);
    case "derivative":
      return line(item.derivative, parameters);
    case "ghost":
      return differs(item, parameters) ? line(item.value, { ...item.defaults }) : null;
    case "probe":
      return probe === null ? null : marks(state, item, which, parameters);
    case "tangent":
      return probe === null ? null : tangent(item, parameters, probe, view);
    default:
      return undefined;
  }
}

function marks(state, item, which, parameters) {
  const heights = [item.value(state.probe, parameters)];
  const drawn = state.figure.data.some(
    (trace) =>
      trace.meta?.live === "derivative" &&
      (trace.meta.function ?? 0) === which &&
      trace.visible !== false &&
      trace.visible !== "legendonly",
  );
  if (drawn) heights.push(item.derivative(state.probe, parameters));
  return { x: heights.map(() => state.probe), y: heights.map(finiteOrNull) };
}

function tangent(item, parameters, probe, view) {
  const height = item.value(probe, parameters);
  const slope = item.derivative(probe, parameters);
  if (!Number.isFinite(height) || !Number.isFinite(slope)) return null;
  const reach = 0.15 * (view.to - view.from);
  return {
    x: [probe - reach, probe + reach],
    y: [height - slope * reach, height + slope * reach],
  };
}

function role(figure, live, which, otherwise) {
  const trace = figure.data.find(
    (each) => each.meta?.live === live && (each.meta.function ?? 0) === which,
  );
  return trace?.meta.role ?? otherwise;
}

function readings(state, present) {
  if (state.probe === null) return [];
  const single = state.functions.length === 1;
  const items = [{ label: "x", role: "probe", value: state.probe }];
  state.functions.forEach((item, which) => {
    const name = single ? "f" : item.name;
    const valueRole = role(state.figure, "value", which, single ? "f" : `series-${which}`);
    items.push(
      { label: `${name}(x)`, role: valueRole, value: item.value(state.probe, present[which]) },
      {
        label: `${name}′(x)`,
        role: role(state.figure, "derivative", which, single ? "derivative" : valueRole),
        value: item.derivative(state.probe, present[which]),
      },
    );
  });
  return items;
}

/**
 * The figure at the present settings.
 * @param {{figure, program, functions, values, view: {from, to}, probe, colours}} state
 * @returns {{data: object[], layout: object, readout: {label, role, value}[]}}
 */
export function draw(state) {
  const { figure, functions, values, view } = state;
  const present = functions.map((item) => currentParameters(item, values));
  const data = figure.data.map((trace) => {
    if (!trace.meta?.live) return trace;
    const found = points(trace, state, present);
    if (found === undefined) return trace;
    return found ? { ...trace, ...found } : { ...trace, x: [], y: [], visible: false };
  });
  const layout = {
    ...figure.layout,
    xaxis: { ...figure.layout.xaxis, range: [view.from, view.to], autorange: false },
  };
  if (state.program.saturation && functions.length > 0) {
    const [first] = functions;
    const cuts = first.breakpoints(present[0]);
    const bands = saturated(first.derivative, present[0], cuts, view.from, view.to, 601);
    layout.shapes = shades(figure, bands, state.colours);
  }
  return { data, layout, readout: readings(state, present) };
}

/**
 * The numbers behind the picture, every live line on one common x: the even grid and
 * the breakpoints of all functions.
 * @param {object} state as for draw
 * @param {object[]} traces the live traces to tabulate
 * @returns {{name: string, values: number[]}[]} columns, x first
 */
export function table(state, traces) {
  const { functions, values, view, program } = state;
  const present = functions.map((item) => currentParameters(item, values));
  const cuts = functions.flatMap((item, which) =>
    inside(item.breakpoints(present[which]), view.from, view.to),
  );
  const even = grid(view.from, view.to, program.samples ?? 601);
  const x = [...new Set([...even, ...cuts])].sort((left, right) => left - right);
  const columns = [{ name: "x", values: x }];
  for (const trace of traces) {
    const which = trace.meta.function ?? 0;
    const item = functions[which];
    const fn = { value: item.value, derivative: item.derivative, ghost: item.value }[trace.meta.live];
    if (!fn) continue;
    const parameters = trace.meta.live === "ghost" ? { ...item.defaults } : present[which];
    columns.push({ name: trace.name ?? trace.meta.role, values: x.map((point) => fn(point, parameters)) });
  }
  return columns;
}
