/** A square folded layer by layer: what of it comes to lie on what, and where a cut unfolds to. */

import { filled } from "../../drawings/traces.js";
import { carried, foldingLayers, shares, sharing, sheets, unfolded } from "../../maths/folding.js";

const POINTS = 480;
const STEPS = 160; // along a cut that is curved in the input
const QUARTERS = 4;

/** Halton's points in the square: even, and none on a mirror image of another. */
const POINTS_OF_SQUARE = Array.from({ length: POINTS }, (_, i) => [2, 3].map((base) => {
  let [value, digit] = [0, 1];
  for (let rest = i + 1; rest > 0; rest = Math.floor(rest / base)) {
    digit /= base;
    value += digit * (rest % base);
  }
  return 2 * value - 1;
}));

let latest = { key: "", content: null };

function contentOf({ inputs: { pieces }, values }) {
  const { folds, turn, px, py, cut_turn: cutTurn, cut_offset: offset } = values;
  const key = JSON.stringify([pieces, folds, turn, px, py, cutTurn, offset]);
  if (key === latest.key) return latest.content;
  const layers = foldingLayers({ pieces, layers: Math.round(folds), degrees: turn });
  const point = [px, py];
  const content = pieces ? bent(layers, pieces, point, cutTurn, offset) : smooth(layers, point, cutTurn, offset);
  latest = { key, content: { layers, point, ...content } };
  return latest.content;
}

function bent(layers, { slopes, heights, breaks }, point, cutTurn, offset) {
  const value = (z) => {
    const piece = z > breaks[0] ? 1 : 0;
    return slopes[piece] * z + heights[piece];
  };
  const found = sheets(layers);
  return {
    value,
    found,
    creases: found.flatMap(({ points, labels }) => points.flatMap((from, place) =>
      (labels[place] > 0 ? [[from, points[(place + 1) % points.length]]] : []))),
    cut: unfolded(found, cutTurn, offset),
    same: sharing(found, layers, value, point),
    shares: shares(found),
  };
}

/** Tanh is one-to-one: the way back is its inverse. */
function smooth(layers, point, cutTurn, offset) {
  const [p, q] = [Math.cos((cutTurn * Math.PI) / 180), Math.sin((cutTurn * Math.PI) / 180)];
  const cut = [[]];
  for (let step = 0; step <= STEPS; step += 1) {
    const along = 3 * (step / STEPS) - 1.5;
    const from = back(layers, [offset * p - along * q, offset * q + along * p]);
    if (from.every((each) => Math.abs(each) <= 1)) cut.at(-1).push(from);
    else if (cut.at(-1).length > 0) cut.push([]);
  }
  return {
    value: Math.tanh,
    found: null,
    creases: [],
    cut: cut.filter((part) => part.length > 1),
    same: { points: [point], segments: [], polygons: [] },
    shares: [0, 0, 1],
  };
}

function back(layers, output) {
  return layers.reduceRight((h, { weights: [a, b, c, d] }) => {
    const [z, w] = h.map(Math.atanh);
    const determinant = a * d - b * c;
    return [(d * z - b * w) / determinant, (a * w - c * z) / determinant];
  }, output);
}

/** Lines with gaps between them, each of points [x, y]. */
function drawn(lines, carry) {
  const points = lines.flatMap((line) => [...line.map(carry), [null, null]]);
  return { x: points.map(([x]) => x), y: points.map(([, y]) => y) };
}

const quarterOf = (layers, point) => {
  const [z, w] = carried(layers, (each) => each, point, 0.5);
  return (z > 0 ? 1 : 0) + (w > 0 ? 2 : 0);
};

export function draw(state) {
  const { figure, colours, values, size } = state;
  const content = contentOf(state);
  const { layers, value, creases, cut, same, point } = content;
  const way = values.way * layers.length;
  const together = [
    ...same.points.map((each) => [each]), ...same.segments,
    ...same.polygons.map((each) => [...each, each[0]]),
  ];
  const quarters = Array.from({ length: QUARTERS }, () => []);
  for (const each of POINTS_OF_SQUARE) quarters[quarterOf(layers, each)].push([each]);
  const parts = { pointed: { x: [point[0]], y: [point[1]] } };
  for (const [side, reached] of [["in", 0], ["out", way]]) {
    const carry = (each) => carried(layers, value, each, reached);
    quarters.forEach((points, quarter) => {
      const [marker] = figure.data.filter((trace) => trace.meta.live === `${side}-${quarter}`);
      parts[`${side}-${quarter}`] = {
        ...drawn(points, carry), marker: { color: colours[marker.meta.role] },
      };
    });
    parts[`${side}-crease`] = drawn(creases, carry);
    parts[`${side}-cut`] = drawn(cut, carry);
    parts[`${side}-same`] = drawn(together, carry);
  }
  const narrow = size && size.width < 500;
  const { annotations } = figure.layout;
  const titled = annotations.map((note) => (note.name === "out" ? { ...note, text: placeOf(way, layers) } : note));
  const layout = { annotations: titled, ...(narrow ? stacked(figure.layout, titled) : {}) };
  return { ...filled(figure, parts, layout), readout: readout(content) };
}

/** On a phone the output stands below the input. */
function stacked({ xaxis, yaxis, xaxis2, yaxis2 }, annotations) {
  return {
    xaxis: { ...xaxis, domain: [0, 1] },
    yaxis: { ...yaxis, domain: [0.56, 1] },
    xaxis2: { ...xaxis2, domain: [0, 1] },
    yaxis2: { ...yaxis2, domain: [0, 0.42] },
    annotations: annotations.map((note) => (note.name === "out" ? { ...note, x: 0, y: 0.42 } : note)),
  };
}

function placeOf(way, layers) {
  if (way >= layers.length) return "output";
  if (way <= 0) return "input, before layer 1";
  const layer = Math.floor(way);
  const share = 2 * (way - layer);
  const [move, part] = share < 1 ? ["projection", share] : ["selection", share - 1];
  return `layer ${layer + 1}: ${move}, ${Math.round(100 * part)} %`;
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;

function readout({ found, cut, same, shares: [point, line, plane] }) {
  const { points, segments, polygons } = same;
  let together = points.length === 1 ? "this input alone" : `${points.length} inputs`;
  if (segments.length > 0) together = "a line of inputs";
  if (polygons.length > 0) together = "an area of inputs";
  return [
    { label: "same output", role: "probe", value: together, group: "inputs" },
    { label: "cut in the input", role: "derivative", value: `${cut.length} parts`, group: "inputs" },
    { label: "pieces", value: found ? `${found.length}` : "none: smooth", group: "inputs" },
    { label: "to a point", value: percent(point), group: "lost" },
    { label: "to a line", value: percent(line), group: "lost" },
    { label: "kept", value: percent(plane), group: "lost" },
  ];
}

export function shown(figure, state) {
  const { found, cut, same } = contentOf(state);
  Object.assign(figure.root.dataset, {
    pieces: found?.length ?? 0, cut: cut.length, same: same.points.length,
  });
}

/** The points of the picture: where they are, on which side of the first creases, where they go. */
export function table(state) {
  const { layers, value } = contentOf(state);
  const outs = POINTS_OF_SQUARE.map((each) => carried(layers, value, each, state.values.way * layers.length));
  return [
    { name: "x1", values: POINTS_OF_SQUARE.map(([x]) => x) },
    { name: "x2", values: POINTS_OF_SQUARE.map(([, y]) => y) },
    { name: "side", values: POINTS_OF_SQUARE.map((each) => quarterOf(layers, each) + 1) },
    { name: "h1", values: outs.map(([x]) => x) },
    { name: "h2", values: outs.map(([, y]) => y) },
  ];
}
