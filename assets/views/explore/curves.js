/**
 * The drawing of f and f′ for one or more functions: pure functions from
 * settings to a Plotly figure; the frame owns the page, the pointer and the clock.
 */

import { currentParameters } from "../../drawings/functions.js";
import { saturated } from "../../maths/saturation.js";
import { finiteOrNull, grid, inside, sample } from "../../maths/sampling.js";

export { sample } from "../../maths/sampling.js";
export { saturated, supremum } from "../../maths/saturation.js";

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
  const { view, probe, inputs } = state;
  const which = trace.meta.function ?? 0;
  const item = state.functions[which];
  const parameters = present[which];
  if (!item) return null;
  const line = (fn, chosen) =>
    sample(fn, chosen, item.breakpoints(chosen), view.from, view.to, inputs.samples ?? 601);
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
  const items = [{ label: "x", role: "probe", value: state.probe, group: "x" }];
  state.functions.forEach((item, which) => {
    const valueRole = role(state.figure, "value", which, single ? "f" : `series-${which}`);
    const slopeRole = role(state.figure, "derivative", which, single ? "derivative" : valueRole);
    const group = single ? "f" : item.id;
    items.push(
      {
        label: single ? "f(x)" : item.name,
        role: valueRole,
        value: item.value(state.probe, present[which]),
        group,
      },
      {
        label: single ? "f′(x)" : "f′",
        role: slopeRole,
        value: item.derivative(state.probe, present[which]),
        group,
      },
    );
  });
  return items;
}

/**
 * The figure at the present settings.
 * @param {import("../../live_figure/contract.js").State} state
 * @returns {import("../../live_figure/contract.js").Drawn}
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
  if (state.inputs.saturation && functions.length > 0) {
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
  const { functions, values, view, inputs } = state;
  const present = functions.map((item) => currentParameters(item, values));
  const cuts = functions.flatMap((item, which) =>
    inside(item.breakpoints(present[which]), view.from, view.to),
  );
  const even = grid(view.from, view.to, inputs.samples ?? 601);
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
