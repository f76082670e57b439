/** A maxout unit with two inputs: the height of its surface and the regions of its pieces. */

import { filled, veiled } from "../../drawings/traces.js";

const REACH = 2;
const GRID = 41;
const AXIS = Array.from({ length: GRID }, (_, i) => -REACH + (2 * REACH * i) / (GRID - 1));

/** The corners of the part of a polygon on which a·x + b·y + c >= 0. */
export function clipped(polygon, [a, b, c]) {
  const side = ([x, y]) => a * x + b * y + c;
  return polygon.flatMap((corner, index) => {
    const next = polygon[(index + 1) % polygon.length];
    const [here, there] = [side(corner), side(next)];
    const kept = here >= 0 ? [corner] : [];
    if (here >= 0 === there >= 0) return kept;
    const share = here / (here - there);
    return [...kept, [0, 1].map((axis) => corner[axis] + share * (next[axis] - corner[axis]))];
  });
}

/** The polygon in the square on which each of the planes [u, v, c] is the highest. */
export function regions(planes) {
  const square = [[-REACH, -REACH], [REACH, -REACH], [REACH, REACH], [-REACH, REACH]];
  return planes.map((plane, piece) =>
    planes.reduce((polygon, other, index) => {
      const difference = plane.map((value, axis) => value - other[axis]);
      if (difference.some((value) => value !== 0)) return clipped(polygon, difference);
      return index < piece ? [] : polygon; // the first of equal planes has the region
    }, square),
  );
}

export function area(polygon) {
  return Math.abs(
    polygon.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = polygon[(index + 1) % polygon.length];
      return sum + (x * nextY - nextX * y) / 2;
    }, 0),
  );
}

/** The centre of gravity of a polygon that has an area. */
export function centre(polygon) {
  let [total, sumX, sumY] = [0, 0, 0];
  polygon.forEach(([x, y], index) => {
    const [nextX, nextY] = polygon[(index + 1) % polygon.length];
    const cross = x * nextY - nextX * y;
    total += 3 * cross;
    sumX += (x + nextX) * cross;
    sumY += (y + nextY) * cross;
  });
  return [sumX / total, sumY / total];
}

/** The planes with the one under the sliders as it is now. */
function present(inputs, values) {
  return inputs.planes.map((plane, index) =>
    index + 1 === inputs.piece ? [values.u, values.v, values.c] : plane,
  );
}

function surface(planes) {
  return AXIS.map((y) =>
    AXIS.map((x) => Math.max(...planes.map(([u, v, c]) => u * x + v * y + c))),
  );
}

export function draw({ figure, values, inputs, colours, size }) {
  const planes = present(inputs, values);
  const polygons = regions(planes);
  const parts = {};
  const edges = { x: [], y: [], line: { color: "#ffffff" } }; // the scale is dark or bright, never white
  const labels = { x: [], y: [], text: [] };
  for (let piece = 0; piece < inputs.most; piece += 1) {
    const polygon = polygons[piece] ?? [];
    const visible = polygon.length > 2 && area(polygon) > 1e-9;
    const outline = visible ? [...polygon, polygon[0]] : [];
    const [x, y] = [0, 1].map((axis) => outline.map((corner) => corner[axis]));
    parts[`region-${piece}`] = { x, y, fillcolor: veiled(colours[`series-${piece}`], 0.55) };
    edges.x.push(...x, null);
    edges.y.push(...y, null);
    if (!visible) continue;
    const [middleX, middleY] = centre(polygon);
    labels.x.push(middleX);
    labels.y.push(middleY);
    labels.text.push(`<b>${piece + 1}</b>`);
  }
  // A phone has no room for the scale; pointing at the surface says the height.
  const narrow = size && size.width < 500;
  parts.surface = { x: AXIS, y: AXIS, z: surface(planes), showscale: !narrow };
  parts.edges = edges;
  parts.labels = labels;
  return filled(figure, parts);
}

/** The height on the grid, for the download of numbers. */
export function table({ values, inputs }) {
  const rows = surface(present(inputs, values));
  return [
    { name: "x1", values: AXIS.flatMap(() => AXIS) },
    { name: "x2", values: AXIS.flatMap((y) => AXIS.map(() => y)) },
    { name: "h", values: rows.flat() },
  ];
}
