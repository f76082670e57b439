/**
 * What Plotly keeps of a graph that it has drawn, and promises to nobody. All that the live figure
 * reads of it is here: another version of Plotly is this file to look at, and its test,
 * `tests/browser/javascript/test_plotly_internals.py`.
 *
 * @typedef {object} Axis
 * @property {string} type
 * @property {[number, number]} range
 * @property {number} start pixels from the graph's edge, left or top
 * @property {number} length in pixels
 * @property {(value: number) => number} toPixel pixels from the axis' start
 *
 * @typedef {{left: number, top: number, width: number, height: number}} Box in pixels of the graph
 */

/** The traces with what Plotly decided, those that the legend has hidden too. */
export function tracesOf(graph) {
  return graph._fullData ?? [];
}

/** The axis that a trace names: "x", "y2". @returns {Axis | null} */
export function axisOf(graph, reference) {
  const axis = graph._fullLayout?.[`${reference[0]}axis${reference.slice(1)}`];
  if (!axis) return null;
  const { type, range, _offset: start, _length: length } = axis;
  return { type, range, start, length, toPixel: (value) => axis.l2p(value) };
}

/** The parts of the plot area's width that the x axes take: [from, to], fractions. */
export function acrossOf(graph) {
  const axes = Object.entries(graph._fullLayout ?? {}).filter(([name]) => /^xaxis\d*$/.test(name));
  return axes.length > 0 ? axes.map(([, axis]) => axis.domain) : [[0, 1]];
}

/** Where all axes lie. @returns {Box | null} */
export function plotArea(graph) {
  const size = graph._fullLayout?._size;
  return size ? { left: size.l, top: size.t, width: size.w, height: size.h } : null;
}

/** Where the first axes lie. @returns {Box | null} */
export function firstPlane(graph) {
  const [x, y] = [axisOf(graph, "x"), axisOf(graph, "y")];
  return x && y ? { left: x.start, top: y.start, width: x.length, height: y.length } : null;
}

/** Pixels of the legend above the plot, 0 without one. */
export function legendHeight(graph) {
  const { showlegend, legend } = graph._fullLayout ?? {};
  return showlegend ? (legend?._height ?? 0) : 0;
}

/** The element of a trace: D3 keeps on each what it was made from. */
export function groupOf(graph, trace) {
  const groups = graph.querySelectorAll("g.trace");
  return [...groups].find((group) => group.__data__?.[0]?.trace?.uid === trace.uid);
}

/** The bars of a trace: `p` is a bar's place on the axis, `p0` and `p1` its edges. */
export function barsOf(graph, index) {
  return graph.calcdata[index];
}
