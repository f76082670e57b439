/** The drawing of several functions: f, f′ and f − baseline, each in its panel, one probe for all. */

import { currentParameters } from "../../drawings/functions.js";
import { finiteOrNull, grid, inside, sample } from "../../maths/sampling.js";

const NARROW = 600; // px: below it panels stand one above the other
const NARROW_LEGEND = 3; // as many functions still have a legend there
const CURVES = new Set(["f", "derivative", "difference"]);

const remembered = new WeakMap(); // by function: its last points, by kind

/** The points that `make` returns; the last ones again while `key` is the same. */
function recall(item, kind, key, make) {
  if (!remembered.has(item)) remembered.set(item, new Map());
  const kinds = remembered.get(item);
  if (kinds.get(kind)?.key !== key) kinds.set(kind, { key, points: make() });
  return kinds.get(kind).points;
}

/** {fn, breakpoints} of one kind of curve of one function, and what they depend on. */
function curve(kind, item, parameters, base, baseParameters) {
  if (kind === "f") return { fn: item.value, cuts: () => item.breakpoints(parameters), parameters };
  if (kind === "derivative") {
    return { fn: item.derivative, cuts: () => item.breakpoints(parameters), parameters };
  }
  return {
    fn: (x, own) => item.value(x, own) - base.value(x, baseParameters),
    cuts: () => [...item.breakpoints(parameters), ...base.breakpoints(baseParameters)],
    parameters,
    besides: [base.id, baseParameters],
  };
}

/** All curves at the present settings: (kind, which) -> {fn, cuts, parameters, besides}. */
function curvesOf({ functions, values, inputs }) {
  const present = functions.map((item) => currentParameters(item, values));
  const baseline = inputs.baseline ?? 0;
  return (kind, which) =>
    curve(kind, functions[which], present[which], functions[baseline], present[baseline]);
}

/** A difference that is nothing but rounding is 0. */
function settled(curveOf, which, probe) {
  const { fn, parameters } = curveOf("difference", which);
  const own = curveOf("f", which);
  const rounding = 8 * Number.EPSILON * Math.abs(own.fn(probe, own.parameters));
  const difference = fn(probe, parameters);
  return Math.abs(difference) <= rounding ? 0 : difference;
}

/** Reading of every function at the probe, in the kinds that are shown. */
function readings(state, curveOf, kinds) {
  const { functions, probe } = state;
  if (probe === null) return [];
  const labels = { derivative: "f′", difference: "Δ" };
  const items = [{ label: "x", role: "mark", value: probe, group: "x" }];
  functions.forEach((item, which) => {
    for (const kind of ["f", ...["derivative", "difference"].filter((each) => kinds.has(each))]) {
      const { fn, parameters } = curveOf(kind, which);
      items.push({
        label: kind === "f" ? item.name : labels[kind],
        role: kind === "f" ? `series-${which}` : null,
        value: kind === "difference" ? settled(curveOf, which, probe) : fn(probe, parameters),
        group: `series-${which}`,
      });
    }
  });
  return items;
}

/** The figure's layout with every x axis on the view, and its panels stacked where it is narrow. */
function arranged({ figure, functions, inputs, size, view }) {
  const layout = { ...figure.layout };
  const narrow = size && size.width < NARROW ? inputs.narrow : {};
  // A legend line by line would take the chart's place; the readings below name the colours too.
  if (narrow === inputs.narrow && functions.length > NARROW_LEGEND) layout.showlegend = false;
  for (const [name, changes] of Object.entries(narrow)) {
    layout[name] = {
      ...layout[name],
      ...changes,
      title: { ...layout[name].title, ...changes.title },
    };
  }
  for (const name of Object.keys(layout).filter((each) => /^xaxis\d*$/.test(each))) {
    layout[name] = { ...layout[name], range: [view.from, view.to], autorange: false };
  }
  return layout;
}

/**
 * The figure at the present settings. Traces say in `meta` which curve they are: `live` is "f",
 * "derivative" or "difference", `function` the place of the function.
 * @param {import("../../live_figure/contract.js").State} state
 * @returns {import("../../live_figure/contract.js").Drawn}
 */
export function draw(state) {
  const { figure, functions, inputs, view, probe, colours } = state;
  const layout = arranged(state);
  const curveOf = curvesOf(state);
  const kinds = new Set(figure.data.map((trace) => trace.meta?.live).filter((k) => CURVES.has(k)));
  const sampled = (kind, which) => {
    const { fn, cuts, parameters, besides } = curveOf(kind, which);
    const key = JSON.stringify([parameters, besides, view, inputs.samples]);
    return recall(functions[which], kind, key, () =>
      sample(fn, parameters, cuts(), view.from, view.to, inputs.samples),
    );
  };
  const inPanel = (trace, make) =>
    figure.data
      .filter((each) => CURVES.has(each.meta?.live) && (each.yaxis ?? "y") === (trace.yaxis ?? "y"))
      .map(make);
  const atProbe = ({ meta }) => {
    const { fn, parameters } = curveOf(meta.live, meta.function);
    return finiteOrNull(fn(probe, parameters));
  };
  const data = figure.data.map((trace) => {
    const { live, function: which } = trace.meta ?? {};
    if (CURVES.has(live)) return { ...trace, ...sampled(live, which) };
    if (probe === null) return trace;
    if (live === "probe-line") {
      // No panel is higher than the view is wide.
      return { ...trace, x: [probe, probe], y: [view.from - view.to, view.to - view.from] };
    }
    if (live === "probe-points") {
      const y = inPanel(trace, atProbe);
      const color = inPanel(trace, ({ meta }) => colours[`series-${meta.function}`]);
      return { ...trace, x: y.map(() => probe), y, marker: { ...trace.marker, color } };
    }
    return trace;
  });
  return { data, layout, readout: readings(state, curveOf, kinds) };
}

/**
 * The numbers behind the picture on one common x: the even grid and all breakpoints.
 * @param {object} state as for draw
 * @param {object[]} traces the live traces to tabulate
 * @returns {{name: string, values: number[]}[]} columns, x first
 */
export function table(state, traces) {
  const { functions, values, view, inputs } = state;
  const curveOf = curvesOf(state);
  const cuts = functions.flatMap((item) =>
    inside(item.breakpoints(currentParameters(item, values)), view.from, view.to),
  );
  const even = grid(view.from, view.to, inputs.samples);
  const x = [...new Set([...even, ...cuts])].sort((left, right) => left - right);
  const labels = {
    f: "f",
    derivative: "f′",
    difference: `f − ${functions[inputs.baseline ?? 0].name}`,
  };
  const columns = traces
    .filter(({ meta }) => CURVES.has(meta.live))
    .map(({ meta }) => {
      const { fn, parameters } = curveOf(meta.live, meta.function);
      return {
        name: `${functions[meta.function].name}: ${labels[meta.live]}`,
        values: x.map((point) => fn(point, parameters)),
      };
    });
  return [{ name: "x", values: x }, ...columns];
}
