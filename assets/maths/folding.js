/**
 * A square folded layer by layer, as `actviz/maths/folding.py` has it: two units a layer, each a
 * projection and then a selection, and what of the square comes to lie where.
 */

import { area, Cells, clipHigh, SLOT } from "./polygons.js";
import { Splitter } from "./regions.js";

const SIDES = [[1, 0, 1], [-1, 0, 1], [0, 1, 1], [0, -1, 1]]; // of the square from -1 to 1
const NONE = 1e-9; // a slope or a distance that is none

/**
 * The layers of a fold. With `pieces` null the function is smooth, and nothing is spread.
 * @param {{pieces: import("./linear_pieces.js").LinearPieces | null, layers: number, degrees: number}} fold
 * @returns {import("./regions.js").Layer[]}
 */
export function foldingLayers({ pieces, layers, degrees }) {
  const angle = (degrees * Math.PI) / 180;
  const room = Math.abs(Math.cos(angle)) + Math.abs(Math.sin(angle));
  const [c, s] = [Math.cos(angle) / room, Math.sin(angle) / room];
  return Array.from({ length: layers }, (_, layer) => {
    // What a fold has laid on 0 to 1 is spread over -1 to 1, or the next one would meet no crease.
    const spread = pieces && layer > 0;
    return {
      weights: Float64Array.of(c, -s, s, c).map((weight) => (spread ? 2 : 1) * weight),
      biases: spread ? Float64Array.of(s - c, -s - c) : new Float64Array(2),
      units: 2, inputs: 2, rank: 1, pieces,
    };
  });
}

const projected = ({ weights: [a, b, c, d], biases: [e, f] }, [x, y]) => [a * x + b * y + e, c * x + d * y + f];

const between = (from, to, share) => from.map((value, axis) => value + share * (to[axis] - value));

/**
 * Where a point is, part of the way through the layers: of each the first half is its projection,
 * the second its selection.
 * @param {number} way from 0, the input, to the number of layers
 */
export function carried(layers, value, point, way) {
  let at = point;
  for (let layer = 0; layer < layers.length && layer < way; layer += 1) {
    const share = 2 * Math.min(way - layer, 1);
    const z = projected(layers[layer], at);
    at = share < 1 ? between(at, z, share) : between(z, z.map(value), share - 1);
  }
  return at;
}

/**
 * The parts of the square on which the layers are one affine map: polygons of [x, y], the layer
 * whose crease runs from each corner to the next, from 1 and 0 for none, and the map (2 × 3).
 */
export function sheets(layers) {
  const found = [];
  const cells = new Cells();
  new Splitter(layers, (corners, start, count, splitter) => {
    cells.single(corners, start, count, 0);
    if (!SIDES.every(([a, b, c]) => clipHigh(cells, 0, a, b, c, 0, 0))) return;
    const sheet = { points: [], labels: [], map: Array.from(splitter.maps.at(-1)) };
    for (let place = 0, i = cells.start[0]; place < cells.size[0]; place += 1, i += SLOT) {
      const [x, y, w, label] = cells.corners.subarray(i, i + SLOT);
      sheet.points.push([x / w, y / w]);
      sheet.labels.push(Math.abs(label));
    }
    found.push(sheet);
  }).all();
  return found;
}

/** How many dimensions a sheet keeps: 2, 1 where it is laid on a line, 0 on a point. */
export function kept({ map: [a, b, , c, d] }) {
  if (Math.abs(a * d - b * c) > NONE) return 2;
  return Math.max(...[a, b, c, d].map(Math.abs)) > NONE ? 1 : 0;
}

/** The shares of the square that keep 0, 1 and 2 dimensions. */
export function shares(found) {
  const sums = [0, 0, 0];
  for (const sheet of found) sums[kept(sheet)] += area(sheet.points) / 4;
  return sums;
}

const apply = ([a, b, e, c, d, f], [x, y]) => [a * x + b * y + e, c * x + d * y + f];
const apart = (one, other) => Math.hypot(one[0] - other[0], one[1] - other[1]);

/** The part of the line a·x + b·y + c = 0 in a convex polygon: its two ends, or null. */
function chord(points, a, b, c) {
  const heights = points.map(([x, y]) => a * x + b * y + c);
  const ends = [];
  points.forEach((point, place) => {
    const next = (place + 1) % points.length;
    const [here, there] = [heights[place], heights[next]];
    if (here > 0 === there > 0) return;
    ends.push(between(point, points[next], here / (here - there)));
  });
  return ends.length === 2 && apart(...ends) > NONE ? ends : null;
}

/** Everything in the square that the layers bring to where they bring `point`. */
export function sharing(found, layers, value, point) {
  const to = carried(layers, value, point, layers.length);
  const together = { points: [], segments: [], polygons: [] };
  for (const { points, map } of found) {
    const [a, b, e, c, d, f] = map;
    const [dx, dy] = [to[0] - e, to[1] - f];
    const determinant = a * d - b * c;
    if (Math.abs(determinant) > NONE) {
      const from = [(d * dx - b * dy) / determinant, (a * dy - c * dx) / determinant];
      const known = together.points.some((each) => apart(each, from) < 1e-7);
      if (!known && inside(points, from)) together.points.push(from);
    } else if (Math.max(...[a, b, c, d].map(Math.abs)) <= NONE) {
      if (apart([e, f], to) < NONE) together.polygons.push(points);
    } else {
      const [p, q, r] = Math.hypot(a, b) > Math.hypot(c, d) ? [a, b, -dx] : [c, d, -dy];
      const ends = chord(points, p, q, r);
      if (ends && apart(apply(map, ends[0]), to) < 1e-7) together.segments.push(ends);
    }
  }
  return together;
}

function inside(points, [x, y]) {
  return points.every(([x0, y0], place) => {
    const [x1, y1] = points[(place + 1) % points.length];
    return (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) > -NONE;
  });
}

/** Of the line cos · h₁ + sin · h₂ = offset in the output, what is brought there: straight parts. */
export function unfolded(found, degrees, offset) {
  const [p, q] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const parts = [];
  for (const { points, map: [a, b, e, c, d, f] } of found) {
    const ends = chord(points, p * a + q * c, p * b + q * d, p * e + q * f - offset);
    if (ends) parts.push(ends);
  }
  return parts;
}
